"""Planned messages: one to one person at one planned moment, claimed by one instance at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Work
from storage.tables import authority, delivery

WAITING = "waiting"
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Planned:
    """One message to one person at one planned moment."""

    id: int
    recipient_id: int
    about: str
    """`weekly`, or whose notice it is: `step:12`, `asked:12`, `response:113`, `comment:113`."""
    planned_at: datetime
    attempts: int
    perhaps_repeats: int


def plan_delivery(work: Work, recipient_id: int, about: str, planned_at: datetime, now: datetime) -> None:
    """Once per person, moment and matter, however many instances plan it."""
    values = {
        "tenant": work.tenant,
        "recipient_id": recipient_id,
        "about": about,
        "planned_at": planned_at,
        "state": WAITING,
        "next_at": now,
    }
    insert = postgresql.insert if work.db.dialect.name == "postgresql" else sqlite.insert
    work.db.execute(insert(delivery).values(**values).on_conflict_do_nothing())


def claim_deliveries(work: Work, now: datetime, lease: timedelta, most: int) -> list[Planned]:
    """Takes what is due and not in another instance's hands; a lease that ran out is taken over."""
    free = sa.or_(delivery.c.leased_until.is_(None), delivery.c.leased_until < now)
    due = (
        sa.select(delivery.c.id)
        .where(delivery.c.tenant == work.tenant, delivery.c.state == WAITING, delivery.c.next_at <= now, free)
        .order_by(delivery.c.next_at, delivery.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    ids = list(work.db.execute(due).scalars())
    if not ids:
        return []
    taken = (
        sa.update(delivery)
        .where(delivery.c.id.in_(ids))
        .values(leased_until=now + lease)
        .returning(*_columns())
    )
    return sorted((_planned_of(row) for row in work.db.execute(taken)), key=lambda planned: planned.id)


def finish_delivery(work: Work, planned: Planned, state: str, code: str | None, at: datetime) -> None:
    """`state`: `delivered`, `unreachable`, `refused`, `nothing` (no longer anything to say)."""
    _change(
        work,
        planned,
        state=state,
        last_code=code,
        done_at=at,
        leased_until=None,
        attempts=planned.attempts + 1,
    )


def retry_delivery(
    work: Work, planned: Planned, next_at: datetime, code: str | None, *, perhaps_arrived: bool
) -> None:
    _change(
        work,
        planned,
        next_at=next_at,
        last_code=code,
        leased_until=None,
        attempts=planned.attempts + 1,
        perhaps_repeats=planned.perhaps_repeats + perhaps_arrived,
    )


def wake_deliveries(work: Work, recipient_id: int, now: datetime) -> None:
    """What could not reach a person leaves again, now that they have written; of weekly lists the last."""
    latest = sa.or_(delivery.c.about != "weekly", delivery.c.planned_at > now - WEEK)
    missed = (delivery.c.recipient_id == recipient_id, delivery.c.state == "unreachable", latest)
    work.db.execute(sa.update(delivery).where(*missed).values(state=WAITING, next_at=now, done_at=None))


def last_planned(work: Work, about: str) -> dict[int, datetime]:
    """By recipient: the latest moment planned of this kind."""
    rows = work.db.execute(
        sa.select(delivery.c.recipient_id, sa.func.max(delivery.c.planned_at).label("at"))
        .where(delivery.c.tenant == work.tenant, delivery.c.about == about)
        .group_by(delivery.c.recipient_id)
    )
    return {row.recipient_id: row.at for row in rows}


def authority_began(work: Work) -> datetime | None:
    """When this authority began here: reminders of moments before it are not made up for."""
    return work.db.execute(
        sa.select(authority.c.started_at).where(authority.c.tenant == work.tenant)
    ).scalar()


def begin_authority(work: Work, now: datetime) -> datetime:
    began = authority_began(work)
    if began is None:
        insert = postgresql.insert if work.db.dialect.name == "postgresql" else sqlite.insert
        work.db.execute(insert(authority).values(tenant=work.tenant, started_at=now).on_conflict_do_nothing())
    return began or now


def _columns() -> list[Any]:
    row = delivery.c
    return [row.id, row.recipient_id, row.about, row.planned_at, row.attempts, row.perhaps_repeats]


def _planned_of(row: Any) -> Planned:
    return Planned(row.id, row.recipient_id, row.about, row.planned_at, row.attempts, row.perhaps_repeats)


def _change(work: Work, planned: Planned, **values: Any) -> None:
    work.db.execute(sa.update(delivery).where(delivery.c.id == planned.id).values(**values))
