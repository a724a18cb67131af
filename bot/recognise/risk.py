"""Signs that a child is in danger now. A miss is worse than a needless safety message."""

from __future__ import annotations

import math
from functools import cache

from bot.recognise.decide import SOME_PHRASE, decide
from bot.recognise.learned import likelihoods
from bot.recognise.message import Message
from bot.recognise.phrase_files import read_phrases
from bot.recognise.templates import Template, template

LIKE_A_CHILD_IN_DANGER = 0.3
EVEN_BESIDE_AN_ERRAND = 0.85


@cache
def _phrases(name: str) -> tuple[Template, ...]:
    return tuple(template(phrase) for phrase in read_phrases("risk")[name])


def immediate_risk(message: Message) -> str | None:
    """The phrase that says so, unless all it matched is told of the past or of papers."""
    passed_over = [
        match.span() for one in _found("not_now", message) for match in one.pattern.finditer(message.marked)
    ]
    return _said(message, passed_over) or _learned(message)


def _said(message: Message, passed_over: list[tuple[int, int]]) -> str | None:
    by_itself = _standing("sure", message, passed_over)
    if by_itself or not _standing("now", message, []):
        return by_itself
    return _standing("with_now", message, passed_over)


def _learned(message: Message) -> str | None:
    """What no phrase says, but sounds like the examples of a child in danger."""
    risk = math.exp(likelihoods(message).risk)
    if risk < LIKE_A_CHILD_IN_DANGER or (
        risk < EVEN_BESIDE_AN_ERRAND and decide(message).strength >= SOME_PHRASE
    ):
        return None
    return f"sounds like a child in danger ({risk:.2f})"


def _standing(name: str, message: Message, passed_over: list[tuple[int, int]]) -> str | None:
    """The first phrase with a match that nothing in `passed_over` touches."""
    for one in _found(name, message):
        for match in one.pattern.finditer(message.marked):
            if not any(start < match.end() and match.start() < end for start, end in passed_over):
                return one.phrase
    return None


def _found(name: str, message: Message) -> list[Template]:
    return [one for one in _phrases(name) if one.may_match(message.keys)]
