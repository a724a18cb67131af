"""When a weekly reminder leaves."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import WorkingCalendar
from bot.domain.policy import WeeklyReminder

LONDON = ZoneInfo("Europe/London")
WEEK = timedelta(days=7)


def last_weekly_moment(weekly: WeeklyReminder, now: datetime, calendar: WorkingCalendar) -> datetime | None:
    """The latest moment, not after `now`, at which the weekly list was due; aware, UTC.

    None where nobody has decided on a day and time. A day on which the offices are shut (bank holiday,
    closure) moves to the next one on which they are open, without moving the weeks after it.
    """
    if weekly.weekday is None or weekly.at is None:
        return None
    today = now.astimezone(LONDON).date()
    this_week = today - timedelta(days=(today.weekday() - weekly.weekday) % 7)
    for planned in (this_week, this_week - WEEK, this_week - 2 * WEEK):
        moment = _moment(planned, weekly.at, calendar)
        if moment <= now:
            return moment
    return None


def _moment(planned: date, at: time, calendar: WorkingCalendar) -> datetime:
    local = datetime.combine(calendar.office_day_from(planned), at, tzinfo=LONDON)
    return local.astimezone(ZoneInfo("UTC"))
