from datetime import date

import pytest

from bot.domain.calendar import BeyondKnownHolidays, WorkingCalendar
from bot.domain.clocks import DayOf, day_of_total, stage_due, total_due
from bot.domain.policy import Raiser, Stage


def stage(days: int | None, days_are: str | None = None) -> Stage:
    return Stage(1, "Stage 1", Raiser.IRO, "IRO", "Team manager", days, days_are)


@pytest.mark.parametrize(
    ("raised_on", "due"),
    [
        (date(2026, 12, 14), date(2027, 1, 14)),
        (date(2027, 3, 15), date(2027, 4, 14)),
        (date(2026, 11, 20), date(2026, 12, 18)),
    ],
)
def test_the_formal_process_ends_on_the_20th_working_day(
    england: WorkingCalendar, raised_on: date, due: date
) -> None:
    assert total_due(raised_on, england) == due
    assert day_of_total(raised_on, due, england) == DayOf(20, 20)


@pytest.mark.parametrize("days_are", [None, "working"])
def test_rotherham_stages_each_starting_when_the_last_fell_due(
    england: WorkingCalendar, days_are: str | None
) -> None:
    fell_due = [date(2026, 12, 14)]
    for days in (1, 5, 4, 5):
        due = stage_due(fell_due[-1], stage(days, days_are), england)
        assert due is not None
        fell_due.append(due)
    assert fell_due[1:] == [date(2026, 12, 15), date(2026, 12, 22), date(2026, 12, 30), date(2027, 1, 7)]


def test_calendar_days_end_on_a_bank_holiday_or_a_weekend(england: WorkingCalendar) -> None:
    assert stage_due(date(2026, 12, 18), stage(7, "calendar"), england) == date(2026, 12, 25)
    assert stage_due(date(2026, 12, 18), stage(2, "calendar"), england) == date(2026, 12, 20)


@pytest.mark.parametrize("days_are", [None, "working", "calendar"])
def test_a_stage_without_days_has_no_due_day(england: WorkingCalendar, days_are: str | None) -> None:
    assert stage_due(date(2026, 12, 14), stage(None, days_are), england) is None


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 12, 14), 0),
        (date(2026, 12, 15), 1),
        (date(2026, 12, 20), 4),
        (date(2026, 12, 28), 8),
        (date(2026, 12, 31), 11),
        (date(2027, 1, 15), 21),
    ],
)
def test_the_day_of_the_total(england: WorkingCalendar, today: date, day: int) -> None:
    assert day_of_total(date(2026, 12, 14), today, england) == DayOf(day, of=20)


def test_day_11_of_20(england: WorkingCalendar) -> None:
    assert day_of_total(date(2026, 11, 5), date(2026, 11, 20), england) == DayOf(day=11, of=20)


def test_raised_at_a_weekend_monday_is_day_1(england: WorkingCalendar) -> None:
    saturday = date(2026, 11, 21)
    days = [day_of_total(saturday, date(2026, 11, n), england).day for n in (21, 22, 23)]
    assert days == [0, 0, 1]


def test_a_clock_that_needs_unknown_holidays_is_refused(england: WorkingCalendar) -> None:
    december_2029 = date(2029, 12, 10)
    with pytest.raises(BeyondKnownHolidays):
        total_due(december_2029, england)
    with pytest.raises(BeyondKnownHolidays):
        stage_due(december_2029, stage(20), england)
    with pytest.raises(BeyondKnownHolidays):
        day_of_total(december_2029, date(2030, 1, 1), england)
