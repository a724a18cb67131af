"""What an IRO does for a child between reviews, written down: visits, midway reviews, ratings, oversight."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain import between
from bot.domain.activities import Activity, ActivityKind, Rag
from bot.domain.audit import digest
from bot.domain.intents import Do
from bot.domain.people import Role
from bot.domain.permissions import is_allocated
from bot.domain.policy import TriggerEvent
from bot.domain.refusals import NoSuchRecord, NotAllowed, NothingToUndo, NotOnCaseload, Refused
from bot.domain.results import Change, Undone
from bot.domain.results_between import ActivityFiled, ActivityRecorded
from bot.domain.reviews import Child
from bot.operations.desk import Desk, audit_event
from bot.operations.finding import find_child
from storage import activities, children


def record_visit(
    desk: Desk,
    child: str,
    happened_on: date | None,
    due_on: date | None = None,
    note: str = "",
    mode: str = "",
    seen_alone: bool | None = None,
) -> ActivityRecorded | Refused:
    """Without `happened_on` it was only arranged, for `due_on`; with both, the next one is for `due_on`."""
    kind = _held_or_planned(ActivityKind.VISIT, happened_on)
    about = {"mode": mode, "seen_alone": seen_alone, "due_on": due_on, "note": note}
    return _of_child(desk, Do.RECORD_VISIT, child, kind, happened_on, about)


def record_midway_review(
    desk: Desk, child: str, happened_on: date | None, due_on: date | None = None, note: str = ""
) -> ActivityRecorded | Refused:
    kind = _held_or_planned(ActivityKind.MIDWAY, happened_on)
    about = {"due_on": due_on, "note": note}
    return _of_child(desk, Do.RECORD_MIDWAY_REVIEW, child, kind, happened_on, about)


def record_oversight(
    desk: Desk, child: str, note: str, happened_on: date | None = None
) -> ActivityRecorded | Refused:
    kind, on = ActivityKind.OVERSIGHT, happened_on or desk.today
    return _of_child(desk, Do.RECORD_OVERSIGHT, child, kind, on, {"note": note})


def check_before_review(
    desk: Desk, child: str, note: str = "", happened_on: date | None = None
) -> ActivityRecorded | Refused:
    kind, on = ActivityKind.PRE_REVIEW, happened_on or desk.today
    return _of_child(desk, Do.CHECK_BEFORE_REVIEW, child, kind, on, {"note": note})


def set_rag(
    desk: Desk,
    child: str,
    rag: Rag,
    happened_on: date | None = None,
    due_on: date | None = None,
    note: str = "",
) -> ActivityRecorded | Refused:
    """`due_on`: a day of the IRO's own choice instead of the end of the policy's window."""
    found = own_child(desk, child, Do.SET_RAG)
    if not isinstance(found, Child):
        return found
    rated_on = happened_on or desk.today
    window = between.window(rag, rated_on, reviewed_on(desk, found, rated_on), desk.policy.between)
    by_on = due_on or (window.by_on if window else None)
    values = {"value": rag.value, "note": note, "due_on": by_on}
    activity = add_activity(desk, found, ActivityKind.RAG, rated_on, values)
    trigger = desk.policy.trigger(TriggerEvent.RAG_RED) if rag is Rag.RED else None
    kept = window if window and window.by_on == by_on else None
    return ActivityRecorded(activity, change_of(activity), window=kept, trigger=trigger)


def log_good_practice(
    desk: Desk, note: str, credited_to: str = "", child: str | None = None, happened_on: date | None = None
) -> ActivityRecorded | Refused:
    """Of a person or a team, for a child of the IRO's own or for none in particular."""
    found = own_child(desk, child, Do.LOG_GOOD_PRACTICE) if child else None
    if found is not None and not isinstance(found, Child):
        return found
    if not desk.person.is_a(Role.IRO):
        return NotAllowed(Do.LOG_GOOD_PRACTICE)
    about = {"note": note, "credited_to": credited_to}
    activity = add_activity(desk, found, ActivityKind.GOOD_PRACTICE, happened_on or desk.today, about)
    return ActivityRecorded(activity, change_of(activity))


def mark_activity_filed(desk: Desk, activity_id: int) -> ActivityFiled | NoSuchRecord:
    activity = activities.activity_by_id(desk.work, activity_id)
    if activity is None or not _is_own(desk, activity):
        return NoSuchRecord()
    if activity.filed_on is None:
        activities.change_activity(desk.work, activity.id, filed_on=desk.today)
        audit_event(desk, _subject(activity), "activity_filed", {"activity": activity.id})
    return ActivityFiled(activity)


def undo_activity(desk: Desk, change: Change) -> Undone | NothingToUndo:
    """What was raised with it is undone apart."""
    activity = activities.activity_by_id(desk.work, change.activity_id or 0)
    if activity is None or not _is_own(desk, activity):
        return NothingToUndo()
    activities.change_activity(desk.work, activity.id, undone=True)
    audit_event(desk, _subject(activity), "activity_undone", {"activity": activity.id})
    return Undone(change, None, activity=activity)


def own_child(desk: Desk, reference: str, do: Do) -> Child | Refused:
    """On this IRO's own caseload."""
    found = find_child(desk, reference)
    if isinstance(found, NotOnCaseload) or is_allocated(desk.person, found):
        return found
    return NotAllowed(do)


def reviewed_on(desk: Desk, child: Child, by: date) -> date | None:
    """The last review held up to that day."""
    held = [one.held_on for one in children.reviews_held(desk.work, child.id) if one.held_on]
    return max((day for day in held if day <= by), default=None)


def add_activity(
    desk: Desk, child: Child | None, kind: ActivityKind, happened_on: date, values: Mapping[str, Any]
) -> Activity:
    row = {
        "child_id": child.id if child else None,
        "kind": kind,
        "happened_on": happened_on,
        "by_id": desk.person.id,
        "recorded_by": desk.person.id,
        **values,
    }
    activity_id = activities.add_activity(desk.work, row)
    activity = activities.activity_by_id(desk.work, activity_id)
    if activity is None:
        raise LookupError(f"no activity {activity_id}")
    audit_event(desk, _subject(activity), kind.value, _for_history(activity))
    return activity


def change_of(activity: Activity) -> Change:
    return Change("activity", activity_id=activity.id)


def _of_child(
    desk: Desk,
    do: Do,
    child: str,
    kind: ActivityKind,
    happened_on: date | None,
    about: Mapping[str, Any],
) -> ActivityRecorded | Refused:
    found = own_child(desk, child, do)
    if not isinstance(found, Child):
        return found
    activity = add_activity(desk, found, kind, happened_on or desk.today, about)
    return ActivityRecorded(activity, change_of(activity))


def _held_or_planned(kind: ActivityKind, happened_on: date | None) -> ActivityKind:
    return kind if happened_on else between.PLANS[kind]


def _is_own(desk: Desk, activity: Activity) -> bool:
    if activity.child_id is None:
        return activity.recorded_by == desk.person.id
    return desk.person.is_a(Role.IRO) and activity.iro_id == desk.person.id


def _subject(activity: Activity) -> str:
    return f"activity:{activity.id}" if activity.child_id is None else f"child:{activity.child_id}"


def _for_history(activity: Activity) -> dict[str, Any]:
    """Of texts their digest only."""
    return {
        "activity": activity.id,
        "happened_on": activity.happened_on.isoformat(),
        "due_on": activity.due_on.isoformat() if activity.due_on else None,
        "value": activity.value,
        "note": digest(activity.note),
        "declined": digest(activity.declined) if activity.declined else "",
    }
