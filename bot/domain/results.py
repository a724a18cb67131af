"""What came of an operation: typed facts, for the cards to put into words."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.activities import Activity
from bot.domain.change import Change as Change  # noqa: PLC0414 - told with every result
from bot.domain.concerns import Concern, Entry, Step
from bot.domain.refusals import Refused
from bot.domain.results_between import ActivitiesDone, ActivityFiled, ActivityRecorded, BetweenList
from bot.domain.results_chronology import ChronologyShown
from bot.domain.results_concern import OfTheConcern
from bot.domain.results_reminders import OfReminders
from bot.domain.results_report import OfTheReport
from bot.domain.results_reviews import (
    CareEventRecorded,
    Forecast,
    PaperMarked,
    PapersDue,
    ReviewAdjourned,
    ReviewRearranged,
)
from bot.domain.results_stage import StepAsked as StepAsked  # noqa: PLC0414 - with the other results
from bot.domain.results_stage import StepRaised as StepRaised  # noqa: PLC0414 - with the other results

# Saved
from bot.domain.results_went_out import RemindersTold
from bot.domain.reviews import Review
from bot.domain.timetable import Deadline


@dataclass(frozen=True)
class ChallengeLogged:
    concern: Concern
    change: Change


@dataclass(frozen=True)
class EntryAdded:
    """A note, a response, a comment stands in the narrative."""

    concern: Concern
    entry: Entry
    change: Change


@dataclass(frozen=True)
class Closed:
    """Resolved or withdrawn."""

    concern: Concern
    change: Change


@dataclass(frozen=True)
class Filed:
    concern: Concern
    already: bool


@dataclass(frozen=True)
class SentByHand:
    """The IRO has sent the text to a manager who does not use the assistant."""

    concern: Concern
    step: Step
    already: bool


@dataclass(frozen=True)
class ReviewRecorded:
    review: Review
    late: bool
    next: Deadline
    next_planned_on: date | None
    change: Change


@dataclass(frozen=True)
class ReviewFiled:
    review: Review


@dataclass(frozen=True)
class Undone:
    change: Change
    concern: Concern | None
    review: Review | None = None
    activity: Activity | None = None


# Answers to questions


class Slice(enum.StrEnum):
    """Which records a list was asked for."""

    OPEN = "open"
    OVERDUE = "overdue"
    AWAITING = "awaiting"
    NOT_FILED = "not_filed"


@dataclass(frozen=True)
class RecordList:
    """Soonest date first."""

    slice: Slice
    concerns: tuple[Concern, ...]
    whose: str
    """`mine`, `team` or `addressed`."""
    child: str | None = None
    reviews: tuple[Review, ...] = ()
    """Held, and not yet on the child's file; only for NOT_FILED."""
    stages: tuple[int, ...] = ()
    """Only those at one of these; empty: at any."""
    older_than_days: int | None = None
    formal: bool | None = None
    """Only escalations, or only challenges; None: both."""
    activities: tuple[Activity, ...] = ()
    """Recorded between reviews, and not yet on the child's file; only for NOT_FILED."""


@dataclass(frozen=True)
class RecordShown:
    concern: Concern
    may_write: bool
    may_comment: bool
    may_respond: bool
    may_raise_asked: bool
    next_stages: tuple[str, ...] = ()


@dataclass(frozen=True)
class HistoryShown:
    concern: Concern
    events: tuple[HistoryLine, ...]


@dataclass(frozen=True)
class HistoryLine:
    at: str
    """London time, ISO to the minute."""
    actor: str
    action: str
    facts: Mapping[str, object]


@dataclass(frozen=True)
class FileText:
    """The record as plain text to paste into the case system."""

    concern: Concern


@dataclass(frozen=True)
class ReviewDue:
    review: Review
    days_left: int
    """Calendar days to its last day, of one adjourned the 20th working day after; negative when overdue."""


@dataclass(frozen=True)
class ReviewsDue:
    """What is due between two days, or overdue, earliest first; `more` are not listed."""

    rows: tuple[ReviewDue, ...]
    from_on: date | None
    to_on: date | None
    child: str | None
    whose: str
    overdue: int = 0
    more: int = 0
    only_adjourned: bool = False


@dataclass(frozen=True)
class DateWorked:
    """A date with its working, for a question about no child in particular."""

    deadline: Deadline
    also: tuple[Deadline, ...] = ()


@dataclass(frozen=True)
class StatusRow:
    name: str
    open: int
    overdue: int


@dataclass(frozen=True)
class StageCount:
    stage: str | None
    """None: the informal step."""
    open: int


@dataclass(frozen=True)
class TeamStatus:
    by_stage: tuple[StageCount, ...]
    """The informal step first, then every stage of the policy in its order."""
    by_iro: tuple[StatusRow, ...]
    open: int
    overdue: int
    reviews_overdue: int
    oldest: tuple[Concern, ...]
    unreachable: tuple[str, ...]
    """People to whom a message could not be delivered."""


Saved = (
    ChallengeLogged
    | StepRaised
    | StepAsked
    | EntryAdded
    | Closed
    | Filed
    | SentByHand
    | ReviewRecorded
    | ReviewFiled
    | ReviewRearranged
    | ReviewAdjourned
    | PaperMarked
    | CareEventRecorded
    | ActivityRecorded
    | ActivityFiled
    | Undone
)
Shown = (
    RecordList
    | RecordShown
    | HistoryShown
    | FileText
    | ReviewsDue
    | DateWorked
    | TeamStatus
    | PapersDue
    | Forecast
    | BetweenList
    | ActivitiesDone
    | ChronologyShown
    | RemindersTold
)
Result = Saved | Shown | OfTheConcern | OfTheReport | OfReminders | Refused
