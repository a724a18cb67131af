"""Taking back what was changed of a review, or told of a child."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.domain.permissions import is_allocated
from bot.domain.refusals import NothingToUndo, WhyNotUndone
from bot.domain.results import Change, Undone
from bot.domain.timetable import ReviewKind
from bot.operations.desk import Desk, audit_event
from storage import care_events, children, review_changes


def follows(kind: str, later: str) -> bool:
    """An initial conference is followed by review conferences, any other review by its own kind."""
    return later == (ReviewKind.RCPC if kind == ReviewKind.ICPC else kind)


def undo_review_change(desk: Desk, change: Change) -> Undone | NothingToUndo:
    review = children.review_by_id(desk.work, change.review_id or 0)
    if review is None or review.iro_id != desk.person.id:
        return NothingToUndo()
    if review.version != change.version:
        return NothingToUndo(WhyNotUndone.CHANGED_SINCE)
    children.change_review(desk.work, review, _as_columns(change.before))
    audit_event(desk, f"child:{review.child_id}", f"{change.kind}_undone", {"review": review.id})
    return Undone(change, None, children.review_by_id(desk.work, review.id))


def undo_care_event(desk: Desk, change: Change) -> Undone | NothingToUndo:
    """The reviews it planned go, those it put aside come back."""
    child_id = care_events.child_of_event(desk.work, change.care_event_id or 0)
    if child_id is None:
        return NothingToUndo()
    child = children.child_by_id(desk.work, child_id)
    if not is_allocated(desk.person, child):
        return NothingToUndo()
    planned = [children.review_by_id(desk.work, review_id) for review_id in change.planned_ids]
    if any(one is None or one.version > 1 for one in planned):
        return NothingToUndo(WhyNotUndone.CHANGED_SINCE)
    review_changes.put_aside_reviews(desk.work, change.planned_ids)
    review_changes.put_back_reviews(desk.work, change.stopped_ids)
    care_events.remove_care_event(desk.work, change.care_event_id or 0)
    if change.before:
        children.update_child(desk.work, child.reference, _as_columns(change.before))
    audit_event(desk, f"child:{child_id}", "care_event_undone", {"event": change.care_event_id})
    return Undone(change, None)


def _as_columns(before: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if name.endswith("_on") and value else value
        for name, value in before.items()
    }


UNDONE_BY: Mapping[str, Callable[[Desk, Change], Undone | NothingToUndo]] = {
    "review_rearranged": undo_review_change,
    "review_adjourned": undo_review_change,
    "review_papers": undo_review_change,
    "care_event": undo_care_event,
}
"""By the kind of change."""
