"""A saved change that can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Change:
    """A saved change that `undo` can take back, as plain values for the conversation's state."""

    kind: str
    concern_id: int | None = None
    position: int | None = None
    step_id: int | None = None
    review_id: int | None = None
    part_id: int | None = None
    """Of an action, a moved date or a meeting."""
    before: Mapping[str, Any] = field(default_factory=dict)
    """Columns of the concern, and its `themes`, as they were; days as ISO strings."""
