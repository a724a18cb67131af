"""How strongly a message sounds like each errand: the phrases found, weighed, with the reasons kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from bot.domain.intents import Do
from bot.recognise.message import Message
from bot.recognise.phrase_files import FOLDER, read_phrases
from bot.recognise.templates import Index

WEIGHTS: Mapping[str, float] = {"sure": 6.0, "otherwise": 4.0, "likely": 3.0, "hint": 0.8, "against": -5.0}
"""`otherwise` names the thing, not what to do with it: it counts in full only when no errand is sure."""
OTHERWISE_BESIDE_A_SURE_ONE = 1.0
SURE_ENOUGH = 4.0
NAMING = frozenset({"sure", "otherwise"})
FULL_WEIGHT_WORDS = 6
"""Most people say what they want first: a sign counts less, the later it comes."""
LATER = {"sure": 0.98, "otherwise": 0.97, "likely": 0.93, "hint": 0.93}
AFTER_A_BREAK = 0.8
BEHIND_THE_HEAD = 0.5
"""What follows the part that names the errand is mostly the story, unless it is a command or a question."""
A_COMMAND_LATER = 1.1
SECOND_OF_ITS_KIND = 0.4
_BREAK = re.compile(r" (?:[.;:,?!(\-]|but|because) ")


@dataclass(frozen=True)
class Cue:
    """One phrase of one errand, and for whom it holds (None: for all)."""

    do: Do
    strength: str
    phrase: str
    authority: str | None = None
    role: str | None = None


@dataclass(frozen=True)
class Found:
    """A cue where it was found in the marked words."""

    cue: Cue
    start: int
    end: int
    weight: float

    @property
    def because(self) -> str:
        return f"{self.cue.do}: {self.cue.strength} {self.cue.phrase!r} ({self.weight:+.1f})"


@dataclass(frozen=True)
class Scores:
    totals: Mapping[Do, float]
    found: tuple[Found, ...]

    def best(self) -> tuple[tuple[Do, float], ...]:
        return tuple(sorted(self.totals.items(), key=lambda one: (-one[1], one[0].value)))

    @property
    def sure(self) -> frozenset[Do]:
        return frozenset(found.cue.do for found in self.found if found.cue.strength in NAMING)

    @property
    def spoken_against(self) -> frozenset[Do]:
        return frozenset(found.cue.do for found in self.found if found.cue.strength == "against")

    def because(self, do: Do) -> tuple[str, ...]:
        return tuple(found.because for found in self.found if found.cue.do is do)


@cache
def all_cues() -> Index[Cue]:
    paths = sorted((FOLDER / "intents").glob("*.toml"))
    return Index((cue, cue.phrase) for path in paths for cue in _cues_of(path.stem))


def _cues_of(name: str) -> Iterator[Cue]:
    data = read_phrases(f"intents/{name}")
    do = Do(name)
    yield from _section(do, data)
    for authority, section in data.get("authority", {}).items():
        yield from _section(do, section, authority=authority)
    for role, section in data.get("role", {}).items():
        yield from _section(do, section, role=role)


def _section(
    do: Do, section: Mapping[str, list[str]], authority: str | None = None, role: str | None = None
) -> Iterator[Cue]:
    for strength in WEIGHTS:
        for phrase in section.get(strength, ()):
            yield Cue(do, strength, phrase, authority, role)


def score(message: Message) -> Scores:
    found = _behind_the_head(list(_find(message)), message.marked)
    found.sort(key=lambda one: (-abs(one.weight), one.start))
    sure = _sure_errands(found)
    kept = tuple(_without_repeats(_beside(sure, one) for one in found))
    totals: dict[Do, float] = {}
    for one in kept:
        totals[one.cue.do] = totals.get(one.cue.do, 0.0) + one.weight
    return Scores(totals, kept)


def _behind_the_head(found: list[Found], marked: str) -> list[Found]:
    """The first part that names an errand is the head; later parts weigh less, commands a little more."""
    breaks = [match.end() - 1 for match in _BREAK.finditer(marked)]
    against = {one.cue.do for one in found if one.cue.strength == "against"}
    naming = [one for one in found if one.cue.strength in NAMING and one.cue.do not in against]
    head = min((bisect_right(breaks, one.start) for one in naming), default=0)
    return [_placed(one, bisect_right(breaks, one.start) - head, marked) for one in found]


def _placed(one: Found, parts_behind: int, marked: str) -> Found:
    if parts_behind <= 0 or one.cue.strength not in NAMING:
        return one
    part = _part_start(marked, one.start)
    if one.cue.strength == "sure" and (led := _commands().match(marked, part)) and led.end() >= one.start:
        return replace(one, weight=one.weight * A_COMMAND_LATER)
    return replace(one, weight=one.weight * BEHIND_THE_HEAD)


def _part_start(marked: str, place: int) -> int:
    return max((match.end() - 1 for match in _BREAK.finditer(marked, 0, place + 1)), default=0)


@cache
def _commands() -> re.Pattern[str]:
    """A command or a question at the beginning of a part."""
    ways_in = rf"(?: (?:{'|'.join(read_phrases('lists')['way_in'])}))*"
    words = "|".join(
        (*read_phrases("lists")["command"], "when", "what", "which", "how long", "how many", "by when")
    )
    return re.compile(rf"{ways_in} (?:{words}) ")


def _sure_errands(found: list[Found]) -> set[Do]:
    """Those with a phrase that is sure and nothing that speaks against it."""
    best: dict[Do, float] = {}
    for one in found:
        if one.cue.strength == "sure":
            best[one.cue.do] = max(best.get(one.cue.do, 0.0), one.weight)
    against = {one.cue.do for one in found if one.cue.strength == "against"}
    return {do for do, weight in best.items() if weight >= SURE_ENOUGH and do not in against}


def _beside(sure: set[Do], one: Found) -> Found:
    if one.cue.strength == "otherwise" and sure - {one.cue.do}:
        return replace(one, weight=OTHERWISE_BESIDE_A_SURE_ONE)
    return one


def _find(message: Message) -> Iterator[Found]:
    marked = message.marked
    for cue, _, match in all_cues().matches(marked, message.keys):
        if cue.authority in (None, message.policy.authority) and cue.role in (None, message.role):
            start = match.start() + (2 if marked[match.start() + 1] in ",-" else 0)
            yield Found(cue, start, match.end(), _weight(cue, marked, start))


def _weight(cue: Cue, marked: str, start: int) -> float:
    weight = WEIGHTS[cue.strength]
    if cue.strength == "against":
        return weight
    before = marked[:start]
    words_before = max(0, before.count(" ") - FULL_WEIGHT_WORDS)
    breaks = (
        0
        if cue.strength in NAMING
        else sum(before.count(sign) for sign in (" . ", " : ", " ; ", " - ", " ? "))
    )
    return float(weight * AFTER_A_BREAK ** min(breaks, 2) * max(0.5, LATER[cue.strength] ** words_before))


def _without_repeats(found: Iterable[Found]) -> Iterator[Found]:
    """The same words count once for an errand, and a second phrase of the same strength counts less."""
    spans: dict[tuple[Do, bool], list[tuple[int, int]]] = {}
    for one in found:
        mine = spans.setdefault((one.cue.do, one.weight < 0), [])
        if any(start < one.end and one.start < end for start, end in mine):
            continue
        weight = one.weight * (SECOND_OF_ITS_KIND if mine and one.weight > 0 else 1.0)
        mine.append((one.start, one.end))
        yield Found(one.cue, one.start, one.end, weight)
