"""The working calendar against a day-by-day walk; see oracle.py."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import WorkingCalendar, add_months
from bot.holidays_england import working_calendar
from tests.domain import oracle

ENGLAND = working_calendar(date(2026, 11, 20), closures=(), extra_bank_holidays=())
FIRST, LAST = ENGLAND.known_from, ENGLAND.known_until
CASES = 4000
MARGIN = timedelta(days=150)

days_known = st.dates(FIRST + MARGIN, LAST - MARGIN)
counts = st.integers(-60, 60)


def random_cases(seed: int) -> Iterator[tuple[date, int]]:
    draw = random.Random(seed)
    span = (LAST - FIRST - 2 * MARGIN).days
    for _ in range(CASES):
        yield FIRST + MARGIN + timedelta(days=draw.randint(0, span)), draw.randint(-60, 60)


def test_every_known_day_is_judged_alike() -> None:
    every_day = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    assert [d for d in every_day if ENGLAND.is_working_day(d) != oracle.is_working_day(d)] == []


def test_adding_working_days_agrees_with_the_walk() -> None:
    for start, days in random_cases(seed=33):
        assert ENGLAND.add_working_days(start, days) == oracle.after_working_days(start, days), (start, days)


def test_working_days_between_agree_with_the_walk() -> None:
    for start, days in random_cases(seed=48):
        end = start + timedelta(days=days)
        walked = oracle.working_days_after(min(start, end), max(start, end))
        assert ENGLAND.working_days_between(start, end) == (walked if days > 0 else -walked), (start, end)


def test_months_agree_with_the_walk() -> None:
    for start, days in random_cases(seed=31):
        months = abs(days) % 13
        assert add_months(start, months) == oracle.months_later(start, months), (start, months)


@given(days_known, st.frozensets(st.integers(0, 30), max_size=12))
def test_neighbouring_days_agree_with_the_walk(day: date, shut: frozenset[int]) -> None:
    closures = frozenset(day + timedelta(days=n) for n in shut)
    calendar = WorkingCalendar(ENGLAND.holidays, day - MARGIN, day + MARGIN, closures)
    assert calendar.last_working_day_by(day) == oracle.walked_to_working_day(day, -oracle.ONE)
    assert calendar.next_working_day_from(day) == oracle.walked_to_working_day(day, oracle.ONE)
    assert calendar.office_day_from(day) == oracle.walked_to_working_day(day, oracle.ONE, closures)


@given(days_known, st.integers(1, 60))
def test_adding_and_counting_undo_each_other(start: date, days: int) -> None:
    end = ENGLAND.add_working_days(start, days)
    assert ENGLAND.is_working_day(end)
    assert ENGLAND.working_days_between(start, end) == days
    assert ENGLAND.working_days_between(end, start) == -days


@given(days_known, st.integers(0, 30), st.integers(0, 30))
def test_two_periods_in_the_same_direction_add_up(start: date, one: int, other: int) -> None:
    halfway = ENGLAND.add_working_days(start, one)
    assert ENGLAND.add_working_days(halfway, other) == ENGLAND.add_working_days(start, one + other)


@given(days_known, days_known, st.integers(0, 60))
def test_a_later_start_never_ends_earlier(one: date, other: date, days: int) -> None:
    early, late = sorted((one, other))
    assert ENGLAND.add_working_days(early, days) <= ENGLAND.add_working_days(late, days)


@given(days_known, st.integers(1, 24))
def test_months_never_leave_the_month_they_lead_to(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + oracle.ONE).day == 1
    assert later.day <= day.day
