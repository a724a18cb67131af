"""Rows put straight into the tables, as years of work would have left them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

import sqlalchemy as sa

from storage.concern_tables import concern, concern_theme, step
from storage.database import Work, open_database
from storage.tables import activity, child, review

TENANT = "d0000000-0000-4000-8000-000000000001"
T = TypeVar("T")


def in_store(url: str, do: Callable[[Work], T], tenant: str = TENANT) -> T:
    async def run() -> T:
        database = open_database(url)
        try:
            return await database.transact(tenant, do)
        finally:
            await database.close()

    return asyncio.run(run())


def add_child(work: Work, reference: str = "D-100234") -> int:
    values = {"tenant": work.tenant, "reference": reference}
    return int(work.db.execute(sa.insert(child).values(values).returning(child.c.id)).scalar_one())


def add_concern(
    work: Work,
    child_id: int,
    opened_on: date,
    stages: Iterable[tuple[int, date, str]] = (),
    themes: Iterable[str] = (),
    **more: Any,
) -> int:
    """`stages`: number, day, state."""
    values = {
        "tenant": work.tenant,
        "child_id": child_id,
        "team": "",
        "kind": "escalation",
        "status": "open",
        "opened_on": opened_on,
        "policy_version": "1",
        **more,
    }
    made = work.db.execute(sa.insert(concern).values(values).returning(concern.c.id)).scalar_one()
    for number, on, state in stages:
        of = {"tenant": work.tenant, "concern_id": made, "stage": number, "name": f"Stage {number}"}
        work.db.execute(sa.insert(step).values(**of, state=state, raised_on=on))
    for position, theme in enumerate(themes):
        of_theme = {"tenant": work.tenant, "concern_id": made, "position": position, "theme": theme}
        work.db.execute(sa.insert(concern_theme).values(of_theme))
    return int(made)


def add_review(work: Work, child_id: int, due_on: date, held_on: date | None, **more: Any) -> None:
    values = {"tenant": work.tenant, "child_id": child_id, "kind": "cla", "due_on": due_on, **more}
    work.db.execute(sa.insert(review).values(**values, held_on=held_on))


def add_activity(work: Work, child_id: int, kind: str, on: date, value: str = "", **more: Any) -> None:
    values = {"tenant": work.tenant, "child_id": child_id, "kind": kind, "happened_on": on, **more}
    work.db.execute(sa.insert(activity).values(**values, value=value))
