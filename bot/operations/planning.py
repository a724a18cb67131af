"""For whom the lists of a moment are planned: a fixed number of questions, however many people there are.

Whoever might have something is planned for; what it is, and whether it is anything, is found out when it
is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.calendar import WorkingCalendar
from bot.domain.leave import Choice, leave_on
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
from bot.operations.recipients import daily_recipients, weekly_recipients
from storage import conversations, due, people, reminders
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


def rows_of(work: Work, policy: Policy, calendar: WorkingCalendar, run: Run) -> list[Row]:
    day, chosen = run.moment.day, reminders.choices(work)
    away = reminders.leaves(work, run.since)
    told = reminders.lists_planned(work, moment_on(_first_day(run), MIDNIGHT))
    weekly = weekly_recipients(work, policy, calendar, day) if run.weekly_at else set()
    daily = set() if run.moment.is_weekly else daily_recipients(work, policy, calendar, run.since, day)
    with_a_chat = due.have_a_chat(work)
    unreached = {one.id for one in conversations.unreachable_people(work)}
    rows = []
    for person in people.everyone(work):
        choice, leaves = chosen.get(person.id, Choice()), away.get(person.id, [])
        is_theirs = person.active and _hour_of(choice, policy) == run.hour
        if not is_theirs or leave_on(leaves, day) or _is_told(told.get(person.id, []), day):
            continue
        was_away = any(one.to_on < day for one in leaves)
        has_had_it = any(one.about == reminders.WEEKLY for one in told.get(person.id, []))
        if run.weekly_at and not has_had_it and (was_away or person.id in weekly):
            rows.append(Row(person, reminders.WEEKLY, run.weekly_at))
        elif person.id in with_a_chat and (
            was_away or (person.id in daily and not _only_weekly(choice, policy))
        ):
            since = None if was_away or person.id in unreached else run.since
            rows.append(Row(person, daily_about(day, since), run.moment.at))
    return rows


def _first_day(run: Run) -> date:
    return Moment(run.weekly_at, is_weekly=True).day if run.weekly_at else run.moment.day


def _hour_of(choice: Choice, policy: Policy) -> str:
    return choice.hour if "hour" in policy.reminders.own_choice else ""


def _only_weekly(choice: Choice, policy: Policy) -> bool:
    return choice.weekly_only and "weekly_only" in policy.reminders.own_choice


def _is_told(lists: Iterable[reminders.ListPlanned], day: date) -> bool:
    """Whoever changed their hour has had today's list already."""
    return any(one.planned_at >= moment_on(day, MIDNIGHT) for one in lists)


def daily_about(day: date, since: date | None) -> str:
    return f"{reminders.DAILY}:{day:%Y%m%d}:{since:%Y%m%d}" if since else f"{reminders.DAILY}:{day:%Y%m%d}:0"


def day_of_number(number: int) -> date | None:
    return date(number // 10000, number // 100 % 100, number % 100) if number else None
