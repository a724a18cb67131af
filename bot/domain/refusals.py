"""Expected refusals: an operation that could not be done as asked, and why. Nothing was changed."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from bot.domain.concerns import Concern
from bot.domain.intents import Do
from bot.domain.reviews import Review
from bot.domain.series import CareEvent


@dataclass(frozen=True)
class NotOnCaseload:
    reference: str
    nearest: tuple[str, ...]


@dataclass(frozen=True)
class NoSuchRecord:
    """Not there, or not this person's to see: the answer is the same, so that it tells nothing."""


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


class WhyNoMove(enum.Enum):
    """Why a stage's date cannot be held or moved."""

    NOT_RUNNING = enum.auto()
    """It is answered, or not raised: no date is running."""
    NO_DATE = enum.auto()
    OVERDUE = enum.auto()
    """A hold cannot begin when the day has gone by; a decision can still move it."""
    TOO_SHORT = enum.auto()
    """No working day lies in the hold."""
    SAME = enum.auto()


@dataclass(frozen=True)
class CannotMove:
    concern: Concern
    why: WhyNoMove


@dataclass(frozen=True)
class NotClosed:
    """Asked to reopen what is open."""

    concern: Concern


@dataclass(frozen=True)
class NothingToTick:
    """No action of the record waits to be done."""

    concern: Concern


@dataclass(frozen=True)
class NoReviewDue:
    child: str


@dataclass(frozen=True)
class NoReviewHeld:
    """Its papers were told of, and no review that has any is known as held."""

    child: str


@dataclass(frozen=True)
class AlreadyAdjourned:
    """A review may be adjourned once (CPPCR reg 36)."""

    review: Review


@dataclass(frozen=True)
class EventKnown:
    """The same is recorded for that day."""

    child: str
    event: CareEvent


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
class NoGrades:
    """This authority's policy has no quality grades."""

    child: str
    note: str
    """What was to be said of it, as typed."""


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
    | CannotMove
    | NotClosed
    | NothingToTick
    | NoReviewDue
    | NoReviewHeld
    | AlreadyAdjourned
    | EventKnown
    | NothingToUndo
    | CalendarEnds
    | DateNotRead
    | NoRule
    | NoGrades
)
