"""Tables, the questions asked of them in the domain's words, and the unit of work."""
