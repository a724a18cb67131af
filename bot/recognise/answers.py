"""What a bare message means when a dialog has just asked for something."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.domain.intents import ACTS, IMMEDIATE_RISK, Do, Expecting, Intent
from bot.recognise.acts import as_act
from bot.recognise.answer_slots import Answer, answer_slot, child_answered, days_in
from bot.recognise.controls import control
from bot.recognise.corrections import bare_correction, correction
from bot.recognise.decide import decide
from bot.recognise.in_the_middle import read_turn
from bot.recognise.message import Message
from bot.recognise.risk import risk_flags
from bot.recognise.tense import When, timed

FREE_WORDS = frozenset(
    {"text", "agreed", "outcome", "impact", "reason", "response", "comment", "note", "late_reason"}
)
NOT_YES = frozenset(
    {"reason", "late_reason", "text", "outcome", "impact", "comment", "note", "owner", "chair"}
)
"""`yes` says nothing of why, of what, or of who."""
FREE_CONTROLS = frozenset({Do.CANCEL, Do.HELP, Do.BACK, Do.SKIP, Do.UNDO, Do.START_AGAIN})
QUESTIONS = frozenset(
    {Do.ASK_OPEN, Do.ASK_DEADLINES, Do.MANAGER_QUERY, Do.TEAM_STATUS}
    | {Do.ASK_ACTIONS, Do.ASK_FORECAST, Do.ASK_NOT_LOOKED_AT, Do.ASK_REMINDERS}
)
MAY_HOLD_A_DAY_TOO = frozenset({"child", "to_role", "themes", "stage", "participation"})
LEAVES_OPEN = frozenset({"unresolved_date", "child_initials", "unread_reference", "readable_two_ways"})
SURE_OF_AN_ERRAND = 6.0
SURE_BESIDE_A_CHOICE = 4.5
"""Where a record, a theme or a role is asked for, and not a child with whatever is to be said of it."""
SHORTEST_ERRAND = 3
LONGEST_QUESTION = 8
DAYS_ASKED = frozenset({"happened_on", "due_on", "base_on"})
_ASKS = re.compile(r"\s*(?:what|which|when|how|show|list|who)\b", re.IGNORECASE)

_WHEN_SOMETHING_IS = re.compile(
    r"\s*when(?!'?s\b| (?:is|are|was|were|does|do|did|will|should|must|can|could|would|has|have)\b)",
    re.IGNORECASE,
)
"""`when the plan is done` answers, `when is the plan due` asks."""


def read_answer(message: Message, expecting: Expecting) -> Intent | None:
    """None: it is no answer, read it as a message of its own."""
    if turn := read_turn(message):
        return turn
    if expecting.slot in FREE_WORDS:
        return _free_words(message, expecting)
    at_risk = risk_flags(message, is_answer=True)
    if IMMEDIATE_RISK in at_risk:
        return None
    answer = _answer(message, expecting)
    return replace(answer, flags=answer.flags | at_risk) if answer else None


def _answer(message: Message, expecting: Expecting) -> Intent | None:
    if steer := _steering(message, expecting):
        return steer
    if (slots := bare_correction(message)) and expecting.slot not in slots:
        return _fill(slots, message, "a correction")
    if expecting.slot != "confirm" and (slots := _value(message, expecting)):
        return _fill(slots, message, f"the answer to {expecting.slot}")
    slots = correction(message, may_be_bare=expecting.slot == "confirm")
    return _fill(slots, message, "a correction") if slots else None


def _steering(message: Message, expecting: Expecting) -> Intent | None:
    found = control(message.words)
    if not found:
        return None
    do, phrase = found
    is_asked_for = expecting.slot == "confirm" or do not in (Do.NO, Do.YES, Do.CHANGE)
    is_said = do is not Do.YES or expecting.slot not in NOT_YES
    if not is_asked_for and is_said and _value(message, expecting):
        return None
    return _control(Do.CHANGE if do is Do.NO and expecting.slot == "confirm" else do, phrase, message)


def _control(do: Do, phrase: str, message: Message) -> Intent:
    return Intent(do, because=(f"the whole message is {phrase!r}",), said=message.text)


def _free_words(message: Message, expecting: Expecting) -> Intent:
    """Words to be recorded win, whatever they hold, unless the whole message is a short known command."""
    found = control(message.words)
    if found and (found[0] in FREE_CONTROLS or (found[0] is Do.YES and expecting.slot in NOT_YES)):
        return _control(*found, message)
    if asked := _short_question(message):
        return asked
    if slots := bare_correction(message):
        return _fill(slots, message, "a correction")
    flags = risk_flags(message, is_answer=True)
    return _fill({expecting.slot: message.text.strip()}, message, f"the words for {expecting.slot}", flags)


def _short_question(message: Message) -> Intent | None:
    if len(message.words.tokens) > LONGEST_QUESTION or not _ASKS.match(message.text):
        return None
    decision = decide(message)
    if decision.do not in QUESTIONS or decision.strength < SURE_OF_AN_ERRAND:
        return None
    return Intent(decision.do, because=("a question in the middle", *decision.because), said=message.text)


def _fill(
    slots: Mapping[str, Any], message: Message, because: str, flags: frozenset[str] = frozenset()
) -> Intent:
    unsure = not LEAVES_OPEN.isdisjoint(slots)
    return Intent(Do.FILL, slots, ambiguous=unsure, flags=flags, because=(because,), said=message.text)


def _value(message: Message, expecting: Expecting) -> Answer:
    """The slot that was asked for and what else was plainly said; empty when the message holds none."""
    if _is_an_errand(message, expecting):
        return {}
    answer = answer_slot(message, expecting)
    return {**answer, **_besides(message, expecting)} if answer else {}


def _is_an_errand(message: Message, expecting: Expecting) -> bool:
    if expecting.slot in DAYS_ASKED and not days_in(message):
        return _names_no_day(message)
    if len(message.words.flat.split()) < SHORTEST_ERRAND or expecting.slot == "participation":
        return False
    decision = as_act(decide(message), message)
    needed = SURE_OF_AN_ERRAND if expecting.slot == "child" else SURE_BESIDE_A_CHOICE
    if decision.do is Do.NONE or (decision.do not in ACTS and decision.strength < needed):
        return False
    return bool(message.references.children or message.references.records) or decision.do in QUESTIONS


def _names_no_day(message: Message) -> bool:
    """`R-2026-0009`, `which reviews are overdue?`: nothing of a day, and plainly something else."""
    if message.references.children or message.references.records:
        return True
    decision = decide(message)
    if decision.do in QUESTIONS and _ASKS.match(message.text):
        return not _WHEN_SOMETHING_IS.match(message.text)
    is_long_enough = len(message.words.flat.split()) >= SHORTEST_ERRAND
    return is_long_enough and decision.do is not Do.NONE and decision.strength >= SURE_OF_AN_ERRAND


def _besides(message: Message, expecting: Expecting) -> Answer:
    """Two answers at once: a day or a child that was not asked for."""
    if expecting.slot in ("happened_on", "due_on"):
        return child_answered(message, expecting) if message.references.children else {}
    if expecting.slot not in MAY_HOLD_A_DAY_TOO:
        return {}
    times = [timed(day, message.words, message.today) for day in message.days if day.is_one_day]
    return {_SLOT_OF[one.when]: one.on.isoformat() for one in times if one.on and one.when in _SLOT_OF}


_SLOT_OF = {When.DUE: "due_on", When.HAPPENED: "happened_on"}
