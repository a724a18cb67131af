"""Names and initials: seen so that they can be flagged and asked about, never turned into a reference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.recognise.days import Day
from bot.recognise.marks import Mark
from bot.recognise.phrase_files import read_phrases, wordlist
from bot.recognise.references import References
from bot.recognise.words import Words

_INITIALS = re.compile(r"(?<![\w.&/])(?:[A-Z]\.\s?[A-Z]\.?(?:\s?[A-Z]\.)?|[A-Z]{2,3}'?s?)(?![\w&/])")
_DOUBLE_NAME = re.compile(r"[A-Z][a-z]+-[A-Z][a-z]+\b")
_CAPITAL = re.compile(r"[A-Z][a-z]+")


@dataclass(frozen=True)
class Person:
    """`initials` or `name`; a name is a child's, a worker's, or nobody can tell."""

    kind: str
    value: str
    first: int
    last: int
    whose: str = ""


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.lower().split()) for name, words in read_phrases("people").items()}


def find_people(
    words: Words, references: References, roles: tuple[Mark, ...], days: tuple[Day, ...]
) -> Iterator[Person]:
    spans = [(one.first, one.last) for one in (*references.children, *references.records)]
    spans += [(mark.first, mark.last) for mark in roles] + [(day.first, day.last) for day in days]
    taken = {place for first, last in spans for place in range(first, last + 1)}
    shouted = words.original.isupper() and len(words.tokens) > 2
    if not shouted:
        yield from _initials(words, taken)
    yield from _names(words, taken, roles, shouted)


def _initials(words: Words, taken: set[int]) -> Iterator[Person]:
    for match in _INITIALS.finditer(words.original):
        span = _tokens_of(words, match.start(), match.end())
        letters = re.sub(r"[^A-Z]", "", match[0])
        if (
            span
            and span[0] not in taken
            and letters.lower() not in _lists()["not_initials"]
            and len(letters) > 1
        ):
            taken.update(range(span[0], span[1] + 1))
            yield Person("initials", letters, *span)


def _names(words: Words, taken: set[int], roles: tuple[Mark, ...], shouted: bool) -> Iterator[Person]:
    for place in range(len(words.tokens)):
        if place in taken or not _is_name(words, place, shouted):
            continue
        last = place
        while last + 1 < len(words.tokens) and last + 1 not in taken and _continues_name(words, last + 1):
            last += 1
        taken.update(range(place, last + 1))
        yield Person("name", words.typed(place, last), place, last, _whose(words, place, last, roles))


def _is_name(words: Words, place: int, shouted: bool) -> bool:
    token = words.tokens[place]
    typed = words.original[token.start : token.end]
    if token.word in _lists()["not_names"]:
        return False
    if _DOUBLE_NAME.match(words.original, token.start) or (not shouted and _is_a_full_name(words, place)):
        return True
    bare = re.sub(r"'s$", "", typed).lower()
    stem = bare if bare in _lists()["first_names"] else bare.removesuffix("s")
    if stem in _lists()["first_names"]:
        return stem not in _lists()["also_words"] or (
            typed[0].isupper() and not shouted and place > 0 and _follows_person_word(words, place)
        )
    return (
        not shouted
        and _looks_like_a_name(words, place, typed, bare)
        and not {bare, stem} & _lists()["not_names"]
    )


def _is_a_full_name(words: Words, place: int) -> bool:
    """`for Pippa Testington`: two capitals that are no words of ours, and no place."""
    if (
        place == 0
        or place + 1 >= len(words.tokens)
        or _word_before(words, place) not in _lists()["before_a_full_name"]
    ):
        return False
    both = [words.original[one.start : one.end] for one in words.tokens[place : place + 2]]
    after = words.tokens[place + 2].word if place + 2 < len(words.tokens) else ""
    is_place = {both[1].lower(), after} & _lists()["places"]
    return not is_place and all(_CAPITAL.fullmatch(one) and not _is_ours(one.lower()) for one in both)


def _is_ours(word: str) -> bool:
    return word in _lists()["not_names"] or word in wordlist().known


def _looks_like_a_name(words: Words, place: int, typed: str, bare: str) -> bool:
    """A capital that nothing else explains, after a word that mostly people follow."""
    is_capital = typed[0].isupper() and bare.isalpha() and len(bare) > 2 and not typed.isupper()
    return is_capital and place > 0 and _word_before(words, place) in _lists()["before_any_name"]


def _word_before(words: Words, place: int) -> str:
    return words.tokens[place - 1].word.split()[-1] if place else ""


def _follows_person_word(words: Words, place: int) -> bool:
    return _word_before(words, place) in _lists()["before_a_name"]


def _continues_name(words: Words, place: int) -> bool:
    token = words.tokens[place]
    typed = words.original[token.start : token.end]
    gap = words.original[words.tokens[place - 1].end : token.start]
    bare = typed.lower().removesuffix("'s")
    return (
        gap in (" ", "-")
        and typed[0].isupper()
        and typed.isalpha() | ("'" in typed)
        and not (len(typed) > 1 and typed.isupper())
        and bare not in _lists()["not_names"]
    )


def _whose(words: Words, first: int, last: int, roles: tuple[Mark, ...]) -> str:
    lists = _lists()
    before = _word_before(words, first)
    after = words.tokens[last + 1].word if last + 1 < len(words.tokens) else ""
    beside_a_role = any(mark.last == first - 1 or mark.first in (last + 1, last + 2) for mark in roles)
    is_full = last > first and before in lists["before_a_full_name"]
    is_possessive = re.search(r"['’]s$", words.typed(first, last)) is not None
    if after in lists["after_a_child"] or (
        not beside_a_role and (is_possessive or is_full or before in lists["before_a_child"])
    ):
        return "child"
    if beside_a_role or before in lists["before_a_worker"] or after in lists["after_a_worker"]:
        return "staff"
    return ""


def _tokens_of(words: Words, start: int, end: int) -> tuple[int, int] | None:
    inside = [n for n, token in enumerate(words.tokens) if token.start < end and token.end > start]
    return (inside[0], inside[-1]) if inside else None
