"""What came of recording something between reviews, and of asking about it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from bot.domain.activities import Activity, Rag
from bot.domain.between import Quarter, Window
from bot.domain.change import Change
from bot.domain.concerns import Concern
from bot.domain.policy import Trigger
from bot.domain.results_stage import StepAsked, StepRaised


@dataclass(frozen=True)
class ActivityRecorded:
    activity: Activity
    change: Change
    window: Window | None = None
    trigger: Trigger | None = None
    raised: StepRaised | StepAsked | None = None
    """By the trigger, in the same transaction."""
    already: str | None = None
    """The record that stood open already, so that nothing was raised twice."""

    @property
    def concern(self) -> Concern | None:
        return self.raised.concern if self.raised else None


@dataclass(frozen=True)
class ActivityFiled:
    activity: Activity


class Wanted(enum.StrEnum):
    """What between two reviews was asked about."""

    OVERSIGHT = "oversight"
    RATED = "rated"
    RATING = "rating"
    """Rated children to be looked at again."""
    MIDWAY = "midway"
    VISIT = "visit"
    CHECK = "check"
    GRADE = "grade"
    """Quality checklists to be graded before a review."""
    DONE = "done"
    """What was done, the latest first."""
    GOOD_PRACTICE = "good_practice"


@dataclass(frozen=True)
class WantedRow:
    """One child."""

    child: str
    iro_name: str
    due_on: date | None
    """By when; of a rating without a window None."""
    rating: str = ""
    last_on: date | None = None
    """When the IRO last looked at the child; None: never, as far as is known here."""
    review_on: date | None = None
    """The next review, planned or due."""


@dataclass(frozen=True)
class BetweenList:
    wanted: Wanted
    rows: tuple[WantedRow, ...]
    """Earliest first."""
    whose: str
    """`mine` or `team`."""
    to_on: date | None = None
    quarter: Quarter | None = None
    rags: tuple[Rag, ...] = ()
    """Only children rated one of these; empty: any."""
    child: str | None = None
    is_set: bool = True
    """False: the policy does not ask for this, so there is nothing to list."""
    more: int = 0


@dataclass(frozen=True)
class ActivitiesDone:
    """The latest first."""

    wanted: Wanted
    activities: tuple[Activity, ...]
    whose: str
    child: str | None = None
    from_on: date | None = None
    to_on: date | None = None
    more: int = 0
