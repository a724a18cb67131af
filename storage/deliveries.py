"""Planned messages: one to one person at one planned moment, claimed by one instance at a time.

A claim is a lease by the database's clock. When a message is planned or due, by the caller's: it may be
a simulated one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Work
from storage.pace import database_time
from storage.tables import authority, delivery

WAITING = "waiting"
NOT_REACHED = ("unreachable", "refused", "perhaps", "given up")
"""States of a message that ended without anybody knowing that it arrived."""
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Planned:
    """One message to one person at one planned moment, in the hands of this instance."""

    id: int
    recipient_id: int
    about: str
    """`weekly`, or whose notice it is: `step:12`, `asked:12`, `response:113`, `comment:113`."""
    planned_at: datetime
    attempts: int
    """This one counted: it tells this claim from any other."""
    perhaps_repeats: int
    """Attempts that perhaps arrived, and were followed by another."""
    taken_over: int = 0
    """Attempts of instances that died over it: each may have sent it."""


def plan_delivery(work: Work, recipient_id: int, about: str, planned_at: datetime, now: datetime) -> None:
    """Once per person, moment and matter, however many instances plan it."""
    plan_deliveries(work, [recipient_id], about, planned_at, now)


def plan_deliveries(
    work: Work, recipient_ids: Iterable[int], about: str, planned_at: datetime, now: datetime
) -> None:
    """The same matter to each of many, once."""
    same = {"tenant": work.tenant, "about": about, "planned_at": planned_at, "state": WAITING, "next_at": now}
    rows = [{**same, "recipient_id": one} for one in recipient_ids]
    insert = postgresql.insert if work.db.dialect.name == "postgresql" else sqlite.insert
    if rows:
        work.db.execute(insert(delivery).on_conflict_do_nothing(), rows)


def claim_deliveries(work: Work, now: datetime, lease: timedelta, most: int) -> list[Planned]:
    """Takes what is due at `now` and in nobody's hands, of each person one at a time.

    A lease that ran out is taken over: its holder died, perhaps after sending.
    """
    time = database_time(work)
    row = delivery.c
    due = (
        sa.select(row.id)
        .where(row.tenant == work.tenant, row.state == WAITING, row.next_at <= now)
        .where(_is_free(row, time, lease), ~_another_first(now, time, lease))
        .order_by(row.next_at, row.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    ids = list(work.db.execute(due).scalars())
    if not ids:
        return []
    died = sa.case((row.leased_until.is_not(None), 1), else_=0)
    values = {
        "leased_until": time + lease,
        "attempts": row.attempts + 1,
        "taken_over": row.taken_over + died,
    }
    taken = sa.update(delivery).where(row.id.in_(ids)).values(**values).returning(*_columns())
    return sorted((_planned_of(row) for row in work.db.execute(taken)), key=lambda planned: planned.id)


def finish_delivery(work: Work, planned: Planned, state: str, code: str | None, at: datetime) -> bool:
    """`state`: `delivered`, `nothing` (no longer anything to say) or one of `NOT_REACHED`.

    False, and nothing done: the lease ran out, and another has it.
    """
    return _change(work, planned, state=state, last_code=code, done_at=at)


def retry_delivery(
    work: Work, planned: Planned, next_at: datetime, code: str | None, *, perhaps_arrived: bool
) -> bool:
    """Answers as `finish_delivery`."""
    repeats = planned.perhaps_repeats + perhaps_arrived
    return _change(work, planned, next_at=next_at, last_code=code, perhaps_repeats=repeats)


def hold_back(work: Work, recipient_id: int, until: datetime) -> None:
    """What else waits for the person leaves after that: Teams limits each conversation too."""
    mine = (delivery.c.recipient_id == recipient_id, delivery.c.state == WAITING, delivery.c.next_at < until)
    work.db.execute(sa.update(delivery).where(*mine).values(next_at=until))


def seconds_until_due(work: Work, now: datetime) -> float | None:
    """Until something can be claimed; None when nothing waits."""
    row = delivery.c
    mine = (row.tenant == work.tenant, row.state == WAITING)
    free = sa.func.min(sa.case((row.leased_until.is_(None), row.next_at)), type_=row.next_at.type)
    held = sa.func.min(row.leased_until, type_=row.next_at.type)
    soonest, lapse = work.db.execute(sa.select(free, held).where(*mine)).one()
    waits = [(soonest - now).total_seconds()] if soonest else []
    waits += [(lapse - database_time(work)).total_seconds()] if lapse else []
    return max(min(waits), 0.0) if waits else None


def count_waiting_since(work: Work, before: datetime) -> int:
    """How many were planned before that moment, and have not ended."""
    overdue = (delivery.c.state == WAITING, delivery.c.planned_at < before)
    count = sa.select(sa.func.count()).where(delivery.c.tenant == work.tenant, *overdue)
    return work.db.execute(count).scalar_one()


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


def _is_free(row: Any, time: datetime, lease: timedelta) -> sa.ColumnElement[bool]:
    """A lease further ahead than any is given for comes from a clock that was set back since."""
    until = row.leased_until
    return sa.or_(until.is_(None), until < time, until > time + 2 * lease)


def _another_first(now: datetime, time: datetime, lease: timedelta) -> sa.ColumnElement[bool]:
    """The person has another in somebody's hands, or one that is due before this one."""
    other = delivery.alias()
    is_before = sa.and_(other.c.next_at <= now, other.c.id < delivery.c.id)
    return sa.exists().where(
        other.c.recipient_id == delivery.c.recipient_id,
        other.c.state == WAITING,
        other.c.id != delivery.c.id,
        sa.or_(~_is_free(other.c, time, lease), is_before),
    )


def _columns() -> list[Any]:
    row = delivery.c
    counts = [row.attempts, row.perhaps_repeats, row.taken_over]
    return [row.id, row.recipient_id, row.about, row.planned_at, *counts]


def _planned_of(row: Any) -> Planned:
    return Planned(*row)


def _change(work: Work, planned: Planned, **values: Any) -> bool:
    row = delivery.c
    held = (row.id == planned.id, row.attempts == planned.attempts, row.state == WAITING)
    changed = work.db.execute(sa.update(delivery).where(*held).values(leased_until=None, **values))
    return changed.rowcount == 1
