"""What a message says of one errand, by the slot names of `understand`. Nothing that a rule would add."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from bot.domain.intents import Do
from bot.recognise.choices import place_in_list
from bot.recognise.day_slots import day_slots
from bot.recognise.kinds import (
    CONCERNS,
    OF_THE_LISTED,
    QUESTIONS,
    RECORDED,
    REVIEWING,
    WITH_STAGE,
)
from bot.recognise.marks import one_or_all
from bot.recognise.message import Message
from bot.recognise.participation import find_participation
from bot.recognise.phrase_files import read_phrases
from bot.recognise.promise_said import promise_kept
from bot.recognise.questions import question_slots
from bot.recognise.rating import find_grade, find_rag, find_rags
from bot.recognise.reminder_slots import REMINDING, reminder_slots
from bot.recognise.report_slots import report_slots
from bot.recognise.review_slots import REVIEW_ACTS, review_slots
from bot.recognise.stage_named import stage_named
from bot.recognise.templates import Index
from bot.recognise.themes import find_themes
from bot.recognise.visits import find_visit
from bot.recognise.wording import recorded_words, words_of_reason, words_of_why

Found = dict[str, Any]


def find_slots(do: Do, message: Message) -> Found:
    """Every slot of the errand that the words fill; nothing empty."""
    found: Found = {**_children(message), **_who(message)}
    if do in RECORDED:
        found |= day_slots(do, message)
    if do in QUESTIONS:
        found |= question_slots(do, message)
    if do in OF_THE_LISTED and not found.get("child") and not found.get("escalation_ref"):
        found["picked"] = place_in_list(message.text)
    for wanted, fill in _OF_ERRAND.items():
        if do in wanted:
            found |= fill(do, message)
    return {name: value for name, value in found.items() if value not in (None, "", [], ())}


def _children(message: Message) -> Found:
    references = message.references
    children = sorted({one.value for one in references.children})
    records = list(dict.fromkeys(one.value for one in references.records))
    initials = list(dict.fromkeys(person.value for person in message.people if person.kind == "initials"))
    return {
        "child": one_or_all(children),
        "escalation_ref": one_or_all(records),
        "unread_reference": one_or_all([one.value for one in references.unread]),
        "child_initials": None if children else one_or_all(initials),
    }


def _who(message: Message) -> Found:
    typed = message.text.lower()
    team = next(
        (
            team
            for team in message.policy.teams
            if re.search(rf"(?<!\w){re.escape(team.lower())}(?!\w)", typed)
        ),
        None,
    )
    return {"team": team if team and (len(team) > 4 or team in message.text) else None}


def _siblings(do: Do, message: Message) -> Found:
    """`and his siblings`, `all three`: whom it means, only the link of the records says."""
    is_group = len(message.references.children) < 2 and _siblings_named().first(message.marked, message.keys)
    return {"siblings": True if is_group else None}


@cache
def _siblings_named() -> Index[None]:
    return Index((None, phrase) for phrase in read_phrases("lists")["siblings"])


def _themes(do: Do, message: Message) -> Found:
    return {"themes": find_themes(message.marked, message.keys, message.policy)}


def _to_role(do: Do, message: Message) -> Found:
    return {"to_role": one_or_all(list(dict.fromkeys(mark.value for mark in message.roles)))}


def _stage(do: Do, message: Message) -> Found:
    return {"stage": stage_named(do, message)}


def _participation(do: Do, message: Message) -> Found:
    return {"participation": find_participation(message)}


def _rag(do: Do, message: Message) -> Found:
    return {"rag": find_rag(message.marked)}


def _rags(do: Do, message: Message) -> Found:
    return {"rag": one_or_all(find_rags(message.marked))}


def _rag_counted(do: Do, message: Message) -> Found:
    """`reds set last quarter` are what is counted; two or three of them are what is counted by."""
    found = find_rags(message.marked)
    return {"rag": found[0] if len(found) == 1 else None}


def _grade(do: Do, message: Message) -> Found:
    return {"grade": find_grade(message.marked, message.policy)}


def _counted_of(do: Do, message: Message) -> Found:
    return {**_rag_counted(do, message), **_grade_counted(do, message)}


def _grade_counted(do: Do, message: Message) -> Found:
    """`outstanding` alone is what is open; `graded outstanding` is a grade."""
    found = find_grade(message.marked, message.policy)
    is_named = found not in ("Outstanding", "Good") or " graded " in message.marked
    return {"grade": found if is_named else None}


def _text(do: Do, message: Message) -> Found:
    why = words_of_why(message) if do in (Do.HOLD, Do.MOVE_DATE) else ""
    return {"text": why or recorded_words(message)}


def _why(do: Do, message: Message) -> Found:
    return {"reason": words_of_reason(message)}


_BY_ME = re.compile(r" (?:me|i|myself) (?:to|will|ll|am to) ")


def _owner(do: Do, message: Message) -> Found:
    """`action: me to visit by 1 dec`; a role is found as one."""
    return {"owner": "me" if not message.roles and _BY_ME.search(message.words.flat) else None}


def _ended(do: Do, message: Message) -> Found:
    flat = message.words.flat
    return {"reopen": True if re.search(r" re ?open", flat) else None, "promise_kept": promise_kept(flat)}


_OF_ERRAND: Mapping[frozenset[Do], Callable[[Do, Message], Found]] = {
    CONCERNS: _themes,
    RECORDED | {Do.ASK_DEADLINES}: _to_role,
    WITH_STAGE: _stage,
    frozenset({Do.RECORD_REVIEW_HELD}): _participation,
    frozenset({Do.SET_RAG, Do.RECORD_MIDWAY_REVIEW}): _rag,
    frozenset({Do.ASK_OPEN, Do.ASK_DEADLINES}): _rags,
    frozenset({Do.RECORD_QA_GRADE}): _grade,
    frozenset({Do.MANAGER_QUERY}): _counted_of,
    frozenset({Do.RECORD_VISIT}): lambda do, message: find_visit(message),
    frozenset({Do.RESOLVE}): _ended,
    frozenset({Do.ADD_ACTION}): _owner,
    frozenset({Do.ADJOURN_REVIEW, Do.REARRANGE_REVIEW}): _why,
    REVIEW_ACTS | {Do.RECORD_REVIEW_HELD, Do.ASK_FORECAST}: review_slots,
    frozenset({Do.MAKE_REPORT}): report_slots,
    REMINDING: reminder_slots,
    CONCERNS | REVIEWING | {Do.RECORD_OVERSIGHT}: _siblings,
    RECORDED: _text,
}
