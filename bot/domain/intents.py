"""What a person meant: one intent with its slots, whether it was typed or pressed."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class Do(enum.StrEnum):
    """Everything a person may ask for. The first block is the vocabulary of `understand`."""

    LOG_POSITIVE_CHALLENGE = "log_positive_challenge"
    RAISE_ESCALATION = "raise_escalation"
    ADD_NARRATIVE = "add_narrative"
    RECORD_RESPONSE = "record_response"
    STEP_UP = "step_up"
    RESOLVE = "resolve"
    ASK_DEADLINES = "ask_deadlines"
    ASK_OPEN = "ask_open"
    RECORD_REVIEW_HELD = "record_review_held"
    RECORD_VISIT = "record_visit"
    RECORD_MIDWAY_REVIEW = "record_midway_review"
    SET_RAG = "set_rag"
    RECORD_QA_GRADE = "record_qa_grade"
    MANAGER_QUERY = "manager_query"
    NONE = "none"

    WITHDRAW = "withdraw"
    SHOW_RECORD = "show_record"
    SHOW_HISTORY = "show_history"
    SHOW_FILE_TEXT = "show_file_text"
    MARK_FILED = "mark_filed"
    ASK_NOT_FILED = "ask_not_filed"
    MARK_SENT = "mark_sent"
    COMMENT = "comment"
    TEAM_STATUS = "team_status"

    HOLD = "hold"
    MOVE_DATE = "move_date"
    ADD_ACTION = "add_action"
    ACTION_DONE = "action_done"
    ASK_ACTIONS = "ask_actions"
    RECORD_MEETING = "record_meeting"
    REOPEN = "reopen"
    LEGAL_ADVICE = "legal_advice"
    LOG_GOOD_PRACTICE = "log_good_practice"
    RECORD_OVERSIGHT = "record_oversight"
    CHECK_BEFORE_REVIEW = "check_before_review"
    ASK_NOT_LOOKED_AT = "ask_not_looked_at"
    """Whose records show no oversight in the quarter."""
    REARRANGE_REVIEW = "rearrange_review"
    ADJOURN_REVIEW = "adjourn_review"
    MARK_REVIEW_PAPERS = "mark_review_papers"
    """`what`: decisions_sent, decisions_received, answered, written or distributed."""
    RECORD_CARE_EVENT = "record_care_event"
    ASK_FORECAST = "ask_forecast"
    SHOW_CHRONOLOGY = "show_chronology"
    MAKE_REPORT = "make_report"
    SNOOZE = "snooze"
    """Out of daily messages until a day; no date moves."""
    STILL_WORKING = "still_working"
    """The same until the next weekly list."""
    GO_ON_LEAVE = "go_on_leave"
    COME_BACK = "come_back"
    CHOOSE_REMINDERS = "choose_reminders"
    ASK_REMINDERS = "ask_reminders"
    """Whether the assistant's own reminders went out."""

    HELP = "help"
    CANCEL = "cancel"
    UNDO = "undo"
    YES = "yes"
    NO = "no"
    CHANGE = "change"
    SKIP = "skip"
    BACK = "back"
    START_AGAIN = "start_again"
    ASK_DRAFT = "ask_draft"
    """A question about what is being prepared; `what`: addressee, due, stage, child or so_far."""
    FILL = "fill"
    """Slots without an errand: an answer, or the fields of a form."""


ACTS = frozenset(
    {
        Do.HOLD,
        Do.MOVE_DATE,
        Do.ADD_ACTION,
        Do.ACTION_DONE,
        Do.ASK_ACTIONS,
        Do.RECORD_MEETING,
        Do.REOPEN,
        Do.LEGAL_ADVICE,
        Do.LOG_GOOD_PRACTICE,
        Do.RECORD_OVERSIGHT,
        Do.CHECK_BEFORE_REVIEW,
        Do.ASK_NOT_LOOKED_AT,
        Do.REARRANGE_REVIEW,
        Do.ADJOURN_REVIEW,
        Do.MARK_REVIEW_PAPERS,
        Do.RECORD_CARE_EVENT,
        Do.ASK_FORECAST,
        Do.SHOW_CHRONOLOGY,
        Do.MAKE_REPORT,
        Do.ASK_REMINDERS,
        Do.SNOOZE,
        Do.STILL_WORKING,
        Do.GO_ON_LEAVE,
        Do.COME_BACK,
        Do.CHOOSE_REMINDERS,
    }
)
"""Known by their own words alone (`phrases/acts/`); `understand` tells each as the errand it is part of."""

CONTROLS = frozenset(
    {
        Do.HELP,
        Do.CANCEL,
        Do.UNDO,
        Do.YES,
        Do.NO,
        Do.CHANGE,
        Do.SKIP,
        Do.BACK,
        Do.START_AGAIN,
        Do.ASK_DRAFT,
    }
)

IMMEDIATE_RISK = "immediate_risk"
PERHAPS_AT_RISK = "perhaps_at_risk"
"""What was typed is gone on with, beneath a line that says whom to ring."""
CHILD_NAME = "contains_child_name"

Slots = Mapping[str, Any]
"""Plain JSON values by the slot names of `understand`; days are ISO strings."""


@dataclass(frozen=True)
class Intent:
    """One errand, what was said of it, and any further errands of the same message in order."""

    do: Do
    slots: Slots = field(default_factory=dict)
    also: tuple[Intent, ...] = ()
    ambiguous: bool = False
    flags: frozenset[str] = frozenset()
    because: tuple[str, ...] = ()
    """The phrases and rules that decided, for `understand --explain`."""
    said: str = ""
    """The words as typed, so that none has to be typed twice; empty for a press."""
    nearest: tuple[Do, ...] = ()
    """Of what was not understood: the errands it came nearest to, best first."""
    nonce: str | None = None
    """Of a card's button: the same nonce acts once."""


@dataclass(frozen=True)
class Expecting:
    """What the running dialog asked last, so that a bare answer can be read as one."""

    slot: str
    """A slot's name, or `confirm` when everything stands ready to be saved."""
    choices: tuple[str, ...] = ()
    """The answers offered, in the order shown: "the second" and "2" mean choices[1]."""
