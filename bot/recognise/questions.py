"""What a question asks: its window, the day to count from, what is counted and how it is grouped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.domain.intents import Do
from bot.recognise import days
from bot.recognise.base_day import base_slots
from bot.recognise.day_book import NUM
from bot.recognise.message import Message
from bot.recognise.phrase_files import read_phrases
from bot.recognise.templates import Index
from bot.recognise.tense import When, timed
from bot.recognise.window_book import ONE_DAY
from bot.recognise.windows import WEEK_OF, WEEKS_FROM, are_joined, find_window

_OLDER = re.compile(
    r"(?<= )(?:older than|more than|over|longer than|at least|open for|for more than|for over|open|after"
    r"|reply for|response for|> ?)(?: open)?(?: for)? "
    rf"({NUM})? ?(days?|weeks?|fortnight|months?|wks|working days)(?= )"
)
_STILL_OPEN_AFTER = re.compile(
    r"(?<= )(?:older than|open (?:for )?(?:more than|longer than|over|at least|after|for)"
    r"|(?:not|unresolved|unanswered|outstanding|waiting|awaiting)"
    r"(?: (?:been|yet|closed|resolved|answered|finished|completed|done|ended|sorted|settled|signed off"
    r"|replied|to|responded|moved|progressed))*(?: still| even)?"
    r" (?:after|for|in)(?: more than| over)?)"
    rf" ({NUM}) ?(days?|weeks?|fortnight|months?|working days)(?= )"
)
"""Of what is counted: the age of what is still open, and not how long it took."""
_UP_TO = re.compile(r" (?:by|before|until|til|till|up to(?: and inc(?:l|luding|lusive of)?)?)(?: the)? $")
_LIMIT = re.compile(r" (?:(?<! or )(before|prior to)|or before|by|up to|no later than)(?: the)? $")
_COMPARED = re.compile(
    r" compare\w* .* (?:and|with|to|vs) | (?:last|this) \w+ (?:vs|versus|v|against) "
    r"| (?:up|down|more|fewer|less|better|worse|higher|lower) (?:\S+ ){0,4}(?:on|than)"
    r" (?:the )?(?:last|previous) "
)
_WORKING_DAYS = re.compile(r"(?<= )(\d{1,3}|five|ten|fifteen|twenty) working days?(?= )")
LISTS = frozenset(
    {"my due list", "overdue reviews", "papers due", "QAC", "checks before reviews", "adjourned reviews"}
)
_IF = re.compile(r" (?:if|suppose|supposing|assuming) |^ say ")
"""`minutes due when, if the review was on Monday`: counted from a day, no list of one's own."""
_DUE_THEN = re.compile(
    r"^ (?:(?!if)\S+ ){0,4}(?:what|which|anything|any|my|list|reviews|visits|everything) (?:(?!if"
    r"|when)\S+ ){0,5}"
    r"(?:due|coming up|falling due|got on|got|to do|deadlines|list|diary|calendar|on for me|have|ahead)"
    r" (?:do i have |have i got |i have |for me |me |for |starting |in |by |before |between |from "
    r"|on |over |until |the )*$"
)
_TO_BE_DONE = re.compile(
    r"^(?!.* (?:held|was|were|had|adjourned|if|raised|sent|did|his|her|their|he|she) )"
    r".* (?:due|finish\w*|runs? out|expire\w*|dates?|deadlines?|must i|have i got|do i have|have i still"
    r"|i need)(?: \S+)* "
)
"""`all due dates up to Friday`, `what must I do by Wednesday`: of everything that is one's own."""
_ANYTHING_DUE = re.compile(
    r" (?:anything|everything|whats|what is|what|all|list) (?:\S+ ){0,2}due (?:by|before|up to)(?: the)? $"
)
"""`anything due by the 20th for 4425504`"""
_LIST_FOR = re.compile(r"^ (?:\S+ ){0,4}(?:due list|list|diary|calendar|day|deadlines) (?:for|on) (?:the )?$")
_AHEAD = re.compile(
    r" (?:are|is) (?:\S+ ){0,3}(?:due|booked|planned) | (?:coming|falling) (?:up|due) | upcoming "
    r"|^(?!.* (?:were|was|late|held|missed|done|time|timescale|how many|number|rearranged|adjourned) )"
    r"(?:.* (?:have|has|got|with) (?:\S+ ){0,2}(?:reviews?|visits?|conferences?)"
    r"| (?:(?:please|show|list|give|me|us|all|any|the|my|our|team) )*(?:reviews|conferences))"
    r" (?:due |booked |planned )?(?:in|next|between|over|this|on|week|w/c|w/b|w/e|wb|wc|from|for) "
)
_AS_AT = re.compile(r" (?:as at|as of|at|after) (?:the )?$")
_OPENED = re.compile(
    r" (?:opened?|raised?|log|logged|started|made|sent|closed?|resolved?|came in|come in|do) (?:\S+ ){0,3}$"
)
DAYS_IN: Mapping[str, int] = {"d": 1, "w": 7, "f": 14, "m": 30}


@cache
def _asked_about(name: str) -> Index[str]:
    listed = read_phrases("questions")[name].items()
    return Index((what, phrase) for what, phrases in listed for phrase in phrases)


def question_slots(do: Do, message: Message) -> dict[str, Any]:
    if do is Do.ASK_DEADLINES:
        return _deadline(message)
    is_comparison = "financial_year" in _all("group_by", message) or bool(
        _COMPARED.search(message.words.flat)
    )
    window = {} if is_comparison else _window(message, looks_back=not _AHEAD.search(message.words.flat))
    if do is Do.ASK_OPEN and _is_of_one(message):
        return _open(message)
    if do is Do.ASK_OPEN:
        return {**(window or _until(message) or _opened_on(message)), **_open(message)}
    unread = None if window else next((day.unread for day in message.days if day.unread), None)
    return {**(window or _on_that_day(message)), "unresolved_date": unread, **_counted(message)}


def _on_that_day(message: Message) -> dict[str, Any]:
    """`raised yesterday`: what is counted lies behind."""
    flat, starts = message.words.flat, message.words.starts
    counted = [day for day in message.days if not _AS_AT.search(flat[: starts[day.first]])]
    said = [day.past for day in counted if day.is_one_day and day.leans != "future" and day.past]
    if len(said) == 1 and _UP_TO.search(flat[: starts[counted[0].first]]):
        return {"to_on": said[0].isoformat()}
    return {"from_on": said[0].isoformat(), "to_on": said[0].isoformat()} if len(said) == 1 else {}


def _is_of_one(message: Message) -> bool:
    """`is the challenge for 70216 from Monday still there`: the day tells which, and is no window."""
    is_named = message.references.children or message.references.records
    return bool(is_named) and any(day.is_one_day for day in message.days)


def _until(message: Message) -> dict[str, Any]:
    """`should have been answered by last Friday`, `went in before the 1st`: no later than that."""
    for day in message.days:
        limit = _LIMIT.search(message.words.flat[: message.words.starts[day.first]])
        on = (day.future if _AHEAD.search(message.words.flat) else day.past) or day.nearest(message.today)
        if limit and day.is_one_day and on:
            return {"to_on": (on - ONE_DAY if limit[1] else on).isoformat()}
    return {}


def _opened_on(message: Message) -> dict[str, Any]:
    """`has anything been opened today?`"""
    first = message.days[0] if message.days else None
    if not first or not _OPENED.search(message.words.flat[: message.words.starts[first.first]]):
        return {}
    return _on_that_day(message)


def _deadline(message: Message) -> dict[str, Any]:
    what = _asked_deadline(message)
    common = {"what": what, "working_days": _working_days(message)}
    if what == "personal reminder":
        return {**common, **_due(message)}
    is_list = what in LISTS or _is_due_then(message)
    window = _window(message, looks_back=False) if is_list or not message.days else {}
    if window or is_list:
        return {**common, "record_type": _first("record_type", message), **(window or _that_day(message))}
    return {**common, **base_slots(message)}


_HAS_BEEN = re.compile(r" (?:held|was|were|had|moved|adjourned|went|did|started|came|became|if|raised|sent) ")


def _is_due_then(message: Message) -> bool:
    """`which of mine are due by the 18th`: of one's own list, and not counted from that day."""
    if not message.days:
        return False
    before = message.words.flat[: message.words.starts[message.days[0].first]]
    if message.references.children:
        return _ANYTHING_DUE.search(before) is not None
    if not _HAS_BEEN.search(message.words.flat) and (WEEK_OF.search(before) or _are_two_ends(message)):
        return True
    is_asked_ahead = _UP_TO.search(before) and _TO_BE_DONE.search(message.words.flat)
    return bool(is_asked_ahead) or any(one.search(before) for one in (_DUE_THEN, _LIST_FOR, WEEKS_FROM))


def _are_two_ends(message: Message) -> bool:
    said = [day for day in message.days if day.is_one_day]
    return len(said) == 2 and are_joined(message.words, *said)


def _working_days(message: Message) -> int | None:
    counted = _WORKING_DAYS.search(message.words.flat)
    return days.number(counted[1]) if counted else None


def _asked_deadline(message: Message) -> str | None:
    """What is due for one child is the child's next review, not one's own list."""
    not_asked = LISTS if _IF.search(message.words.flat) else frozenset[str]()
    what = next((one for one in _all("deadline", message) if one not in not_asked), None)
    return "next review" if what == "my due list" and message.references.children else what


def _due(message: Message) -> dict[str, Any]:
    found = [timed(day, message.words, message.today, When.DUE).on for day in message.days if day.is_one_day]
    return {"due_on": found[0].isoformat() if found and found[0] else None}


def _that_day(message: Message) -> dict[str, Any]:
    found = [day for day in message.days if day.is_one_day and day.future]
    if not found or not found[0].future:
        return {}
    on = found[0].future.isoformat()
    is_limit = _UP_TO.search(message.words.flat[: message.words.starts[found[0].first]])
    return {"to_on": on} if is_limit else {"from_on": on, "to_on": on}


def _window(message: Message, *, looks_back: bool) -> dict[str, Any]:
    found = find_window(message.words, message.days, message.today, looks_back=looks_back)
    if not found:
        return {}
    return {
        "from_on": found.first and found.first.isoformat(),
        "to_on": found.last and found.last.isoformat(),
    }


def _open(message: Message) -> dict[str, Any]:
    flat = message.words.flat
    is_count = re.search(r" how many | number of | count ", flat)
    is_theirs = re.search(r" my team | our team ", flat) and message.role != "iro"
    return {
        "what": _first("open", message),
        "older_than_days": _days_old(_OLDER.search(flat)),
        "metric": "count" if is_count else None,
        "team": "mine" if is_theirs else None,
        "record_type": _first("record_type", message),
    }


def _days_old(match: re.Match[str] | None) -> int | None:
    if not match or (match[0].startswith("open") and not match[1]):
        return None
    return (days.number(match[1]) if match[1] else 1) * DAYS_IN[match[2][0]]


def _counted(message: Message) -> dict[str, Any]:
    group = _all("group_by", message)
    kinds = sorted(set(_all("record_type", message)))
    return {
        "metric": _one(_all("metric", message)) or "count",
        "group_by": _one(group),
        "record_type": _one(kinds),
        "measure": _first("measure", message),
        "older_than_days": _days_old(_STILL_OPEN_AFTER.search(message.words.flat)),
    }


def _one(values: list[str]) -> Any:
    return (values[0] if len(values) == 1 else values) if values else None


def _first(name: str, message: Message) -> str | None:
    return next(iter(_all(name, message)), None)


def _all(name: str, message: Message) -> list[str]:
    found = _asked_about(name).matches(message.marked, message.keys)
    return list(dict.fromkeys(what for what, _, _ in found))
