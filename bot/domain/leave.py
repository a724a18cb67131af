"""When a person is away, and what they chose for their own reminders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Leave:
    """Both days included."""

    from_on: date
    to_on: date

    def covers(self, day: date) -> bool:
        return self.from_on <= day <= self.to_on


@dataclass(frozen=True)
class Choice:
    hour: str = ""
    """`08:00`, London; blank: the authority's own."""
    weekly_only: bool = False


def leave_on(leaves: Sequence[Leave], day: date) -> Leave | None:
    return next((one for one in leaves if one.covers(day)), None)
