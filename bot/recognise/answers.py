"""What a bare message means when a dialog has just asked for something."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.intents import Do, Expecting, Intent
from bot.recognise.controls import control
from bot.recognise.decide import decide
from bot.recognise.marks import role_called
from bot.recognise.message import Message
from bot.recognise.participation import participation_answered
from bot.recognise.rating import find_grade, find_rag
from bot.recognise.references import canonical, record_reference
from bot.recognise.risk import immediate_risk
from bot.recognise.tense import When, timed
from bot.recognise.themes import find_themes, theme_answered

FREE_WORDS = frozenset({"text", "agreed", "outcome", "impact", "reason", "response", "comment", "note"})
SURE_OF_AN_ERRAND = 6.0
LONGEST_QUESTION = 8
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_CORRECTION = re.compile(
    r"^\s*(?:(?:no|nope|sorry|actually|oops|wait|i meant|i mean|make (?:it|that)|change (?:it|that|the \w+|\w+)(?: to)?|should be|"
    r"it should be|not that|rather|correction|set (?:it|the \w+) to|its|it's|meant)\b[\s,.:;-]*)+",
    re.IGNORECASE,
)
FREE_CONTROLS = frozenset({Do.CANCEL, Do.HELP, Do.BACK, Do.SKIP, Do.UNDO})
QUESTIONS = frozenset({Do.ASK_OPEN, Do.ASK_DEADLINES, Do.MANAGER_QUERY, Do.TEAM_STATUS})


def read_answer(message: Message, expecting: Expecting) -> Intent | None:
    """None: it is no answer, read it as a message of its own."""
    if (risk := immediate_risk(message)) and expecting.slot not in FREE_WORDS:
        return None if risk else None
    if expecting.slot in FREE_WORDS:
        return _free_words(message, expecting)
    if steer := _steering(message, expecting):
        return steer
    if expecting.slot != "confirm" and (slots := _value(message, expecting)):
        return _fill(slots, message, f"the answer to {expecting.slot}")
    return _correction(message, expecting)


def _steering(message: Message, expecting: Expecting) -> Intent | None:
    found = control(message.words)
    if not found or (found[0] in (Do.NO, Do.YES, Do.CHANGE) and expecting.slot != "confirm" and _value(message, expecting)):
        return None
    do = Do.CHANGE if found[0] is Do.NO and expecting.slot == "confirm" else found[0]
    return Intent(do, because=(f"the whole message is {found[1]!r}",), said=message.text)


def _free_words(message: Message, expecting: Expecting) -> Intent:
    found = control(message.words)
    if found and found[0] in FREE_CONTROLS:
        return Intent(found[0], because=(f"the whole message is {found[1]!r}",), said=message.text)
    if asked := _a_question(message):
        return asked
    words = message.text.strip()
    return _fill({expecting.slot: words}, message, f"the words for {expecting.slot}", flags=_risk_flag(message))


def _risk_flag(message: Message) -> frozenset[str]:
    return frozenset({"immediate_risk"}) if immediate_risk(message) else frozenset()


def _a_question(message: Message) -> Intent | None:
    """Free words win, unless the whole message is a short question that is surely ours."""
    if len(message.words.tokens) > LONGEST_QUESTION:
        return None
    decision = decide(message)
    is_question = re.match(r"\s*(?:what|which|when|how|show|list|who)\b", message.text, re.IGNORECASE)
    if decision.do in QUESTIONS and decision.strength >= SURE_OF_AN_ERRAND and is_question:
        return Intent(decision.do, because=("a question in the middle", *decision.because), said=message.text)
    return None


def _fill(slots: Mapping[str, Any], message: Message, because: str, flags: frozenset[str] = frozenset()) -> Intent:
    unsure = any(name in slots for name in ("unresolved_date", "child_initials", "unread_reference", "readable_two_ways"))
    return Intent(Do.FILL, slots, ambiguous=unsure, flags=flags, because=(because,), said=message.text)


def _value(message: Message, expecting: Expecting) -> dict[str, Any]:
    """The slot that was asked for, read from the message; empty when it holds none."""
    if _is_an_errand(message, expecting):
        return {}
    read = _READERS.get(expecting.slot, _words)
    return {**read(message, expecting), **_besides(message, expecting)} if read(message, expecting) else {}


def _is_an_errand(message: Message, expecting: Expecting) -> bool:
    if len(message.words.tokens) < 3 or expecting.slot in ("participation",):
        return False
    decision = decide(message)
    if decision.do in (Do.NONE, Do.FILL) or decision.strength < SURE_OF_AN_ERRAND:
        return False
    return bool(message.references.children or message.references.records) or decision.do in QUESTIONS


def _besides(message: Message, expecting: Expecting) -> dict[str, Any]:
    """Two answers at once: a date or a child that was not asked for but is plainly there."""
    if expecting.slot in ("happened_on", "due_on") or expecting.slot in FREE_WORDS:
        return _child(message, expecting) if message.references.children else {}
    times = [timed(day, message.words, message.today) for day in message.days if day.is_one_day]
    found = {("due_on" if t.when is When.DUE else "happened_on"): t.on.isoformat() for t in times if t.on and t.when is not When.BEFORE_NOW}
    return found if expecting.slot in ("child", "to_role", "themes", "stage", "participation") else {}


def _child(message: Message, expecting: Expecting) -> dict[str, Any]:
    children = sorted({one.value for one in message.references.children})
    if children:
        return {"child": children[0] if len(children) == 1 else children}
    if chosen := chosen_of(message.text, expecting.choices):
        return {"child": chosen}
    records = [one.value for one in message.references.records]
    if records:
        return {"escalation_ref": records[0]}
    if message.references.unread:
        return {"unread_reference": message.references.unread[0].value}
    initials = [one.value for one in message.people if one.kind == "initials"]
    return {"child_initials": initials[0] if len(initials) == 1 else initials} if initials else {}


def _themes(message: Message, expecting: Expecting) -> dict[str, Any]:
    policy = message.policy
    chosen = chosen_of(message.text, expecting.choices or policy.themes)
    if chosen:
        return {"themes": [chosen]}
    parts = [part for part in re.split(r",|;|\n|\band\b|&|\+", message.text) if part.strip()]
    several = [chosen_of(part, expecting.choices or policy.themes) or theme_answered(part, policy.themes) for part in parts]
    whole = theme_answered(message.text, policy.themes)
    themes = find_themes(message.marked, message.keys, policy) or ([whole] if whole else []) or [one for one in several if one]
    return {"themes": themes} if themes else {}


def _role(message: Message, expecting: Expecting) -> dict[str, Any]:
    chosen = chosen_of(message.text, expecting.choices)
    words = chosen or role_called(_without_lead(message.text)) or message.text.strip()
    known = list(dict.fromkeys(mark.value for mark in message.roles))
    return {"to_role": chosen or (known[0] if len(known) == 1 else known) if chosen or known else words}


def _without_lead(text: str) -> str:
    return re.sub(r"^(?:to |the |with |it was |her |his )+", "", text.strip().lower())


def _day(message: Message, expecting: Expecting) -> dict[str, Any]:
    usual = When.DUE if expecting.slot == "due_on" else When.HAPPENED
    unread = next((day.unread for day in message.days if day.unread), None)
    if unread:
        return {"unresolved_date": unread}
    said = [day for day in message.days if day.is_one_day]
    if not said:
        return {"unresolved_date": message.text.strip()} if message.text.strip() and not control(message.words) else {}
    days = sorted({on.isoformat() for day in said if (on := (day.future or day.past if usual is When.DUE else day.past or day.future))})
    two_ways = {"readable_two_ways": days[0]} if said[0].two_ways and len(days) == 1 else {}
    return {expecting.slot: days[0] if len(days) == 1 else days, **two_ways}


def _participation(message: Message, expecting: Expecting) -> dict[str, Any]:
    chosen = chosen_of(message.text, expecting.choices) if not re.fullmatch(r"\s*[0-7]\s*", message.text) else None
    code = re.search(r"PN[0-7]", chosen) if chosen else None
    found = code[0] if code else participation_answered(message)
    return {"participation": found} if found else {}


def _stage(message: Message, expecting: Expecting) -> dict[str, Any]:
    said = [mark.value for mark in message.stages]
    if said:
        return {"stage": said[-1] if said[-1] == "next" else said[-1][-1]}
    if digit := re.fullmatch(r"\s*([1-9])\s*\.?", message.text):
        return {"stage": int(digit[1])}
    plain = message.text.strip().lower()
    if plain in _NUMBER_WORDS[:6]:
        return {"stage": _NUMBER_WORDS.index(plain) + 1}
    if plain in ("informal", "next"):
        return {"stage": plain}
    return _stage_by_role(message)


def _stage_by_role(message: Message) -> dict[str, Any]:
    from bot.recognise.marks import stage_of_role

    if not message.roles:
        return {}
    role = message.roles[0].value
    if role == "CAFCASS":
        rung = message.policy.cafcass_stage()
        return {"stage": rung.number if rung else "cafcass", "to_role": role}
    return {"stage": stage_of_role(role, message.policy) or role, "to_role": role}


def _rag(message: Message, expecting: Expecting) -> dict[str, Any]:
    return {"rag": found} if (found := find_rag(message.marked)) else {}


def _grade(message: Message, expecting: Expecting) -> dict[str, Any]:
    chosen = chosen_of(message.text, expecting.choices or message.policy.grades)
    found = chosen or find_grade(message.marked, message.policy)
    return {"grade": found} if found else {}


def _record(message: Message, expecting: Expecting) -> dict[str, Any]:
    chosen = chosen_of(message.text, expecting.choices)
    if chosen:
        return {"escalation_ref": record_reference(chosen)} if record_reference(chosen) else {"child": canonical(chosen, message.policy) or chosen}
    found = [one.value for one in message.references.records]
    return {"escalation_ref": found[0]} if found else _child(message, expecting)


def _words(message: Message, expecting: Expecting) -> dict[str, Any]:
    chosen = chosen_of(message.text, expecting.choices)
    return {expecting.slot: chosen or message.text.strip()} if message.text.strip() else {}


_READERS: Mapping[str, Callable[[Message, Expecting], dict[str, Any]]] = {
    "child": _child,
    "themes": _themes,
    "theme": _themes,
    "to_role": _role,
    "due_on": _day,
    "happened_on": _day,
    "base_on": _day,
    "participation": _participation,
    "stage": _stage,
    "rag": _rag,
    "grade": _grade,
    "escalation_ref": _record,
}


def chosen_of(text: str, choices: tuple[str, ...]) -> str | None:
    """`2`, `the second`, `last one`, or the choice's own words."""
    plain = re.sub(r"^(?:the|number|no\.?|option|choice|#)\s+", "", text.strip().lower().rstrip(".!"))
    plain = re.sub(r"\s+(?:one|please|option|choice|pls)$", "", plain)
    place = _place(plain, len(choices))
    if place is not None and 0 <= place < len(choices):
        return choices[place]
    return next((one for one in choices if one.lower() == text.strip().lower()), None)


def _place(plain: str, length: int) -> int | None:
    if plain == "last":
        return length - 1
    if digit := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|\))?", plain):
        return int(digit[1]) - 1
    for words in (_ORDINALS, _NUMBER_WORDS):
        if plain in words:
            return words.index(plain)
    return None


def _correction(message: Message, expecting: Expecting) -> Intent | None:
    """`no sorry, M7654322`, `make it the 30th`, `change theme to drift`: slots for what stands already."""
    lead = _CORRECTION.match(message.text)
    bare = len(message.words.tokens) <= 4
    if not lead and not (bare and expecting.slot == "confirm"):
        return None
    slots = _corrected(message, expecting)
    return _fill(slots, message, "a correction") if slots else None


def _corrected(message: Message, expecting: Expecting) -> dict[str, Any]:
    slots: dict[str, Any] = _child(message, Expecting("child")) if message.references.children or message.references.unread else {}
    for day in message.days:
        slots |= {"unresolved_date": day.unread} if day.unread else _corrected_day(day, message)
    if re.search(r"\btheme", message.text, re.IGNORECASE) or not slots:
        tail = re.sub(r"^.*?\bto\b|^.*?\btheme\b(?: is)?", "", message.text, flags=re.IGNORECASE) if "theme" in message.text.lower() else message.text
        theme = find_themes(message.marked, message.keys, message.policy) or [one for one in [theme_answered(tail, message.policy.themes)] if one]
        slots |= {"themes": theme} if theme else {}
    for name, reader in (("stage", _stage), ("participation", _participation)):
        if (message.stages or message.codes) and name not in slots:
            slots |= reader(message, Expecting(name))
    return slots | ({"to_role": message.roles[0].value} if message.roles and "stage" not in slots else {})


def _corrected_day(day: Any, message: Message) -> dict[str, Any]:
    told = timed(day, message.words, message.today, When.DUE)
    is_past = re.search(r"\b(?:happened|was on|held on|raised on|it was)\b", message.text, re.IGNORECASE)
    when = When.HAPPENED if is_past else told.when
    on = (day.past if when is When.HAPPENED else day.future) or told.on
    return {("happened_on" if when is When.HAPPENED else "due_on"): on.isoformat()} if on and day.is_one_day else {}
