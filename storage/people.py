"""Staff and addressees, asked for in the domain's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from bot.domain.people import Addressee, Person, Role
from storage.database import Work
from storage.tables import addressee, conversation, person


def person_of(row: Any) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        email=row.email,
        roles=frozenset(Role(role) for role in row.roles.split(";") if role),
        team=row.team,
        manager_email=row.manager_email,
        aad_object_id=row.aad_object_id,
        active=row.active,
    )


def person_by_object_id(work: Work, aad_object_id: str) -> Person | None:
    return _one(work, person.c.aad_object_id == aad_object_id, person.c.active)


def person_by_email(work: Work, email: str) -> Person | None:
    return _one(work, person.c.email == email.strip().lower())


def person_by_id(work: Work, person_id: int) -> Person:
    found = _one(work, person.c.id == person_id)
    if found is None:
        raise LookupError(f"no person {person_id}")
    return found


def people_by_ids(work: Work, ids: Iterable[int]) -> dict[int, Person]:
    found = sa.select(person).where(person.c.tenant == work.tenant, person.c.id.in_(list(ids)))
    return {row.id: person_of(row) for row in work.db.execute(found)}


def everyone(work: Work) -> list[Person]:
    rows = work.db.execute(sa.select(person).where(person.c.tenant == work.tenant).order_by(person.c.email))
    return [person_of(row) for row in rows]


def iros_of(work: Work, manager_email: str) -> list[Person]:
    """Active IROs who report to this manager, and those who report to nobody; by e-mail."""
    rows = work.db.execute(
        sa.select(person)
        .where(
            person.c.tenant == work.tenant, person.c.active, person.c.manager_email.in_(("", manager_email))
        )
        .order_by(person.c.email)
    )
    return [one for one in map(person_of, rows) if one.is_a(Role.IRO)]


def managers_of(work: Work, manager_email: str) -> list[Person]:
    """The IRO manager of that address, or all of them where none is named."""
    managers = [one for one in everyone(work) if one.active and one.is_a(Role.IRO_MANAGER)]
    named = [one for one in managers if one.email == manager_email]
    return named or managers


def bind_object_id(work: Work, person_id: int, aad_object_id: str) -> None:
    """First contact: from now on the person is known by their Entra object id."""
    work.db.execute(sa.update(person).where(person.c.id == person_id).values(aad_object_id=aad_object_id))


def addressee_for(work: Work, team: str, stage: int) -> Addressee | None:
    """The named manager for this team and stage; one named for all teams where the team has none."""
    rows = work.db.execute(
        sa.select(addressee, person.c.id.label("person_id"), conversation.c.id.label("chat"))
        .outerjoin(person, _same_person())
        .outerjoin(conversation, _can_be_written_to())
        .where(
            addressee.c.tenant == work.tenant, addressee.c.stage == stage, addressee.c.team.in_((team, ""))
        )
        .order_by(addressee.c.team.desc())
    ).first()
    if rows is None:
        return None
    return Addressee(rows.team, rows.stage, rows.name, rows.email, rows.person_id, rows.chat is not None)


def _same_person() -> sa.ColumnElement[bool]:
    responder = person.c.roles.contains(Role.RESPONDER.value)
    return sa.and_(
        person.c.tenant == addressee.c.tenant, person.c.email == addressee.c.email, person.c.active, responder
    )


def _can_be_written_to() -> sa.ColumnElement[bool]:
    return sa.and_(conversation.c.person_id == person.c.id, conversation.c.unreachable.is_(None))


def add_people(work: Work, rows: Iterable[dict[str, Any]]) -> None:
    values = [{**row, "tenant": work.tenant} for row in rows]
    if values:
        work.db.execute(sa.insert(person), values)


def update_person(work: Work, person_id: int, values: dict[str, Any]) -> None:
    work.db.execute(sa.update(person).where(person.c.id == person_id).values(**values))


def all_addressees(work: Work) -> dict[tuple[str, int], tuple[str, str]]:
    """By team and stage: name and e-mail."""
    rows = work.db.execute(sa.select(addressee).where(addressee.c.tenant == work.tenant))
    return {(row.team, row.stage): (row.name, row.email) for row in rows}


def put_addressees(work: Work, rows: Iterable[dict[str, Any]]) -> None:
    """Adds or replaces, by team and stage."""
    for row in rows:
        key = (
            addressee.c.tenant == work.tenant,
            addressee.c.team == row["team"],
            addressee.c.stage == row["stage"],
        )
        if work.db.execute(sa.update(addressee).where(*key).values(**row)).rowcount == 0:
            work.db.execute(sa.insert(addressee).values(tenant=work.tenant, **row))


def _one(work: Work, *conditions: Any) -> Person | None:
    row = work.db.execute(sa.select(person).where(person.c.tenant == work.tenant, *conditions)).first()
    return person_of(row) if row else None
