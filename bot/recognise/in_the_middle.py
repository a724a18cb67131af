"""Turns that only make sense while an errand is running: a question about it, or another errand instead."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from bot.domain.intents import Do, Expecting, Intent
from bot.recognise.answer_slots import stage_answered
from bot.recognise.message import Message
from bot.recognise.phrase_files import read_phrases
from bot.recognise.templates import Index

LONGEST_TURN = 16
"""Words; anything longer is the story, not a turn."""
INSTEAD = "instead"


def read_turn(message: Message) -> Intent | None:
    """Only the whole message counts, so that words to be recorded are left alone; None: no such turn."""
    if len(message.words.tokens) > LONGEST_TURN:
        return None
    return _asked_about_the_draft(message) or _another_errand(message)


def _asked_about_the_draft(message: Message) -> Intent | None:
    found = _asks().first(message.marked, message.keys)
    if not found:
        return None
    because = f"a question about what is being prepared: {found[1].phrase!r}"
    return Intent(Do.ASK_DRAFT, {"what": found[0]}, because=(because,), said=message.text)


def _another_errand(message: Message) -> Intent | None:
    found = _instead().first(message.marked, message.keys)
    if not found:
        return None
    stage = stage_answered(message, Expecting("stage")) if found[0] is Do.RAISE_ESCALATION else {}
    slots = {INSTEAD: True, **{name: value for name, value in stage.items() if name == "stage"}}
    return Intent(found[0], slots, because=(f"another errand: {found[1].phrase!r}",), said=message.text)


@cache
def _asks() -> Index[str]:
    lead = "[and|so|but|wait|ok|okay|sorry|hang on|um|hmm] [,] [remind me|tell me|can you tell me] [,]"
    asked = read_phrases("in_the_middle")["asks"].items()
    return Index(
        (what, f"^ {lead} {phrase} [again|then|please] $") for what, ways in asked for phrase in ways
    )


@cache
def _instead() -> Index[Do]:
    return Index(_ways_to_say_instead())


def _ways_to_say_instead() -> Iterator[tuple[Do, str]]:
    """With a lead (`actually just a note`) or a tail (`a note instead`); a bare `note` may be an answer."""
    data = read_phrases("in_the_middle")
    before, after = (f"({'|'.join(data['ways'][name])})" for name in ("before", "after"))
    for name, things in data["instead"].items():
        for thing in things:
            yield Do(name), f"^ {before} {thing} [{after}] [please] $"
            yield Do(name), f"^ [no|sorry|ok|oh] [,|-] [a|an] {thing} {after} $"
    yield from ((Do.RAISE_ESCALATION, f"^ {way} $") for way in data["ways"]["escalate"])
