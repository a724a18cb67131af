"""Faults, each with the one sentence a person sees (its docstring)."""

from __future__ import annotations


class AssistantError(Exception):
    """Something went wrong on my side. Nothing was changed. Please try again."""

    def sentence(self) -> str:
        return (type(self).__doc__ or "").strip()


class ConfigurationError(AssistantError):
    """The assistant is not set up correctly."""


class VersionConflict(AssistantError):
    """Somebody else changed this record a moment ago. Nothing of yours was saved; please look again."""
