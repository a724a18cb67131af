"""For whom the lists of a moment are planned: a fixed number of questions, however many people there are.

Whoever might have something is planned for; what it is, and whether it is anything, is found out when it
is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.calendar import WorkingCalendar
from bot.domain.leave import Choice, Leave, leave_on
from bot.domain.people import Person
from bot.domain.policy import Policy
from bot.domain.reminding import (
    DAY,
    Moment,
    at_own_hour,
    last_moment,
    last_weekly_moment,
    moment_on,
    office_day_before,
)
from bot.operations.absence import LONGEST_BACK
from bot.operations.recipients import daily_recipients, weekly_recipients
from storage import due, people, reminders
from storage.database import Work

MIDNIGHT = time(0)


@dataclass(frozen=True)
class Run:
    """One moment of those who have their lists at one hour."""

    hour: str
    moment: Moment
    weekly_at: datetime | None
    """The weekly moment that this one is, or makes up for."""
    since: date
    """The day they were told on before."""


@dataclass(frozen=True)
class Row:
    person: Person
    about: str
    planned_at: datetime


def runs_due(
    work: Work, policy: Policy, calendar: WorkingCalendar, now: datetime, began: datetime
) -> list[Run]:
    """Of every hour the latest moment only: what was missed before it is made up for by it."""
    last = reminders.last_runs(work)
    hours = reminders.hours_chosen(work) if "hour" in policy.reminders.own_choice else []
    runs = (_run(hour, policy, calendar, now, began, last) for hour in ("", *hours))
    return [run for run in runs if run is not None]


def _run(
    hour: str,
    policy: Policy,
    calendar: WorkingCalendar,
    now: datetime,
    began: datetime,
    last: Mapping[str, datetime],
) -> Run | None:
    own = at_own_hour(policy, time.fromisoformat(hour) if hour else None)
    moment = last_moment(own, now, calendar)
    if moment is None or moment.at <= max(began, last.get(hour, began)):
        return None
    before = last.get(hour) or last.get("")
    weekly_at = last_weekly_moment(own.weekly, now, calendar)
    if weekly_at is not None and weekly_at <= max(began, before or began):
        weekly_at = None
    since = Moment(before, is_weekly=False).day if before else office_day_before(moment.day, calendar)
    return Run(hour, moment, weekly_at, min(since, moment.day - DAY))


@dataclass(frozen=True)
class _Known:
    """Of everybody at the moment of a run, by person."""

    daily: set[int]
    weekly: set[int]
    """Those of `daily` too: on its day the week's message stands for the day's."""
    told: Mapping[int, list[reminders.ListPlanned]]
    back: set[int]
    with_a_chat: set[int]


def rows_of(work: Work, policy: Policy, calendar: WorkingCalendar, run: Run) -> list[Row]:
    day, chosen = run.moment.day, reminders.choices(work)
    away = reminders.leaves(work, day - LONGEST_BACK)
    known = _known(work, policy, calendar, run, away)
    rows = []
    for person in people.everyone(work):
        choice = chosen.get(person.id, Choice())
        is_theirs = person.active and _hour_of(choice, policy) == run.hour
        if is_theirs and not leave_on(away.get(person.id, []), day):
            rows.append(_row(person, known, run, is_daily=not _only_weekly(choice, policy)))
    return [row for row in rows if row is not None]


def _known(
    work: Work,
    policy: Policy,
    calendar: WorkingCalendar,
    run: Run,
    away: Mapping[int, list[Leave]],
) -> _Known:
    day = run.moment.day
    daily = daily_recipients(work, policy, calendar, run.since, day)
    return _Known(
        daily,
        daily | weekly_recipients(work, policy, calendar, day) if run.weekly_at else set(),
        reminders.lists_planned(work, moment_on(_first_day(run), MIDNIGHT)),
        _not_told_since(work, away, day),
        due.have_a_chat(work),
    )


def _row(person: Person, known: _Known, run: Run, *, is_daily: bool) -> Row | None:
    lists, is_back, day = known.told.get(person.id, []), person.id in known.back, run.moment.day
    if any(one.planned_at >= moment_on(day, MIDNIGHT) for one in lists):
        return None  # whoever changed their hour has had today's list already
    has_had_it = any(one.about == reminders.WEEKLY for one in lists)
    if run.weekly_at and not has_had_it and (is_back or person.id in known.weekly):
        return Row(person, reminders.WEEKLY, run.weekly_at)
    if person.id in known.with_a_chat and (is_back or (is_daily and person.id in known.daily)):
        since = None if is_back else run.since
        return Row(person, daily_about(day, since), run.moment.at)
    return None


def _not_told_since(work: Work, away: Mapping[int, list[Leave]], day: date) -> set[int]:
    """Who is back from leave, and has had no list since."""
    over = {who: one.to_on for who, leaves in away.items() for one in leaves if one.to_on < day}
    if not over:
        return set()
    since = moment_on(min(over.values()) + DAY, MIDNIGHT)
    lists = reminders.lists_planned(work, since, over)
    return {
        who
        for who, last in over.items()
        if not any(one.planned_at >= moment_on(last + DAY, MIDNIGHT) for one in lists.get(who, []))
    }


def _first_day(run: Run) -> date:
    return Moment(run.weekly_at, is_weekly=True).day if run.weekly_at else run.moment.day


def _hour_of(choice: Choice, policy: Policy) -> str:
    return choice.hour if "hour" in policy.reminders.own_choice else ""


def _only_weekly(choice: Choice, policy: Policy) -> bool:
    return choice.weekly_only and "weekly_only" in policy.reminders.own_choice


def daily_about(day: date, since: date | None) -> str:
    return f"{reminders.DAILY}:{day:%Y%m%d}:{since:%Y%m%d}" if since else f"{reminders.DAILY}:{day:%Y%m%d}:0"


def day_of_number(number: int) -> date | None:
    return date(number // 10000, number // 100 % 100, number % 100) if number else None
