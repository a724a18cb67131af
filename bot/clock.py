"""The only place that reads the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

Clock = Callable[[], datetime]
"""Answers an aware moment in UTC."""


def system_clock() -> datetime:
    return datetime.now(UTC)


def clock_started_at(start: datetime, real: Clock = system_clock) -> Clock:
    """A clock that stands at `start` now and runs on, for the demo."""
    offset: timedelta = start - real()
    return lambda: real() + offset


class AgreedClock:
    """This machine's clock, set by another that several instances share: theirs may be minutes apart."""

    def __init__(self, own: Clock = system_clock) -> None:
        self._own = own
        self._behind = timedelta()

    def __call__(self) -> datetime:
        return self._own() + self._behind

    def agree(self, shared: datetime) -> None:
        """`shared`: what the other shows now."""
        self._behind = shared - self._own()


def london_day(moment: datetime) -> date:
    """The day in England at an aware moment."""
    return moment.astimezone(LONDON).date()
