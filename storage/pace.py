"""The time and the pace that all instances share: both are the database's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from storage.database import Work
from storage.inserting import insert_into
from storage.tables import pace

FURTHEST = timedelta(minutes=1)
"""Nobody takes slots further ahead: who seems to have done so read a clock that was set back since."""


def database_time(work: Work) -> datetime:
    """By the database's own clock, at this moment of the transaction: those of the instances may differ."""
    if work.db.dialect.name == "postgresql":
        shown: datetime = work.db.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
        return shown
    said = work.db.execute(sa.text("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')")).scalar_one()
    return datetime.fromisoformat(said).replace(tzinfo=UTC)


def take_slots(work: Work, count: int, per_second: float, besides: float = 0) -> list[float]:
    """For each of `count` messages the seconds from now at which it may leave; no other instance gets them.

    `besides`: messages that left without asking, as replies do. They count, so that the next wait for them.
    """
    taken_until = _held(work)
    now = database_time(work)
    apart = timedelta(seconds=1 / per_second)
    first = max(now, taken_until) if taken_until < now + FURTHEST else now
    first += besides * apart
    work.db.execute(
        sa.update(pace).where(pace.c.tenant == work.tenant).values(taken_until=first + count * apart)
    )
    return [(first + place * apart - now).total_seconds() for place in range(count)]


def _held(work: Work) -> datetime:
    """Until when slots are taken. Whoever else asks waits for this transaction."""
    mine = sa.select(pace.c.taken_until).where(pace.c.tenant == work.tenant).with_for_update()
    found: datetime | None = work.db.execute(mine).scalar()
    if found is None:
        values = {"tenant": work.tenant, "taken_until": database_time(work)}
        work.db.execute(insert_into(work, pace).values(**values).on_conflict_do_nothing())
        return _held(work)
    return found
