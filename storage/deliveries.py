"""Planned messages: one to one person at one planned moment, claimed by one instance at a time.

A claim is a lease by the database's clock. When a message is planned or due, by the caller's: it may be
a simulated one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage.database import Work
from storage.inserting import insert_into
from storage.pace import database_time
from storage.tables import authority, delivery

WAITING = "waiting"
NOTHING = "nothing"
"""No longer anything to say: nobody was told, and the history does not tell of it."""
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
    if rows:
        work.db.execute(insert_into(work, delivery).on_conflict_do_nothing(), rows)


def claim_deliveries(
    work: Work, now: datetime, lease: timedelta, most: int, apart: timedelta = timedelta(0)
) -> list[Planned]:
    """Takes what is due at `now` and in nobody's hands, of each person one at a time.

    A lease that ran out is taken over: its holder died, perhaps after sending. What else is due to a person
    is put off by `apart`.
    """
    time, row = database_time(work), delivery.c
    due = (
        sa.select(row.id, row.recipient_id)
        .where(row.tenant == work.tenant, IS_WAITING, row.next_at <= now, _is_free(time, lease))
        .order_by(row.next_at, row.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    found = work.db.execute(due).all()
    first = {one.recipient_id: one.id for one in reversed(found)}
    second = [one.id for one in found if one.id != first[one.recipient_id]]
    second += [first.pop(one) for one in _in_other_hands(work, first, second, time, lease)]
    if second:
        work.db.execute(sa.update(delivery).where(row.id.in_(second)).values(next_at=now + apart))
    return _lease(work, list(first.values()), time + lease)


def _in_other_hands(
    work: Work, first: Mapping[int, int], second: Sequence[int], time: datetime, lease: timedelta
) -> list[int]:
    """Of these people another instance has a message, or is just taking an earlier one."""
    row = delivery.c
    others = sa.select(row.id, row.recipient_id, _is_free(time, lease).label("is_free")).where(
        row.recipient_id.in_(list(first)), IS_WAITING, row.id.not_in([*first.values(), *second])
    )
    found = work.db.execute(others).all() if first else []
    if not found:
        return []
    untaken = sa.select(row.id).where(row.id.in_([one.id for one in found]), _is_free(time, lease))
    free = set(work.db.execute(untaken.with_for_update(skip_locked=True)).scalars())
    taken = [
        one for one in found if not one.is_free or (one.id not in free and one.id < first[one.recipient_id])
    ]
    return sorted({one.recipient_id for one in taken})


def _lease(work: Work, ids: Sequence[int], until: datetime) -> list[Planned]:
    if not ids:
        return []
    row = delivery.c
    died = sa.case((row.leased_until.is_not(None), 1), else_=0)
    values = {"leased_until": until, "attempts": row.attempts + 1, "taken_over": row.taken_over + died}
    taken = sa.update(delivery).where(row.id.in_(ids)).values(**values).returning(*_columns())
    return sorted((_planned_of(one) for one in work.db.execute(taken)), key=lambda planned: planned.id)


def finish_deliveries(
    work: Work, planned: Sequence[Planned], state: str, code: str | None, at: datetime
) -> set[int]:
    """`state`: `delivered`, `NOTHING` or one of `NOT_REACHED`.

    Answers which: not those whose lease ran out, and that another has by now.
    """
    ended = {"state": state, "last_code": code, "done_at": at, "leased_until": None}
    change = sa.update(delivery).where(_still_held(planned)).values(**ended).returning(delivery.c.id)
    return set(work.db.execute(change).scalars())


def retry_delivery(
    work: Work, planned: Planned, next_at: datetime, code: str | None, *, perhaps_arrived: bool
) -> None:
    """Unless another has it by now."""
    values = {"next_at": next_at, "last_code": code, "leased_until": None}
    repeats = planned.perhaps_repeats + perhaps_arrived
    change = sa.update(delivery).where(_still_held([planned])).values(perhaps_repeats=repeats, **values)
    work.db.execute(change)


def hold_back(work: Work, recipient_ids: Iterable[int], until: datetime) -> None:
    """What else waits for them leaves after that: Teams limits each conversation too."""
    row = delivery.c
    theirs = (row.recipient_id.in_(list(recipient_ids)), IS_WAITING, row.next_at < until)
    work.db.execute(sa.update(delivery).where(*theirs).values(next_at=until))


def seconds_until_due(work: Work, now: datetime) -> float | None:
    """Until something can be claimed; None when nothing waits."""
    row = delivery.c
    mine = (row.tenant == work.tenant, IS_WAITING)
    free = sa.func.min(sa.case((row.leased_until.is_(None), row.next_at)), type_=row.next_at.type)
    held = sa.func.min(row.leased_until, type_=row.next_at.type)
    soonest, lapse = work.db.execute(sa.select(free, held).where(*mine)).one()
    waits = [(soonest - now).total_seconds()] if soonest else []
    waits += [(lapse - database_time(work)).total_seconds()] if lapse else []
    return max(min(waits), 0.0) if waits else None


def count_waiting_since(work: Work, before: datetime) -> int:
    """How many were planned before that moment, and have not ended."""
    overdue = (IS_WAITING, delivery.c.planned_at < before)
    count = sa.select(sa.func.count()).where(delivery.c.tenant == work.tenant, *overdue)
    return work.db.execute(count).scalar_one()


def wake_deliveries(work: Work, recipient_id: int, now: datetime) -> None:
    """What could not reach a person leaves again, now that they have written; of weekly lists the last."""
    latest = sa.or_(delivery.c.about != "weekly", delivery.c.planned_at > now - WEEK)
    missed = (delivery.c.recipient_id == recipient_id, delivery.c.state == "unreachable", latest)
    work.db.execute(sa.update(delivery).where(*missed).values(state=WAITING, next_at=now, done_at=None))


def may_have_arrived(work: Work, recipient_id: int, about: str) -> bool:
    """A message of this kind left for that person, and is not known to have failed."""
    known_not_to = (WAITING, NOTHING, "unreachable", "refused")
    of_theirs = (delivery.c.recipient_id == recipient_id, delivery.c.about == about)
    found = sa.select(delivery.c.id).where(
        delivery.c.tenant == work.tenant, *of_theirs, delivery.c.state.not_in(known_not_to)
    )
    return work.db.execute(found.limit(1)).first() is not None


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
        row = insert_into(work, authority).values(tenant=work.tenant, started_at=now)
        work.db.execute(row.on_conflict_do_nothing())
    return began or now


def _is_free(time: datetime, lease: timedelta) -> sa.ColumnElement[bool]:
    """A lease further ahead than any is given for comes from a clock that was set back since."""
    until = delivery.c.leased_until
    return sa.or_(until.is_(None), until < time, until > time + 2 * lease)


IS_WAITING = delivery.c.state == sa.literal_column(f"'{WAITING}'")
"""In the words of the index of those few rows: a parameter would not find it."""


def _columns() -> list[Any]:
    row = delivery.c
    counts = [row.attempts, row.perhaps_repeats, row.taken_over]
    return [row.id, row.recipient_id, row.about, row.planned_at, *counts]


def _planned_of(row: Any) -> Planned:
    return Planned(*row)


def _still_held(planned: Sequence[Planned]) -> sa.ColumnElement[bool]:
    claims = [(one.id, one.attempts) for one in planned]
    row = delivery.c
    return sa.and_(sa.tuple_(row.id, row.attempts).in_(claims), row.state == WAITING)
