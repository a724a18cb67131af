"""Many children at once: who is allocated to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from bot.domain.reviews import Child
from storage.children import children_by_reference
from storage.database import Work
from storage.tables import child

T = TypeVar("T")
AT_ONCE = 5000
"""Databases take some 32,000 values in one question."""


def children_listed(work: Work, references: Sequence[str]) -> dict[str, Child]:
    """As `children_by_reference`, however many."""
    found: dict[str, Child] = {}
    for some in in_batches(references):
        found |= children_by_reference(work, some)
    return found


def change_children(work: Work, rows: Sequence[Mapping[str, Any]]) -> None:
    """Each row: the child's `reference`, and the same columns as all the others."""
    if not rows:
        return
    columns = [name for name in rows[0] if name != "reference"]
    change = (
        sa.update(child)
        .where(child.c.tenant == work.tenant, child.c.reference == sa.bindparam("of_child"))
        .values({name: sa.bindparam(f"to_{name}") for name in columns})
    )
    values = [{"of_child": row["reference"], **{f"to_{name}": row[name] for name in columns}} for row in rows]
    work.db.execute(change, values)


def release_children(work: Work, references: Sequence[str]) -> None:
    """They are allocated to nobody until a list names them again."""
    for some in in_batches(references):
        mine = (child.c.tenant == work.tenant, child.c.reference.in_(some))
        work.db.execute(sa.update(child).where(*mine).values(iro_id=None))


def in_batches(items: Sequence[T], at_once: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """Unless said otherwise, as many as a database takes in one question."""
    for first in range(0, len(items), at_once):
        yield items[first : first + at_once]
