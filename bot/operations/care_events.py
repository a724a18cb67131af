"""What happened to a child, and what it does to the child's reviews."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.domain.intents import Do
from bot.domain.permissions import is_allocated
from bot.domain.refusals import EventKnown, NotAllowed, NotOnCaseload, Refused
from bot.domain.results import Change
from bot.domain.results_reviews import CareEventRecorded
from bot.domain.reviewing import EventEffect
from bot.domain.reviews import Child, Review
from bot.domain.series import (
    IN_CARE,
    CareEvent,
    EventKind,
    Held,
    kind_of,
    looked_after_since,
    reviews_ahead,
)
from bot.domain.timetable import Deadline, ReviewKind
from bot.operations.desk import Desk, audit_event
from bot.operations.finding import find_child
from storage import care_events, children, review_changes

_OF_CARE = frozenset({ReviewKind.CLA, ReviewKind.SHORT_BREAK, ReviewKind.ADOPTION})
_OF_PROTECTION = frozenset({ReviewKind.ICPC, ReviewKind.RCPC})
TOUCHES: dict[EventKind, frozenset[ReviewKind]] = {
    EventKind.LOOKED_AFTER: _OF_CARE,
    EventKind.POLICE_PROTECTION: _OF_CARE,
    EventKind.SHORT_BREAK: frozenset({ReviewKind.SHORT_BREAK, ReviewKind.CLA}),
    EventKind.AUTHORITY_TO_PLACE: _OF_CARE,
    EventKind.PLACED_FOR_ADOPTION: _OF_CARE,
    EventKind.SECURE: frozenset({ReviewKind.SECURE}),
    EventKind.STRATEGY_DISCUSSION: _OF_PROTECTION,
    EventKind.INITIAL_CONFERENCE: _OF_PROTECTION,
    EventKind.CARER_APPROVED: frozenset({ReviewKind.FOSTER_CARER}),
    EventKind.PRIVATE_FOSTERING: frozenset({ReviewKind.PRIVATE_FOSTERING, ReviewKind.PRIVATE_YEARLY}),
    EventKind.PATHWAY_PLAN: frozenset({ReviewKind.PATHWAY}),
    EventKind.LEFT_CARE: _OF_CARE | {ReviewKind.SECURE},
    EventKind.LEFT_SECURE: frozenset({ReviewKind.SECURE}),
    EventKind.PROTECTION_ENDED: _OF_PROTECTION,
}
"""The reviews whose clock an event may start, move or end; all others stay as they are."""


def effect_of(
    desk: Desk, child: Child, kind: EventKind, on: date, ended_on: date | None = None
) -> EventEffect | EventKnown:
    """What recording it would do, by all that is known of the child today. Raises BeyondKnownHolidays."""
    known = events_of(desk, child)
    for one in known:
        if (one.kind, one.happened_on) == (kind, on):
            return EventKnown(child.reference, one)
    before = _ahead(desk, child, known)
    after = _ahead(desk, child, [*known, CareEvent(kind, on, _end_of(kind, on, ended_on))])
    planned = [one for one in children.reviews_due(desk.work, child_id=child.id) if one.kind in TOUCHES[kind]]
    stood = {(one.kind, one.due_on) for one in planned}
    starts = [one for one in after if one not in before and (kind_of(one), one.due_on) not in stood]
    stops = [one for one in planned if _is_over(one, starts, after)]
    goes_on = [one for one in planned if one not in stops]
    return EventEffect(tuple(starts), tuple(stops), tuple(goes_on))


def events_of(desk: Desk, child: Child) -> list[CareEvent]:
    """With the period of care, or the first short break, that a file told of, where no event does."""
    known = care_events.care_events(desk.work, child.id)
    began, left = child.looked_after_on, child.left_care_on
    if began is None or any(one.kind in IN_CARE for one in known):
        return known
    if _is_on_short_breaks(desk, child):
        first = CareEvent(EventKind.SHORT_BREAK, began, began)
        return known if first.kind in {one.kind for one in known} else [first, *known]
    return [CareEvent(EventKind.LOOKED_AFTER, began, left if left and left > began else None), *known]


def record_care_event(
    desk: Desk, child: str, kind: EventKind, on: date, ended_on: date | None = None
) -> CareEventRecorded | Refused:
    """Plans the review that follows, and puts aside those that are no longer due."""
    found = find_child(desk, child)
    if isinstance(found, NotOnCaseload):
        return found
    if not is_allocated(desk.person, found):
        return NotAllowed(Do.RECORD_CARE_EVENT)
    effect = effect_of(desk, found, kind, on, ended_on)
    if isinstance(effect, EventKnown):
        return effect
    _keep_what_a_file_told(desk, found)
    event_id = care_events.add_care_event(desk.work, found.id, kind, on, _end_of(kind, on, ended_on))
    stopped = tuple(one.id for one in effect.stops)
    review_changes.put_aside_reviews(desk.work, stopped)
    planned = tuple(children.add_review(desk.work, as_planned(found, one)) for one in effect.starts)
    before = _keep_days_of_care(desk, found, kind)
    facts = {"event": kind.value, "on": on.isoformat(), "planned": list(planned), "stopped": list(stopped)}
    audit_event(desk, f"child:{found.id}", "care_event", facts)
    change = Change(
        "care_event", before=before, care_event_id=event_id, planned_ids=planned, stopped_ids=stopped
    )
    return CareEventRecorded(found.reference, kind, on, effect, change)


def as_planned(child: Child, following: Deadline, planned_on: date | None = None) -> dict[str, Any]:
    return {
        "child_id": child.id,
        "kind": kind_of(following).value,
        "due_on": following.due_on,
        "rule": following.rule.value,
        "counted_from": following.counted_from,
        "planned_on": planned_on,
    }


def _end_of(kind: EventKind, on: date, ended_on: date | None) -> date | None:
    """A short break whose end nobody told counts no days of the limits."""
    return ended_on or (on if kind is EventKind.SHORT_BREAK else None)


def _is_on_short_breaks(desk: Desk, child: Child) -> bool:
    past = children.reviews_held(desk.work, child.id)
    kinds = {one.kind for one in (*past, *children.reviews_due(desk.work, child_id=child.id))}
    return ReviewKind.SHORT_BREAK in kinds and ReviewKind.CLA not in kinds


def _ahead(desk: Desk, child: Child, events: list[CareEvent]) -> tuple[Deadline, ...]:
    past = children.reviews_held(desk.work, child.id)
    held = [Held(ReviewKind(one.kind), one.held_on) for one in past if one.held_on]
    yearly = bool(desk.policy.private_fostering_yearly)
    return reviews_ahead(events, held, desk.today, desk.calendar, private_yearly=yearly)


def _is_over(planned: Review, starts: list[Deadline], after: tuple[Deadline, ...]) -> bool:
    """Its clock has stopped, or runs anew."""
    runs = {kind_of(one) for one in after}
    return planned.kind not in runs or planned.kind in {kind_of(one) for one in starts}


def _keep_what_a_file_told(desk: Desk, child: Child) -> None:
    """The first day of care becomes an event of its own before another stands beside it."""
    for one in events_of(desk, child):
        if one.id == 0:
            care_events.add_care_event(desk.work, child.id, one.kind, one.happened_on, one.ended_on)


def _keep_days_of_care(desk: Desk, child: Child, kind: EventKind) -> dict[str, Any]:
    """The child's own first and last day of care; returns what they were."""
    if kind not in IN_CARE | {EventKind.LEFT_CARE}:
        return {}
    events = events_of(desk, child)
    since = looked_after_since(events, desk.today)
    left = max((one.happened_on for one in events if one.kind is EventKind.LEFT_CARE), default=None)
    values = {"looked_after_on": since or child.looked_after_on, "left_care_on": None if since else left}
    children.update_child(desk.work, child.reference, values)
    return {name: day.isoformat() if (day := getattr(child, name)) else None for name in values}
