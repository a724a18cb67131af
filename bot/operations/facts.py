"""Fetching what stands around an errand before a dialog decides anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.calendar import BeyondKnownHolidays
from bot.domain.concerns import Concern, id_of_ref
from bot.domain.intents import Do
from bot.domain.ladder import PlannedStep, plan_step
from bot.domain.people import Person
from bot.domain.permissions import (
    as_ticked_by,
    is_allocated,
    manages,
    may_begin,
    may_comment,
    may_read,
    may_respond,
    may_send,
    may_tick_some,
    may_write,
)
from bot.domain.refusals import (
    AlreadyClosed,
    AlreadyEscalated,
    CalendarEnds,
    NoSuchRecord,
    NotAllowed,
    NotClosed,
    NotEscalated,
    NothingOpen,
    NothingToTick,
    NotOnCaseload,
    Refused,
)
from bot.domain.reviews import Child
from bot.domain.shows import Facts
from bot.domain.triggers import told_by
from bot.operations.between_facts import OF_A_CHILD, about_activity
from bot.operations.chronology import child_meant
from bot.operations.desk import Desk, policy_of
from bot.operations.finding import (
    closed_records,
    concerns_to_tick,
    find_child,
    find_record,
    find_to_tick,
    nearest_references,
    open_of_child,
    visible_concerns,
)
from bot.operations.moving import about_move
from bot.operations.review_facts import OF_A_REVIEW, about_review
from bot.operations.stages import cannot_step
from storage import children, people


def gather(desk: Desk, do: Do, slots: Mapping[str, Any], last_record: str | None) -> Facts:
    """`last_record`: the reference of the record last spoken of, for an errand that names none."""
    facts = Facts(desk.today, desk.person, desk.policy, calendar_ends=desk.calendar.known_until)
    if not may_begin(desk.person, do):
        return replace(facts, refused=NotAllowed(do))
    try:
        if do in CHILD_FIRST:
            facts = _about_child(desk, facts, do, slots)
        if do in OF_A_CHILD:
            facts = about_activity(desk, facts, do, slots, day_in(slots, "happened_on") or desk.today)
        if do is Do.SHOW_CHRONOLOGY:
            facts = _about_chronology(desk, facts, slots, last_record)
        if do in MAY and not TICKED_WITHOUT_A_RECORD & slots.keys():
            facts = _about_record(desk, facts, do, slots, last_record)
        if do in (Do.RAISE_ESCALATION, Do.STEP_UP):
            facts = _about_step(desk, facts, slots)
        if do is Do.RAISE_ESCALATION:
            facts = replace(facts, trigger=told_by(desk.policy, _words_of(slots)))
        if do in MOVES:
            facts = about_move(desk, facts, do, day_in(slots, "due_on"))
    except BeyondKnownHolidays as end:
        return replace(facts, refused=CalendarEnds(end.known_until))
    return facts


def _about_child(desk: Desk, facts: Facts, do: Do, slots: Mapping[str, Any]) -> Facts:
    source = _source_of(desk, slots.get("from_record"))
    if isinstance(source, NoSuchRecord):
        return replace(facts, refused=source)
    reference = slots.get("child") or (source.child if source else None)
    if not isinstance(reference, str):
        return facts
    found = find_child(desk, reference)
    if isinstance(found, NotOnCaseload):
        return replace(facts, nearest=found.nearest)
    if not is_allocated(desk.person, found):
        return replace(facts, refused=NotAllowed(do))
    facts = replace(facts, child=found, linked=_linked(desk, found) if slots.get("siblings") else ())
    if do is Do.RAISE_ESCALATION:
        return _about_challenges(desk, facts, found, source)
    return about_review(desk, facts, do, found, slots) if do in OF_A_REVIEW else facts


def _about_chronology(desk: Desk, facts: Facts, slots: Mapping[str, Any], last_record: str | None) -> Facts:
    found = child_meant(desk, slots, last_record)
    return replace(facts, refused=found) if isinstance(found, NotOnCaseload) else replace(facts, child=found)


def _linked(desk: Desk, child: Child) -> tuple[str, ...]:
    """The child's siblings that are this person's too."""
    return tuple(
        one.reference
        for one in children.linked_children(desk.work, child.linked)
        if one.id != child.id and is_allocated(desk.person, one)
    )


def _source_of(desk: Desk, ref: Any) -> Concern | NoSuchRecord | None:
    """None where no record is named."""
    return find_record(desk, ref) if isinstance(ref, str) and id_of_ref(ref) else None


def _about_challenges(desk: Desk, facts: Facts, child: Child, source: Concern | None) -> Facts:
    """The child's open challenges, out of which the escalation may come."""
    challenges = tuple(open_of_child(desk, child.reference, lambda one: not one.is_formal))
    record = next((one for one in challenges if source and one.id == source.id), None)
    if source is not None and record is None and source.child_id == child.id:
        closed = AlreadyEscalated(source) if source.is_open else AlreadyClosed(source)
        return replace(facts, refused=closed)
    return replace(facts, records=challenges, record=record)


def _about_record(
    desk: Desk, facts: Facts, do: Do, slots: Mapping[str, Any], last_record: str | None
) -> Facts:
    ref, child = slots.get("escalation_ref"), slots.get("child")
    if isinstance(ref, str):
        return _this_record(desk, facts, do, _found(desk, do, ref))
    if do is Do.REOPEN:
        return _about_closed(desk, facts, child, last_record)
    if isinstance(child, str):
        found = open_of_child(desk, child, lambda one: _fits(desk, do, one))
        return _one_or_choice(facts, do, child, found, desk)
    if (
        last_record is not None
        and isinstance(spoken_of := _found(desk, do, last_record), Concern)
        and _fits(desk, do, spoken_of)
        and (spoken_of.is_open or do not in ONLY_WHILE_OPEN)
    ):
        return replace(facts, record=spoken_of)
    perhaps = concerns_to_tick(desk) if do is Do.ACTION_DONE else visible_concerns(desk)
    return _one_or_choice(facts, do, "", [one for one in perhaps if _fits(desk, do, one)], desk)


def _found(desk: Desk, do: Do, ref: str) -> Concern | NoSuchRecord:
    return find_to_tick(desk, ref) if do is Do.ACTION_DONE else find_record(desk, ref)


def _about_closed(desk: Desk, facts: Facts, child: Any, last_record: str | None) -> Facts:
    """What may be opened again: the record last spoken of, or one of the child's, or of those closed last."""
    spoken_of = find_record(desk, last_record) if last_record and not child else None
    if isinstance(spoken_of, Concern) and not spoken_of.is_open and may_write(desk.person, spoken_of):
        return replace(facts, record=spoken_of)
    name = child if isinstance(child, str) else ""
    return _one_or_choice(facts, Do.REOPEN, name, closed_records(desk, name), desk)


def _this_record(desk: Desk, facts: Facts, do: Do, found: Concern | NoSuchRecord) -> Facts:
    """Named by the person, so that a refusal can say what is the matter with it."""
    if isinstance(found, NoSuchRecord):
        return replace(facts, refused=found)
    refused: Refused | None = None
    if do in MAY and not MAY[do](desk.person, found):
        refused = NotAllowed(do)
    elif do in ONLY_WHILE_OPEN and not found.is_open:
        refused = AlreadyClosed(found)
    elif do is Do.REOPEN and found.is_open:
        refused = NotClosed(found)
    elif do is Do.ACTION_DONE and not found.actions_open:
        refused = NothingToTick(found)
    elif do in ONLY_FORMAL and not found.is_formal:
        refused = NotEscalated(found)
    return replace(facts, record=found, refused=refused)


def _one_or_choice(facts: Facts, do: Do, child: str, found: list[Concern], desk: Desk) -> Facts:
    if not found:
        nearest = nearest_references(desk, child) if child else ()
        refusal = NothingOpen(child) if not nearest or child in nearest else NotOnCaseload(child, nearest)
        return replace(facts, refused=refusal)
    if len(found) == 1 and child:
        record = _found(desk, do, found[0].ref)
        return replace(facts, record=record) if isinstance(record, Concern) else facts
    return replace(facts, records=tuple(found))


def _about_step(desk: Desk, facts: Facts, slots: Mapping[str, Any]) -> Facts:
    if facts.refused or (facts.child is None and facts.record is None):
        return facts
    policy = policy_of(desk, facts.record) if facts.record else desk.policy
    planned = plan_step(policy, facts.record, wanted_stage(slots), desk.person, desk.today, desk.calendar)
    if not isinstance(planned, PlannedStep):
        return replace(facts, refused=cannot_step(planned))
    if planned.waits_for and facts.record is not None and not may_write(desk.person, facts.record):
        return replace(facts, refused=NotAllowed(Do.STEP_UP))
    team = facts.record.team if facts.record else facts.child.team if facts.child else ""
    return replace(
        facts, planned=planned, addressee=people.addressee_for(desk.work, team, planned.stage.number)
    )


def _words_of(slots: Mapping[str, Any]) -> list[str]:
    themes = slots.get("themes")
    return [str(slots.get("text") or ""), *(themes if isinstance(themes, list) else [str(themes or "")])]


def wanted_stage(slots: Mapping[str, Any]) -> int | str:
    stage = slots.get("stage")
    return stage if isinstance(stage, (int, str)) and stage not in ("", "informal") else "next"


def day_in(slots: Mapping[str, Any], name: str) -> date | None:
    """None for what is no day: the dialog has said so by then, or nobody asked for it."""
    try:
        return date.fromisoformat(slots[name])
    except (KeyError, TypeError, ValueError):
        return None


CHILD_FIRST = OF_A_CHILD | OF_A_REVIEW | {Do.LOG_POSITIVE_CHALLENGE, Do.RAISE_ESCALATION}
TICKED_WITHOUT_A_RECORD = frozenset({"review_id", "activity_id"})
ONLY_WHILE_OPEN = frozenset({Do.RECORD_RESPONSE, Do.STEP_UP, Do.RESOLVE, Do.WITHDRAW}) | {
    Do.HOLD, Do.MOVE_DATE, Do.ADD_ACTION, Do.RECORD_MEETING,
}  # fmt: skip
ONLY_FORMAL = frozenset({Do.STEP_UP, Do.MARK_SENT, Do.HOLD, Do.MOVE_DATE, Do.RECORD_MEETING})
MOVES = frozenset({Do.HOLD, Do.MOVE_DATE})

MAY: Mapping[Do, Callable[[Person, Concern], bool]] = {
    Do.ADD_NARRATIVE: may_write,
    Do.RECORD_RESPONSE: may_respond,
    Do.STEP_UP: lambda person, one: may_write(person, one) or manages(person, one),
    Do.RESOLVE: may_write,
    Do.WITHDRAW: may_write,
    Do.HOLD: may_write,
    Do.MOVE_DATE: may_write,
    Do.ADD_ACTION: may_write,
    Do.ACTION_DONE: may_tick_some,
    Do.RECORD_MEETING: may_write,
    Do.REOPEN: may_write,
    Do.LEGAL_ADVICE: may_write,
    Do.COMMENT: may_comment,
    Do.SHOW_RECORD: may_read,
    Do.SHOW_HISTORY: may_read,
    Do.SHOW_FILE_TEXT: may_read,
    Do.MARK_FILED: may_write,
    Do.MARK_SENT: may_send,
}
"""Whose records each errand may be about."""


def _fits(desk: Desk, do: Do, concern: Concern) -> bool:
    """An open record that the errand could mean when none is named."""
    if do is Do.ACTION_DONE:
        concern = as_ticked_by(desk.person, concern)
    if do in FITS and not FITS[do](concern):
        return False
    return MAY[do](desk.person, concern) and (concern.is_formal or do not in ONLY_FORMAL)


FITS: Mapping[Do, Callable[[Concern], bool]] = {
    Do.HOLD: lambda one: one.awaits_response,
    Do.MOVE_DATE: lambda one: one.awaits_response,
    Do.ACTION_DONE: lambda one: bool(one.actions_open),
}
