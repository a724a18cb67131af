"""When reminders leave, and of which matters a person is told on a day. Pure.

Days and times of day are London's, so that an hour stays the same hour through summer time.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import WorkingCalendar
from bot.domain.policy import Policy, Reminders, WeeklyReminder

LONDON = ZoneInfo("Europe/London")
UTC = ZoneInfo("UTC")
MIDNIGHT, NINE = time(0), time(9)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
LONGEST_SHUT = 21
"""Days in a row without an office day, at most."""


@dataclass(frozen=True)
class Moment:
    """Of one message a person: `at` is aware, in UTC."""

    at: datetime
    is_weekly: bool

    @property
    def day(self) -> date:
        return self.at.astimezone(LONDON).date()


def last_weekly_moment(weekly: WeeklyReminder, now: datetime, calendar: WorkingCalendar) -> datetime | None:
    """The latest moment, not after `now`, at which the weekly list was due; aware, UTC.

    None where nobody has decided on a day and time. A day on which the offices are shut (bank holiday,
    closure) moves to the next one on which they are open, without moving the weeks after it.
    """
    if weekly.weekday is None or weekly.at is None:
        return None
    for day in _weekly_days(weekly.weekday, now.astimezone(LONDON).date(), calendar):
        if moment_on(day, weekly.at) <= now:
            return moment_on(day, weekly.at)
    return None


def last_daily_moment(policy: Policy, now: datetime, calendar: WorkingCalendar) -> datetime | None:
    """The same of the daily message, on office days without a weekly one. None: there is none."""
    at, day = policy.reminders.daily_at, now.astimezone(LONDON).date()
    if at is None:
        return None
    for _ in range(LONGEST_SHUT):
        is_daily = calendar.office_day_from(day) == day and not is_weekly_day(policy.weekly, day, calendar)
        if is_daily and moment_on(day, at) <= now:
            return moment_on(day, at)
        day -= DAY
    return None


def last_moment(policy: Policy, now: datetime, calendar: WorkingCalendar) -> Moment | None:
    """Of the one message a day that a person may have: the weekly one stands for that day's other."""
    weekly = last_weekly_moment(policy.weekly, now, calendar)
    daily = last_daily_moment(policy, now, calendar)
    if weekly is None:
        return Moment(daily, is_weekly=False) if daily else None
    return Moment(daily, is_weekly=False) if daily and daily > weekly else Moment(weekly, is_weekly=True)


def at_own_hour(policy: Policy, hour: time | None) -> Policy:
    """The policy as it is for somebody who chose another hour."""
    if hour is None:
        return policy
    weekly, reminders = policy.weekly, policy.reminders
    own = replace(reminders, daily_at=hour) if reminders.daily_at else reminders
    return replace(policy, weekly=replace(weekly, at=hour) if weekly.at else weekly, reminders=own)


def moment_on(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=LONDON).astimezone(UTC)


def is_weekly_day(weekly: WeeklyReminder, day: date, calendar: WorkingCalendar) -> bool:
    return (
        weekly.weekday is not None
        and weekly.at is not None
        and day in _weekly_days(weekly.weekday, day, calendar)
    )


def next_weekly_day(weekly: WeeklyReminder, after: date, calendar: WorkingCalendar) -> date:
    """The first weekly day after that day; a week later where there is none."""
    if weekly.weekday is None or weekly.at is None:
        return after + WEEK
    this_week = after - timedelta(days=(after.weekday() - weekly.weekday) % 7)
    days = (calendar.office_day_from(this_week + weeks * WEEK) for weeks in range(-2, 2))
    return min(day for day in days if day > after)


def _weekly_days(weekday: int, until: date, calendar: WorkingCalendar) -> list[date]:
    """The latest first; of the three weeks that a closure could reach into."""
    this_week = until - timedelta(days=(until.weekday() - weekday) % 7)
    return [calendar.office_day_from(this_week - weeks * WEEK) for weeks in range(3)]


class Standing(enum.IntEnum):
    """Of a matter on a day; it only ever grows, unless its date is moved."""

    AHEAD = 0
    COMING = 1
    TOMORROW = 2
    """Due by the next working day."""
    OVERDUE = 3


def standing(due_on: date, day: date, days_before: int, calendar: WorkingCalendar) -> Standing:
    """`days_before`: working days. Raises BeyondKnownHolidays."""
    if due_on < day:
        return Standing.OVERDUE
    if days_before and due_on <= calendar.add_working_days(day, 1):
        return Standing.TOMORROW
    is_coming = due_on <= calendar.add_working_days(day, days_before)
    return Standing.COMING if is_coming else Standing.AHEAD


@dataclass(frozen=True)
class Since:
    """The day a person was last told on; None: they are told of all that is due."""

    day: date | None
    again_weekly: bool = False
    """No weekly list does it: what is overdue is told of again each week."""


def is_told(
    due_on: date,
    day: date,
    since: Since,
    days_before: int,
    calendar: WorkingCalendar,
    began_on: date | None = None,
) -> bool:
    """Not the same again each day: when it comes near, the working day before, when it is overdue.

    `began_on`: a matter begun since then is told of, however near its day was.
    """
    now = standing(due_on, day, days_before, calendar)
    if now is Standing.AHEAD:
        return False
    if since.day is None or (began_on is not None and began_on >= since.day):
        return True
    if now > standing(due_on, since.day, days_before, calendar):
        return True
    weeks = [(one - due_on).days // 7 for one in (day, since.day)]
    return since.again_weekly and now is Standing.OVERDUE and weeks[0] > weeks[1]


def office_day_before(day: date, calendar: WorkingCalendar) -> date:
    for back in range(1, LONGEST_SHUT):
        if calendar.office_day_from(day - back * DAY) < day:
            return calendar.office_day_from(day - back * DAY)
    return day - DAY


def leaves_from(reminders: Reminders, now: datetime, calendar: WorkingCalendar) -> datetime:
    """`now`, or the end of the quiet hours it lies in, on a day that is not quiet as a whole."""
    local = now.astimezone(LONDON)
    day, at = local.date(), local.time()
    begins, ends = reminders.quiet_from or MIDNIGHT, reminders.quiet_until or MIDNIGHT
    is_evening = begins > ends and at >= begins
    first = day + DAY if is_evening else day
    leaves_on = calendar.office_day_from(first) if reminders.quiet_when_shut else first
    if leaves_on > day:
        return moment_on(leaves_on, ends if begins != ends else reminders.daily_at or NINE)
    is_quiet = at < ends if begins > ends else begins <= at < ends
    return moment_on(day, ends) if is_quiet else now
