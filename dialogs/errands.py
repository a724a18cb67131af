"""The errands as tables: which slots each needs, in the order they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.intents import Do, Intent
from bot.domain.people import Person, Role
from bot.domain.permissions import may_begin

CONFIRM = "confirm"


@dataclass(frozen=True)
class Form:
    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()
    """On the card, and taken when said; never asked for aloud."""

    @property
    def fields(self) -> tuple[str, ...]:
        return (*self.needed, *self.optional)


FORMS: Mapping[Do, Form] = {
    Do.LOG_POSITIVE_CHALLENGE: Form(("child", "themes", "to_role", "text", "due_on"), ("happened_on",)),
    Do.RAISE_ESCALATION: Form(("child", "from_record", "themes", "text", "reason"), ("stage",)),
    Do.ADD_NARRATIVE: Form(("escalation_ref", "text"), ("happened_on",)),
    Do.RECORD_RESPONSE: Form(("escalation_ref", "text"), ("happened_on", "due_on")),
    Do.STEP_UP: Form(("escalation_ref", "text", "reason"), ("stage",)),
    Do.RESOLVE: Form(("escalation_ref", "outcome", "impact"), ("promise_kept", "resolved_by")),
    Do.HOLD: Form(("escalation_ref", "reason", "due_on")),
    Do.MOVE_DATE: Form(("escalation_ref", "reason", "due_on")),
    Do.ADD_ACTION: Form(("escalation_ref", "text", "owner", "due_on")),
    Do.ACTION_DONE: Form(("escalation_ref", "action_id"), ("happened_on",)),
    Do.RECORD_MEETING: Form(("escalation_ref", "happened_on", "chair"), ("attended", "text")),
    Do.REOPEN: Form(("escalation_ref", "reason")),
    Do.LEGAL_ADVICE: Form(("escalation_ref",), ("happened_on", "text")),
    Do.WITHDRAW: Form(("escalation_ref", "reason")),
    Do.COMMENT: Form(("escalation_ref", "text")),
    Do.RECORD_REVIEW_HELD: Form(
        ("child", "review_kind", "participation", "late_reason"), ("happened_on", "due_on")
    ),
    Do.REARRANGE_REVIEW: Form(("child", "review_kind", "due_on", "reason")),
    Do.ADJOURN_REVIEW: Form(("child", "review_kind", "reason"), ("happened_on", "due_on")),
    Do.MARK_REVIEW_PAPERS: Form(("child", "what"), ("happened_on",)),
    Do.RECORD_CARE_EVENT: Form(("child", "event", "happened_on"), ("ended_on",)),
    Do.RECORD_VISIT: Form(("child",), ("happened_on", "due_on", "mode", "seen_alone", "text")),
    Do.RECORD_MIDWAY_REVIEW: Form(("child", "text"), ("happened_on", "due_on")),
    Do.SET_RAG: Form(("child", "rag"), ("text", "happened_on", "due_on")),
    Do.RECORD_QA_GRADE: Form(("child", "grade", "text", "themes", "plan"), ("happened_on", "declined")),
    Do.RECORD_OVERSIGHT: Form(("child", "text"), ("happened_on",)),
    Do.CHECK_BEFORE_REVIEW: Form(("child",), ("text", "happened_on")),
    Do.LOG_GOOD_PRACTICE: Form(("text", "to_role"), ("child", "happened_on")),
    Do.MARK_FILED: Form(("escalation_ref",)),
    Do.MARK_SENT: Form(("escalation_ref",)),
}
"""What is saved only after it was shown and confirmed."""

ON_THE_LADDER = frozenset({Do.RAISE_ESCALATION, Do.STEP_UP})
"""Each names the stage that it is to go to."""

TICKED = frozenset({Do.MARK_FILED, Do.MARK_SENT, Do.ACTION_DONE})
"""A button that says so does it; the same in words is shown first."""

ABOUT_A_RECORD = frozenset({Do.SHOW_RECORD, Do.SHOW_HISTORY, Do.SHOW_FILE_TEXT})
"""Done at once, when it is clear which record is meant."""

ABOUT_A_CHILD = frozenset({Do.SHOW_CHRONOLOGY})
"""Done at once, when it is clear which child is meant."""

DONE_AT_ONCE = ABOUT_A_RECORD | ABOUT_A_CHILD | {
    Do.ASK_OPEN, Do.ASK_DEADLINES, Do.ASK_NOT_FILED, Do.TEAM_STATUS, Do.MANAGER_QUERY,
    Do.ASK_FORECAST,
    Do.ASK_NOT_LOOKED_AT,
    Do.ASK_ACTIONS,
    Do.MAKE_REPORT,
    Do.ASK_REMINDERS,
    Do.SNOOZE, Do.STILL_WORKING, Do.GO_ON_LEAVE, Do.COME_BACK, Do.CHOOSE_REMINDERS,
}  # fmt: skip

OFFERS: Mapping[Role, tuple[Do, ...]] = {
    Role.IRO: (Do.LOG_POSITIVE_CHALLENGE, Do.RAISE_ESCALATION, Do.ASK_OPEN),
    Role.IRO_MANAGER: (Do.TEAM_STATUS, Do.ASK_OPEN, Do.ASK_DEADLINES),
    Role.RESPONDER: (Do.ASK_OPEN, Do.RECORD_RESPONSE),
    Role.ADMIN: (Do.ASK_REMINDERS,),
}
"""What each role most often comes for."""


def offers_for(person: Person) -> tuple[Do, ...]:
    return next(OFFERS[role] for role in OFFERS if person.is_a(role))


INSTEAD: Mapping[Do, Do] = {
    Do.ADD_NARRATIVE: Do.COMMENT,
    Do.COMMENT: Do.ADD_NARRATIVE,
    Do.RAISE_ESCALATION: Do.STEP_UP,
}
"""The same words from somebody whose role does the other thing."""

CALLED: Mapping[Do, Mapping[str, str]] = {
    Do.RESOLVE: {"text": "outcome"},
    Do.WITHDRAW: {"text": "reason"},
    Do.RAISE_ESCALATION: {"escalation_ref": "from_record"},
    Do.LOG_GOOD_PRACTICE: {"team": "to_role"},
    Do.HOLD: {"text": "reason"},
    Do.MOVE_DATE: {"text": "reason"},
    Do.REOPEN: {"text": "reason"},
    Do.ADD_ACTION: {"to_role": "owner", "text": "text"},
    Do.RECORD_MEETING: {"to_role": "chair", "text": "text"},
    Do.LEGAL_ADVICE: {"text": "text"},
}
"""What a slot of a sentence is to the errand."""


def said_by(person: Person, intent: Intent) -> Intent:
    """What a sentence means depends on who says it."""
    if intent.do is Do.MANAGER_QUERY and asks_whose_oversight_is_missing(intent):
        return replace(intent, do=Do.ASK_NOT_LOOKED_AT)
    other = INSTEAD.get(intent.do)
    if other is None or may_begin(person, intent.do) or not may_begin(person, other):
        return intent
    return replace(intent, do=other)


def asks_whose_oversight_is_missing(intent: Intent) -> bool:
    """`which children have no oversight this quarter`: a list of children, not a figure."""
    metric, kind = intent.slots.get("metric"), str(intent.slots.get("record_type") or "")
    return metric == "list" and kind.startswith("IRO oversight") and "group_by" not in intent.slots


def slots_of(intent: Intent) -> dict[str, Any]:
    """By the errand's own names; a whole sentence is not the outcome it only asks to record."""
    names = CALLED.get(intent.do, {})
    renamed = {names.get(name, name): value for name, value in well_formed(intent.slots).items()}
    command = "text" in names and bool(intent.said) and intent.slots.get("text") == intent.said
    without = {names["text"]} if command else set()
    return {name: value for name, value in of_form(intent.do, renamed).items() if name not in without}


def of_form(do: Do, slots: Mapping[str, Any]) -> dict[str, Any]:
    """Of what a sentence names, all that the errand has a place for."""
    form = FORMS.get(do)
    if form is None:
        return dict(slots)
    dated = {UNREADABLE} if DAYS & set(form.fields) else set()
    wanted = {*form.fields, *dated, *WHICH}
    return {name: value for name, value in slots.items() if name in wanted}


TODAY_UNLESS_SAID = frozenset({Do.RECORD_REVIEW_HELD, Do.ADJOURN_REVIEW, Do.MARK_REVIEW_PAPERS}) | {
    Do.SET_RAG, Do.RECORD_QA_GRADE, Do.RECORD_OVERSIGHT, Do.CHECK_BEFORE_REVIEW, Do.LOG_GOOD_PRACTICE,
}  # fmt: skip
"""Shown with today's date where no other was given."""

FUTURE_DAYS = frozenset({"due_on"})
PAST_DAYS = frozenset({"happened_on", "ended_on"})
"""Days that cannot lie ahead: something happened on them."""

NAMES = frozenset({"owner", "chair", "resolved_by"})
"""Of a person or a role."""
WORDS = NAMES | {
    "text", "outcome", "impact", "reason", "to_role", "late_reason", "plan", "declined", "attended",
}  # fmt: skip

UNREADABLE = "unresolved_date"
WHICH = frozenset({"child", "escalation_ref", "child_initials", "siblings", "review_id", "activity_id"})
"""Whom or which record it is about, whatever the form asks for."""
DAYS = FUTURE_DAYS | PAST_DAYS
ONE_WORD = frozenset(
    {"escalation_ref", "from_record", "participation", "review_kind", "what", "event", "grade", "mode"}
    | {"action_id", "promise_kept"}
)
WORD_OR_LIST = DAYS | {"child", "themes", "to_role", "rag"}


MISTYPED = "unread_reference"


def well_formed(slots: Mapping[str, Any]) -> dict[str, Any]:
    """Without values of a kind that no answer has: a card's data can be anything.

    Several roles become the words that are shown and recorded. What only looks like a reference is taken
    as one, to be met with the nearest of one's own caseload.
    """
    kept = {name: value for name, value in slots.items() if _is_well_formed(name, value)}
    if isinstance(kept.get("to_role"), list):
        kept["to_role"] = ", ".join(kept["to_role"])
    mistyped = kept.pop(MISTYPED, None)
    if isinstance(mistyped, str) and not {"child", "escalation_ref"} & kept.keys():
        kept["child"] = mistyped.upper()
    return kept


def _is_well_formed(name: str, value: Any) -> bool:
    if name in WORD_OR_LIST and isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    if name in WORD_OR_LIST or name in ONE_WORD or name in WORDS:
        return isinstance(value, str)
    return name != "stage" or isinstance(value, (int, str, list))
