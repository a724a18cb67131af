"""Later, please: a matter or the whole list stays out of a person's daily messages. No record changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.concerns import Concern
from bot.domain.intents import Do
from bot.domain.leave import leave_on
from bot.domain.people import Role
from bot.domain.permissions import may_begin, may_read
from bot.domain.refusals import NotAllowed, NotOnCaseload, Refused
from bot.domain.reminding import next_weekly_day
from bot.domain.results_reminders import Snoozed, WhichMatter, Woken
from bot.operations.desk import Desk, audit_event
from bot.operations.facts import day_in
from bot.operations.finding import find_child, find_record, open_of_child
from storage import concerns, reminders

NAME = re.compile(
    r"list|oversight|(?:concern|action|review):\d{1,9}|paper:\d{1,9}-[a-z_]{1,30}"
    r"|(?:child|check|rating|midway|visit|grade):[\w./-]{1,50}"
)
"""Whatever `Matter.names` may hold; a button's data can be anything."""
Slots = Mapping[str, Any]


def snooze(desk: Desk, slots: Slots) -> Snoozed | Woken | WhichMatter | Refused:
    """Until `due_on`; without one until the next weekly list. A day that is not ahead ends it."""
    return _later(desk, slots, Do.SNOOZE)


def still_working(desk: Desk, slots: Slots) -> Snoozed | Woken | WhichMatter | Refused:
    """Until the next weekly list."""
    known = {name: value for name, value in slots.items() if name != "due_on"}
    return _later(desk, known, Do.STILL_WORKING)


def _later(desk: Desk, slots: Slots, do: Do) -> Snoozed | Woken | WhichMatter | Refused:
    if not may_begin(desk.person, do):
        return NotAllowed(do)
    found = _meant(desk, slots)
    if not isinstance(found, tuple):
        return found
    name, about = found
    next_list = _next_list(desk)
    until = day_in(slots, "due_on") or next_list
    reminders.keep_snooze(desk.work, desk.person.id, name, until)
    facts = {"what": name, "until": until.isoformat(), "working": do is Do.STILL_WORKING}
    audit_event(desk, f"reminders:{desk.person.id}", "snoozed", facts)
    if until <= desk.today:
        return Woken(about)
    shown_again = next_list if _has_weekly_list(desk) else None
    return Snoozed(name, about, until, do is Do.STILL_WORKING, shown_again)


def _next_list(desk: Desk) -> date:
    """The first weekly day ahead on which this person is not on leave."""
    mine = reminders.leaves(desk.work, desk.today, [desk.person.id]).get(desk.person.id, [])
    day = next_weekly_day(desk.policy.weekly, desk.today, desk.calendar)
    while leave_on(mine, day):
        day = next_weekly_day(desk.policy.weekly, day, desk.calendar)
    return day


def _has_weekly_list(desk: Desk) -> bool:
    weekly = desk.policy.weekly
    has_one = any(desk.person.is_a(Role(role)) for role in (Role.IRO, *weekly.also_to))
    return has_one and weekly.weekday is not None


def _meant(desk: Desk, slots: Slots) -> tuple[str, str] | WhichMatter | Refused:
    """What a snooze is kept under, and what to call it."""
    if isinstance(name := slots.get("what"), str) and NAME.fullmatch(name):
        return name, _called(desk, name)
    if isinstance(ref := slots.get("escalation_ref"), str):
        record = find_record(desk, ref)
        return (f"concern:{record.id}", record.ref) if isinstance(record, Concern) else record
    if isinstance(child := slots.get("child"), str):
        return _child(desk, child)
    return WhichMatter()


def _child(desk: Desk, reference: str) -> tuple[str, str] | NotOnCaseload:
    """Of one's own caseload or team, or with a record that is addressed to one."""
    found = find_child(desk, reference)
    if isinstance(found, NotOnCaseload) and not open_of_child(desk, reference, lambda one: True):
        return found
    return f"child:{reference}", reference


def _called(desk: Desk, name: str) -> str:
    kind, _, number = name.partition(":")
    if kind == "concern":
        record = concerns.concern_by_id(desk.work, int(number))
        return record.ref if record is not None and may_read(desk.person, record) else ""
    is_a_child = not number.isdecimal() and not isinstance(find_child(desk, number), NotOnCaseload)
    return number if is_a_child else ""
