"""Whether a day is told of as past or to come: from the words before it, then its clause, then the errand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from functools import cache

from bot.recognise.days import Day
from bot.recognise.phrase_files import read_phrases
from bot.recognise.words import Words

CLAUSE_ENDS = frozenset(".;!?:,-") | {"and", "but", "so", "then", "because", "(", ")"}
FAR = timedelta(days=200)
NEAR = timedelta(days=100)


class When(Enum):
    HAPPENED = "happened"
    DUE = "due"
    BEFORE_NOW = "since"
    """`since Monday`: how long something has lasted, not when what is recorded happened."""


@dataclass(frozen=True)
class Timed:
    """A day with the one date that is meant."""

    day: Day
    when: When
    on: date | None
    two_ways: bool


_BETWEEN = (
    r"(?: (?:the|this|a|around|about|at|on|say|like|first thing|early|late|close of play|end of play|cop|eod"
    r"|latest|and))*"
)


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    """`..._lead`: only directly before the day; the others anywhere in the clause."""
    words = {name: _either(listed) for name, listed in read_phrases("tense").items()}
    leads = {name: re.compile(rf"(?<= ){either}{_BETWEEN} $") for name, either in words.items()}
    return leads | {
        **{name: re.compile(rf"(?<= ){words[name]}(?= )") for name in ("due", "agreed", "then_due")},
        # "will be shared on the 1st" is to come
        "happened": re.compile(rf"(?<= )(?<! be )(?<! to ){words['happened']}(?= )"),
    }


def _either(listed: str) -> str:
    return "(?:" + "|".join(listed.split()).replace("_", " ").replace("*", r"\w*") + ")"


def timed(day: Day, words: Words, today: date, usual: When = When.HAPPENED) -> Timed:
    """`usual`: what a day with no other sign means for this errand."""
    before, after = _clause_around(day, words)
    if day.past is not None and day.past == day.future:
        return _fixed(day, day.past, before, today)
    when = _told(day, before, after) or usual
    return _chosen(day, when, today)


def _fixed(day: Day, on: date, before: str, today: date) -> Timed:
    if _cues()["since"].search(before) and on <= today:
        return Timed(day, When.BEFORE_NOW, on, False)
    if on == today:
        will_be = day.leans == "future" or _told(day, before, " ") is When.DUE
        return Timed(day, When.DUE if will_be else When.HAPPENED, on, False)
    was_due = _cues()["due_though_past"].search(before) is not None
    return Timed(day, When.HAPPENED if on < today and not was_due else When.DUE, on, day.two_ways)


def _told(day: Day, before: str, after: str) -> When | None:
    if day.leans:
        return When.DUE if day.leans == "future" else When.HAPPENED
    cues = _cues()
    if cues["since"].search(before):
        return When.BEFORE_NOW
    if cues["due_lead"].search(before):
        return When.DUE
    if cues["happened_lead"].search(before):
        return When.HAPPENED
    return _of_clause(before) or _of_clause(after)


def _of_clause(part: str) -> When | None:
    """The last sign before a day decides; of the words after it, the same."""
    cues = _cues()
    agreed = [(m.start(), _agreed(part[m.end() :])) for m in cues["agreed"].finditer(part)]
    due = _last(cues["due"], part, [at for at, when in agreed if when is When.DUE])
    happened = _last(cues["happened"], part, [at for at, when in agreed if when is When.HAPPENED])
    if due == happened == -1:
        return None
    return When.DUE if due >= happened else When.HAPPENED


def _last(cue: re.Pattern[str], part: str, more: list[int]) -> int:
    return max((*(match.start() for match in cue.finditer(part)), *more), default=-1)


def _agreed(rest: str) -> When:
    """`agreed with TM on Tuesday` has been; `agreed to do it Tuesday`, `agreed a new date` is to come."""
    return When.DUE if _cues()["then_due"].search(rest) else When.HAPPENED


def _chosen(day: Day, when: When, today: date) -> Timed:
    """The date that goes with the tense; a far one gives way to a near one, marked as readable two ways."""
    wanted, other = (day.future, day.past) if when is When.DUE else (day.past, day.future)
    if wanted is None and other is not None:
        return Timed(day, When.DUE if when is not When.DUE else When.HAPPENED, other, True)
    if wanted and other and abs(wanted - today) > FAR and abs(other - today) < NEAR and day.leans is None:
        return Timed(replace(day, two_ways=True), When.DUE if other > today else When.HAPPENED, other, True)
    return Timed(day, when, wanted, day.two_ways)


def _clause_around(day: Day, words: Words) -> tuple[str, str]:
    tokens = [token.word for token in words.tokens]
    start = day.first
    while start > 0 and tokens[start - 1] not in CLAUSE_ENDS:
        start -= 1
    end = day.last
    while end + 1 < len(tokens) and tokens[end + 1] not in CLAUSE_ENDS:
        end += 1
    before = " " + " ".join(tokens[start : day.first]) + " "
    return before, " " + " ".join(tokens[day.last + 1 : end + 1]) + " "
