"""A concern: one matter an IRO pursues for a child, from the informal step to its end, in one record."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property


class ConcernKind(enum.StrEnum):
    CHALLENGE = "challenge"
    ESCALATION = "escalation"


class ConcernStatus(enum.StrEnum):
    OPEN = "open"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"


class EntryKind(enum.StrEnum):
    """What a line of the narrative is. Entries are added, never rewritten."""

    OPENED = "opened"
    ESCALATED = "escalated"
    NOTE = "note"
    ASKED = "asked"
    STAGE = "stage"
    RESPONSE = "response"
    SENT = "sent"
    COMMENT = "comment"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"
    HELD = "held"
    """The stage's clock stopped until a day, for a reason."""
    MOVED = "moved"
    """A stage's date moved by a recorded decision."""
    ACTION = "action"
    ACTION_DONE = "action_done"
    MEETING = "meeting"
    LEGAL_ADVICE = "legal_advice"
    """Independent legal advice was sought."""
    REOPENED = "reopened"


class StepState(enum.StrEnum):
    ASKED = "asked"
    """The IRO has asked; the person who raises this stage has not yet raised it."""
    RAISED = "raised"
    ANSWERED = "answered"
    UNDONE = "undone"


@dataclass(frozen=True)
class Entry:
    position: int
    at: datetime
    by_id: int | None
    """None: it came from a file and nobody of ours wrote it."""
    by_name: str
    kind: EntryKind
    text: str
    """As typed: nobody rewrites it."""
    happened_on: date | None = None
    due_on: date | None = None
    stage: int | None = None
    undone: bool = False
    kept: bool | None = None
    """Of an answer that promised something: whether that was done; None: not known."""


@dataclass(frozen=True)
class Step:
    """One stage of one concern: asked for, raised, answered."""

    id: int
    stage: int
    name: str
    state: StepState
    to_role: str | None
    to_name: str | None
    to_email: str | None
    to_person_id: int | None
    raised_by_id: int | None
    """None: it came from a file that names nobody of ours."""
    raised_by_name: str
    raised_on: date
    """While only asked for: the day it was asked."""
    due_on: date | None
    """Frozen when raised; None where the policy states no days."""
    days: int | None = None
    days_are: str | None = None
    reason: str = ""
    """Why stages were bypassed."""
    answered_on: date | None = None
    sent_on: date | None = None
    """The day the IRO sent the text to a manager who does not use the assistant."""
    told_in_teams: bool = False


class WhyMoved(enum.StrEnum):
    HOLD = "hold"
    DECISION = "decision"
    HOLIDAYS = "holidays"


@dataclass(frozen=True)
class DateMove:
    """A stage's promised date moved by a recorded decision; the 20 days in total never move."""

    id: int
    step_id: int
    why: WhyMoved
    reason: str
    old_due_on: date | None
    new_due_on: date
    decided_on: date
    by_name: str
    held_until: date | None = None
    """The last day of a hold."""


@dataclass(frozen=True)
class Action:
    """Something specific that somebody is to do by a day (Buckinghamshire: the IRO included)."""

    id: int
    text: str
    owner: str
    owner_id: int | None
    """None: the owner does not use the assistant."""
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True)
class Meeting:
    """A resolution meeting (Durham 42; Buckinghamshire stage two)."""

    id: int
    stage: int | None
    held_on: date
    chair: str
    attended: str = ""


@dataclass(frozen=True)
class Concern:
    id: int
    child: str
    """The child's reference, never a name."""
    child_id: int
    iro_id: int | None
    """Whom the child is allocated to now; None when to nobody."""
    iro_name: str
    iro_manager_email: str
    team: str
    kind: ConcernKind
    status: ConcernStatus
    themes: tuple[str, ...]
    raised_with: str
    opened_on: date
    due_on: date | None
    """By when the informal step was promised."""
    policy_version: str
    escalated_on: date | None = None
    total_began_on: date | None = None
    """The day the 20 working days count from, where the policy says another than that of the escalation."""
    total_due_on: date | None = None
    """The 20th working day of the formal process (IRO Handbook 6.2), frozen when it began."""
    outcome: str = ""
    impact: str = ""
    resolved_on: date | None = None
    resolved_stage: int | None = None
    """0: at the informal step; None: not resolved, or not recorded."""
    resolved_by: str = ""
    """The role or person at whose level it was resolved."""
    promised_on: date | None = None
    """What a manager's answer promised; when it lapses the clock is on again."""
    legal_advice_on: date | None = None
    child_status: str = ""
    """`CLA`, `CP` or blank, on the day it was opened."""
    outside_ref: str | None = None
    """Its reference in the file it was imported from."""
    raised_by_said: str = ""
    """Who raised it, as a file has it."""
    filed_position: int = 0
    """Entries up to this one stand on the child's file."""
    version: int = 1
    steps: tuple[Step, ...] = ()
    entries: tuple[Entry, ...] = ()
    """Empty in lists: loaded when one record is opened."""
    actions: tuple[Action, ...] = ()
    moves: tuple[DateMove, ...] = ()
    """The oldest first."""
    meetings: tuple[Meeting, ...] = ()
    last_position: int = 0

    @cached_property
    def ref(self) -> str:
        return f"R-{self.opened_on.year}-{self.id:04d}"

    @property
    def is_open(self) -> bool:
        return self.status is ConcernStatus.OPEN

    @property
    def is_formal(self) -> bool:
        return self.kind is ConcernKind.ESCALATION

    @property
    def total_from(self) -> date | None:
        """The day the 20 working days count from; None while it is informal."""
        return self.total_began_on or self.escalated_on

    @cached_property
    def step(self) -> Step | None:
        """The stage it stands at: the last one raised, whatever has only been asked for since."""
        raised = [step for step in self.steps if step.state in (StepState.RAISED, StepState.ANSWERED)]
        return raised[-1] if raised else None

    @cached_property
    def asked(self) -> Step | None:
        """A stage that waits for somebody else to raise it."""
        return next((step for step in self.steps if step.state is StepState.ASKED), None)

    @property
    def awaits_response(self) -> bool:
        step = self.step
        return self.is_open and step is not None and step.state is StepState.RAISED

    @property
    def may_be_answered(self) -> bool:
        """Also again, where an answer promised something: it may be done, or promised anew."""
        return self.awaits_response or (self.is_open and self.promised_on is not None)

    @property
    def next_date(self) -> date | None:
        """The earliest promised date still ahead of this concern: what the clock is on."""
        if not self.is_formal:
            return self.due_on
        step = self.step
        if step is not None and step.state is StepState.RAISED and step.due_on is not None:
            return step.due_on
        return self.promised_on or self.total_due_on

    @property
    def actions_open(self) -> tuple[Action, ...]:
        """The earliest first."""
        return tuple(action for action in self.actions if action.done_on is None)

    @property
    def not_filed(self) -> int:
        """How many entries are not yet on the child's file."""
        return self.last_position - self.filed_position


INFORMAL = 0
"""Where a concern was resolved, when it was before any formal stage."""

NEW_RECORD = "new"
"""Instead of an earlier challenge's reference: the escalation begins from nothing."""

REF = re.compile(r"^R-(?:(\d{4})-)?0*(\d{1,9})$", re.IGNORECASE)


def id_of_ref(ref: str) -> tuple[int, int | None] | None:
    """The record's number and, where it was given, its year; None for what is not a record reference."""
    match = REF.match(ref.strip())
    if match is None:
        return None
    return int(match[2]), int(match[1]) if match[1] else None
