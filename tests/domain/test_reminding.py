"""When lists leave and what is news, against plain oracles that live through the days one at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import WorkingCalendar
from bot.domain.policy import Policy, Reminders, WeeklyReminder
from bot.domain.policy_file import load_policy
from bot.domain.reminding import (
    Moment,
    Since,
    Standing,
    at_own_hour,
    is_told,
    last_moment,
    last_weekly_moment,
    leaves_from,
    moment_on,
    next_weekly_day,
    office_day_before,
    standing,
)
from bot.holidays_england import working_calendar

LONDON, UTC = ZoneInfo("Europe/London"), ZoneInfo("UTC")
DAY = timedelta(days=1)
CLOSED = (date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31))
FIRST, LAST = date(2026, 1, 5), date(2027, 12, 20)
DAYS = st.dates(FIRST, LAST)
TIMES = st.times(time(0), time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))
MINUTES = st.integers(0, (LAST - FIRST).days * 24 * 60)
MOMENTS = MINUTES.map(lambda many: datetime(2026, 1, 5, tzinfo=UTC) + timedelta(minutes=many))


def calendar() -> WorkingCalendar:
    return working_calendar(date(2026, 11, 20), CLOSED, ())


def policy(weekday: int | None, weekly_at: time | None, daily_at: time | None) -> Policy:
    base = load_policy("lincolnshire")
    return replace(base, weekly=WeeklyReminder(weekday, weekly_at), reminders=Reminders(daily_at=daily_at))


def is_open(day: date) -> bool:
    return day.weekday() < 5 and day not in calendar().holidays and day not in CLOSED


def open_from(day: date) -> date:
    while not is_open(day):
        day += DAY
    return day


def every_moment(weekday: int | None, weekly_at: time | None, daily_at: time | None) -> list[Moment]:
    """Day by day, by the clock on the wall."""
    days = [FIRST - 30 * DAY + n * DAY for n in range((LAST - FIRST).days + 60)]
    weekly = {open_from(day) for day in days if weekly_at and day.weekday() == weekday}
    found = [(day, weekly_at, True) for day in weekly if weekly_at]
    found += [(day, daily_at, False) for day in days if daily_at and is_open(day) and day not in weekly]
    return [
        Moment(datetime.combine(day, at).replace(tzinfo=LONDON).astimezone(UTC), is_weekly)
        for day, at, is_weekly in sorted(found)
    ]


@given(st.one_of(st.none(), st.integers(0, 6)), TIMES, st.one_of(st.none(), TIMES), MOMENTS)
def test_the_last_moment_is_the_last_a_diary_has(
    weekday: int | None, weekly_at: time, daily_at: time | None, now: datetime
) -> None:
    rules = policy(weekday, weekly_at if weekday is not None else None, daily_at)
    kept = every_moment(weekday, weekly_at if weekday is not None else None, daily_at)
    expected = max((one for one in kept if one.at <= now), key=lambda one: one.at, default=None)
    assert last_moment(rules, now, calendar()) == expected


@given(TIMES, st.integers(0, 6), st.lists(st.integers(-3, 600), min_size=300, max_size=400))
def test_a_clock_that_jumps_and_two_clocks_a_minute_apart_double_and_drop_no_week(
    at: time, weekday: int, steps: list[int]
) -> None:
    """Ticks some minutes apart, now and then backwards; a moment is told once, by whoever sees it first."""
    rules, now = policy(weekday, at, None), datetime(2026, 3, 20, tzinfo=UTC)
    runs: list[datetime] = []
    first, last = now, now
    for minutes in steps:
        now += timedelta(minutes=minutes)
        for skewed in (now, now + timedelta(minutes=1)):
            last = max(last, skewed)
            moment = last_moment(rules, skewed, calendar())
            if moment and moment.at > max([first, *runs]):
                runs.append(moment.at)
    expected = [one.at for one in every_moment(weekday, at, None) if first < one.at <= last]
    assert runs == expected


@pytest.mark.parametrize("day", [date(2026, 3, 30), date(2026, 10, 26)])
def test_the_hour_is_the_clocks_after_it_was_put_forward_or_back(day: date) -> None:
    moment = last_weekly_moment(WeeklyReminder(0, time(8, 30)), moment_on(day, time(9)), calendar())
    assert moment is not None
    assert moment.astimezone(LONDON).replace(tzinfo=None) == datetime.combine(day, time(8, 30))


def test_a_weekly_day_has_no_daily_message_even_before_the_weeklys_hour() -> None:
    rules = policy(0, time(9, 0), time(8, 30))
    monday = moment_on(date(2026, 11, 23), time(8, 45))
    moment = last_moment(rules, monday, calendar())
    assert moment == Moment(moment_on(date(2026, 11, 20), time(8, 30)), is_weekly=False)


def test_an_hour_of_ones_own_moves_both_lists_and_makes_none_where_there_is_none() -> None:
    own = at_own_hour(policy(0, time(9, 0), None), time(7, 15))
    assert (own.weekly.at, own.reminders.daily_at) == (time(7, 15), None)


# What is news


def told_days(
    due_on: date, days_before: int, first: date, many: int, began_on: date | None = None
) -> list[date]:
    """The office days in a row on which a person is told of a matter."""
    found, since, day = [], office_day_before(first, calendar()), first
    for _ in range(many):
        day = open_from(day)
        if is_told(due_on, day, Since(since), days_before, calendar(), began_on):
            found.append(day)
        since, day = day, day + DAY
    return found


def test_near_then_the_working_day_before_then_overdue_and_no_more() -> None:
    """Due on Wed 2 Dec: five working days before, Tue 1 Dec, Thu 3 Dec."""
    told = told_days(date(2026, 12, 2), 5, date(2026, 11, 16), 25)
    assert told == [date(2026, 11, 25), date(2026, 12, 1), date(2026, 12, 3)]


def test_what_is_due_on_a_sunday_is_told_on_the_friday() -> None:
    assert told_days(date(2026, 11, 29), 1, date(2026, 11, 23), 8) == [date(2026, 11, 27), date(2026, 11, 30)]


def test_on_the_day_itself_where_the_policy_says_so() -> None:
    told = told_days(date(2026, 11, 26), 0, date(2026, 11, 23), 8)
    assert told == [date(2026, 11, 26), date(2026, 11, 27)]


def test_what_began_since_the_last_list_is_told_however_near_its_day_is() -> None:
    """A stage of one day, raised on Monday after that day's list."""
    began = due = date(2026, 11, 24)
    day, since = date(2026, 11, 24), Since(date(2026, 11, 23))
    assert not is_told(due, day, since, 1, calendar())
    assert is_told(due, day, since, 1, calendar(), began)


def test_where_no_weekly_list_does_it_what_is_overdue_is_told_each_week() -> None:
    due, day = date(2026, 11, 20), date(2026, 11, 27)
    for again, expected in ((False, False), (True, True)):
        since = Since(date(2026, 11, 26), again_weekly=again)
        assert is_told(due, day, since, 1, calendar()) is expected


@given(DAYS, st.integers(0, 20), st.integers(0, 40), st.integers(1, 60))
def test_nobody_is_told_twice_of_one_standing_and_a_gap_loses_none(
    due_on: date, days_before: int, ahead: int, gap: int
) -> None:
    """Told day by day, or once after a gap of any length: the last standing is told in both."""
    first = open_from(max(FIRST, due_on - ahead * DAY))
    each_day = told_days(due_on, days_before, first, 30)
    standings = [standing(due_on, day, days_before, calendar()) for day in each_day]
    assert standings == sorted(set(standings))
    assert Standing.AHEAD not in standings
    after = open_from(first + gap * DAY)
    now, before = (standing(due_on, one, days_before, calendar()) for one in (after, first))
    assert is_told(due_on, after, Since(first), days_before, calendar()) == (now > before)


# Quiet hours


@given(MOMENTS, TIMES, TIMES, st.booleans())
def test_nothing_leaves_in_the_quiet_hours_nor_waits_longer_than_it_must(
    now: datetime, begins: time, ends: time, when_shut: bool
) -> None:
    rules = Reminders(quiet_from=begins, quiet_until=ends, quiet_when_shut=when_shut)
    leaves = leaves_from(rules, now, calendar())
    local = leaves.astimezone(LONDON)
    at = local.time()
    is_quiet = begins <= at < ends if begins <= ends else (at >= begins or at < ends)
    assert leaves >= now
    assert not is_quiet
    assert is_open(local.date()) or not when_shut
    if leaves > now and not when_shut:
        assert at.minute == ends.minute


def test_quiet_on_days_the_offices_are_shut() -> None:
    rules = Reminders(quiet_from=time(19), quiet_until=time(7, 30), quiet_when_shut=True)
    friday_evening = moment_on(date(2026, 12, 24), time(20))
    assert leaves_from(rules, friday_evening, calendar()) == moment_on(date(2027, 1, 4), time(7, 30))
    assert leaves_from(Reminders(), friday_evening, calendar()) == friday_evening


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (date(2026, 11, 20), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 12, 23), date(2027, 1, 4)),
        (date(2027, 5, 31), date(2027, 6, 1)),
    ],
)
def test_the_next_weekly_day(after: date, expected: date) -> None:
    assert next_weekly_day(WeeklyReminder(0, time(9)), after, calendar()) == expected
