"""What is open, one record in full, its history. Every read of another person's record is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.clock import LONDON
from bot.domain.audit import AuditEvent
from bot.domain.concerns import Concern
from bot.domain.intents import Do
from bot.domain.ladder import may_raise, stage_numbered, stages_of
from bot.domain.people import Role
from bot.domain.permissions import (
    is_addressed,
    is_allocated,
    manages,
    may_comment,
    may_respond,
    may_write,
)
from bot.domain.refusals import NotAllowed, NotOnCaseload, Refused
from bot.domain.results import HistoryLine, HistoryShown, RecordList, RecordShown, Slice
from bot.operations.desk import Desk, keep_read, policy_of
from bot.operations.finding import find_child, find_record, visible_concerns
from storage import audit, people


def ask_open(
    desk: Desk,
    *,
    child: str | None = None,
    slice: Slice = Slice.OPEN,
    stages: tuple[int, ...] = (),
    older_than_days: int | None = None,
    formal: bool | None = None,
) -> RecordList | NotOnCaseload | NotAllowed:
    """Lists, not narratives: soonest date first."""
    if desk.person.roles == {Role.ADMIN}:
        return NotAllowed(Do.ASK_OPEN)
    if child is not None and isinstance(found := find_child(desk, child), NotOnCaseload):
        return found
    concerns = [
        one
        for one in visible_concerns(desk)
        if (child is None or one.child == child)
        and (not stages or (one.step is not None and one.step.stage in stages))
        and (older_than_days is None or (desk.today - _clock_began(one)).days > older_than_days)
        and formal in (None, one.is_formal)
        and _in_slice(one, slice, desk.today)
    ]
    listed = RecordList(slice, tuple(concerns), _whose(desk), child)
    return replace(listed, stages=stages, older_than_days=older_than_days, formal=formal)


def show_record(desk: Desk, ref: str) -> RecordShown | Refused:
    concern = find_record(desk, ref)
    if not isinstance(concern, Concern):
        return concern
    keep_read(desk, concern, "read")
    person, policy = desk.person, policy_of(desk, concern)
    at = concern.step.stage if concern.step else 0
    asked = stage_numbered(policy, concern.asked.stage) if concern.asked else None
    return RecordShown(
        concern,
        may_write=may_write(person, concern),
        may_comment=may_comment(person, concern),
        may_respond=may_respond(person, concern) and concern.may_be_answered,
        may_raise_asked=bool(asked and manages(person, concern) and may_raise(person, asked, policy)),
        next_stages=tuple(stage.name for stage in stages_of(policy) if stage.number > at),
    )


def show_history(desk: Desk, ref: str) -> HistoryShown | Refused:
    concern = find_record(desk, ref)
    if not isinstance(concern, Concern):
        return concern
    if is_addressed(desk.person, concern) and not (
        is_allocated(desk.person, concern) or manages(desk.person, concern)
    ):
        return NotAllowed(Do.SHOW_HISTORY)
    keep_read(desk, concern, "read_history")
    names = {f"person:{one.id}": one.name for one in people.everyone(desk.work)}
    events = audit.events_of(desk.work, f"concern:{concern.id}")
    return HistoryShown(concern, tuple(_line(event, names) for event in events))


def _in_slice(concern: Concern, slice: Slice, today: date) -> bool:
    if slice is Slice.OVERDUE:
        return concern.next_date is not None and concern.next_date < today
    if slice is Slice.AWAITING:
        lapsed = concern.promised_on is not None and concern.promised_on < today
        return concern.awaits_response or lapsed
    return True


def _clock_began(concern: Concern) -> date:
    return concern.step.raised_on if concern.step else concern.opened_on


def _whose(desk: Desk) -> str:
    if desk.person.is_a(Role.IRO_MANAGER):
        return "team"
    return "mine" if desk.person.is_a(Role.IRO) else "addressed"


def _line(event: AuditEvent, names: dict[str, str]) -> HistoryLine:
    at = event.at.astimezone(LONDON).isoformat(timespec="minutes")
    return HistoryLine(at, names.get(event.actor, event.actor), event.action, event.facts)
