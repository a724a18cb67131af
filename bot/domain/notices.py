"""What a delivery says, made from the facts of the moment it is sent."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.concerns import Concern, DateMove, Entry, Step
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


@dataclass(frozen=True)
class WeeklyList:
    """The open escalations of one IRO, oldest clock first, with what else waits for them."""

    concerns: tuple[Concern, ...]
    challenges_overdue: int
    reviews_overdue: int
    not_filed: int
    actions: tuple[ActionDue, ...] = ()
    """Of the IRO's own, due within the week or before it."""
    between: BetweenWaiting = BetweenWaiting()


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
class NotReached:
    """To the IRO: the manager could not be told in Teams, so the text has to be sent by hand."""

    concern: Concern
    step: Step


Notice = (
    NotReached
    | WeeklyList
    | StepAddressed
    | StepWanted
    | Answered
    | Commented
    | RaisedForYou
    | DateMovedForYou
)
