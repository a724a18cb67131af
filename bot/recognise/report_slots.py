"""Which report is asked for: its period, and the form of its file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.intents import Do
from bot.domain.report_asked import USUAL_BELOW
from bot.recognise.message import Message
from bot.recognise.windows import find_window

_FORMATS: Mapping[str, re.Pattern[str]] = {
    "docx": re.compile(r" (?:word|docx?|document) "),
    "xlsx": re.compile(r" (?:excel|xlsx?|workbook|spreadsheet|spread sheet) "),
    "csv": re.compile(r" (?:csvs?|zip|comma separated) "),
}


_SMALL = r"(?:small|low) (?:numbers?|counts?|figures?|cells?)"
_ALL_SHOWN = re.compile(
    r" (?:without suppression|unsuppressed|no suppression|(?:nothing|none) (?:kept back|suppressed)"
    rf"|with(?: all)? {_SMALL} shown|show(?:ing)? (?:all|small) (?:numbers|figures)) "
)
_KEPT_BACK = re.compile(
    rf" (?:{_SMALL} (?:\w+ )?(?:kept back|suppressed|hidden|masked|held back|left out|taken out|removed)"
    rf"|(?:suppress(?:ing)?|hid(?:e|ing)|mask|keep(?:ing)? back|leave out|remove) (?:the |any |all )?{_SMALL}"
    r"|suppressed|with suppression) "
)
_KEEPING = re.compile(r" (?:suppress\w*|mask\w*|hid\w+|(?:kept|held|keep\w*|hold\w*) back) ")
_BELOW = re.compile(r" (?:below|under|less than|fewer than|smaller than) (\d{1,2}|five|ten|six|three|four) ")
_NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}


def _kept_below(flat: str, of_policy: int | None) -> str | None:
    """None where it is left to the policy."""
    if _ALL_SHOWN.search(flat):
        return "0"
    named = _BELOW.search(flat)
    if named and _KEEPING.search(flat):
        return str(_NUMBERS.get(named[1]) or int(named[1]))
    return str(of_policy or USUAL_BELOW) if _KEPT_BACK.search(flat) else None


def report_slots(_do: Do, message: Message) -> dict[str, Any]:
    flat = message.words.flat
    found = find_window(message.words, message.days, message.today, looks_back=True)
    unread = None if found else next((day.unread for day in message.days if day.unread), None)
    return {
        "from_on": found.first.isoformat() if found and found.first else None,
        "to_on": found.last.isoformat() if found and found.last else None,
        "format": next((name for name, pattern in _FORMATS.items() if pattern.search(flat)), None),
        "suppress_below": _kept_below(flat, message.policy.suppress_below),
        "unresolved_date": unread,
    }
