"""The conversations: what to ask, in what order, what a correction means. Pure, over plain JSON state."""
