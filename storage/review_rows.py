"""The reviews of many children at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa

from bot.domain.reviews import Review
from storage.allocations import AT_ONCE, in_batches
from storage.children import review_of
from storage.database import Work
from storage.tables import child, review


def reviews_by_reference(work: Work, references: Sequence[str]) -> dict[str, list[Review]]:
    """All that stand, held or not, the earliest due first; only children who have any."""
    found: dict[str, list[Review]] = defaultdict(list)
    for some in in_batches(references):
        query = (
            sa.select(review, child.c.reference, child.c.iro_id)
            .join(child, child.c.id == review.c.child_id)
            .where(review.c.tenant == work.tenant, review.c.undone.is_(False), child.c.reference.in_(some))
            .order_by(review.c.due_on, review.c.id)
        )
        for row in work.db.execute(query):
            found[row.reference].append(review_of(row))
    return found


def insert_reviews(work: Work, rows: Iterable[Mapping[str, Any]]) -> None:
    """Each row has the same columns as all the others, `child_id` among them. Few are held at a time."""
    waiting = iter(rows)
    while some := [{**row, "tenant": work.tenant} for row in islice(waiting, AT_ONCE)]:
        work.db.execute(sa.insert(review), some)


def update_reviews(work: Work, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """By review's id."""
    for review_id, values in changes.items():
        mine = (review.c.tenant == work.tenant, review.c.id == review_id)
        work.db.execute(sa.update(review).where(*mine).values(version=review.c.version + 1, **values))
