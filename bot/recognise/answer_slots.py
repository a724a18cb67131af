"""Each slot read from a bare answer to the question for it; empty where the answer holds none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.domain.intents import Do, Expecting
from bot.recognise.choices import NUMBER_WORDS, all_chosen_of, chosen_of
from bot.recognise.controls import control
from bot.recognise.days import HALF_A_YEAR, Day
from bot.recognise.decide import decide
from bot.recognise.marks import one_or_all, role_called, stage_of_role
from bot.recognise.message import Message, read_message
from bot.recognise.participation import participation_answered
from bot.recognise.rating import find_grade, find_rag
from bot.recognise.references import canonical, record_reference
from bot.recognise.report_slots import report_slots
from bot.recognise.review_slots import said_of
from bot.recognise.tense import When
from bot.recognise.themes import find_themes, theme_answered

Answer = dict[str, Any]


def answer_slot(message: Message, expecting: Expecting) -> Answer:
    return _READERS.get(expecting.slot, _words)(message, expecting)


def child_answered(message: Message, expecting: Expecting) -> Answer:
    """A reference, or one or all of the children shown; else what must be asked about."""
    references = message.references
    children = sorted({one.value for one in references.children}) or all_chosen_of(
        message.text, expecting.choices
    )
    if children:
        return {"child": one_or_all(children)}
    if references.records:
        return {"escalation_ref": references.records[0].value}
    if references.unread:
        return {"unread_reference": references.unread[0].value}
    initials = [one.value for one in message.people if one.kind == "initials"]
    return {"child_initials": one_or_all(initials)} if initials else {}


def _themes(message: Message, expecting: Expecting) -> Answer:
    shown = expecting.choices or message.policy.themes
    if chosen := all_chosen_of(message.text, shown):
        return {"themes": chosen}
    said = find_themes(message.marked, message.keys, message.policy)
    loosely = theme_answered(message.text, message.policy.themes)
    parts = [
        theme_answered(part, message.policy.themes) for part in re.split(r",|;|\n|\band\b|&|\+", message.text)
    ]
    themes = said or ([loosely] if loosely else [one for one in parts if one])
    return {"themes": list(dict.fromkeys(themes))} if themes else {}


def _role(message: Message, expecting: Expecting) -> Answer:
    """A known role by its name, or free words as typed; `to_said` keeps what was typed either way."""
    typed = message.text.strip()
    if chosen := chosen_of(typed, expecting.choices):
        return {"to_role": chosen}
    known = list(dict.fromkeys(mark.value for mark in message.roles)) or [role_called(_without_lead(typed))]
    roles = [role for role in known if role]
    return {"to_role": one_or_all(roles) or typed, "to_said": typed} if typed else {}


def _without_lead(text: str) -> str:
    return re.sub(r"^(?:to |the |with |it was |her |his )+", "", text.lower())


def _day(message: Message, expecting: Expecting) -> Answer:
    usual = When.DUE if expecting.slot == "due_on" else When.HAPPENED
    found = days_in(message)
    unread = next((day.unread for day in found if day.unread), None)
    said = [day for day in found if day.is_one_day]
    if unread or not said:
        words = unread or message.text.strip()
        return {"unresolved_date": words} if words else {}
    days = sorted({on.isoformat() for day in said if (on := _meant(day, usual, message.today))})
    two_ways = {"readable_two_ways": days[0]} if said[0].two_ways and len(days) == 1 else {}
    return {expecting.slot: days[0] if len(days) == 1 else days, **two_ways}


def _period(message: Message, expecting: Expecting) -> Answer:
    """`last year`, `25/26 as excel`; a question about something else in that time is none."""
    if decide(message).do not in (Do.NONE, Do.MANAGER_QUERY) or message.references.children:
        return {}
    found = {name: value for name, value in report_slots(Do.MAKE_REPORT, message).items() if value}
    return found if "from_on" in found else {}


def days_in(message: Message) -> tuple[Day, ...]:
    """Of a bare answer: `30th` is the 30th, `fortnight` in a fortnight, `sat` a day."""
    tries = (
        message,
        *(
            read_message(lead + message.text, message.today, message.policy, message.role, message.calendar)
            for lead in ("on ", "in ", "the ")
        ),
    )
    return next((one.days for one in tries if one.days), ())


def _meant(day: Day, usual: When, today: date) -> date | None:
    """A due day lies ahead; one more than half a year ahead was more likely meant as the one just gone."""
    if usual is not When.DUE:
        return day.past or day.future
    is_far = day.future is not None and day.future - today > HALF_A_YEAR and day.leans is None
    return day.nearest(today) if is_far else (day.future or day.past)


def code_answered(message: Message, expecting: Expecting) -> Answer:
    chosen = (
        chosen_of(message.text, expecting.choices) if not re.fullmatch(r"\s*[0-7]\s*", message.text) else None
    )
    code = re.search(r"PN[0-7]", chosen) if chosen else None
    found = code[0] if code else participation_answered(message)
    return {"participation": found} if found else {}


def stage_answered(message: Message, expecting: Expecting) -> Answer:
    said = [mark.value for mark in message.stages]
    if said:
        return {"stage": said[-1] if said[-1] == "next" else said[-1][-1]}
    if digit := re.fullmatch(r"\s*([1-9])\s*\.?", message.text):
        return {"stage": int(digit[1])}
    plain = message.text.strip().lower()
    if plain in NUMBER_WORDS[:6]:
        return {"stage": NUMBER_WORDS.index(plain) + 1}
    if plain in ("informal", "next"):
        return {"stage": plain}
    return stage_by_role(message)


def stage_by_role(message: Message) -> Answer:
    if not message.roles:
        return {}
    role = message.roles[0].value
    if role == "CAFCASS":
        rung = message.policy.cafcass_stage()
        return {"stage": rung.number if rung else "cafcass", "to_role": role}
    return {"stage": stage_of_role(role, message.policy) or role, "to_role": role}


def _rag(message: Message, expecting: Expecting) -> Answer:
    return {"rag": found} if (found := find_rag(message.marked)) else {}


def _grade(message: Message, expecting: Expecting) -> Answer:
    chosen = chosen_of(message.text, expecting.choices or message.policy.grades)
    found = chosen or find_grade(message.marked, message.policy)
    return {"grade": found} if found else {}


def _source(message: Message, expecting: Expecting) -> Answer:
    """The record an escalation comes out of, or `new`; a bare yes or no is left to the dialog."""
    if control(message.words):
        return {}
    found = _record(message, expecting).get("escalation_ref")
    return {"from_record": found or message.text.strip()}


def _record(message: Message, expecting: Expecting) -> Answer:
    chosen = chosen_of(message.text, expecting.choices)
    if chosen:
        return (
            {"escalation_ref": record_reference(chosen)}
            if record_reference(chosen)
            else {"child": canonical(chosen, message.policy) or chosen}
        )
    found = [one.value for one in message.references.records]
    return {"escalation_ref": found[0]} if found else child_answered(message, expecting)


def _of_review(message: Message, expecting: Expecting) -> Answer:
    chosen = chosen_of(message.text, expecting.choices) or said_of(expecting.slot, message)
    return {expecting.slot: chosen} if chosen else {}


def _words(message: Message, expecting: Expecting) -> Answer:
    chosen = chosen_of(message.text, expecting.choices)
    return {expecting.slot: chosen or message.text.strip()} if message.text.strip() else {}


_READERS: Mapping[str, Callable[[Message, Expecting], Answer]] = {
    "period": _period,
    "child": child_answered,
    "themes": _themes,
    "theme": _themes,
    "to_role": _role,
    "due_on": _day,
    "happened_on": _day,
    "base_on": _day,
    "ended_on": _day,
    "participation": code_answered,
    "review_kind": _of_review,
    "what": _of_review,
    "event": _of_review,
    "stage": stage_answered,
    "rag": _rag,
    "grade": _grade,
    "escalation_ref": _record,
    "from_record": _source,
}
