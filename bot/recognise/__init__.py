"""Text or card press to Intent; the phrases are data files beside the code."""
