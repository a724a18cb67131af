"""A child's chronology: every record, review and activity, for the child's IRO and their manager."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.concerns import Concern
from bot.domain.intents import Do
from bot.domain.permissions import is_allocated, may_begin
from bot.domain.promises import as_of
from bot.domain.refusals import NotAllowed, NotOnCaseload
from bot.domain.results_chronology import ChronologyShown, KeptRecord
from bot.domain.reviews import Child, Review
from bot.operations.desk import Desk, audit_event, keep_read, policy_of
from bot.operations.finding import find_child, find_record
from storage import activities, care_events, children, concerns


def child_meant(
    desk: Desk, slots: Mapping[str, Any], last_record: str | None
) -> Child | NotOnCaseload | None:
    """The child named, or that of the record named or last spoken of; None where neither is."""
    reference = slots.get("child")
    if not isinstance(reference, str):
        ref = slots.get("escalation_ref") or last_record
        record = find_record(desk, ref) if isinstance(ref, str) else None
        reference = record.child if isinstance(record, Concern) else None
    return find_child(desk, reference) if reference else None


def show_chronology(desk: Desk, reference: str) -> ChronologyShown | NotOnCaseload | NotAllowed:
    """A read of another IRO's child stands in the history of the child and of each of its records."""
    if not may_begin(desk.person, Do.SHOW_CHRONOLOGY):
        return NotAllowed(Do.SHOW_CHRONOLOGY)
    child = find_child(desk, reference)
    if isinstance(child, NotOnCaseload):
        return child
    kept = _records(desk, child)
    if not is_allocated(desk.person, child):
        audit_event(desk, f"child:{child.id}", "read_chronology", {})
        for one in kept:
            keep_read(desk, one.concern, "read_chronology")
    done = activities.activities(desk.work, child_id=child.id)
    events = care_events.care_events(desk.work, child.id)
    return ChronologyShown(
        child.reference, child.iro_name, kept, _reviews(desk, child), tuple(done), tuple(events)
    )


def _records(desk: Desk, child: Child) -> tuple[KeptRecord, ...]:
    ids = sorted(one.id for one in concerns.concerns_of_child(desk.work, child.id))
    whole = (concerns.concern_by_id(desk.work, one) for one in ids)
    return tuple(KeptRecord(as_of(one, desk.today), policy_of(desk, one)) for one in whole if one is not None)


def _reviews(desk: Desk, child: Child) -> tuple[Review, ...]:
    """Of those still to come, the ones with something to tell."""
    ahead = children.reviews_due(desk.work, child_id=child.id)
    told = [one for one in ahead if one.adjourned_on or one.rearranged]
    return (*children.reviews_held(desk.work, child.id), *told)
