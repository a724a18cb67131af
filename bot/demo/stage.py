"""Setting the demo's stage: its database, and who may sit down at the Agents Playground."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from bot.clock import london_day
from bot.demo.fill import fill_demo
from bot.demo.staff import demo_people
from bot.domain.people import Person
from bot.domain.policy import Policy
from bot.errors import ConfigurationError
from bot.holidays_england import working_calendar
from storage import people
from storage.database import Work, migrate, open_database
from storage.tables import person

T = TypeVar("T")

SEATS = 6
"""The Playground wants five users beside the current one."""
ROLES = {"iro": "iro", "manager": "iro_manager", "responder": "responder", "admin": "admin"}
NAMESPACE = uuid.UUID("d0000000-0000-4000-8000-000000000000")


def prepare(
    url: str, tenant: str, policy: Policy, now: datetime, *, fresh: bool, empty: bool
) -> list[dict[str, str]]:
    """Migrated and, unless `empty`, filled if nobody is in it yet; answers who may sit down.

    Raises ConfigurationError for a database that has people of another tenant: that is no demo's.
    """
    migrate(url)
    if _in_one_transaction(url, tenant, _others):
        raise ConfigurationError("That database has people of a real authority in it: not for the demo.")
    if fresh:
        migrate(url, "base")
        migrate(url)
    return _in_one_transaction(url, tenant, lambda work: _people(work, policy, now, empty=empty))


def playground_people(tenant: str, seated: Sequence[dict[str, str]], who: str) -> dict[str, Any]:
    """What the Playground is told; `who` is a role or an e-mail. Raises ConfigurationError."""
    wanted = ROLES.get(who, who)
    current = next((one for one in seated if wanted in (one["email"], *one["roles"].split(";"))), None)
    if current is None:
        raise ConfigurationError(f"Nobody in the demo is {who!r}. There are {', '.join(_emails(seated))}.")
    others = [one for one in seated if one is not current][: SEATS - 1]
    users = [_user(one) for one in [*others, *_stand_ins(SEATS - 1 - len(others))]]
    return {"tenantId": tenant, "current": _user(current), "users": users}


def _people(work: Work, policy: Policy, now: datetime, *, empty: bool) -> list[dict[str, str]]:
    if not people.everyone(work) and not empty:
        today = london_day(now)
        calendar = working_calendar(today, policy.closures, policy.extra_bank_holidays)
        fill_demo(work, policy, calendar, now)
    first = [one["email"] for one in demo_people(policy)]
    found = sorted(
        people.everyone(work), key=lambda one: first.index(one.email) if one.email in first else SEATS
    )
    return [_seat(one) for one in found] or [_nobody(1)]


def _others(work: Work) -> bool:
    foreign = sa.select(person.c.id).where(person.c.tenant != work.tenant).limit(1)
    return work.db.execute(foreign).first() is not None


def _seat(one: Person) -> dict[str, str]:
    object_id = one.aad_object_id or str(uuid.uuid5(NAMESPACE, one.email))
    return {
        "name": one.name,
        "email": one.email,
        "roles": ";".join(sorted(one.roles)),
        "aadObjectId": object_id,
    }


def _nobody(number: int) -> dict[str, str]:
    """A seat for somebody the assistant does not know: until people are imported there is nobody else."""
    return _seat_of(f"Nobody {number}", f"nobody{number}@example.org", ";".join(ROLES.values()), None)


def _seat_of(name: str, email: str, roles: str, object_id: str | None) -> dict[str, str]:
    known = object_id or str(uuid.uuid5(NAMESPACE, email))
    return {"name": name, "email": email, "roles": roles, "aadObjectId": known}


def _stand_ins(count: int) -> list[dict[str, str]]:
    return [_nobody(number) for number in range(2, 2 + count)]


def _user(one: dict[str, str]) -> dict[str, str]:
    given, _, surname = one["name"].partition(" ")
    return {
        "id": one["email"].partition("@")[0].replace(".", "-"),
        "name": one["name"],
        "email": one["email"],
        "userPrincipleName": one["email"],
        "aadObjectId": one["aadObjectId"],
        "givenName": given,
        "surname": surname or given,
    }


def _emails(seated: Sequence[dict[str, str]]) -> list[str]:
    return [one["email"] for one in seated[:SEATS]]


def _in_one_transaction(url: str, tenant: str, do: Callable[[Work], T]) -> T:
    async def run() -> T:
        database = open_database(url)
        try:
            return await database.transact(tenant, do)
        finally:
            await database.close()

    return asyncio.run(run())
