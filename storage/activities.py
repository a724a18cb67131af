"""What was done for children between reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from bot.domain.activities import Activity, ActivityKind
from storage.children import caseload
from storage.database import Work
from storage.tables import activity, child, person


def add_activity(work: Work, values: dict[str, Any]) -> int:
    row = sa.insert(activity).values(tenant=work.tenant, **values).returning(activity.c.id)
    return int(work.db.execute(row).scalar_one())


def change_activity(work: Work, activity_id: int, **values: Any) -> None:
    of_ours = (activity.c.tenant == work.tenant, activity.c.id == activity_id)
    work.db.execute(sa.update(activity).where(*of_ours).values(**values))


def activity_by_id(work: Work, activity_id: int) -> Activity | None:
    found = _found(work, activity.c.id == activity_id)
    return found[0] if found else None


def activities(
    work: Work,
    *,
    child_id: int | None = None,
    iro_ids: Sequence[int] | None = None,
    kinds: Sequence[ActivityKind] = (),
    from_on: date | None = None,
    to_on: date | None = None,
) -> list[Activity]:
    """Of one child, or of these IROs' children and what they entered about none; the latest first.

    Both days are included.
    """
    conditions: list[Any] = []
    if child_id is not None:
        conditions.append(activity.c.child_id == child_id)
    if kinds:
        conditions.append(activity.c.kind.in_(kinds))
    if from_on is not None:
        conditions.append(activity.c.happened_on >= from_on)
    if to_on is not None:
        conditions.append(activity.c.happened_on <= to_on)
    if iro_ids is None:
        return _found(work, *conditions)
    # Apart: with an `or` between them, a database reads every activity there is.
    of_theirs = _found(work, activity.c.child_id.in_(caseload(work.tenant, iro_ids)), *conditions)
    of_none = _found(work, activity.c.child_id.is_(None), activity.c.by_id.in_(iro_ids), *conditions)
    return sorted([*of_theirs, *of_none], key=lambda one: (one.happened_on, one.id), reverse=True)


def activities_of_caseloads(work: Work, iro_ids: Sequence[int], from_on: date) -> list[Activity]:
    """For these IROs' children, the latest first: found by the children, however many there are of others."""
    theirs = sa.select(child.c.id).where(child.c.tenant == work.tenant, child.c.iro_id.in_(iro_ids))
    return _found(work, activity.c.child_id.in_(theirs), activity.c.happened_on >= from_on)


def activities_not_filed(work: Work, iro_id: int) -> list[Activity]:
    """Entered here by this IRO for a child still theirs, and not yet ticked as on the child's file."""
    return _found(
        work,
        activity.c.recorded_by == iro_id,
        child.c.iro_id == iro_id,
        activity.c.filed_on.is_(None),
        activity.c.kind.not_in((ActivityKind.PLANNED_VISIT, ActivityKind.PLANNED_MIDWAY)),
    )


def _found(work: Work, *conditions: Any) -> list[Activity]:
    rows = work.rows(
        sa.select(activity, child.c.reference, child.c.iro_id, person.c.name.label("by_name"))
        .outerjoin(child, child.c.id == activity.c.child_id)
        .outerjoin(person, person.c.id == activity.c.by_id)
        .where(activity.c.tenant == work.tenant, activity.c.undone.is_(False), *conditions)
        .order_by(activity.c.happened_on.desc(), activity.c.id.desc())
    )
    return [_activity_of(row) for row in rows]


def _activity_of(row: Any) -> Activity:
    return Activity(
        id=row.id,
        child_id=row.child_id,
        child=row.reference or "",
        iro_id=row.iro_id,
        kind=ActivityKind(row.kind),
        happened_on=row.happened_on,
        value=row.value,
        note=row.note,
        by_name=row.by_name or row.by_said,
        due_on=row.due_on,
        filed_on=row.filed_on,
        mode=row.mode,
        seen_alone=row.seen_alone,
        credited_to=row.credited_to,
        declined=row.declined,
        recorded_by=row.recorded_by,
    )
