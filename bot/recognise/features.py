"""What the learned part looks at: the marked words, their pairs and beginnings, and what is not named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.domain.policy import Policy

HEAD = 6
FIRST = 3
STEM = 5
MOST_WORDS = 60
NAMED = ("CHILD", "RECORD", "DAY", "STAGE", "ROLE", "PN", "NEXTSTAGE")
BREAKS = frozenset(".;,:?!-(")
MANAGERS = frozenset({"iro_manager", "admin"})
MOST_PIECES = 100
_BETWEEN_PIECES = re.compile(r" (?:[.;:,!?-]|but|and|because|also|oh|then|so) ")
_NUMBER = re.compile(r"\d+%?")


def features(marked: str, policy: Policy | None, role: str) -> frozenset[str]:
    """`policy` None: an example that holds for every authority."""
    return frozenset(_of_words(tuple(plain(word) for word in marked.split()[:MOST_WORDS]))) | _of_writer(
        policy, role
    )


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    return "NUM" if _NUMBER.fullmatch(word) else word


def pieces(marked: str) -> list[str]:
    """The parts of a marked message that say something by themselves; none where there is only one."""
    found = [piece.strip() for piece in _BETWEEN_PIECES.split(marked)][:MOST_PIECES]
    return [piece for piece in found if piece.count(" ") >= 2] if len(found) > 1 else []


def _of_words(words: tuple[str, ...]) -> Iterator[str]:
    for place, word in enumerate(words):
        yield word
        if place < FIRST:
            yield f"^{word}"
        if place < HEAD:
            yield f"h:{word}"
        if len(word) > STEM and word.islower():
            yield f"~{word[:STEM]}"
    yield from _openings(words)
    yield from (f"{one}_{next_}" for one, next_ in zip(words, words[1:], strict=False))
    yield from (f"{one}_*_{later}" for one, later in zip(words, words[2:], strict=False))
    yield "^^" + "_".join(words[:2])
    yield f"end:{words[-1] if words else ''}"
    yield f"len:{min(4, len(words) // 5)}"
    yield from (f"no:{name}" for name in NAMED if name not in words)


def _openings(words: tuple[str, ...]) -> Iterator[str]:
    """How each part of the message begins: `..., when does ROLE ...`."""
    begins = True
    for word, following in zip(words, (*words, "")[1:], strict=True):
        if begins and word.isalpha():
            yield f"p:{word}"
            yield f"p:{word}_{following}"
            begins = False
        begins = begins or word in BREAKS


def _of_writer(policy: Policy | None, role: str) -> frozenset[str]:
    kind = "mgr" if role in MANAGERS else "iro" if role == "iro" else "other"
    return frozenset({f"role:{kind}"} | ({f"auth:{policy.authority}"} if policy else set()))
