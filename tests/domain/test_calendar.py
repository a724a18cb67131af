from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bot.domain.calendar import BeyondKnownHolidays, WorkingCalendar, add_months

FRIDAY = date(2026, 12, 18)
"""The Friday before Christmas 2026, on which bank holidays are Fri 25 and Mon 28 December."""

WEEK = WorkingCalendar(
    holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28)}),
    known_from=date(2026, 12, 14),
    known_until=date(2026, 12, 31),
    closures=frozenset({date(2026, 12, 24), date(2026, 12, 29), date(2026, 12, 30)}),
)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 2),  # Scotland's bank holidays are not ours
        date(2026, 3, 17),
        date(2027, 7, 12),
        date(2026, 11, 30),
        date(2026, 12, 24),
        date(2026, 12, 29),
    ],
)
def test_days_that_are_working_days_in_england(england: WorkingCalendar, day: date) -> None:
    assert england.is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 10, 31),
        date(2026, 11, 1),
        date(2026, 4, 3),
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2027, 12, 25),
        date(2028, 1, 3),
    ],
)
def test_days_that_are_not(england: WorkingCalendar, day: date) -> None:
    assert not england.is_working_day(day)


def test_day_0_is_left_out(england: WorkingCalendar) -> None:
    assert england.add_working_days(FRIDAY, 1) == date(2026, 12, 21)


@pytest.mark.parametrize(("days", "due"), [(5, date(2026, 12, 29)), (10, date(2027, 1, 6))])
def test_placement_and_care_plan_days_over_christmas(england: WorkingCalendar, days: int, due: date) -> None:
    assert england.add_working_days(FRIDAY, days) == due


def test_working_days_can_be_counted_back(england: WorkingCalendar) -> None:
    assert england.add_working_days(date(2026, 12, 29), -2) == date(2026, 12, 23)
    assert england.add_working_days(date(2026, 12, 27), -2) == date(2026, 12, 23)


def test_no_days_stay_where_they_are(england: WorkingCalendar) -> None:
    assert england.add_working_days(date(2026, 12, 26), 0) == date(2026, 12, 26)


def test_working_days_between_are_negative_when_the_end_is_earlier(england: WorkingCalendar) -> None:
    assert england.working_days_between(FRIDAY, date(2026, 12, 29)) == 5
    assert england.working_days_between(date(2026, 12, 29), FRIDAY) == -5
    assert england.working_days_between(FRIDAY, date(2026, 12, 20)) == 0


def test_moves_to_a_working_day() -> None:
    assert WEEK.last_working_day_by(date(2026, 12, 27)) == date(2026, 12, 24)
    assert WEEK.last_working_day_by(date(2026, 12, 24)) == date(2026, 12, 24)
    assert WEEK.next_working_day_from(date(2026, 12, 25)) == date(2026, 12, 29)
    assert WEEK.next_working_day_from(date(2026, 12, 29)) == date(2026, 12, 29)


def test_a_closure_is_a_working_day_on_which_no_reminder_leaves() -> None:
    closed = date(2026, 12, 24)
    assert WEEK.is_working_day(closed)
    assert WEEK.add_working_days(date(2026, 12, 23), 1) == closed
    assert WEEK.office_day_from(closed) == date(2026, 12, 31)
    assert WEEK.office_day_from(date(2026, 12, 23)) == date(2026, 12, 23)


@pytest.mark.parametrize("day", [date(2026, 12, 13), date(2027, 1, 1)])
@pytest.mark.parametrize(
    "ask",
    [
        WEEK.is_working_day,
        lambda day: WEEK.add_working_days(day, 0),
        lambda day: WEEK.add_working_days(day, 1),
        lambda day: WEEK.add_working_days(day, -1),
        lambda day: WEEK.working_days_between(day, FRIDAY),
        lambda day: WEEK.working_days_between(FRIDAY, day),
        WEEK.last_working_day_by,
        WEEK.next_working_day_from,
        WEEK.office_day_from,
    ],
)
def test_a_day_outside_the_known_years_is_refused(ask: Callable[[date], object], day: date) -> None:
    with pytest.raises(BeyondKnownHolidays) as refusal:
        ask(day)
    assert (refusal.value.day, refusal.value.known_until) == (day, date(2026, 12, 31))


def test_the_last_known_day_can_be_reached_and_not_the_one_after() -> None:
    assert WEEK.add_working_days(FRIDAY, 7) == date(2026, 12, 31)
    with pytest.raises(BeyondKnownHolidays) as refusal:
        WEEK.add_working_days(FRIDAY, 8)
    assert refusal.value.day == date(2027, 1, 1)


def test_the_first_known_day_can_be_reached_and_not_the_one_before() -> None:
    assert WEEK.add_working_days(FRIDAY, -4) == date(2026, 12, 14)
    with pytest.raises(BeyondKnownHolidays) as refusal:
        WEEK.add_working_days(FRIDAY, -5)
    assert refusal.value.day == date(2026, 12, 13)


def test_no_working_day_left_among_the_known_days_is_refused() -> None:
    weekend = WorkingCalendar(frozenset(), date(2026, 12, 19), date(2026, 12, 20))
    for ask in (weekend.last_working_day_by, weekend.next_working_day_from, weekend.office_day_from):
        with pytest.raises(BeyondKnownHolidays):
            ask(date(2026, 12, 19))


def test_no_office_day_left_is_refused_while_the_law_still_has_one() -> None:
    shut = WorkingCalendar(frozenset(), FRIDAY, FRIDAY, closures=frozenset({FRIDAY}))
    assert shut.next_working_day_from(FRIDAY) == FRIDAY
    with pytest.raises(BeyondKnownHolidays):
        shut.office_day_from(FRIDAY)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2027, 2, 28), 3, date(2027, 5, 28)),  # a month's end does not stick
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2027, 1, 31), -2, date(2026, 11, 30)),
    ],
)
def test_months_end_on_the_corresponding_date(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


def test_a_proclaimed_bank_holiday_moves_the_days_after_it(england: WorkingCalendar) -> None:
    day = date(2026, 12, 21)
    proclaimed = WorkingCalendar(england.holidays | {day}, england.known_from, england.known_until)
    assert proclaimed.add_working_days(FRIDAY, 1) == day + timedelta(days=1)
