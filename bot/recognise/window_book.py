"""What the rules for windows share: the words they are made of, and how a rule is added."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.recognise import days
from bot.recognise.day_book import MON

MONTH = f"({MON})"
YEAR = r"(?: (20\d\d)| (2\d)(?= $| [.,;?]| by| per| split))?"
NUMBER = r"\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|(?:a )?couple(?: of)?|few"
STRETCH = rf"(?:({NUMBER}) )?(days?|weeks?|months?|fortnights?|years?|quarters?)"
FIRST_MONTH = 4
ONE_DAY = timedelta(days=1)
BACK = ("last", "previous", "past")
PLACES = {
    "first": 0,
    "1st": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "4th": 3,
    "final": 3,
}


@dataclass(frozen=True)
class Question:
    """`looks_back`: a month without a year is the last one, not the next."""

    today: date
    looks_back: bool


Match = re.Match[str]
Maker = Callable[[Match, Question], tuple[date | None, date | None] | None]


class WindowBook:
    """Rules in their order: the first that matches is the window."""

    def __init__(self) -> None:
        self.rules: list[tuple[str, re.Pattern[str], Maker]] = []

    def rule(self, name: str, pattern: str) -> Callable[[Maker], None]:
        """`pattern` is matched between spaces of the words as written out."""
        return lambda make: self.rules.append((name, re.compile(f"(?<= )(?:{pattern})(?= )"), make))


def financial_year(day: date) -> int:
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def year_span(start: int) -> tuple[date, date]:
    return date(start, FIRST_MONTH, 1), date(start + 1, FIRST_MONTH - 1, 31)


def quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def months_from(first: date, months: int) -> tuple[date, date]:
    return first, days.month_end(days.months_on(first, months - 1))


def month_said(name: str, year: str | None, asked: Question) -> date:
    number = days.month(name)
    if year:
        return date(days.year_of(year), number, 1)
    this_year = date(asked.today.year, number, 1)
    if asked.looks_back:
        return this_year if this_year <= asked.today else this_year.replace(year=asked.today.year - 1)
    is_ahead = days.month_end(this_year) >= asked.today
    return this_year if is_ahead else this_year.replace(year=asked.today.year + 1)


def steps_of(word: str | None) -> int:
    return -1 if word in BACK else 1 if word in ("next", "nxt", "coming", "the coming") else 0


def count_of(said: str | None) -> int:
    return (days.number(said.removeprefix("a ").removesuffix(" of")) or 3) if said else 1


def stretch(today: date, count: int, unit: str) -> date:
    months = {"m": 1, "q": 3, "y": 12}.get(unit[0])
    if months:
        return days.months_on(today, count * months)
    return today + timedelta(days=count * {"w": 7, "f": 14, "d": 1}[unit[0]])
