"""Histories from files: many rows at once, some thousands to a statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa

from storage.concern_tables import concern, concern_theme, entry, step
from storage.database import Work
from storage.tables import activity, audit_event, child, review

AT_ONCE = 2000
Values = Mapping[str, Any]


def child_ids(work: Work, references: Iterable[str]) -> dict[str, int]:
    """Of those that are known."""
    found: dict[str, int] = {}
    for some in _some(references):
        mine = (child.c.tenant == work.tenant, child.c.reference.in_(some))
        rows = work.db.execute(sa.select(child.c.reference, child.c.id).where(*mine))
        found |= {row.reference: row.id for row in rows}
    return found


def reviews_of(work: Work, child_ids: Iterable[int]) -> Iterator[Any]:
    """Rows of `review` as an import compares them; what was undone is left out."""
    columns = [review.c[name] for name in (*_REVIEW_KEY, *_REVIEW_FACTS, "id", "version", "recorded_by")]
    for some in _some(child_ids):
        mine = (review.c.tenant == work.tenant, review.c.child_id.in_(some), review.c.undone.is_(False))
        yield from work.db.execute(sa.select(*columns).where(*mine).order_by(review.c.id))


_REVIEW_KEY = ("child_id", "kind", "due_on", "held_on")
_REVIEW_FACTS = ("planned_on", "participation", "late_reason", "rearranged")


def activities_of(work: Work, child_ids: Iterable[int]) -> Iterator[Any]:
    """Rows of `activity` as an import compares them; what was undone is left out."""
    for some in _some(child_ids):
        mine = (activity.c.tenant == work.tenant, activity.c.child_id.in_(some), activity.c.undone.is_(False))
        yield from work.db.execute(sa.select(activity).where(*mine).order_by(activity.c.id))


def concerns_from_files(work: Work, references: Iterable[str]) -> dict[str, Any]:
    """Rows of `concern`, by the reference of the file they came from."""
    found: dict[str, Any] = {}
    for some in _some(references):
        mine = (concern.c.tenant == work.tenant, concern.c.outside_ref.in_(some))
        found |= {row.outside_ref: row for row in work.db.execute(sa.select(concern).where(*mine))}
    return found


def parts_from_files(work: Work, table: sa.Table, concern_ids: Iterable[int]) -> dict[int, list[Any]]:
    """Rows of `step`, `concern_theme` or `entry`, by concern, in their order."""
    found: dict[int, list[Any]] = {}
    place = table.c.id if table is step else table.c.position
    for some in _some(concern_ids):
        mine = (table.c.tenant == work.tenant, table.c.concern_id.in_(some))
        for row in work.db.execute(sa.select(table).where(*mine).order_by(place)):
            found.setdefault(row.concern_id, []).append(row)
    return found


def worked_on(work: Work, concern_ids: Iterable[int]) -> set[int]:
    """Concerns in whose history stands more than what imports and readers did."""
    found: set[int] = set()
    for some in _some(concern_ids):
        query = sa.select(audit_event.c.subject).where(
            audit_event.c.tenant == work.tenant,
            audit_event.c.subject.in_([f"concern:{one}" for one in some]),
            audit_event.c.action.not_in(("imported", "read", "read_history", "read_text")),
        )
        found |= {int(subject.partition(":")[2]) for subject in work.db.execute(query).scalars()}
    return found


def add_rows(work: Work, table: sa.Table, rows: Iterable[Values]) -> None:
    """Every row has the same columns, without the tenant's."""
    for some in _some(rows):
        work.db.execute(sa.insert(table), [{"tenant": work.tenant, **row} for row in some])


def change_rows(work: Work, table: sa.Table, rows: Iterable[Values]) -> None:
    """Each row: the `id`, and the same columns as all others. A version changes only if it is among them."""
    for some in _some(rows):
        names = [name for name in some[0] if name != "id"]
        change = (
            sa.update(table)
            .where(table.c.tenant == work.tenant, table.c.id == sa.bindparam("of_row"))
            .values({name: sa.bindparam(f"to_{name}") for name in names})
        )
        work.db.execute(
            change, [{"of_row": row["id"], **{f"to_{name}": row[name] for name in names}} for row in some]
        )


def drop_parts(work: Work, concern_ids: Sequence[int]) -> None:
    """Stages and themes of concerns that a corrected file states anew. Their narrative stays."""
    for some in _some(concern_ids):
        for table in (step, concern_theme):
            mine = (table.c.tenant == work.tenant, table.c.concern_id.in_(some))
            work.db.execute(sa.delete(table).where(*mine))


def strike_entries(work: Work, concern_ids: Iterable[int]) -> None:
    """What earlier files said is struck; it stays readable in the history."""
    for some in _some(concern_ids):
        mine = (entry.c.tenant == work.tenant, entry.c.concern_id.in_(some))
        work.db.execute(sa.update(entry).where(*mine).values(undone=True))


T = Any


def _some(items: Iterable[T]) -> Iterator[list[T]]:
    left = iter(items)
    while some := list(islice(left, AT_ONCE)):
        yield some
