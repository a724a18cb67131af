"""The window a question asks about. Years and quarters are financial; weeks run Monday to Sunday."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.recognise import days
from bot.recognise.day_book import MON
from bot.recognise.days import WEEK, Day

MONTH = f"({MON})"
YEAR = r"(?: (20\d\d))?"
NUMBER = r"\d{1,3}|two|three|four|five|six|eight|nine|ten|couple of|few"
FIRST_MONTH = 4
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    first: date | None
    last: date | None
    because: str


@dataclass(frozen=True)
class Question:
    """`looks_back`: a month without a year is the last one, not the next."""

    today: date
    looks_back: bool


Match = re.Match[str]
Maker = Callable[[Match, Question], tuple[date | None, date | None]]
_RULES: list[tuple[str, re.Pattern[str], Maker]] = []


def find_window(flat: str, found: tuple[Day, ...], today: date, *, looks_back: bool) -> Window | None:
    """The first rule that matches; else a span between two days, or the one day spoken of."""
    asked = Question(today, looks_back)
    between = _between_days(flat, found, today, looks_back)
    if between:
        return between
    for name, pattern, make in _RULES:
        if match := pattern.search(flat):
            return Window(*make(match, asked), because=f"{name}: {match[0].strip()}")
    return None


def _between_days(flat: str, found: tuple[Day, ...], today: date, looks_back: bool) -> Window | None:
    said = [day for day in found if day.is_one_day]
    if len(said) == 2 and re.search(r" (?:between|from) ", flat):
        first, last = said[0].past, said[1].past
        if first and last:
            return Window(first, max(first, last), "between two days")
    if len(said) == 1 and re.search(r" since ", flat):
        return Window(said[0].past, today, "since a day")
    if len(said) == 1 and re.search(r" (?:week (?:of|commencing|beginning|starting)|w/c) ", flat):
        monday = days.monday_of(
            (said[0].past if looks_back else said[0].future) or said[0].nearest(today) or today
        )
        return Window(monday, monday + WEEK - _ONE_DAY, "the week of a day")
    return None


def _rule(name: str, pattern: str) -> Callable[[Maker], None]:
    return lambda make: _RULES.append((name, re.compile(f"(?<= )(?:{pattern})(?= )"), make))


def financial_year(day: date) -> int:
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def _year(start: int) -> tuple[date, date]:
    return date(start, FIRST_MONTH, 1), date(start + 1, FIRST_MONTH - 1, 31)


def _quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _month_span(first: date) -> tuple[date, date]:
    return first, days.month_end(first)


def _month_said(name: str, year: str | None, asked: Question) -> date:
    number = days.month(name)
    if year:
        return date(int(year), number, 1)
    this_year = date(asked.today.year, number, 1)
    if asked.looks_back:
        return this_year if this_year <= asked.today else this_year.replace(year=asked.today.year - 1)
    return (
        this_year
        if days.month_end(this_year) >= asked.today
        else this_year.replace(year=asked.today.year + 1)
    )


@_rule(
    "from month to month",
    rf"(?:from |between )?{MONTH}{YEAR} (?:(?:to|-|and|until|til|till|through|up to) )?"
    rf"(?:the end of )?{MONTH}{YEAR}",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    last = _month_said(m[3], m[4] or m[2], asked)
    first = _month_said(m[1], m[2], asked) if m[2] else date(last.year, days.month(m[1]), 1)
    return (first if first <= last else first.replace(year=first.year - 1)), days.month_end(last)


@_rule(
    "year to date",
    r"(?:so far this|this) (?:financial )?year (?:so far|to date)|so far this (?:financial )?year"
    r"|year to date|ytd",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    return _year(financial_year(asked.today))[0], asked.today


@_rule("since a month", rf"since (?:the start of |beginning of |last )?{MONTH}{YEAR}")
def _(m: Match, asked: Question) -> tuple[date, date]:
    return _month_said(m[1], m[2], Question(asked.today, True)), asked.today


@_rule("a financial year by its name", r"(20\d\d)[/\-](?:20)?(\d\d)|(20)?(\d\d)/(\d\d)")
def _(m: Match, asked: Question) -> tuple[date, date]:
    return _year(int(m[1]) if m[1] else 2000 + int(m[4]))


@_rule("a calendar year", r"(?:in|for|of|during|calendar year|calendar) (20\d\d)(?! \d)")
def _(m: Match, asked: Question) -> tuple[date, date]:
    return date(int(m[1]), 1, 1), date(int(m[1]), 12, 31)


@_rule("a calendar year", r"(this|last) calendar year")
def _(m: Match, asked: Question) -> tuple[date, date]:
    year = asked.today.year - (m[1] == "last")
    return date(year, 1, 1), date(year, 12, 31)


@_rule("a rolling year", r"(?:last|past|previous) (?:12|twelve) months")
def _(m: Match, asked: Question) -> tuple[date, date]:
    return days.months_on(asked.today, -12), asked.today


@_rule("a year", r"(this|last|previous|current|next) (?:financial |whole )?year|(?:the )?(financial) year")
def _(m: Match, asked: Question) -> tuple[date, date]:
    step = {"last": -1, "previous": -1, "next": 1}.get(m[1] or "", 0)
    return _year(financial_year(asked.today) + step)


@_rule("a quarter by number", r"(?:q|quarter )([1-4])(?: (?:of )?(20\d\d)(?:[/\-]\d\d)?)?")
def _(m: Match, asked: Question) -> tuple[date, date]:
    year = int(m[2]) if m[2] else financial_year(asked.today)
    first = days.months_on(date(year, FIRST_MONTH, 1), 3 * (int(m[1]) - 1))
    if not m[2] and asked.looks_back and first > asked.today:
        first = days.months_on(first, -12)
    return first, days.month_end(days.months_on(first, 2))


@_rule("a quarter", r"(this|last|previous|current|next) (?:financial )?(?:quarter|qtr)")
def _(m: Match, asked: Question) -> tuple[date, date]:
    step = {"last": -3, "previous": -3, "next": 3}.get(m[1], 0)
    first = days.months_on(_quarter_start(asked.today), step)
    return first, days.month_end(days.months_on(first, 2))


@_rule("a stretch back", rf"(?:last|past|previous) ({NUMBER}) (days?|weeks?|months?)")
def _(m: Match, asked: Question) -> tuple[date, date]:
    return _stretch(asked.today, -(days.number(m[1]) or 3), m[2]), asked.today


@_rule(
    "a stretch ahead",
    rf"(?:in |over |within |for )?(?:the )?(?:next|coming) ({NUMBER}) (days?|weeks?|months?)"
    r"|(?:the )?next (fortnight)|in the (coming|next) fortnight",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    return asked.today, _stretch(asked.today, days.number(m[1]) or 3, m[2]) if m[
        1
    ] else asked.today + 2 * WEEK


@_rule("a week", r"(this|last|next|previous|the coming|coming) week")
def _(m: Match, asked: Question) -> tuple[date, date]:
    monday = days.monday_of(asked.today) + {"last": -1, "previous": -1, "this": 0}.get(m[1], 1) * WEEK
    return monday, monday + WEEK - _ONE_DAY


@_rule("a month", r"(this|last|next|previous|current|coming) month")
def _(m: Match, asked: Question) -> tuple[date, date]:
    step = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(m[1], 0)
    return _month_span(days.months_on(asked.today.replace(day=1), step))


@_rule("a named month", rf"(?:(?:in|for|during|of|this|last|next|by the end of) )?{MONTH}{YEAR}")
def _(m: Match, asked: Question) -> tuple[date | None, date | None]:
    return _month_span(_month_said(m[1], m[2], asked))


def _stretch(today: date, count: int, unit: str) -> date:
    if unit.startswith("month"):
        return days.months_on(today, count)
    return today + timedelta(days=count * (7 if unit.startswith("week") else 1))
