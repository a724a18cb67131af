"""National and local files in; CSV out."""
