"""What happened to a child that starts or ends a clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

import sqlalchemy as sa

from bot.domain.series import CareEvent, EventKind
from storage.allocations import AT_ONCE, in_batches
from storage.database import Work
from storage.tables import care_event, child


def care_events(work: Work, child_id: int) -> list[CareEvent]:
    """The earliest first."""
    rows = work.db.execute(
        sa.select(care_event)
        .where(care_event.c.tenant == work.tenant, care_event.c.child_id == child_id)
        .order_by(care_event.c.happened_on, care_event.c.id)
    )
    return [_event_of(row) for row in rows]


def _event_of(row: Any) -> CareEvent:
    return CareEvent(EventKind(row.event), row.happened_on, row.ended_on, row.id)


def add_care_event(
    work: Work, child_id: int, kind: EventKind, happened_on: date, ended_on: date | None = None
) -> int:
    values = {"child_id": child_id, "event": kind, "happened_on": happened_on, "ended_on": ended_on}
    row = sa.insert(care_event).values(tenant=work.tenant, **values).returning(care_event.c.id)
    return int(work.db.execute(row).scalar_one())


def events_by_reference(work: Work, references: Sequence[str]) -> dict[str, list[CareEvent]]:
    """Of many children, the earliest first; only children of whom any is known."""
    found: dict[str, list[CareEvent]] = defaultdict(list)
    for some in in_batches(references):
        query = (
            sa.select(care_event, child.c.reference)
            .join(child, child.c.id == care_event.c.child_id)
            .where(care_event.c.tenant == work.tenant, child.c.reference.in_(some))
            .order_by(care_event.c.happened_on, care_event.c.id)
        )
        for row in work.db.execute(query):
            found[row.reference].append(_event_of(row))
    return found


def insert_care_events(work: Work, rows: Iterable[tuple[int, CareEvent]]) -> None:
    """Each with its child's id. Few are held at a time."""
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        values = [
            {
                "tenant": work.tenant,
                "child_id": child_id,
                "event": one.kind,
                "happened_on": one.happened_on,
                "ended_on": one.ended_on,
            }
            for child_id, one in some
        ]
        work.db.execute(sa.insert(care_event), values)


def end_care_events(work: Work, ends: Mapping[int, date]) -> None:
    """By event's id."""
    for event_id, ended_on in ends.items():
        mine = (care_event.c.tenant == work.tenant, care_event.c.id == event_id)
        work.db.execute(sa.update(care_event).where(*mine).values(ended_on=ended_on))


def remove_care_event(work: Work, event_id: int) -> None:
    """Only to undo: the history keeps that it was there."""
    of_ours = (care_event.c.tenant == work.tenant, care_event.c.id == event_id)
    work.db.execute(sa.delete(care_event).where(*of_ours))


def child_of_event(work: Work, event_id: int) -> int | None:
    of_ours = (care_event.c.tenant == work.tenant, care_event.c.id == event_id)
    return work.db.execute(sa.select(care_event.c.child_id).where(*of_ours)).scalar()
