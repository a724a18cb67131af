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
    """Columns of the concern (and its `themes`) or of the review, as they were; days as ISO strings."""
    version: int | None = None
    """Of the review, once changed: anything later has changed it again."""
    care_event_id: int | None = None
    planned_ids: tuple[int, ...] = ()
    """Reviews that an event planned."""
    stopped_ids: tuple[int, ...] = ()
    """Reviews that an event put an end to."""
    activity_id: int | None = None
    promise_position: int | None = None
    """Of the answer whose promise this settled."""
