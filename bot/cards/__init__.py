"""Every word and card a person sees: pure functions from a typed view to a card."""
