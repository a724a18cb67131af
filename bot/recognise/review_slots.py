"""Of a review or of a child's care: which review, which paper, what happened, how far ahead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.domain.intents import Do
from bot.domain.series import BREAK_AT_MOST, EventKind
from bot.recognise.message import Message
from bot.recognise.phrase_files import read_phrases
from bot.recognise.templates import Index
from bot.recognise.windows import find_window

OF_A_REVIEW = frozenset({Do.REARRANGE_REVIEW, Do.ADJOURN_REVIEW, Do.MARK_REVIEW_PAPERS})
REVIEW_ACTS = OF_A_REVIEW | {Do.RECORD_CARE_EVENT}

_AHEAD = re.compile(r" (\d{1,3}|thirty|sixty|ninety|two|three|four|six|eight|twelve|a) (day|week|month)s? ")
_NUMBERS: Mapping[str, int] = {
    "a": 1, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8, "twelve": 12,
    "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
_DAYS: Mapping[str, int] = {"day": 1, "week": 7, "month": 30}


def review_slots(do: Do, message: Message) -> dict[str, Any]:
    if do is Do.ASK_FORECAST:
        return {"days": _days_ahead(message)}
    if do is Do.RECORD_CARE_EVENT:
        return _event(message)
    if do is Do.MARK_REVIEW_PAPERS:
        return {"what": said_of("what", message)}
    return {"review_kind": said_of("review_kind", message)}


def _event(message: Message) -> dict[str, Any]:
    event = said_of("event", message)
    stayed = event == EventKind.SHORT_BREAK and find_window(
        message.words, message.days, message.today, looks_back=True
    )
    if not stayed or not stayed.first or not stayed.last:
        return {"event": event}
    if (stayed.last - stayed.first).days > BREAK_AT_MOST:
        return {"event": event}
    began, ended = stayed.first.isoformat(), stayed.last.isoformat()
    return {"event": event, "happened_on": began, "ended_on": ended, "due_on": None}


def said_of(name: str, message: Message) -> str | None:
    """The first that occurs, in the order of the file."""
    found = _phrases(name).first(message.marked, message.keys)
    return found[0] if found else None


def _days_ahead(message: Message) -> int | None:
    found = _AHEAD.search(message.words.flat)
    if not found:
        return None
    number = int(found[1]) if found[1].isdigit() else _NUMBERS[found[1]]
    return number * _DAYS[found[2]]


@cache
def _phrases(name: str) -> Index[str]:
    listed = read_phrases("reviewing")[name].items()
    return Index((what, phrase) for what, phrases in listed for phrase in phrases)
