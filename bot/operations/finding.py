"""Finding the child or the record an errand is about, among what the person may see."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

from bot.domain.concerns import Concern, id_of_ref
from bot.domain.intents import Do
from bot.domain.people import Person, Role
from bot.domain.permissions import (
    as_ticked_by,
    is_addressed,
    is_allocated,
    manages,
    may_read,
    may_tick_some,
    may_write,
)
from bot.domain.promises import as_of
from bot.domain.refusals import AlreadyClosed, NoSuchRecord, NotAllowed, NotOnCaseload, Refused
from bot.domain.reviews import Child
from bot.operations.desk import Desk
from storage import children, concerns, people

NEAREST = 3
CLOSED_LAST = 10


def find_child(desk: Desk, reference: str) -> Child | NotOnCaseload:
    """A child this person may see: on their own caseload, or on their team's for an IRO manager."""
    found = children.child_by_reference(desk.work, reference)
    if found is not None and (is_allocated(desk.person, found) or manages(desk.person, found)):
        return found
    return NotOnCaseload(reference, nearest_references(desk, reference))


def nearest_references(desk: Desk, reference: str) -> tuple[str, ...]:
    own = children.references_of(desk.work, desk.person.id) if desk.person.is_a(Role.IRO) else []
    return tuple(get_close_matches(reference, own, NEAREST, 0.7))


def find_record(desk: Desk, ref: str) -> Concern | NoSuchRecord:
    """By `R-2026-0113`, `R-113`. What is not this person's to see is not there."""
    found = _referred_to(desk, ref)
    return found if found is not None and may_read(desk.person, found) else NoSuchRecord()


def find_to_tick(desk: Desk, ref: str) -> Concern | NoSuchRecord:
    """With those actions that this person may tick, if any; see `as_ticked_by`."""
    found = _referred_to(desk, ref)
    if found is None or not (may_read(desk.person, found) or may_tick_some(desk.person, found)):
        return NoSuchRecord()
    return as_ticked_by(desk.person, found)


def _referred_to(desk: Desk, ref: str) -> Concern | None:
    asked = id_of_ref(ref)
    found = concerns.concern_by_id(desk.work, asked[0]) if asked else None
    if asked is None or found is None or asked[1] not in (None, found.opened_on.year):
        return None
    return as_of(found, desk.today)


def own_record(desk: Desk, ref: str, do: Do, *, must_be_open: bool = True) -> Concern | Refused:
    """A record that this IRO may change; `do` names the errand in a refusal."""
    concern = find_record(desk, ref)
    if not isinstance(concern, Concern):
        return concern
    if not may_write(desk.person, concern):
        return NotAllowed(do)
    return AlreadyClosed(concern) if must_be_open and not concern.is_open else concern


def visible_concerns(desk: Desk) -> list[Concern]:
    """All open records this person may see: their caseload's, their team's, or those addressed to them."""
    if desk.person.is_a(Role.IRO_MANAGER) or desk.person.is_a(Role.IRO):
        return concerns.open_concerns(desk.work, iro_ids=caseloads_of(desk))
    return concerns_addressed(desk)


def concerns_to_tick(desk: Desk) -> list[Concern]:
    """Open, this IRO's own or with an action of this person's to be done."""
    own = concerns.open_concerns(desk.work, iro_ids=[desk.person.id]) if desk.person.is_a(Role.IRO) else []
    theirs = concerns.concerns_with_actions_of(desk.work, desk.person.id)
    return list({one.id: as_ticked_by(desk.person, one) for one in (*own, *theirs)}.values())


def caseloads_of(desk: Desk) -> list[int]:
    """Whose children this person sees: their own, and their team's for an IRO manager."""
    own = [desk.person.id] if desk.person.is_a(Role.IRO) else []
    team = [one.id for one in team_of(desk)] if desk.person.is_a(Role.IRO_MANAGER) else []
    return list(dict.fromkeys([*own, *team]))


def concerns_addressed(desk: Desk) -> list[Concern]:
    addressed = concerns.concerns_addressed_to(desk.work, desk.person.id, desk.person.email)
    return [one for one in addressed if is_addressed(desk.person, one)]


def open_of_child(desk: Desk, reference: str, fits: Callable[[Concern], bool]) -> list[Concern]:
    """Open records of one child that this person may see and that fit."""
    child = children.child_by_reference(desk.work, reference)
    if child is None:
        return []
    found = concerns.open_concerns(desk.work, child_id=child.id)
    return [one for one in found if may_read(desk.person, one) and fits(one)]


def closed_records(desk: Desk, reference: str) -> list[Concern]:
    """Of one child, or without a reference those of one's own that were closed last."""
    if not reference:
        return concerns.closed_concerns(desk.work, desk.person.id, CLOSED_LAST)
    child = children.child_by_reference(desk.work, reference)
    found = concerns.concerns_of_child(desk.work, child.id) if child else []
    return [one for one in found if not one.is_open and may_write(desk.person, one)]


def team_of(desk: Desk) -> list[Person]:
    """The IROs an IRO manager answers for: those who report to them, and those who report to nobody."""
    return people.iros_of(desk.work, desk.person.email)
