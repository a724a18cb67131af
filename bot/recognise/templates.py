"""Phrases as people write them in the phrase files -> patterns.

    log [a|another] (positive|informal) challenge      words in order; [may be left out]; (one of these)
    escalat* it                                        a word with any ending
    take ... to {stage}                                up to four words between; something found earlier
    <not> (sorted|done)                                a named list of lists.toml

A comma or a dash between two words is overlooked. `^` is the beginning of the message, `$` its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Generic, TypeVar

from bot.recognise.phrase_files import lists, wordlist

KEY_LETTERS = 3
_PART = re.compile(r"<\w+>|\{\w+\}|\.\.\.|[()\[\]|^$]|[^\s()\[\]|<>{}^$]+")
_GAP = r"(?: [^\s.;:?!]+){0,4}?"
_OVERLOOKED = r"(?: [,\-])?"


Keys = frozenset[str]
ANY = ""
T = TypeVar("T")


class UnreadablePhrase(ValueError):
    """A phrase in a phrase file has a bracket too many or too few."""


@dataclass(frozen=True)
class Template:
    """A phrase that was read. It can only match where, of each of the `demands`, one key occurs."""

    phrase: str
    written: str
    """As a regular expression."""
    demands: tuple[Keys, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when a message first has the words for it, or after the start by `compile_the_rest`: two
        thousand of them would take a third of it."""
        return re.compile(self.written)

    @property
    def rarest(self) -> Keys:
        return min(self.demands, key=_cost, default=frozenset())

    def may_match(self, keys: Keys) -> bool:
        for demand in self.demands:  # noqa: SIM110 - asked hundreds of times a message
            if demand.isdisjoint(keys):
                return False
        return True


class Index(Generic[T]):
    """Phrases and what each stands for, found by the words a message holds, in the order of their file."""

    def __init__(self, phrases: Iterable[tuple[T, str]]) -> None:
        self._phrases = tuple((value, template(phrase)) for value, phrase in phrases)
        self._by_key: dict[str, list[int]] = {}
        for place, (_, one) in enumerate(self._phrases):
            for key in one.rarest or (ANY,):
                self._by_key.setdefault(key, []).append(place)

    def __len__(self) -> int:
        return len(self._phrases)

    def __iter__(self) -> Iterator[tuple[T, Template]]:
        return iter(self._phrases)

    def may_match(self, keys: Keys) -> Iterator[tuple[T, Template]]:
        places = {place for key in (*keys, ANY) for place in self._by_key.get(key, ())}
        return (self._phrases[place] for place in sorted(places) if self._phrases[place][1].may_match(keys))

    def matches(self, marked: str, keys: Keys) -> Iterator[tuple[T, Template, re.Match[str]]]:
        """Every phrase that occurs, with its first place."""
        for value, one in self.may_match(keys):
            if match := one.pattern.search(marked):
                yield value, one, match

    def first(self, marked: str, keys: Keys) -> tuple[T, Template, re.Match[str]] | None:
        return next(self.matches(marked, keys), None)


def keys_of(words: Iterable[str]) -> Keys:
    """Every word, and its beginning for the phrases that take any ending."""
    listed = tuple(words)
    return frozenset(listed) | {_beginning(word) for word in listed}


def _beginning(word: str) -> str:
    return word[:KEY_LETTERS] + "*"


def template(phrase: str) -> Template:
    if phrase not in READ:
        READ[phrase] = _read(phrase)
    return READ[phrase]


READ: dict[str, Template] = {}
"""Every phrase read so far."""


def _read(phrase: str) -> Template:
    compiler = _Compiler(_PART.findall(_expanded(phrase)))
    pattern, demands = compiler.alternatives()
    if compiler.parts:
        raise UnreadablePhrase(phrase)
    return Template(phrase, pattern.removeprefix(_OVERLOOKED) + "(?= )", demands)


def _expanded(phrase: str) -> str:
    for _ in range(3):
        phrase = re.sub(r"<(\w+)>", lambda name: lists()[name[1]], phrase)
    for (first, last), one in wordlist().joined.items():
        phrase = re.sub(rf"(?<![\w]){first} {last}(?![\w*])", one, phrase)
    return phrase


class _Compiler:
    """A recursive descent over the parts of one phrase."""

    def __init__(self, parts: list[str]) -> None:
        self.parts = parts

    def alternatives(self) -> tuple[str, tuple[Keys, ...]]:
        """Up to the closing bracket: the pattern, and what must occur for it to match."""
        branches = [self._sequence()]
        while self.parts and self.parts[0] == "|":
            self.parts.pop(0)
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        pattern = _any_of([pattern for pattern, _ in branches])
        rarest = [min(demands, key=_cost, default=frozenset[str]()) for _, demands in branches]
        return pattern, (frozenset[str]().union(*rarest),) if all(rarest) else ()

    def _sequence(self) -> tuple[str, tuple[Keys, ...]]:
        pattern, demands = "", tuple[Keys, ...]()
        while self.parts and self.parts[0] not in "|)]":
            piece, more = self._item(self.parts.pop(0))
            pattern += piece
            demands += more
        return pattern, demands

    def _item(self, part: str) -> tuple[str, tuple[Keys, ...]]:
        if part in "([":
            inner, demands = self.alternatives()
            if not self.parts or self.parts.pop(0) != {"(": ")", "[": "]"}[part]:
                raise UnreadablePhrase(inner)
            return (inner, demands) if part == "(" else (f"(?:{inner})?", ())
        if part == "...":
            return _GAP, ()
        if part in "^$":
            return ("^" if part == "^" else "(?: [.!?])*(?= $)"), ()
        return _words(part)


def _any_of(patterns: list[str]) -> str:
    """What all begin with stands before them once: three times as fast to search for."""
    begins = _OVERLOOKED + " "
    if all(pattern.startswith(begins) for pattern in patterns):
        return f"{begins}(?:{'|'.join(pattern.removeprefix(begins) for pattern in patterns)})"
    return f"(?:{'|'.join(patterns)})"


@cache
def _words(part: str) -> tuple[str, tuple[Keys, ...]]:
    if part.startswith("{"):
        return _word(part[1:-1].upper())
    if part.endswith("*"):
        return _stem(part[:-1])
    pieces = [_word(word) for word in wordlist().written_out.get(part, part).split()]
    return "".join(pattern for pattern, _ in pieces), tuple(keys for _, demands in pieces for keys in demands)


def _word(word: str) -> tuple[str, tuple[Keys, ...]]:
    return rf"{_OVERLOOKED} {re.escape(word)}", (frozenset({word}),)


def _stem(stem: str) -> tuple[str, tuple[Keys, ...]]:
    demands = (frozenset({_beginning(stem)}),) if len(stem) >= KEY_LETTERS else ()
    return rf"{_OVERLOOKED} {re.escape(stem)}\w*", demands


def _cost(keys: Keys) -> tuple[int, int]:
    return len(keys), -min(len(one) for one in keys)
