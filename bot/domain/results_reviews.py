"""What came of changing a review, and of telling what happened to a child; and what is ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain.change import Change
from bot.domain.reviewing import EventEffect, Paper, PaperDue
from bot.domain.reviews import Review
from bot.domain.series import EventKind
from bot.domain.timetable import Deadline


@dataclass(frozen=True)
class ReviewRearranged:
    review: Review
    was_planned_on: date | None
    change: Change


@dataclass(frozen=True)
class ReviewAdjourned:
    review: Review
    resume_by: Deadline
    change: Change


@dataclass(frozen=True)
class PaperMarked:
    review: Review
    paper: Paper
    on: date
    late: bool
    still: tuple[PaperDue, ...]
    """What is to be done next, earliest first."""
    change: Change


@dataclass(frozen=True)
class CareEventRecorded:
    child: str
    event: EventKind
    happened_on: date
    effect: EventEffect
    change: Change


@dataclass(frozen=True)
class PaperRow:
    review: Review
    due: PaperDue
    days_left: int
    """Calendar days; negative when overdue."""


@dataclass(frozen=True)
class PapersDue:
    """Earliest first; `more` are not listed."""

    rows: tuple[PaperRow, ...]
    whose: str
    child: str | None = None
    more: int = 0


@dataclass(frozen=True)
class ForecastWeek:
    """A week from Monday to Sunday, of one IRO."""

    monday: date
    reviews: int
    over: bool
    """More than the authority's reviews a week for one IRO."""


@dataclass(frozen=True)
class ForecastOf:
    iro: str
    weeks: tuple[ForecastWeek, ...]
    """Every week of the forecast, the first one first."""

    @property
    def reviews(self) -> int:
        return sum(week.reviews for week in self.weeks)


@dataclass(frozen=True)
class Forecast:
    """Reviews to come, in the week they are planned for, or else in that of their last working day."""

    from_on: date
    to_on: date
    iros: tuple[ForecastOf, ...]
    """By name; those with none too."""
    not_in_time: tuple[Review, ...]
    """No working day is left before they are due, or they are planned for a later day."""
    overdue: int
    capacity: int | None
    """Reviews a week for one IRO; None: the authority has set none."""
    whose: str
