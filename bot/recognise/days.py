"""A day as it was said: what it would be if it has happened, and what it would be if it is to come."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = tuple(name.lower() for name in calendar.month_name)[1:]
_COUNTING = (
    "none a|an|one two|couple|couple_of|a_couple_of three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
NUMBERS = {
    word.replace("_", " "): number
    for number, words in enumerate(_COUNTING.split())
    for word in words.split("|")
}
_COUNTED_OUT = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS = tuple(_COUNTED_OUT.split())
ORDINALS = {
    **{word: place for place, word in enumerate(_ORDINALS, 1)},
    **{f"twenty {word}": 20 + place for place, word in enumerate(_ORDINALS[:9], 1)},
    "thirtieth": 30,
    "thirty first": 31,
}
WEEK = timedelta(days=7)
FURTHEST = timedelta(days=366 * 200)
HALF_A_YEAR = timedelta(days=183)


class WorkingDays(Protocol):
    """What is needed of the domain's working calendar."""

    def add_working_days(self, start: date, days: int) -> date: ...


@dataclass(frozen=True)
class Day:
    """One day read in a message, from token `first` to token `last`."""

    first: int
    last: int
    past: date | None
    future: date | None
    rule: str
    until: date | None = None
    """The last day, where what was said is a week, a month or longer; not one day then."""
    leans: str | None = None
    """`past` or `future` where the phrase itself says which."""
    two_ways: bool = False
    """Two people could read it a week apart: `next Saturday`."""
    unread: str | None = None
    """The words, where they stand for a day but for none that exists or that we know."""

    @property
    def is_one_day(self) -> bool:
        return self.unread is None and self.until is None

    def nearest(self, today: date) -> date | None:
        if self.past is None or self.future is None:
            return self.past or self.future
        return self.future if self.future - today <= today - self.past else self.past


@dataclass(frozen=True)
class Read:
    """What a rule makes of a match, before it has its place."""

    past: date | None = None
    future: date | None = None
    until: date | None = None
    leans: str | None = None
    two_ways: bool = False
    is_unread: bool = False

    @staticmethod
    def on(day: date, leans: str | None = None) -> Read:
        return Read(past=day, future=day, leans=leans)

    @staticmethod
    def span(first: date, last: date, leans: str | None = None) -> Read:
        return Read(past=first, future=first, until=last, leans=leans)


UNREAD = Read(is_unread=True)


@dataclass(frozen=True)
class Asked:
    """What every rule is given beside its match."""

    today: date
    calendar: WorkingDays | None = None


def number(word: str) -> int:
    """In figures or in words; 0 where it is none."""
    if digits := re.match(r"\d+", word):
        return int(digits[0])
    return NUMBERS.get(word.strip()) or ORDINALS.get(word.strip(), 0)


def month(word: str) -> int:
    return next((n for n, name in enumerate(MONTHS, 1) if name.startswith(word[:3])), 0)


def weekday(word: str) -> int:
    return next((n for n, name in enumerate(WEEKDAYS) if name.startswith(word[:3])), 0)


def real_day(year: int, month_: int, day: int) -> date | None:
    try:
        return date(year, month_, day)
    except ValueError:
        return None


def year_of(written: str) -> int:
    return int(written) + 2000 if len(written) <= 2 else int(written)


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_on(day: date, months: int) -> date:
    """The corresponding day so many months on or back; where there is none, the month's last."""
    first = date(day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1, 1)
    return min(month_end(first), first + timedelta(days=day.day - 1))


def day_of_month(day: int, today: date) -> Read:
    """`the 30th`: the last that was and the next that will be; today counts as both."""
    if not 1 <= day <= 31:
        return UNREAD
    around = [
        real_day((first := months_on(today.replace(day=1), n)).year, first.month, day) for n in range(-3, 4)
    ]
    days = [found for found in around if found]
    return Read(max(d for d in days if d <= today), min(d for d in days if d >= today))


def day_and_month(day: int, month_: int, today: date) -> Read:
    """`30/11`: the last that was and the next that will be."""
    if not real_day(2024, month_, day):
        return UNREAD
    days = [found for year in range(today.year - 4, today.year + 5) if (found := real_day(year, month_, day))]
    return Read(max(d for d in days if d <= today), min(d for d in days if d >= today))


def weekday_near(which: int, today: date) -> Read:
    """A bare weekday: the most recent before today, the next after it."""
    ahead = (which - today.weekday()) % 7 or 7
    behind = (today.weekday() - which) % 7 or 7
    return Read(today - timedelta(days=behind), today + timedelta(days=ahead))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month_, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month_, day + 1)
