"""What a conversation puts before a person besides results: questions, confirmations, controls.

Facts are what stands around an errand before it is saved; a card shows them, a dialog decides by them.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.between import AroundActivity
from bot.domain.concerns import Concern
from bot.domain.intents import Do
from bot.domain.ladder import PlannedStep
from bot.domain.moving import PlannedMove
from bot.domain.people import Addressee, Person
from bot.domain.policy import Policy, Trigger
from bot.domain.refusals import Refused
from bot.domain.results_report import ReportPeriodWanted
from bot.domain.reviewing import AroundReview
from bot.domain.reviews import Child, Review
from bot.domain.timetable import Deadline


class Problem(enum.StrEnum):
    """Why an answer is asked for again. Nothing given before is lost."""

    DATE_UNREADABLE = "date_unreadable"
    DATE_PAST = "date_past"
    DATE_FUTURE = "date_future"
    DATE_TOO_EARLY = "date_too_early"
    """An answer before its stage was raised, a review before the day its time began."""
    DATE_SEVERAL = "date_several"
    DATE_TOO_FAR = "date_too_far"
    """Past the bank holidays that are known."""
    NOT_ON_CASELOAD = "not_on_caseload"
    NOT_UNDERSTOOD = "not_understood"
    TOO_LONG = "too_long"
    TOO_LONG_A_NAME = "too_long_a_name"
    NEEDED = "needed"
    """It cannot be skipped."""
    NO_SUCH_STAGE = "no_such_stage"
    NOTHING_OPEN = "nothing_open"
    NO_REVIEW_DUE = "no_review_due"
    NO_SUCH_REVIEW = "no_such_review"
    """None of that kind runs for the child; others do."""


LONGEST_TEXT = 8000
"""Characters of one entry: about four pages, and a card with it stays under Teams' 100 KB."""


LONGEST_NAME = 200
"""Characters of a person's name or a role's."""


@dataclass(frozen=True)
class Facts:
    """What is known about an errand from the records, fetched before a dialog decides anything."""

    today: date
    person: Person
    policy: Policy
    calendar_ends: date
    child: Child | None = None
    nearest: tuple[str, ...] = ()
    """One's own references nearest to one that was not found."""
    record: Concern | None = None
    records: tuple[Concern, ...] = ()
    """Open records the errand could mean, when more than one."""
    planned: PlannedStep | None = None
    addressee: Addressee | None = None
    trigger: Trigger | None = None
    """What the words of an escalation tell of: it goes to stages of its own."""
    move: PlannedMove | None = None
    """Of a stage's date, by a hold or a decision."""
    review: Review | None = None
    around_review: AroundReview = AroundReview()
    linked: tuple[str, ...] = ()
    """The child's siblings on the same caseload, by their link."""
    around: AroundActivity | None = None
    """What stands around an activity between reviews."""
    next_review: Deadline | None = None
    """What would follow if the review is recorded as drafted."""
    refused: Refused | None = None
    """The errand cannot go on as it stands."""


@dataclass(frozen=True)
class Draft:
    """An errand on its way: what was said of it so far."""

    do: Do
    slots: Mapping[str, Any]
    nonce: str
    """The same through the whole errand; saved once."""


@dataclass(frozen=True)
class AskFor:
    """Asks for one slot aloud, and offers the other missing ones on the same card."""

    draft: Draft
    facts: Facts
    slot: str
    missing: tuple[str, ...]
    """All slots the card has inputs for, the one asked aloud first."""
    problem: Problem | None = None
    rejected: str = ""
    """The answer that could not be taken, to be shown back."""
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Confirm:
    """Everything that would be saved, with Save, Change, Cancel."""

    draft: Draft
    facts: Facts


@dataclass(frozen=True)
class Edit:
    """All fields of the draft, filled in, to be changed."""

    draft: Draft
    facts: Facts
    fields: tuple[str, ...]
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DraftTold:
    """What was asked about an errand that is being prepared: `what` as in `Do.ASK_DRAFT`."""

    draft: Draft
    facts: Facts
    what: str


@dataclass(frozen=True)
class SiblingsOffered:
    """The children linked with the one of the draft, each to have the same; none is taken without a press."""

    draft: Draft
    child: str
    linked: tuple[str, ...]
    """Empty: none is linked with it on this person's caseload."""


@dataclass(frozen=True)
class NextUp:
    """The same for further children comes when this one is saved."""

    children: tuple[str, ...]


@dataclass(frozen=True)
class StartedAgain:
    do: Do


@dataclass(frozen=True)
class Cancelled:
    do: Do | None
    """None: there was nothing to cancel."""


@dataclass(frozen=True)
class NotUnderstood:
    """Offers the three nearest actions; the words are kept in the conversation."""

    offers: tuple[Do, ...]
    asks_again: bool = False
    """The running question follows; nothing else is offered."""
    read: str = ""
    """The child or record that was read, where nothing else was understood."""


@dataclass(frozen=True)
class ImmediateRisk:
    """The duty team first; then what may be recorded of the same words, without typing them again."""

    duty_message: str | None
    offers: tuple[Do, ...] = ()


@dataclass(frozen=True)
class PerhapsAtRisk:
    """Words that might tell of a child in danger: whom to ring, above whatever they were taken for."""

    duty_message: str | None


@dataclass(frozen=True)
class NameRefused:
    """A child's name was typed: it was neither stored nor logged."""


@dataclass(frozen=True)
class PrivacyRefused:
    """Something was asked for that the assistant does not hold or may not give."""


@dataclass(frozen=True)
class InitialsRefused:
    """Initials may fit several children: the reference is needed."""


@dataclass(frozen=True)
class HelpShown:
    person: Person
    policy: Policy


@dataclass(frozen=True)
class Welcome:
    person: Person
    policy: Policy


@dataclass(frozen=True)
class PersonalOnly:
    """In a group chat or channel: one line, and on to 1:1."""

    answered_there: bool = True
    """False: the person has no chat with the assistant yet."""


@dataclass(frozen=True)
class StaleCard:
    """A button of a card whose time has passed. Nothing was changed."""


@dataclass(frozen=True)
class ActedAlready:
    """A second press: it was done the first time."""


@dataclass(frozen=True)
class Unknown:
    """A person we do not know: one polite reply that reveals nothing."""


@dataclass(frozen=True)
class Resumed:
    """An errand that was interrupted goes on, or one that waited its turn begins."""

    do: Do
    is_begun: bool = True


@dataclass(frozen=True)
class Welcomed:
    """Thanks were said: one short line, and on with what is running."""


Show = (
    AskFor
    | Confirm
    | Edit
    | DraftTold
    | SiblingsOffered
    | ReportPeriodWanted
    | NextUp
    | StartedAgain
    | Cancelled
    | NotUnderstood
    | ImmediateRisk
    | PerhapsAtRisk
    | NameRefused
    | PrivacyRefused
    | InitialsRefused
    | HelpShown
    | Welcome
    | PersonalOnly
    | StaleCard
    | ActedAlready
    | Unknown
    | Resumed
    | Welcomed
)
