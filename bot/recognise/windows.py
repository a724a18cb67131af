"""The window a question asks about: between days it names, or by a rule. Weeks run Monday to Sunday."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.recognise import days, window_rules, window_spans
from bot.recognise.day_book import NUM
from bot.recognise.days import WEEK, Day
from bot.recognise.window_book import ONE_DAY, Question, count_of, stretch
from bot.recognise.words import Words

_RULES = (*window_rules.BOOK.rules, *window_spans.BOOK.rules)
_UP_TO_NOW = r"(?:to|until|til|till|up to|-) (?:now|date|present|the present)"
_JOINED = re.compile(
    r" ?(?:(?:to|until|til|till|and|or|-|through|thru|up to|up until|&) ?(?:the |including )?)+"
)
_SINCE = re.compile(r" (?:since|on or after)(?: the| about| last| on)* $")
_AWAY = re.compile(r" (?:off|away|leave|absent|sick|holiday|out|not been in|not in) since(?: the| last)* $")
"""`been off since Monday`: of the one who asks."""
_FROM = re.compile(r" (?:from|between)(?: the| on)* $")
_ONWARDS = re.compile(r"on(?:wards?)?(?= [?.,]|$)")
"""`what have I got from the 19th on`"""
_STRETCH_TO = re.compile(
    rf" (?:({NUM}) )?(years?|months?|quarter|weeks|half year)"
    r"(?: (?:ending|ended|to|up to|up until|until|that (?:just )?(?:ended|finished)))+(?: the| on)* $"
)
WEEK_OF = re.compile(r" (?:week (?:of|commencing|beginning|starting)|w/c|wc|w/b|wb)(?: the| of)* $")
_WEEK_TO = re.compile(r" (?:week (?:ending|to)|w/e|we)(?: the)* $")
_UNTIL_THEN = re.compile(
    r" (?:between now and|from now (?:to|until|til|till)|this side of|now (?:and|until|til|to))(?: the)* $"
)
WEEKS_FROM = re.compile(
    rf" (?:the|for|over|in|during) ({NUM}) (weeks|months|days) (?:from|after|following)(?: the| on)* $"
    rf"| ({NUM}) (weeks|months|days) (?:starting|beginning|commencing)(?: from| the| on)* $"
    r"| (?:the|for|a) ((fortnight)) (?:from|after|starting|beginning|commencing)(?: the| on| from)* $"
)
"""`the three weeks from 30 November`; without its article it is a sum."""
_WEEK_RULE = "week commencing"


@dataclass(frozen=True)
class Window:
    first: date | None
    last: date | None
    because: str


def find_window(words: Words, found: tuple[Day, ...], today: date, *, looks_back: bool) -> Window | None:
    """Between two days, or of a day and the words before it; else of the rules the one that reads most."""
    asked = Question(today, looks_back)
    said = [day for day in found if day.is_one_day]
    if said and (by_days := _by_days(words, said, asked)):
        return by_days
    matches = (
        (match, make, name)
        for name, pattern, make in _RULES
        for match in pattern.finditer(words.flat)
        if not _within(match.span(), words, said)
    )
    for match, make, name in sorted(matches, key=lambda one: one[0].start() - one[0].end()):
        if span := make(match, asked):
            return Window(*span, because=f"{name}: {match[0].strip()}")
    return None


def _within(span: tuple[int, int], words: Words, said: Iterable[Day]) -> bool:
    """`30/11` has been read as a day and is no year."""
    return any(
        words.starts[day.first] <= span[0]
        and span[1] <= words.starts[day.last] + len(words.tokens[day.last].word)
        for day in said
        if day.leans is None
    )


def _by_days(words: Words, said: list[Day], asked: Question) -> Window | None:
    for first, last in zip(said, said[1:], strict=False):
        if are_joined(words, first, last):
            return _from_to(first, last, asked)
    for day in said:
        before = words.flat[: words.starts[day.first]]
        if span := _of_one(day, before, asked) or _to_date(day, before, _after(words, day), asked):
            return Window(*span, because=f"by a day: {day.rule}")
    return None


def are_joined(words: Words, first: Day, last: Day) -> bool:
    """`mon to weds`, `3 and 10 Dec`."""
    return _JOINED.fullmatch(_between(words, first, last)) is not None


def _between(words: Words, first: Day, last: Day) -> str:
    return " ".join(token.word for token in words.tokens[first.last + 1 : last.first])


def _after(words: Words, day: Day) -> str:
    return " ".join(token.word for token in words.tokens[day.last + 1 :])


def _from_to(first: Day, last: Day, asked: Question) -> Window | None:
    """What is counted lies behind, what falls due ahead; the first day is the nearest before the last."""
    end = last.past if asked.looks_back and first.leans != "future" else last.future
    end = end or last.future or last.past
    if end is None:
        return None
    start = max((day for day in _around(first) if day <= end), default=None)
    if _is_week_of(first) and _is_week_of(last) and start:
        return Window(days.monday_of(start), days.monday_of(end) + WEEK - ONE_DAY, "between two weeks")
    if start is None:
        return Window(end, max(_around(first)), "between two days") if _around(first) else None
    return Window(start, end, "between two days")


def _is_week_of(day: Day) -> bool:
    return day.rule.startswith(_WEEK_RULE)


def _around(day: Day) -> list[date]:
    """The dates a day may mean; one that comes once a year also the years beside."""
    known = [found for found in (day.past, day.future) if found]
    is_yearly = len(known) == 2 and (known[1] - known[0]).days > 300
    if is_yearly:
        return known + [days.months_on(one, step) for one in known for step in (-12, 12)]
    is_weekly = len(known) == 2 and known[0] < known[1] <= known[0] + 2 * WEEK
    return known + [one + step * WEEK for one in known for step in (-1, 1)] if is_weekly else known


def _of_one(day: Day, before: str, asked: Question) -> tuple[date, date] | None:
    today = asked.today
    near = (day.past if asked.looks_back else day.future) or day.nearest(today) or today
    if (m := _STRETCH_TO.search(before)) and (m[1] or m[2] != "month"):
        end = day.past or near
        return _after_stretch(end, m[1], m[2]), end
    if _WEEK_TO.search(before) or WEEK_OF.search(before) or day.rule.startswith(_WEEK_RULE):
        monday = days.monday_of(near)
        return monday, monday + WEEK - ONE_DAY
    if m := WEEKS_FROM.search(before):
        return near, stretch(near, count_of(m[1] or m[3]), m[2] or m[4] or "fortnight") - ONE_DAY
    if _UNTIL_THEN.search(before) and day.future:
        return today, day.future - (ONE_DAY if "side of" in before else timedelta())
    return None


def _after_stretch(end: date, count: str | None, unit: str) -> date:
    """The first day of the months, quarter or year that end on a day; of whole months, if it ends one."""
    months = days.number(count) if count else 6 if unit.startswith("half") else 1
    back = stretch(end, -months, "months" if unit.startswith("half") else unit)
    is_whole = end == days.month_end(end) and not unit.startswith("week")
    return (days.month_end(back) if is_whole else back) + ONE_DAY


def _to_date(day: Day, before: str, after: str, asked: Question) -> tuple[date, date | None] | None:
    if day.future and not asked.looks_back and _FROM.search(before) and _ONWARDS.match(after):
        return day.future, None
    if day.past is None:
        return None
    if _SINCE.search(before) and not _AWAY.search(before):
        return day.past, asked.today
    is_open = re.match(rf"(?:{_UP_TO_NOW}|onwards?|on$|on )", after) or asked.looks_back
    return (day.past, asked.today) if _FROM.search(before) and is_open else None
