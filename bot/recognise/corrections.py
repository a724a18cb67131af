"""A correction in the middle: `no sorry, M7654322`, `make it the 30th`, `change theme to drift`."""

from __future__ import annotations

import re
from functools import cache

from bot.domain.intents import Expecting
from bot.recognise.answer_slots import (
    Answer,
    child_answered,
    code_answered,
    stage_answered,
    stage_by_role,
)
from bot.recognise.days import Day
from bot.recognise.message import Message
from bot.recognise.phrase_files import read_phrases
from bot.recognise.templates import Index
from bot.recognise.tense import When, timed
from bot.recognise.themes import find_themes, theme_answered

LONGEST_BARE = 4
LONGEST_WITH_LEAD = 7
_LEAD = re.compile(
    r"^\s*(?:(?:(?:yes|yep|ok|okay),? but|no|nope|sorry|actually|oops|wait|i meant?|make (?:it|that)|not that"
    r"|rather|correction|change (?:it|that|(?:the )?\w+)(?: \w+)?(?: to)?|(?:it )?should (?:be|say)"
    r"|set (?:it|the \w+) to|its|it's|meant|the \w+ (?:is|should be))\b[\s,.:;-]*)+",
    re.IGNORECASE,
)
_HAS_BEEN = re.compile(r"\b(?:happened|was on|held on|raised on|it was)\b", re.IGNORECASE)
_THEME_LEAD = re.compile(r"^.*?\btheme\b(?: is| to| should be)?|^.*?\bto\b", re.IGNORECASE)


def correction(message: Message, *, may_be_bare: bool) -> Answer:
    """Slots for what stands already; empty when it is none. `may_be_bare`: `8 dec` alone is one."""
    is_bare = may_be_bare and len(message.words.tokens) <= (
        LONGEST_WITH_LEAD if message.stages or message.roles else LONGEST_BARE
    )
    return _corrected(message) if is_bare or _LEAD.match(message.text) else {}


def bare_correction(message: Message) -> Answer:
    """Only a lead and a reference or a day: anything longer may be words to be recorded."""
    is_short = len(message.words.tokens) <= LONGEST_WITH_LEAD
    return _whom_and_when(message) if is_short and _LEAD.match(message.text) else {}


def _corrected(message: Message) -> Answer:
    if _siblings_too().first(message.marked, message.keys):
        return {"siblings": True}
    slots = _whom_and_when(message)
    if "theme" in message.text.lower() or not (slots or message.stages or message.codes or message.roles):
        slots |= _theme(message)
    if message.stages:
        slots |= stage_answered(message, Expecting("stage"))
    if message.codes:
        slots |= code_answered(message, Expecting("participation"))
    if message.roles and "stage" not in slots:
        slots |= stage_by_role(message)
    return slots


def _whom_and_when(message: Message) -> Answer:
    is_child = message.references.children or message.references.unread
    slots = child_answered(message, Expecting("child")) if is_child else {}
    for day in message.days:
        slots |= {"unresolved_date": day.unread} if day.unread else _day(day, message)
    return slots


@cache
def _siblings_too() -> Index[None]:
    return Index((None, phrase) for phrase in read_phrases("lists")["siblings_too"])


def _theme(message: Message) -> Answer:
    themes = find_themes(message.marked, message.keys, message.policy)
    loosely = theme_answered(_THEME_LEAD.sub("", message.text), message.policy.themes)
    return {"themes": themes or [loosely]} if themes or loosely else {}


def _day(day: Day, message: Message) -> Answer:
    told = timed(day, message.words, message.today, When.DUE)
    when = When.HAPPENED if _HAS_BEEN.search(message.text) else told.when
    on = (day.past if when is When.HAPPENED else day.future) or told.on
    if not on or not day.is_one_day:
        return {}
    return {"happened_on" if when is When.HAPPENED else "due_on": on.isoformat()}
