"""Expected refusals: an operation that could not be done as asked, and why. Nothing was changed."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from bot.domain.concerns import Concern
from bot.domain.intents import Do


@dataclass(frozen=True)
class NotOnCaseload:
    reference: str
    nearest: tuple[str, ...]


@dataclass(frozen=True)
class NoSuchRecord:
    """Not there, or not this person's to see: the answer is the same, so that it tells nothing."""

    asked_for: str


@dataclass(frozen=True)
class WhichRecord:
    """Several records fit the errand."""

    do: Do
    concerns: tuple[Concern, ...]


@dataclass(frozen=True)
class NothingOpen:
    child: str


@dataclass(frozen=True)
class NotAllowed:
    """The person's role does not do this."""

    do: Do


@dataclass(frozen=True)
class AlreadyClosed:
    concern: Concern


@dataclass(frozen=True)
class NotEscalated:
    """Asked for a stage or a response of what is still informal."""

    concern: Concern


@dataclass(frozen=True)
class AlreadyEscalated:
    concern: Concern


class WhyNoStep(enum.Enum):
    NO_FURTHER = enum.auto()
    """It stands at the last stage."""
    NO_SUCH = enum.auto()
    BEHIND = enum.auto()
    """Not above the stage it stands at."""


@dataclass(frozen=True)
class CannotStep:
    why: WhyNoStep
    wanted: str
    stages: tuple[str, ...]


@dataclass(frozen=True)
class NoReviewDue:
    child: str


class WhyNotUndone(enum.Enum):
    NOTHING = enum.auto()
    CHANGED_SINCE = enum.auto()
    """Something was added to the record after it."""


@dataclass(frozen=True)
class NothingToUndo:
    why: WhyNotUndone = WhyNotUndone.NOTHING


@dataclass(frozen=True)
class CalendarEnds:
    """A date is asked for past the bank holidays that are known."""

    known_until: date


@dataclass(frozen=True)
class DateNotRead:
    """A question names a day that does not exist."""

    said: str


@dataclass(frozen=True)
class NoRule:
    """A deadline was asked about that this version does not work out."""

    what: str


@dataclass(frozen=True)
class WhichChild:
    """The errand is about one child, and none was named."""

    do: Do


Refused = (
    NotOnCaseload
    | NoSuchRecord
    | WhichRecord
    | WhichChild
    | NothingOpen
    | NotAllowed
    | AlreadyClosed
    | NotEscalated
    | AlreadyEscalated
    | CannotStep
    | NoReviewDue
    | NothingToUndo
    | CalendarEnds
    | DateNotRead
    | NoRule
)
