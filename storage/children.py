"""Children on caseloads and their reviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from bot.domain.reviews import Child, Participation, Review
from bot.errors import VersionConflict
from storage.columns import OURS
from storage.database import Work
from storage.tables import child, person, review


def children_joined() -> sa.Select[Any]:
    """Each with its IRO."""
    return sa.select(
        child, person.c.name.label("iro_name"), person.c.manager_email.label("iro_manager_email")
    ).outerjoin(person, person.c.id == child.c.iro_id)


def caseload(tenant: Any, iro_ids: Any) -> sa.Select[Any]:
    """Ids of the children of these IROs, for a condition on what is theirs: in the place of a join, so that
    SQLite begins at the caseload and not at every review there is."""
    return sa.select(child.c.id).where(child.c.tenant == tenant, child.c.iro_id.in_(iro_ids))


_BY_REFERENCE = children_joined().where(
    child.c.tenant == OURS, child.c.reference == sa.bindparam("reference")
)


def child_of(row: Any) -> Child:
    return Child(
        id=row.id,
        reference=row.reference,
        iro_id=row.iro_id,
        iro_name=row.iro_name or "",
        iro_manager_email=row.iro_manager_email or "",
        team=row.team,
        status=row.status,
        linked=row.linked,
        looked_after_on=row.looked_after_on,
        left_care_on=row.left_care_on,
        born_on=row.born_on,
    )


def child_by_reference(work: Work, reference: str) -> Child | None:
    row = work.ask(_BY_REFERENCE, reference=reference).first()
    return child_of(row) if row else None


def linked_children(work: Work, mark: str) -> list[Child]:
    """One sibling group, by reference; empty without a mark."""
    if not mark:
        return []
    group = children_joined().where(child.c.tenant == work.tenant, child.c.linked == mark)
    return [child_of(row) for row in work.db.execute(group.order_by(child.c.reference))]


def child_by_id(work: Work, child_id: int) -> Child:
    row = work.db.execute(
        children_joined().where(child.c.tenant == work.tenant, child.c.id == child_id)
    ).one()
    return child_of(row)


def references_of(work: Work, iro_id: int) -> list[str]:
    """One IRO's own caseload, for the nearest references to a mistyped one."""
    rows = work.db.execute(
        sa.select(child.c.reference)
        .where(child.c.tenant == work.tenant, child.c.iro_id == iro_id)
        .order_by(child.c.reference)
    )
    return list(rows.scalars())


def children_by_reference(work: Work, references: Sequence[str]) -> dict[str, Child]:
    rows = work.db.execute(
        children_joined().where(child.c.tenant == work.tenant, child.c.reference.in_(references))
    )
    return {row.reference: child_of(row) for row in rows}


def caseload_references(work: Work, iro_ids: Sequence[int]) -> dict[str, int]:
    """Reference -> IRO, for all children allocated to these IROs."""
    rows = work.db.execute(
        sa.select(child.c.reference, child.c.iro_id).where(
            child.c.tenant == work.tenant, child.c.iro_id.in_(iro_ids)
        )
    )
    return {row.reference: row.iro_id for row in rows}


def add_children(work: Work, rows: Iterable[dict[str, Any]]) -> None:
    values = [{**row, "tenant": work.tenant} for row in rows]
    if values:
        work.db.execute(sa.insert(child), values)


def update_child(work: Work, reference: str, values: dict[str, Any]) -> None:
    work.db.execute(
        sa.update(child).where(child.c.tenant == work.tenant, child.c.reference == reference).values(**values)
    )


def all_reviews(work: Work) -> sa.Select[Any]:
    return (
        sa.select(review, child.c.reference, child.c.iro_id)
        .join(child, child.c.id == review.c.child_id)
        .where(review.c.tenant == work.tenant, review.c.undone.is_(False))
    )


def review_of(row: Any) -> Review:
    return Review(
        id=row.id,
        child_id=row.child_id,
        child=row.reference,
        iro_id=row.iro_id,
        kind=row.kind,
        due_on=row.due_on,
        rule=row.rule,
        counted_from=row.counted_from,
        planned_on=row.planned_on,
        held_on=row.held_on,
        participation=Participation(row.participation) if row.participation else None,
        late_reason=row.late_reason,
        rearranged=row.rearranged,
        rearranged_reason=row.rearranged_reason,
        adjourned_on=row.adjourned_on,
        adjourned_reason=row.adjourned_reason,
        decisions_sent_on=row.decisions_sent_on,
        decisions_received_on=row.decisions_received_on,
        answered_on=row.answered_on,
        written_on=row.written_on,
        distributed_on=row.distributed_on,
        filed_on=row.filed_on,
        version=row.version,
    )


def reviews_due(
    work: Work,
    *,
    iro_ids: Sequence[int] | None = None,
    child_id: int | None = None,
    to_on: date | None = None,
) -> list[Review]:
    """Not yet held, earliest first; up to and including `to_on`, and of adjourned ones all: each has a last
    day of its own."""
    query = all_reviews(work).where(review.c.held_on.is_(None))
    if iro_ids is not None:
        query = query.where(review.c.child_id.in_(caseload(work.tenant, iro_ids)))
    if child_id is not None:
        query = query.where(review.c.child_id == child_id)
    if to_on is not None:
        query = query.where(sa.or_(review.c.due_on <= to_on, review.c.adjourned_on.is_not(None)))
    return [review_of(row) for row in work.rows(query.order_by(review.c.due_on, child.c.reference))]


def reviews_held(work: Work, child_id: int) -> list[Review]:
    query = all_reviews(work).where(review.c.child_id == child_id, review.c.held_on.is_not(None))
    return [review_of(row) for row in work.db.execute(query.order_by(review.c.held_on))]


def reviews_not_filed(work: Work, iro_id: int) -> list[Review]:
    """Recorded here by this IRO, and not yet ticked as entered on the child's file."""
    query = all_reviews(work).where(
        review.c.recorded_by == iro_id,
        child.c.iro_id == iro_id,
        review.c.held_on.is_not(None),
        review.c.filed_on.is_(None),
    )
    return [review_of(row) for row in work.db.execute(query.order_by(review.c.held_on))]


def review_by_id(work: Work, review_id: int) -> Review | None:
    row = work.db.execute(all_reviews(work).where(review.c.id == review_id)).first()
    return review_of(row) if row else None


def add_review(work: Work, values: dict[str, Any]) -> int:
    return int(
        work.db.execute(
            sa.insert(review).values(tenant=work.tenant, **values).returning(review.c.id)
        ).scalar_one()
    )


def change_review(work: Work, found: Review, values: dict[str, Any]) -> None:
    """Raises VersionConflict when somebody changed it since `found` was read."""
    done = work.db.execute(
        sa.update(review)
        .where(review.c.id == found.id, review.c.version == found.version)
        .values(version=found.version + 1, **values)
    )
    if done.rowcount != 1:
        raise VersionConflict
