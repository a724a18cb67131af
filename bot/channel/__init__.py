"""The Teams edge: adapter, connectors, identity, the turn, sending, the reminder loop.

The only package that imports botbuilder.
"""
