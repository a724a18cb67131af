"""What came of the acts on a concern besides its stages and narrative: dates moved, actions, meetings."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.change import Change
from bot.domain.concerns import Action, Concern, DateMove, Meeting


@dataclass(frozen=True)
class DateMoved:
    """Held, or moved by a decision."""

    concern: Concern
    move: DateMove
    change: Change


@dataclass(frozen=True)
class ActionAdded:
    concern: Concern
    action: Action
    change: Change


@dataclass(frozen=True)
class ActionTicked:
    concern: Concern
    action: Action
    already: bool
    change: Change | None = None


@dataclass(frozen=True)
class MeetingRecorded:
    concern: Concern
    meeting: Meeting
    change: Change


@dataclass(frozen=True)
class LegalAdviceKept:
    """The day on which independent legal advice was sought."""

    concern: Concern
    change: Change


@dataclass(frozen=True)
class Reopened:
    concern: Concern
    change: Change


@dataclass(frozen=True)
class ActionDue:
    concern: Concern
    action: Action


@dataclass(frozen=True)
class ActionsListed:
    """Not yet done, the earliest first."""

    rows: tuple[ActionDue, ...]
    whose: str
    """`mine` or `team`."""


OfTheConcern = (
    DateMoved | ActionAdded | ActionTicked | MeetingRecorded | LegalAdviceKept | Reopened | ActionsListed
)
