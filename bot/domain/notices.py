"""What a delivery says, made from the facts of the moment it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.concerns import Concern, DateMove, Entry, Step
from bot.domain.matters import Matter
from bot.domain.results import TeamStatus
from bot.domain.results_concern import ActionDue


@dataclass(frozen=True)
class BetweenWaiting:
    """How many children want something by the end of the week; 0 where the policy does not ask for it."""

    ratings: int = 0
    midways: int = 0
    visits: int = 0
    checks: int = 0
    unseen: int = 0
    """Without oversight in this quarter so far."""
    grades: int = 0


@dataclass(frozen=True)
class WeeklyList:
    """The open escalations of one IRO, soonest date first, with what else waits for them."""

    concerns: tuple[Concern, ...]
    challenges_overdue: int
    reviews_overdue: int
    not_filed: int
    actions: tuple[ActionDue, ...] = ()
    """Of the IRO's own, due within the week or before it."""
    between: BetweenWaiting = BetweenWaiting()
    reviews_soon: int = 0
    """Due within the days that the policy tells of them before."""
    papers_due: int = 0
    """Of reviews, by the end of the week or before it."""
    snoozed: Mapping[str, date] = field(default_factory=dict)
    """What stays out of daily messages, by `Matter.name`, and until when."""


@dataclass(frozen=True)
class Away:
    """An IRO who is on leave, and what is overdue meanwhile."""

    name: str
    until: date
    overdue: tuple[Concern, ...]


@dataclass(frozen=True)
class Digest:
    """The week of a team, for its manager."""

    status: TeamStatus
    away: tuple[Away, ...] = ()


@dataclass(frozen=True)
class AwaitedAnswers:
    """What waits for a responder's answer, soonest date first, and their actions."""

    concerns: tuple[Concern, ...]
    actions: tuple[ActionDue, ...] = ()
    snoozed: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Weekly:
    """The one message of the week: a part for each of the person's roles."""

    mine: WeeklyList | None = None
    team: Digest | None = None
    answers: AwaitedAnswers | None = None
    while_away: tuple[Concern, ...] = ()
    """Records with news from the recipient's leave, which is over."""
    news: tuple[Matter, ...] = ()
    """Of the day itself, what no other part tells of: the week's message stands for the day's."""


@dataclass(frozen=True)
class Daily:
    """The one message of a day: what is news, the earliest date first."""

    matters: tuple[Matter, ...]
    while_away: tuple[Concern, ...] = ()


@dataclass(frozen=True)
class StepAddressed:
    """To a responder: a stage was raised with you."""

    concern: Concern
    step: Step
    entries: tuple[Entry, ...]
    """The narrative, so that they can answer it."""


@dataclass(frozen=True)
class StepWanted:
    """To the person who raises the next stage: the IRO asks you to."""

    concern: Concern
    step: Step


@dataclass(frozen=True)
class Answered:
    """To the IRO: the manager has answered."""

    concern: Concern
    entry: Entry


@dataclass(frozen=True)
class Commented:
    """To the IRO: their manager has commented."""

    concern: Concern
    entry: Entry


@dataclass(frozen=True)
class Ticked:
    """To the IRO: whoever an action is attributed to has done it."""

    concern: Concern
    entry: Entry


@dataclass(frozen=True)
class RaisedForYou:
    """To the IRO: the stage you asked for was raised."""

    concern: Concern
    step: Step


@dataclass(frozen=True)
class DateMovedForYou:
    """To the responder: the date by which they are to answer was held or moved."""

    concern: Concern
    step: Step
    move: DateMove


@dataclass(frozen=True)
class DateBackForYou:
    """To the responder who was told that a date was held or moved: that was taken back."""

    concern: Concern
    step: Step


@dataclass(frozen=True)
class StepTakenBack:
    """To the responder who was told of a stage: it was taken back, and nothing is asked of them."""

    concern: Concern


@dataclass(frozen=True)
class NotReached:
    """To the IRO: the manager could not be told in Teams, so the text has to be sent by hand."""

    concern: Concern
    step: Step


Notice = (
    Weekly
    | Daily
    | NotReached
    | StepAddressed
    | StepWanted
    | Answered
    | Commented
    | Ticked
    | RaisedForYou
    | DateMovedForYou
    | DateBackForYou
    | StepTakenBack
)
