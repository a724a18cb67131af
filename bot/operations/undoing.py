"""Taking back the last change: visible in the history, nothing is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.concerns import Concern, ConcernStatus, EntryKind, StepState
from bot.domain.permissions import may_read, may_tick
from bot.domain.refusals import NothingToUndo, WhyNotUndone
from bot.domain.results import Change, Undone
from bot.operations.activities import undo_activity
from bot.operations.desk import Desk, audit_event
from bot.operations.undoing_parts import take_back_part
from bot.operations.undoing_reviews import UNDONE_BY, follows
from bot.operations.writing import add_entry, reread, tell
from storage import children, concerns


def undo(desk: Desk, change: Change) -> Undone | NothingToUndo:
    """Refused when something else has been added to the record since."""
    if change.kind in UNDONE_BY:
        return UNDONE_BY[change.kind](desk, change)
    if change.review_id is not None:
        return _undo_review(desk, change, change.review_id)
    if change.activity_id is not None and change.concern_id is None:
        return undo_activity(desk, change)
    concern = concerns.concern_by_id(desk.work, change.concern_id or 0)
    if concern is None or not (may_read(desk.person, concern) or _ticked_own(desk, concern, change)):
        return NothingToUndo()
    if _changed_since(concern, change, desk.person.id):
        return NothingToUndo(WhyNotUndone.CHANGED_SINCE)
    _take_back(desk, concern, change)
    if change.activity_id is not None:
        undo_activity(desk, change)
    return Undone(change, reread(desk, concern.id))


def _ticked_own(desk: Desk, concern: Concern, change: Change) -> bool:
    """By an owner of the action who may not read its record."""
    ticked = [one for one in concern.actions if change.kind == "action_done" and one.id == change.part_id]
    return any(may_tick(desk.person, concern, one) for one in ticked)


def _changed_since(concern: Concern, change: Change, person_id: int) -> bool:
    last = concern.entries[-1]
    newest = change.position if change.position is not None else 1
    return concern.last_position != newest or last.by_id != person_id


def _take_back(desk: Desk, concern: Concern, change: Change) -> None:
    changes: dict[str, Any] = {**UNDONE_COLUMNS.get(change.kind, {}), **_as_it_was(change)}
    if change.kind in ("opened", "stage", "asked") and change.step_id is not None:
        concerns.change_step(desk.work, change.step_id, state=StepState.UNDONE)
        changes |= _informal_again(desk, concern, change)
        if _was_asked_for(concern, change.step_id):
            concerns.ask_again(desk.work, change.step_id)
    if change.kind == "response" and change.step_id is not None and not _answered_before(concern, change):
        concerns.change_step(desk.work, change.step_id, state=StepState.RAISED, answered_on=None)
    if change.promise_position is not None:
        concerns.mark_promise(desk.work, concern.id, change.promise_position, None)
    if change.part_id is not None:
        take_back_part(desk.work, concern, change.kind, change.part_id)
    if change.position is not None:
        concerns.strike_entry(desk.work, concern.id, change.position)
    add_entry(desk, concern, EntryKind.UNDONE, change.kind, changes=changes)
    _tell_whoever_was_told(desk, concern, change)


def _tell_whoever_was_told(desk: Desk, concern: Concern, change: Change) -> None:
    """Whether the first message had left by then is known when this one is to be sent."""
    step = next((one for one in concern.steps if one.id == change.step_id), None)
    if step is None or not step.told_in_teams:
        return
    if change.kind == "moved":
        tell(desk, step.to_person_id, f"date_back:{step.id}:{change.part_id}")
    if change.kind in ("opened", "stage"):
        tell(desk, step.to_person_id, f"taken_back:{step.id}")


def _was_asked_for(concern: Concern, step_id: int) -> bool:
    stage = next((step.stage for step in concern.steps if step.id == step_id), None)
    return any(
        one.kind is EntryKind.ASKED and one.stage == stage and not one.undone for one in concern.entries
    )


def _answered_before(concern: Concern, change: Change) -> bool:
    stage = next((step.stage for step in concern.steps if step.id == change.step_id), None)
    return any(
        entry.kind is EntryKind.RESPONSE and entry.stage == stage and not entry.undone
        for entry in concern.entries
        if entry.position != change.position
    )


def _as_it_was(change: Change) -> dict[str, Any]:
    """Columns of the concern that the change names as they were before it."""
    return {
        name: date.fromisoformat(value) if value and name.endswith("_on") else value
        for name, value in change.before.items()
        if name != "themes"
    }


def _informal_again(desk: Desk, concern: Concern, change: Change) -> Mapping[str, Any]:
    """An escalation out of a challenge, undone at its first stage, is the challenge it was.

    What the IRO asked for, and a manager raised and took back, is still asked for, so still formal.
    """
    escalated = [one for one in concern.entries if one.kind is EntryKind.ESCALATED and not one.undone]
    still_asked = change.kind != "asked" and _was_asked_for(concern, change.step_id or 0)
    if change.kind == "opened" or len(concern.steps) > 1 or still_asked or not escalated:
        return {}
    concerns.strike_entry(desk.work, concern.id, escalated[-1].position)
    if themes := change.before.get("themes"):
        concerns.put_themes(desk.work, concern.id, themes)
    return {"kind": "challenge", "escalated_on": None, "total_began_on": None, "total_due_on": None}


def _undo_review(desk: Desk, change: Change, review_id: int) -> Undone | NothingToUndo:
    review = children.review_by_id(desk.work, review_id)
    if review is None or review.iro_id != desk.person.id or review.held_on is None:
        return NothingToUndo()
    for one in children.reviews_due(desk.work, child_id=review.child_id):
        if one.id > review.id and follows(review.kind, one.kind) and one.counted_from == review.held_on:
            children.change_review(desk.work, one, {"undone": True})
    values = {
        "held_on": None,
        "participation": None,
        "recorded_by": None,
        "filed_on": None,
        "late_reason": "",
    }
    children.change_review(desk.work, review, values)
    audit_event(desk, f"child:{review.child_id}", "review_undone", {"review": review_id})
    return Undone(change, None, children.review_by_id(desk.work, review_id))


UNDONE_COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "opened": {"status": ConcernStatus.WITHDRAWN, "outcome": "Undone straight after it was entered"},
    "closed": {
        "status": ConcernStatus.OPEN,
        "outcome": "",
        "impact": "",
        "resolved_on": None,
        "resolved_stage": None,
        "resolved_by": "",
    },
}
"""What else each kind of change set, and what it was before."""
