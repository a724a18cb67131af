"""What those who operate the assistant are told of it: numbers and moments, no case content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class AuditFound:
    """What one whole audit of an authority's records found amiss; all 0 when nothing is."""

    without_next_date: int = 0
    without_reminder: int = 0
    broken_histories: int = 0

    @property
    def is_well(self) -> bool:
        return not (self.without_next_date or self.without_reminder or self.broken_histories)


@dataclass(frozen=True)
class Standing:
    """Of one authority, whichever process asks."""

    began_at: datetime | None = None
    """Reminders of moments before it are not made up for."""
    ticked_at: datetime | None = None
    """When the reminders of any process last did a whole round, to the minute."""
    audited_at: datetime | None = None
    audit: AuditFound | None = None


@dataclass(frozen=True)
class StoreFigures:
    """Of all authorities served, as the database has them now."""

    deliveries: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Of the last seven days, by kind and state."""
    possible_repeats: int = 0
    """In the last seven days: sent again although it may have arrived."""
    waiting: int = 0
    overdue: int = 0
    """Waiting past their moment."""
    oldest_overdue: float = 0.0
    """Seconds."""
    unreachable_people: int = 0
    without_next_date: int = 0
    """Open concerns, by the last audit; so are the next two."""
    without_reminder: int = 0
    broken_histories: int = 0
    seconds_since_audit: float = -1.0
    """The longest of any authority; -1: none so far."""

    def __add__(self, other: StoreFigures) -> StoreFigures:
        """Of two authorities: of an age, the greater."""
        keys = {*self.deliveries, *other.deliveries}
        return StoreFigures(
            {key: self.deliveries.get(key, 0) + other.deliveries.get(key, 0) for key in keys},
            self.possible_repeats + other.possible_repeats,
            self.waiting + other.waiting,
            self.overdue + other.overdue,
            max(self.oldest_overdue, other.oldest_overdue),
            self.unreachable_people + other.unreachable_people,
            self.without_next_date + other.without_next_date,
            self.without_reminder + other.without_reminder,
            self.broken_histories + other.broken_histories,
            max(self.seconds_since_audit, other.seconds_since_audit),
        )
