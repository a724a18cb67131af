"""The staff file: who uses the assistant, in which roles, and whom an IRO reports to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.imports import ReadFile, Row
from bot.domain.people import Person, Role
from bot.domain.policy import Policy
from bot.operations.importing_rows import Plan, Sieve, Staff, Teams
from storage import people
from storage.database import Work


def plan_staff(work: Work, policy: Policy, file: ReadFile, staff: Staff) -> Plan:
    """Keyed by e-mail. People who are not in the file stay as they are."""
    sieve = Sieve(file)
    sieve.reject_repeats(lambda row: row.values["email"])
    teams = Teams.of(policy)
    wanted = {row.values["email"]: _wanted(row, teams.named(sieve, row), staff) for row in sieve.rows}
    after = _with_managers(sieve, staff, _with_object_ids(sieve, staff, {**staff, **wanted}))
    _note_addressees(work, sieve, after)
    changes = _Changes(work, staff, [after[email] for email in wanted])
    return Plan(
        store=changes.store,
        staff=after,
        added=len(changes.added),
        changed=len(changes.changed),
        unchanged=len(wanted) - len(changes.added) - len(changes.changed),
        rejected=tuple(sieve.rejected),
        noted=tuple(sieve.noted),
    )


def _wanted(row: Row, team: str, staff: Staff) -> Person:
    """As the row says it; what the file has no column for stays, and so does a known object id left blank."""
    values = row.values
    before = staff.get(values["email"], Person(-row.line, "", values["email"], frozenset()))
    return replace(
        before,
        name=values["name"],
        roles=frozenset(values["roles"]),
        team=team if "team" in values else before.team,
        manager_email=values.get("manager_email", before.manager_email),
        aad_object_id=values.get("aad_object_id") or before.aad_object_id,
    )


def _with_object_ids(sieve: Sieve, staff: Staff, after: Staff) -> Staff:
    """An object id belongs to one person: whoever would be a second one is left without it."""
    checked = dict(after)
    owners: dict[str, str] = {}
    for person in after.values():
        owners.setdefault(person.aad_object_id or "", person.email)
    for row in sieve.rows:
        person = checked[row.values["email"]]
        owner = owners.get(person.aad_object_id or "")
        if not person.aad_object_id or owner == person.email:
            continue
        before = staff[person.email].aad_object_id if person.email in staff else None
        kept = before if before and owners.setdefault(before, person.email) == person.email else None
        checked[person.email] = replace(person, aad_object_id=kept)
        sieve.note(row, f"aad_object_id is that of {owner}; left as it was")
    return checked


def _with_managers(sieve: Sieve, staff: Staff, after: Staff) -> Staff:
    """An IRO reports to an IRO manager, or to nobody: then all IRO managers see their records."""
    checked = dict(after)
    for row in sieve.rows:
        person = checked[row.values["email"]]
        manager = after.get(person.manager_email)
        if not person.is_a(Role.IRO) or not person.manager_email:
            continue
        if manager is None or not manager.is_a(Role.IRO_MANAGER):
            checked[person.email] = replace(person, manager_email="")
            sieve.note(row, "manager_email is no IRO manager's; left blank")
    return checked


def _note_addressees(work: Work, sieve: Sieve, after: Staff) -> None:
    addressed = {email for _, email in people.all_addressees(work).values()}
    for row in sieve.rows:
        if row.values["email"] in addressed and after[row.values["email"]].is_a(Role.IRO_MANAGER):
            sieve.note(row, "an IRO manager, and still an addressee of concerns; correct the addressees file")


@dataclass(frozen=True)
class _Changes:
    work: Work
    before: Staff
    wanted: Sequence[Person]

    @property
    def added(self) -> list[Person]:
        return [one for one in self.wanted if one.email not in self.before]

    @property
    def changed(self) -> list[Person]:
        return [one for one in self.wanted if self.before.get(one.email, one) != one]

    def store(self) -> None:
        """Object ids that change hands are let go of first: each may stand once only."""
        moving = [one for one in self.changed if self.before[one.email].aad_object_id != one.aad_object_id]
        for one in moving:
            people.update_person(self.work, one.id, {"aad_object_id": None})
        for one in self.changed:
            people.update_person(self.work, one.id, _columns(one))
        people.add_people(self.work, [_columns(one) for one in self.added])


def _columns(person: Person) -> dict[str, Any]:
    return {**staff_row(person), "aad_object_id": person.aad_object_id}


def staff_row(person: Person) -> dict[str, str]:
    """In the columns of the staff file."""
    return {
        "name": person.name,
        "email": person.email,
        "aad_object_id": person.aad_object_id or "",
        "roles": ";".join(role for role in Role if role in person.roles),
        "team": person.team,
        "manager_email": person.manager_email,
    }
