"""Signs that a child is in danger now. A miss is worse than a needless safety message."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.domain.intents import IMMEDIATE_RISK, PERHAPS_AT_RISK
from bot.recognise.features import features, pieces
from bot.recognise.learned import risk_of
from bot.recognise.message import Message
from bot.recognise.phrase_files import read_phrases
from bot.recognise.templates import Index, Template

LIKE_A_CHILD_IN_DANGER = 0.2
PERHAPS_LIKE_ONE = 0.01
IN_AN_ANSWER = 0.6
PERHAPS_IN_AN_ANSWER = 0.15
NOTHING_LIKE_IT = 0.01
"""Below it a phrase (`missing since September`) means something else, unless little more is said."""
FEW_WORDS = 4
TOLD_OF = 0.45


@cache
def _phrases(name: str) -> Index[None]:
    return Index((None, phrase) for phrase in read_phrases("risk")[name])


@dataclass(frozen=True)
class Risk:
    """What tells of a child in danger; `flag`: for certain, or perhaps."""

    flag: str
    because: str


def risk(message: Message, *, is_answer: bool = False) -> Risk | None:
    """The phrase that says so, or the piece that sounds like it; not what is told of the past or of papers.

    `is_answer`: a few words in answer to a question sound like much that they are not.
    """
    if _phrases("never").first(message.marked, message.keys):
        return None
    likelihood, piece = _likeliest(message)
    if phrase := _said(message):
        is_plain = len(message.words.tokens) <= FEW_WORDS or likelihood >= NOTHING_LIKE_IT
        return Risk(IMMEDIATE_RISK if is_plain else PERHAPS_AT_RISK, phrase)
    because = f"{piece.strip()!r} sounds like a child in danger ({likelihood:.2f})"
    if likelihood >= (IN_AN_ANSWER if is_answer else LIKE_A_CHILD_IN_DANGER):
        return Risk(IMMEDIATE_RISK, because)
    is_perhaps = likelihood >= (PERHAPS_IN_AN_ANSWER if is_answer else PERHAPS_LIKE_ONE)
    return Risk(PERHAPS_AT_RISK, because) if is_perhaps else None


def risk_flags(message: Message, *, is_answer: bool = False) -> frozenset[str]:
    found = risk(message, is_answer=is_answer)
    return frozenset({found.flag}) if found else frozenset()


def _said(message: Message) -> str | None:
    told_of = [span for one in _told_of(message) for span in _spans(one, message.marked)]
    by_itself = _standing("sure", message, told_of)
    if by_itself or not _phrases("now").first(message.marked, message.keys):
        return by_itself
    return _standing("with_now", message, told_of)


def _standing(name: str, message: Message, told_of: list[tuple[int, int]]) -> str | None:
    """The first phrase with a match that nothing in `told_of` touches."""
    for _, one in _phrases(name).may_match(message.keys):
        for start, end in _spans(one, message.marked):
            if not any(first < end and start < last for first, last in told_of):
                return one.phrase
    return None


def _told_of(message: Message) -> list[Template]:
    return [one for _, one in _phrases("not_now").may_match(message.keys)]


def _spans(one: Template, marked: str) -> list[tuple[int, int]]:
    return [match.span() for match in one.pattern.finditer(marked)]


def _likeliest(message: Message) -> tuple[float, str]:
    """How much the whole, or a piece of it, sounds like the examples of a child in danger."""
    told_of = _told_of(message)
    by_piece = {piece: features(piece, message.policy, message.role) for piece in pieces(message.marked)}
    heard = [
        (message.marked, message.features),
        *((f" {piece} ", found) for piece, found in by_piece.items()),
    ]
    return max((_risk_of(piece, found, told_of), piece) for piece, found in heard)


def _risk_of(piece: str, found: frozenset[str], told_of: list[Template]) -> float:
    """Less where the words themselves say that it is over, or no danger."""
    is_told_of = any(one.pattern.search(piece) for one in told_of)
    return risk_of(found) * (TOLD_OF if is_told_of else 1.0)
