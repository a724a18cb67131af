"""Reviews put aside by what happened to a child, and put back; those whose papers are still to be done."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from bot.domain.reviews import Review
from storage.children import all_reviews, review_of
from storage.database import Work
from storage.tables import child, review


def reviews_with_papers(work: Work, iro_ids: Sequence[int]) -> list[Review]:
    """Recorded here as held, and not yet distributed; the earliest first."""
    query = all_reviews(work).where(
        child.c.iro_id.in_(iro_ids),
        review.c.held_on.is_not(None),
        review.c.recorded_by.is_not(None),
        review.c.distributed_on.is_(None),
    )
    return [review_of(row) for row in work.db.execute(query.order_by(review.c.held_on, review.c.id))]


def put_aside_reviews(work: Work, review_ids: Sequence[int]) -> None:
    """No longer due: kept, and in no list."""
    _set_undone(work, review_ids, undone=True)


def put_back_reviews(work: Work, review_ids: Sequence[int]) -> None:
    _set_undone(work, review_ids, undone=False)


def _set_undone(work: Work, review_ids: Sequence[int], *, undone: bool) -> None:
    of_ours = (review.c.tenant == work.tenant, review.c.id.in_(review_ids), review.c.held_on.is_(None))
    work.db.execute(sa.update(review).where(*of_ours).values(undone=undone, version=review.c.version + 1))
