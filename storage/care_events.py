"""What happened to a child that starts or ends a clock."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from bot.domain.series import CareEvent, EventKind
from storage.database import Work
from storage.tables import care_event


def care_events(work: Work, child_id: int) -> list[CareEvent]:
    """The earliest first."""
    rows = work.db.execute(
        sa.select(care_event)
        .where(care_event.c.tenant == work.tenant, care_event.c.child_id == child_id)
        .order_by(care_event.c.happened_on, care_event.c.id)
    )
    return [CareEvent(EventKind(row.event), row.happened_on, row.ended_on, row.id) for row in rows]


def add_care_event(
    work: Work, child_id: int, kind: EventKind, happened_on: date, ended_on: date | None = None
) -> int:
    values = {"child_id": child_id, "event": kind, "happened_on": happened_on, "ended_on": ended_on}
    row = sa.insert(care_event).values(tenant=work.tenant, **values).returning(care_event.c.id)
    return int(work.db.execute(row).scalar_one())


def remove_care_event(work: Work, event_id: int) -> None:
    """Only to undo: the history keeps that it was there."""
    of_ours = (care_event.c.tenant == work.tenant, care_event.c.id == event_id)
    work.db.execute(sa.delete(care_event).where(*of_ours))


def child_of_event(work: Work, event_id: int) -> int | None:
    of_ours = (care_event.c.tenant == work.tenant, care_event.c.id == event_id)
    return work.db.execute(sa.select(care_event.c.child_id).where(*of_ours)).scalar()
