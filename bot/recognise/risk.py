"""Signs that a child is in danger now. A miss is worse than a needless safety message."""

from __future__ import annotations

import re
from functools import cache

from bot.recognise.learned import risk_of
from bot.recognise.message import Message
from bot.recognise.phrase_files import read_phrases
from bot.recognise.templates import Template, template

LIKE_A_CHILD_IN_DANGER = 0.4
IN_AN_ANSWER = 0.8
MOST_PIECES = 20
_BETWEEN_PIECES = re.compile(r" (?:[.;:,!?-]|but|and|because) ")


@cache
def _phrases(name: str) -> tuple[Template, ...]:
    return tuple(template(phrase) for phrase in read_phrases("risk")[name])


def immediate_risk(message: Message, *, is_answer: bool = False) -> str | None:
    """The phrase that says so, unless all it matched is told of the past or of papers.

    `is_answer`: a few words in answer to a question sound like much that they are not.
    """
    passed_over = [
        match.span() for one in _found("not_now", message) for match in one.pattern.finditer(message.marked)
    ]
    return _said(message, passed_over) or _learned(message, is_answer)


def _said(message: Message, passed_over: list[tuple[int, int]]) -> str | None:
    by_itself = _standing("sure", message, passed_over)
    if by_itself or not _standing("now", message, []):
        return by_itself
    return _standing("with_now", message, passed_over)


def _learned(message: Message, is_answer: bool) -> str | None:
    """What no phrase says, but sounds like the examples of a child in danger: the whole, or a piece of it."""
    pieces = [message.marked, *(f" {piece} " for piece in _pieces(message.marked))]
    risk, piece = max((risk_of(piece, message), piece) for piece in pieces)
    needed = IN_AN_ANSWER if is_answer else LIKE_A_CHILD_IN_DANGER
    return f"{piece.strip()!r} sounds like a child in danger ({risk:.2f})" if risk >= needed else None


def _pieces(marked: str) -> list[str]:
    pieces = [piece.strip() for piece in _BETWEEN_PIECES.split(marked)][:MOST_PIECES]
    return [piece for piece in pieces if piece.count(" ") >= 2] if len(pieces) > 1 else []


def _standing(name: str, message: Message, passed_over: list[tuple[int, int]]) -> str | None:
    """The first phrase with a match that nothing in `passed_over` touches."""
    for one in _found(name, message):
        for match in one.pattern.finditer(message.marked):
            if not any(start < match.end() and match.start() < end for start, end in passed_over):
                return one.phrase
    return None


def _found(name: str, message: Message) -> list[Template]:
    return [one for one in _phrases(name) if one.may_match(message.keys)]
