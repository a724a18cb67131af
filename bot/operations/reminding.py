"""What the clock does: plan the weekly list, and make each message from the facts of the moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.calendar import WorkingCalendar
from bot.domain.concerns import Action, Concern, Entry, Step, StepState
from bot.domain.notices import (
    Answered,
    Commented,
    DateMovedForYou,
    Notice,
    NotReached,
    RaisedForYou,
    StepAddressed,
    StepWanted,
    WeeklyList,
)
from bot.domain.people import Person, Role
from bot.domain.policy import Policy
from bot.domain.reminding import last_weekly_moment
from bot.domain.results_concern import ActionDue
from bot.operations.actions import actions_of
from bot.operations.between_lists import between_waiting
from bot.operations.desk import Desk
from storage import children, concerns, deliveries, people
from storage.database import Work

WEEKLY = "weekly"


def weekly_recipients(work: Work, moment: datetime) -> list[Person]:
    """Every IRO with an open escalation, or an action to do, for whom this moment is not planned yet."""
    found = concerns.open_concerns(work)
    with_open = {one.iro_id for one in found if one.is_formal or _own_actions(one)}
    done = deliveries.last_planned(work, WEEKLY)
    iros = [one for one in people.everyone(work) if one.active and one.is_a(Role.IRO) and one.id in with_open]
    return [one for one in iros if one.id not in done or done[one.id] < moment]


def plan_weekly(work: Work, moment: datetime, now: datetime) -> None:
    for person in weekly_recipients(work, moment):
        deliveries.plan_delivery(work, person.id, WEEKLY, moment, now)


def weekly_moment_due(
    policy: Policy, calendar: WorkingCalendar, now: datetime, began: datetime
) -> datetime | None:
    """The latest weekly moment, unless it lies before this authority began here."""
    moment = last_weekly_moment(policy.weekly, now, calendar)
    return moment if moment is not None and moment > began else None


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
    deliveries.plan_delivery(desk.work, found.iro_id, f"not_reached:{ids[0]}", desk.now, desk.now)


def _weekly(desk: Desk) -> WeeklyList | None:
    mine = concerns.open_concerns(desk.work, iro_ids=[desk.person.id])
    formal = tuple(one for one in mine if one.is_formal)
    actions = _due_this_week(desk, mine)
    if not formal and not actions:
        return None
    late = [one for one in mine if not one.is_formal and one.due_on is not None and one.due_on < desk.today]
    yesterday = desk.today - timedelta(days=1)
    reviews = children.reviews_due(desk.work, iro_ids=[desk.person.id], to_on=yesterday)
    not_filed = concerns.concerns_not_filed(desk.work, desk.person.id)
    waiting = between_waiting(desk)
    return WeeklyList(formal, len(late), len(reviews), len(not_filed), actions, between=waiting)


def _own_actions(concern: Concern) -> list[Action]:
    return [one for one in concern.actions_open if one.owner_id == concern.iro_id]


def _due_this_week(desk: Desk, mine: list[Concern]) -> tuple[ActionDue, ...]:
    """The IRO's own actions: other owners are not reminded here."""
    until = desk.today + timedelta(days=6)
    return tuple(
        row
        for row in actions_of(mine)
        if row.action.owner_id == desk.person.id and row.action.due_on <= until
    )


def _addressed(desk: Desk, step_id: int) -> StepAddressed | None:
    found = _step(desk, step_id, StepState.RAISED)
    return StepAddressed(*found, found[0].entries) if found else None


def _wanted(desk: Desk, step_id: int) -> StepWanted | None:
    found = _step(desk, step_id, StepState.ASKED)
    return StepWanted(*found) if found else None


def _raised(desk: Desk, step_id: int) -> RaisedForYou | None:
    found = _step(desk, step_id, StepState.RAISED)
    return RaisedForYou(*found) if found else None


def _moved(desk: Desk, step_id: int) -> DateMovedForYou | None:
    found = _step(desk, step_id, StepState.RAISED)
    moves = [one for one in found[0].moves if one.step_id == step_id] if found else []
    return DateMovedForYou(*found, moves[-1]) if found and moves else None


def _not_reached(desk: Desk, step_id: int) -> NotReached | None:
    found = _step(desk, step_id, StepState.RAISED)
    return NotReached(*found) if found else None


def _response(desk: Desk, concern_id: int, position: int) -> Answered | None:
    found = _entry(desk, concern_id, position)
    return Answered(*found) if found else None


def _comment(desk: Desk, concern_id: int, position: int) -> Commented | None:
    found = _entry(desk, concern_id, position)
    return Commented(*found) if found else None


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
    return (concern, entry) if concern and entry else None


NOTICES: dict[str, Callable[..., Notice | None]] = {
    WEEKLY: _weekly,
    "step": _addressed,
    "asked": _wanted,
    "raised": _raised,
    "moved": _moved,
    "not_reached": _not_reached,
    "response": _response,
    "comment": _comment,
}
"""By the first word of a delivery's `about`."""
