"""The rules and the typed facts and results. Standard library only."""
