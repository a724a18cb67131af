"""A second opinion on dates: slow, plain, and sharing nothing with what it checks.

Days are walked one at a time, and bank holidays are worked out from their own rules.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

ONE = timedelta(days=1)
MONDAY, FRIDAY = 0, 4

MOVED = {date(2020, 5, 4): date(2020, 5, 8), date(2022, 5, 30): date(2022, 6, 2)}
"""VE Day at 75; the Platinum Jubilee."""
PROCLAIMED = {date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}
"""The Platinum Jubilee; the State Funeral; the Coronation."""


def easter(year: int) -> date:
    """The anonymous Gregorian algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def first_monday(year: int, month: int) -> date:
    day = date(year, month, 1)
    while day.weekday() != MONDAY:
        day += ONE
    return day


def last_monday(year: int, month: int) -> date:
    day = date(year, month, 31)
    while day.weekday() != MONDAY:
        day -= ONE
    return day


def with_substitutes(fixed: list[date]) -> set[date]:
    """Each one that falls at a weekend gives the next weekday that is not already a holiday."""
    days = {day for day in fixed if day.weekday() <= FRIDAY}
    for day in fixed:
        if day not in days:
            while day.weekday() > FRIDAY or day in days:
                day += ONE
            days.add(day)
    return days


@lru_cache
def bank_holidays(year: int) -> frozenset[date]:
    """The weekdays that are bank holidays in England that year."""
    sunday = easter(year)
    mondays = {first_monday(year, 5), last_monday(year, 5), last_monday(year, 8)}
    days = mondays | {sunday - 2 * ONE, sunday + ONE}
    days |= with_substitutes([date(year, 1, 1)])
    days |= with_substitutes([date(year, 12, 25), date(year, 12, 26)])
    days |= {day for day in PROCLAIMED if day.year == year}
    return frozenset(MOVED.get(day, day) for day in days)


def is_working_day(day: date) -> bool:
    return day.weekday() <= FRIDAY and day not in bank_holidays(day.year)


def after_working_days(start: date, days: int) -> date:
    """Walks on (or back, when negative) until that many working days have gone by."""
    step = ONE if days > 0 else -ONE
    day, left = start, abs(days)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_after(start: date, end: date) -> int:
    count, day = 0, start
    while day < end:
        day += ONE
        count += is_working_day(day)
    return count


def walked_to_working_day(day: date, step: timedelta, shut: frozenset[date] = frozenset()) -> date:
    while not is_working_day(day) or day in shut:
        day += step
    return day


def months_later(day: date, months: int) -> date:
    """Walks through every later day, changing month `months` times, as far as the same day of the month."""
    walked, changes = day, 0
    while changes < months:
        walked += ONE
        changes += walked.day == 1
    while walked.day < day.day and (walked + ONE).day != 1:
        walked += ONE
    return walked
