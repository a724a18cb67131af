"""What an annual report counts: one authority's records, each reduced to what the tables need of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

FINANCIAL_YEAR = re.compile(r"(\d{4})\s*[/-]\s*(\d{2}|\d{4})")


@dataclass(frozen=True)
class Period:
    """From one day to another, both counted."""

    from_on: date
    to_on: date

    def __contains__(self, day: date) -> bool:
        return self.from_on <= day <= self.to_on

    def months(self) -> tuple[str, ...]:
        """`2021-04`: every month that has a day in it."""
        first, last = (day.year * 12 + day.month - 1 for day in (self.from_on, self.to_on))
        return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1))


def financial_year(said: str) -> Period | None:
    """`2022/23` is 1 April 2022 to 31 March 2023; None for what is no financial year."""
    match = FINANCIAL_YEAR.fullmatch(said.strip())
    if match is None:
        return None
    year = int(match[1])
    if not 1 <= year < date.max.year or int(match[2]) not in (year + 1, (year + 1) % 100):
        return None
    return Period(date(year, 4, 1), date(year + 1, 4, 1) - timedelta(days=1))


def month_of(day: date) -> str:
    return day.isoformat()[:7]


@dataclass(frozen=True, slots=True)
class EscalationRow:
    """A formal concern that was not withdrawn, with the stages that were really raised."""

    record: str
    outside_ref: str
    child: str
    began_on: date
    """When it became formal; the day it counts from where no stage is recorded."""
    stages: tuple[tuple[int, date], ...]
    team: str
    themes: tuple[str, ...]
    child_status: str
    is_open: bool
    resolved_on: date | None
    resolved_stage: int | None

    @property
    def raised_on(self) -> date:
        """The day of its first formal stage."""
        return min((on for _, on in self.stages), default=self.began_on)


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """A matter that was logged informally, whatever became of it; not withdrawn."""

    record: str
    outside_ref: str
    child: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review that was held."""

    id: int
    child: str
    kind: str
    due_on: date
    held_on: date
    participation: str
    rearranged: int

    @property
    def record(self) -> str:
        return f"review {self.id}"


@dataclass(frozen=True, slots=True)
class ActivityRow:
    id: int
    child: str
    kind: str
    happened_on: date
    value: str

    @property
    def record(self) -> str:
        return f"activity {self.id}"


@dataclass(frozen=True)
class Found:
    """All that one authority recorded in one period."""

    escalations: Sequence[EscalationRow] = ()
    challenges: Sequence[ChallengeRow] = ()
    reviews: Sequence[ReviewRow] = ()
    activities: Sequence[ActivityRow] = ()
    withdrawn: int = field(default=0)
    """Records begun in the period that count nowhere, because they were withdrawn."""

    def is_empty(self) -> bool:
        return not (self.escalations or self.challenges or self.reviews or self.activities)
