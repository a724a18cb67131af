from datetime import date

import pytest

from bot.domain.calendar import BeyondKnownHolidays
from bot.holidays_england import working_calendar
from tests.domain import oracle

TODAY = date(2026, 11, 20)

PUBLISHED = {
    2026: [(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)],
    2027: [(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)],
    2028: [(1, 3), (4, 14), (4, 17), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)],
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_list_is_the_published_one(year: int) -> None:
    listed = working_calendar(TODAY, (), ()).holidays
    published = {date(year, month, day) for month, day in PUBLISHED[year]}
    assert {day for day in listed if day.year == year} == published


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_oracle_knows_the_published_list_too(year: int) -> None:
    assert oracle.bank_holidays(year) == {date(year, month, day) for month, day in PUBLISHED[year]}


def test_the_list_agrees_with_the_rules_in_every_known_year() -> None:
    listed = working_calendar(TODAY, (), ()).holidays
    assert listed == frozenset().union(*(oracle.bank_holidays(year) for year in range(2016, 2030)))


def test_known_from_ten_years_back_to_three_ahead() -> None:
    calendar = working_calendar(TODAY, (), ())
    assert (calendar.known_from, calendar.known_until) == (date(2016, 1, 1), date(2029, 12, 31))
    assert calendar.is_working_day(date(2029, 12, 31))
    with pytest.raises(BeyondKnownHolidays):
        calendar.is_working_day(date(2030, 1, 1))
    with pytest.raises(BeyondKnownHolidays):
        calendar.is_working_day(date(2015, 12, 31))


def test_a_new_year_makes_one_more_year_known() -> None:
    assert working_calendar(date(2027, 1, 1), (), ()).known_until == date(2030, 12, 31)


def test_an_added_bank_holiday_is_not_a_working_day() -> None:
    proclaimed = date(2027, 6, 4)
    assert working_calendar(TODAY, (), ()).is_working_day(proclaimed)
    assert not working_calendar(TODAY, (), [proclaimed]).is_working_day(proclaimed)


def test_closures_are_handed_on() -> None:
    calendar = working_calendar(TODAY, [date(2026, 12, 29)], ())
    assert calendar.is_working_day(date(2026, 12, 29))
    assert calendar.office_day_from(date(2026, 12, 29)) == date(2026, 12, 30)
