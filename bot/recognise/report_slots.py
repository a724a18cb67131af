"""Which report is asked for: its period, and the form of its file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.intents import Do
from bot.recognise.message import Message
from bot.recognise.windows import find_window

_FORMATS: Mapping[str, re.Pattern[str]] = {
    "docx": re.compile(r" (?:word|docx?|document) "),
    "xlsx": re.compile(r" (?:excel|xlsx?|workbook|spreadsheet|spread sheet) "),
    "csv": re.compile(r" (?:csvs?|zip|comma separated) "),
}


def report_slots(_do: Do, message: Message) -> dict[str, Any]:
    flat = message.words.flat
    found = find_window(message.words, message.days, message.today, looks_back=True)
    unread = None if found else next((day.unread for day in message.days if day.unread), None)
    return {
        "from_on": found.first.isoformat() if found and found.first else None,
        "to_on": found.last.isoformat() if found and found.last else None,
        "format": next((name for name, pattern in _FORMATS.items() if pattern.search(flat)), None),
        "unresolved_date": unread,
    }
