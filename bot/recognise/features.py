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
MANAGERS = frozenset({"iro_manager", "admin"})
_NUMBER = re.compile(r"\d+%?")


def features(marked: str, policy: Policy | None, role: str) -> frozenset[str]:
    """`policy` None: an example that holds for every authority."""
    return frozenset(_of_words(tuple(_plain(word) for word in marked.split()[:MOST_WORDS]))) | _of_writer(
        policy, role
    )


@lru_cache(maxsize=20_000)
def _plain(word: str) -> str:
    return "NUM" if _NUMBER.fullmatch(word) else word


def _of_words(words: tuple[str, ...]) -> Iterator[str]:
    for place, word in enumerate(words):
        yield word
        if place < FIRST:
            yield f"^{word}"
        if place < HEAD:
            yield f"h:{word}"
        if len(word) > STEM and word.islower():
            yield f"~{word[:STEM]}"
    yield from (f"{one}_{next_}" for one, next_ in zip(words, words[1:], strict=False))
    yield from (f"{one}_*_{later}" for one, later in zip(words, words[2:], strict=False))
    yield "^^" + "_".join(words[:2])
    yield f"end:{words[-1] if words else ''}"
    yield f"len:{min(4, len(words) // 5)}"
    yield from (f"no:{name}" for name in NAMED if name not in words)


def _of_writer(policy: Policy | None, role: str) -> frozenset[str]:
    kind = "mgr" if role in MANAGERS else "iro" if role == "iro" else "other"
    return frozenset({f"role:{kind}"} | ({f"auth:{policy.authority}"} if policy else set()))
