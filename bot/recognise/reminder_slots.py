"""Of a person's own reminders: until when, from which day to which, at what hour."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from bot.domain.intents import Do
from bot.recognise.days import NUMBERS, WEEK
from bot.recognise.message import Message
from bot.recognise.windows import find_window

REMINDING = frozenset({Do.SNOOZE, Do.STILL_WORKING, Do.GO_ON_LEAVE, Do.COME_BACK, Do.CHOOSE_REMINDERS})
_HOUR = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))?\s*(am|pm|o'?clock)?\b(?!\s*(?:day|week|hour|min))", re.I)
_AT = re.compile(r"\b(?:at|by|from|to|around|for)\s+(?=\d)", re.I)
_FOR = re.compile(rf" for (?:the next )?({'|'.join(NUMBERS)}) (day|week)s? ")
_UNTIL = re.compile(r" (?:until|till|til|to|up to|through to) (?:the )?DAY")
_IT = re.compile(r" (?:it|this|that|these|those|them|one|first|second|third|last) ")
"""Points at a matter; otherwise the list is meant."""
_USUAL = re.compile(r" (?:usual|normal|normally|default|before|as it was) ")
_WEEKLY = re.compile(r" (?:weekly|once a week|each week|every week|per week|mondays?|tuesdays?) ")
_DAILY = re.compile(r" (?:daily|each day|every day|per day) ")
_NO_DAILY = re.compile(
    r" (?:no|not|stop|without|turn off|dont want|do not want|less)(?: \w+){0,2} (?:daily|every day) "
)


def reminder_slots(do: Do, message: Message) -> dict[str, Any]:
    if do is Do.SNOOZE:
        return _until(message)
    if do is Do.GO_ON_LEAVE:
        return {**_window(message), "whom": message.text}
    if do is Do.COME_BACK:
        return {"whom": message.text}
    if do is Do.CHOOSE_REMINDERS:
        return {"hour": hour_said(message.text), "how": _how(message)}
    return {}


def _until(message: Message) -> dict[str, Any]:
    ahead = [day.future for day in message.days if day.future]
    long = _FOR.search(message.words.flat)
    until = ahead[-1] if ahead else message.today + _stretch(long) if long else None
    references = message.references
    is_list = not (references.children or references.records or _IT.search(message.words.flat))
    due_on = until.isoformat() if until else None
    return {"due_on": due_on, "what": "list" if is_list else None, **_unread(message)}


def _window(message: Message) -> dict[str, Any]:
    """Two days are the first and the last; one after `until` is the last; else it is a week, or a day."""
    said = [day.future for day in message.days if day.is_one_day and day.future]
    first, last = (said[0], said[-1]) if said else (None, None)
    if len(said) == 1 and _UNTIL.search(message.marked):
        first = None
    if first and last and last < first <= last + WEEK:
        last += WEEK  # `from Monday to Friday`, said on a Wednesday
    if not said:
        found = find_window(message.words, message.days, message.today, looks_back=False)
        first, last = (found.first, found.last) if found else (None, None)
    return {
        "from_on": first.isoformat() if first else None,
        "to_on": last.isoformat() if last else None,
        **_unread(message),
    }


def _unread(message: Message) -> dict[str, Any]:
    return {"unresolved_date": next((day.unread for day in message.days if day.unread), None)}


def _stretch(found: re.Match[str]) -> timedelta:
    return timedelta(days=NUMBERS[found[1]] * (7 if found[2] == "week" else 1))


def hour_said(text: str) -> str | None:
    """`08:00`; an hour before seven without am or pm is in the afternoon. None: none was said."""
    at = _AT.search(text)
    found = _HOUR.match(text, at.end()) if at else None
    if found is None:
        return None
    hour, minutes, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if hour < 12 and (half == "pm" or (hour < 7 and half != "am" and not found[1].startswith("0"))):
        hour += 12
    if hour == 12 and half == "am":
        hour = 0
    return f"{hour:02}:{minutes:02}" if hour < 24 and minutes < 60 else None


def _how(message: Message) -> str | None:
    flat = message.words.flat
    if _USUAL.search(flat):
        return "usual"
    if _WEEKLY.search(flat) or _NO_DAILY.search(flat):
        return "weekly"
    return "daily" if _DAILY.search(flat) else None
