"""Whole caseloads at once: the children, and when each was last reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from bot.domain.reviews import Child
from storage.children import caseload, child_of, children_joined
from storage.database import Work
from storage.tables import child, review


def children_of(work: Work, iro_ids: Sequence[int]) -> list[Child]:
    """By reference."""
    query = children_joined().where(child.c.tenant == work.tenant, child.c.iro_id.in_(iro_ids))
    return [child_of(row) for row in work.rows(query.order_by(child.c.reference))]


def last_held(work: Work, iro_ids: Sequence[int]) -> dict[tuple[int, str], date]:
    """By child and kind of review."""
    query = (
        sa.select(review.c.child_id, review.c.kind, sa.func.max(review.c.held_on).label("held_on"))
        .where(
            review.c.tenant == work.tenant,
            review.c.undone.is_(False),
            review.c.held_on.is_not(None),
            review.c.child_id.in_(caseload(work.tenant, iro_ids)),
        )
        .group_by(review.c.child_id, review.c.kind)
    )
    return {(row.child_id, row.kind): row.held_on for row in work.db.execute(query)}
