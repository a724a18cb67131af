"""Did the reminders go out? For who manages the assistant, a team, or only themselves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta

from bot.clock import LONDON
from bot.domain.intents import Do
from bot.domain.people import Role
from bot.domain.permissions import may_begin
from bot.domain.refusals import NotAllowed
from bot.domain.reminding import last_weekly_moment
from bot.domain.results_went_out import ReminderRun, RemindersTold
from bot.operations.desk import Desk
from bot.operations.finding import team_of
from storage import reminder_runs, watched

LOOKS_BACK = timedelta(days=14)
ONE_RUN = timedelta(days=6)
"""A weekly list whose day was a bank holiday leaves a day later: two of them may lie six days apart."""
DAILY = "daily"
ALIVE_FOR = timedelta(minutes=5)
LONGEST_WAIT = 15
"""Days until the next weekly list: a day on which the offices are shut may move it."""


def ask_reminders(desk: Desk) -> RemindersTold | NotAllowed:
    if not may_begin(desk.person, Do.ASK_REMINDERS):
        return NotAllowed(Do.ASK_REMINDERS)
    whose, to = _whose(desk)
    standing = watched.standing_of(desk.work)
    is_admin = desk.person.is_a(Role.ADMIN)
    return RemindersTold(
        whose,
        tuple(_runs(desk, to)),
        _next_weekly(desk),
        standing.ticked_at,
        standing.ticked_at is not None and desk.now - standing.ticked_at < ALIVE_FOR,
        standing.audited_at if is_admin else None,
        standing.audit if is_admin else None,
    )


def _whose(desk: Desk) -> tuple[str, Collection[int] | None]:
    if desk.person.is_a(Role.ADMIN):
        return "all", None
    if desk.person.is_a(Role.IRO_MANAGER):
        return "team", {desk.person.id, *(one.id for one in team_of(desk))}
    return "mine", {desk.person.id}


def _runs(desk: Desk, to: Collection[int] | None) -> list[ReminderRun]:
    moments = reminder_runs.last_list_moments(desk.work, desk.now - LOOKS_BACK, to)
    return [
        reminder_runs.reminder_run(desk.work, kind, _began(kind, at), at, to) for kind, at in moments.items()
    ]


def _began(kind: str, at: datetime) -> datetime:
    """After this moment lie all lists of the same run: of one day, or of the days of one week."""
    if kind != DAILY:
        return at - ONE_RUN
    midnight = datetime.combine(at.astimezone(LONDON).date(), time(), LONDON)
    return midnight - timedelta(microseconds=1)


def _next_weekly(desk: Desk) -> datetime | None:
    ahead = (desk.now + timedelta(days=days) for days in range(1, LONGEST_WAIT + 1))
    moments = (last_weekly_moment(desk.policy.weekly, day, desk.calendar) for day in ahead)
    return next((moment for moment in moments if moment is not None and moment > desk.now), None)
