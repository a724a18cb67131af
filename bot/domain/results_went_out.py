"""What comes of asking whether the reminders went out: messages and staff, never a child or a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.watched import AuditFound


@dataclass(frozen=True)
class Missed:
    """People who did not get theirs, for one reason."""

    names: tuple[str, ...] = ()
    """The first by name; not all where there are many."""
    number: int = 0


@dataclass(frozen=True)
class ReminderRun:
    """The last time a list of one kind left."""

    kind: str
    """`weekly`, `daily`..."""
    at: datetime
    planned: int
    delivered: int
    perhaps: int
    """It is not known whether they arrived."""
    repeated: int
    """Sent again although they may have arrived."""
    waiting: Missed = Missed()
    unreachable: Missed = Missed()
    refused: Missed = Missed()


@dataclass(frozen=True)
class RemindersTold:
    whose: str
    """`all`, `team` or `mine`."""
    runs: tuple[ReminderRun, ...]
    next_at: datetime | None
    """Of the weekly list; None where nobody has decided on its day and hour."""
    ticked_at: datetime | None
    """When the reminders last did a whole round."""
    is_alive: bool
    audited_at: datetime | None = None
    audit: AuditFound | None = None
    """For an administrator alone."""
