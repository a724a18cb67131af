"""The clocks of a formal escalation: the days of each stage, and the whole process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.calendar import WorkingCalendar
from bot.domain.policy import TOTAL_WORKING_DAYS, Stage


@dataclass(frozen=True)
class DayOf:
    """How far a clock has run, in working days: "Day 11 of 20"."""

    day: int
    """0 on the day raised; greater than `of` once the time is over."""
    of: int


def stage_due(raised_on: date, stage: Stage, calendar: WorkingCalendar) -> date | None:
    """The last day for an answer at this stage; None when the policy states no days.

    Days that nobody has called working or calendar are counted as working days, because they are part of a
    total that is in working days (IRO Handbook (2010) 6.2). Raises BeyondKnownHolidays for working days.
    """
    if stage.days is None:
        return None
    if stage.days_are == "calendar":
        return raised_on + timedelta(days=stage.days)
    return calendar.add_working_days(raised_on, stage.days)


def total_due(raised_on: date, calendar: WorkingCalendar) -> date:
    """The last day of the formal process. Raises BeyondKnownHolidays."""
    return calendar.add_working_days(raised_on, TOTAL_WORKING_DAYS)


def day_of_total(raised_on: date, today: date, calendar: WorkingCalendar) -> DayOf:
    """How much of the formal process has gone by `today`. Raises BeyondKnownHolidays."""
    return DayOf(calendar.working_days_between(raised_on, today), TOTAL_WORKING_DAYS)
