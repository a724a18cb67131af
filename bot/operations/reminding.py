"""What the clock does: plan the lists, and make each message from the facts of the moment it is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.calendar import WorkingCalendar
from bot.domain.concerns import Concern, Entry, Step, StepState
from bot.domain.notices import (
    Answered,
    Commented,
    Daily,
    DateBackForYou,
    DateMovedForYou,
    Notice,
    NotReached,
    RaisedForYou,
    StepAddressed,
    StepTakenBack,
    StepWanted,
    Ticked,
    Weekly,
)
from bot.domain.permissions import is_addressed
from bot.domain.policy import Policy
from bot.domain.reminding import LONDON, leaves_from
from bot.operations.absence import came_up_while_away, news_leaves_at
from bot.operations.daily_lists import daily_list
from bot.operations.desk import Desk
from bot.operations.planning import day_of_number, rows_of, runs_due
from bot.operations.weekly_lists import weekly_list
from storage import concerns, deliveries, reminders
from storage.database import Work

REMEMBERED = timedelta(days=60)
"""How long a planned moment is kept."""


def plan_due(work: Work, policy: Policy, calendar: WorkingCalendar, now: datetime, began: datetime) -> None:
    """Plans the lists due at `now`, each once, however often and by however many instances it is called.

    Of moments missed since the last time only the latest is planned; of those before `began` none.
    """
    for run in runs_due(work, policy, calendar, now, began):
        if reminders.begin_run(work, run.hour, run.moment.at):
            rows = [
                (row.person.id, row.about, row.planned_at) for row in rows_of(work, policy, calendar, run)
            ]
            reminders.plan_lists(work, rows, leaves_from(policy.reminders, now, calendar))
            reminders.forget_runs(work, run.moment.at - REMEMBERED)


def would_plan(
    work: Work, policy: Policy, calendar: WorkingCalendar, now: datetime, began: datetime
) -> list[tuple[str, str]]:
    """Who would get a list at `now`, by name, and what about. Nothing is stored."""
    found = []
    for run in runs_due(work, policy, calendar, now, began):
        for row in rows_of(work, policy, calendar, run):
            desk = Desk(work, row.person, policy, calendar, now, now.astimezone(LONDON).date())
            if notice_for(desk, row.about) is not None:
                found.append((row.person.name, row.about.partition(":")[0]))
    return found


def notice_for(desk: Desk, about: str) -> Notice | None:
    """None: there is no longer anything to say. `desk.person` is the recipient."""
    kind, *ids = about.split(":")
    return NOTICES[kind](desk, *(int(one) for one in ids))


def not_reached(desk: Desk, about: str) -> None:
    """A manager could not be told in Teams: the IRO learns that the text has to be sent by hand."""
    kind, *ids = about.split(":")
    found = concerns.concern_of_step(desk.work, int(ids[0])) if kind == "step" else None
    if found is None or found.iro_id is None:
        return
    concerns.change_step(desk.work, int(ids[0]), told_in_teams=False)
    leaves_at = news_leaves_at(desk, found.iro_id)
    deliveries.plan_delivery(desk.work, found.iro_id, f"not_reached:{ids[0]}", desk.now, leaves_at)


def _addressed(desk: Desk, step_id: int) -> StepAddressed | None:
    found = _step(desk, step_id, StepState.RAISED)
    return StepAddressed(*found, found[0].entries) if found else None


def _wanted(desk: Desk, step_id: int) -> StepWanted | None:
    found = _step(desk, step_id, StepState.ASKED)
    return StepWanted(*found) if found else None


def _raised(desk: Desk, step_id: int) -> RaisedForYou | None:
    found = _step(desk, step_id, StepState.RAISED)
    return RaisedForYou(*found) if found and not came_up_while_away(desk, found[1].raised_on) else None


def _moved(desk: Desk, step_id: int, move_id: int) -> DateMovedForYou | None:
    found = _step(desk, step_id, StepState.RAISED)
    move = next((one for one in found[0].moves if one.id == move_id), None) if found else None
    return DateMovedForYou(*found, move) if found and move else None


def _date_back(desk: Desk, step_id: int, move_id: int) -> DateBackForYou | None:
    found = _step(desk, step_id, StepState.RAISED)
    was_told = deliveries.may_have_arrived(desk.work, desk.person.id, f"moved:{step_id}:{move_id}")
    return DateBackForYou(*found) if found and was_told else None


def _taken_back(desk: Desk, step_id: int) -> StepTakenBack | None:
    """Not where the stage has been raised with the same person again."""
    concern = concerns.concern_of_step(desk.work, step_id)
    was_told = deliveries.may_have_arrived(desk.work, desk.person.id, f"step:{step_id}")
    if concern is None or not was_told or is_addressed(desk.person, concern):
        return None
    return StepTakenBack(concern)


def _not_reached(desk: Desk, step_id: int) -> NotReached | None:
    found = _step(desk, step_id, StepState.RAISED)
    return NotReached(*found) if found and not came_up_while_away(desk, found[1].raised_on) else None


def _response(desk: Desk, concern_id: int, position: int) -> Answered | None:
    found = _entry(desk, concern_id, position)
    return Answered(*found) if found else None


def _comment(desk: Desk, concern_id: int, position: int) -> Commented | None:
    found = _entry(desk, concern_id, position)
    return Commented(*found) if found else None


def _ticked(desk: Desk, concern_id: int, position: int) -> Ticked | None:
    found = _entry(desk, concern_id, position)
    return Ticked(*found) if found else None


def _weekly(desk: Desk) -> Weekly | None:
    return weekly_list(desk)


def _daily(desk: Desk, day: int, since: int) -> Daily | None:
    planned_for = day_of_number(day)
    return daily_list(desk, planned_for, day_of_number(since)) if planned_for else None


def _step(desk: Desk, step_id: int, state: StepState) -> tuple[Concern, Step] | None:
    concern = concerns.concern_of_step(desk.work, step_id)
    if concern is None or not concern.is_open:
        return None
    step = next((one for one in concern.steps if one.id == step_id and one.state is state), None)
    return (concern, step) if step else None


def _entry(desk: Desk, concern_id: int, position: int) -> tuple[Concern, Entry] | None:
    concern = concerns.concern_by_id(desk.work, concern_id)
    entries = concern.entries if concern else ()
    entry = next((one for one in entries if one.position == position and not one.undone), None)
    if concern is None or entry is None or came_up_while_away(desk, entry.at):
        return None
    return concern, entry


NOTICES: dict[str, Callable[..., Notice | None]] = {
    reminders.WEEKLY: _weekly,
    reminders.DAILY: _daily,
    "step": _addressed,
    "asked": _wanted,
    "raised": _raised,
    "moved": _moved,
    "date_back": _date_back,
    "taken_back": _taken_back,
    "not_reached": _not_reached,
    "response": _response,
    "comment": _comment,
    "ticked": _ticked,
}
"""By the first word of a delivery's `about`."""
