"""What somebody is to do by a day: added, ticked off, asked about (Buckinghamshire, recommendations)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.domain.change import Change
from bot.domain.concerns import Action, Concern, EntryKind
from bot.domain.intents import Do
from bot.domain.people import Role
from bot.domain.permissions import as_ticked_by, may_tick_some
from bot.domain.refusals import NotAllowed, NothingToTick, Refused
from bot.domain.results_concern import ActionAdded, ActionDue, ActionsListed, ActionTicked
from bot.operations.desk import Desk
from bot.operations.finding import find_to_tick, own_record, visible_concerns
from bot.operations.writing import add_entry, reread, tell
from storage import people
from storage.concern_parts import add_part, change_part
from storage.concern_tables import action as action_table

THE_IRO = frozenset({"me", "myself", "i", "iro", "the iro", "i will", "mine"})


def add_action(desk: Desk, ref: str, text: str, owner: str, due_on: date) -> ActionAdded | Refused:
    """`owner`: a person of the staff by name, a role, or `me`."""
    concern = own_record(desk, ref, Do.ADD_ACTION)
    if not isinstance(concern, Concern):
        return concern
    name, owner_id = owner_meant(desk, owner)
    also = {"owner": name}
    entry = add_entry(desk, concern, EntryKind.ACTION, text, about={"due_on": due_on}, also=also)
    row = {"text": text, "owner": name, "owner_id": owner_id, "due_on": due_on}
    action_id = add_part(desk.work, action_table, concern.id, row)
    after = reread(desk, concern.id)
    change = Change("action", concern.id, entry.position, part_id=action_id)
    return ActionAdded(after, _action(after, action_id), change)


def action_done(desk: Desk, ref: str, action_id: int, done_on: date | None = None) -> ActionTicked | Refused:
    """By the record's IRO or the action's owner; the IRO is told of what another has done."""
    concern = find_to_tick(desk, ref)
    if not isinstance(concern, Concern):
        return concern
    if not may_tick_some(desk.person, concern):
        return NotAllowed(Do.ACTION_DONE)
    found = next((one for one in concern.actions if one.id == action_id), None)
    if found is None:
        return NothingToTick(concern)
    if found.done_on is not None:
        return ActionTicked(concern, found, already=True)
    on = done_on or desk.today
    entry = add_entry(desk, concern, EntryKind.ACTION_DONE, found.text, about={"happened_on": on})
    change_part(desk.work, action_table, action_id, done_on=on)
    tell(desk, concern.iro_id, f"ticked:{concern.id}:{entry.position}")
    after = as_ticked_by(desk.person, reread(desk, concern.id))
    change = Change("action_done", concern.id, entry.position, part_id=action_id)
    return ActionTicked(after, _action(after, action_id), False, change)


def ask_actions(desk: Desk) -> ActionsListed | NotAllowed:
    """Of all open records of the caseload, or of the team: what is still to be done, the earliest first."""
    if not (desk.person.is_a(Role.IRO) or desk.person.is_a(Role.IRO_MANAGER)):
        return NotAllowed(Do.ASK_ACTIONS)
    whose = "team" if desk.person.is_a(Role.IRO_MANAGER) else "mine"
    return ActionsListed(actions_of(visible_concerns(desk)), whose)


def actions_of(concerns: Iterable[Concern]) -> tuple[ActionDue, ...]:
    rows = [ActionDue(concern, one) for concern in concerns for one in concern.actions_open]
    return tuple(sorted(rows, key=lambda row: (row.action.due_on, row.action.id)))


def owner_meant(desk: Desk, said: str) -> tuple[str, int | None]:
    """The person of that name, or the words as they were typed."""
    plain = " ".join(said.split()).casefold().rstrip(".")
    if plain in THE_IRO:
        return desk.person.name, desk.person.id
    staff = [one for one in people.everyone(desk.work) if one.active and one.name.casefold() == plain]
    return (staff[0].name, staff[0].id) if len(staff) == 1 else (" ".join(said.split()), None)


def _action(concern: Concern, action_id: int) -> Action:
    return next(one for one in concern.actions if one.id == action_id)
