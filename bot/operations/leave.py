"""Being away: nothing is sent meanwhile, and one list afterwards. And at which hour lists are wanted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from bot.domain.intents import Do
from bot.domain.leave import Choice, Leave
from bot.domain.people import Person, Role
from bot.domain.permissions import may_begin
from bot.domain.refusals import NotAllowed
from bot.domain.reminding import DAY
from bot.domain.results_reminders import (
    BackFromLeave,
    LeaveWanted,
    NotAChoice,
    OnLeave,
    RemindersChosen,
    WhoIsAway,
)
from bot.operations.desk import Desk, audit_event
from bot.operations.facts import day_in
from bot.operations.finding import team_of
from storage import reminders

Slots = Mapping[str, Any]
LONGEST_NAMED = 30
HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def go_on_leave(desk: Desk, slots: Slots) -> OnLeave | LeaveWanted | WhoIsAway | NotAllowed:
    """Both days included; without a first day from today on. A manager may say it for one of their team."""
    if not may_begin(desk.person, Do.GO_ON_LEAVE):
        return NotAllowed(Do.GO_ON_LEAVE)
    whose = _whose(desk, str(slots.get("whom") or ""))
    if not isinstance(whose, Person):
        return whose
    name = "" if whose.id == desk.person.id else whose.name
    from_on, to_on = day_in(slots, "from_on") or desk.today, day_in(slots, "to_on")
    if to_on is None or to_on < max(from_on, desk.today):
        return LeaveWanted(name)
    leave = Leave(max(from_on, desk.today), to_on)
    reminders.keep_leave(desk.work, whose.id, leave)
    _keep_in_history(desk, whose, "on_leave", {"from": leave.from_on, "to": leave.to_on})
    return OnLeave(name, leave, desk.calendar.office_day_from(to_on + DAY))


def come_back(desk: Desk, slots: Slots) -> BackFromLeave | WhoIsAway | NotAllowed:
    """Leave ends yesterday, or is given up; what had come up meanwhile leaves now."""
    if not may_begin(desk.person, Do.COME_BACK):
        return NotAllowed(Do.COME_BACK)
    whose = _whose(desk, str(slots.get("whom") or ""))
    if not isinstance(whose, Person):
        return whose
    ended = reminders.end_leave(desk.work, whose.id, desk.today - DAY)
    if ended is not None:
        reminders.bring_news_forward(desk.work, whose.id, desk.now)
        _keep_in_history(desk, whose, "back", {"was_to": ended.to_on})
    return BackFromLeave("" if whose.id == desk.person.id else whose.name, ended is not None)


def choose_reminders(desk: Desk, slots: Slots) -> RemindersChosen | NotAChoice | NotAllowed:
    """An hour of one's own, weekly alone, or as usual; only where the policy lets people choose."""
    if not may_begin(desk.person, Do.CHOOSE_REMINDERS):
        return NotAllowed(Do.CHOOSE_REMINDERS)
    may, hour, how = desk.policy.reminders.own_choice, str(slots.get("hour") or ""), slots.get("how")
    wanted = {"hour"} if HOUR.fullmatch(hour) else set()
    wanted |= {"weekly_only"} if how in ("weekly", "daily") else set()
    if how != "usual" and (not wanted or wanted - set(may)):
        return NotAChoice(may)
    choice = Choice() if how == "usual" else _changed(desk, hour, how)
    reminders.keep_choice(desk.work, desk.person.id, choice)
    _keep_in_history(
        desk, desk.person, "reminders_chosen", {"hour": choice.hour, "weekly": choice.weekly_only}
    )
    usual = desk.policy.reminders.daily_at or desk.policy.weekly.at
    return RemindersChosen(choice, f"{usual:%H:%M}" if isinstance(usual, time) else "")


def _changed(desk: Desk, hour: str, how: Any) -> Choice:
    before = reminders.choice_of(desk.work, desk.person.id)
    weekly = {"weekly": True, "daily": False}.get(str(how), before.weekly_only)
    return Choice(hour or before.hour, weekly)


def _whose(desk: Desk, said: str) -> Person | WhoIsAway | NotAllowed:
    """The person themselves, unless a manager names one of their team."""
    if not desk.person.is_a(Role.IRO_MANAGER):
        return desk.person
    team = team_of(desk)
    named = _named_in(said, team)
    if len(named) == 1:
        return named[0]
    if not said or re.match(r"\s*(?:i|i'?m|i’m|my|back|am|on)\b", said, re.IGNORECASE):
        return desk.person
    return WhoIsAway(tuple(one.name for one in named or team)[:LONGEST_NAMED])


def _named_in(said: str, team: Sequence[Person]) -> list[Person]:
    """By their whole name, else by the first."""
    words = re.findall(r"[^\W_]+", said.casefold())
    plain = f" {' '.join(words)} "
    whole = [one for one in team if f" {one.name.casefold()} " in plain]
    return whole or [one for one in team if f" {one.name.casefold().split()[0]} " in plain]


def _keep_in_history(desk: Desk, whose: Person, what: str, facts: Mapping[str, Any]) -> None:
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
    audit_event(desk, f"reminders:{whose.id}", what, plain)
