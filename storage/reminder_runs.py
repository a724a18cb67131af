"""How the last lists went out, for who asks in chat: counts, and names of staff."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.results_went_out import Missed, ReminderRun
from storage.database import Work
from storage.deliveries import NOTHING
from storage.reminders import DAILY, IS_LIST, WEEKLY
from storage.tables import delivery, person

NAMED_AT_MOST = 20
ARRIVED = ("delivered", "answered")
_KIND = sa.case((delivery.c.about == WEEKLY, WEEKLY), else_=DAILY).label("kind")


def last_list_moments(work: Work, since: datetime, to: Collection[int] | None) -> dict[str, datetime]:
    """By kind: the moment of the last list planned since then, to any of these people; None: to anybody."""
    rows = work.db.execute(
        sa.select(_KIND, sa.func.max(delivery.c.planned_at).label("at"))
        .where(*_lists(work, to), delivery.c.planned_at > since)
        .group_by(_KIND)
        .order_by(_KIND.desc())
    )
    return {row.kind: row.at for row in rows}


def reminder_run(
    work: Work, kind: str, after: datetime, at: datetime, to: Collection[int] | None
) -> ReminderRun:
    """Of the lists planned after one moment and up to another."""
    mine = (
        *_lists(work, to),
        kind == _KIND,
        delivery.c.planned_at > after,
        delivery.c.planned_at <= at,
    )
    repeated = sa.func.sum(sa.case((delivery.c.perhaps_repeats + delivery.c.taken_over > 0, 1), else_=0))
    rows = work.db.execute(
        sa.select(delivery.c.state, sa.func.count().label("number"), repeated.label("repeated"))
        .where(*mine)
        .group_by(delivery.c.state)
    ).all()
    number = {row.state: row.number for row in rows}
    missed = {why: _missed(work, mine, states, number) for why, states in MISSED.items()}
    return ReminderRun(
        kind,
        at,
        planned=sum(number.values()) - number.get(NOTHING, 0),
        delivered=sum(number.get(state, 0) for state in ARRIVED),
        perhaps=number.get("perhaps", 0),
        repeated=sum(row.repeated or 0 for row in rows),
        **missed,
    )


MISSED = {"waiting": ("waiting",), "unreachable": ("unreachable",), "refused": ("refused", "given up")}


def _missed(work: Work, mine: tuple[Any, ...], states: tuple[str, ...], numbers: Mapping[str, int]) -> Missed:
    number = sum(numbers.get(state, 0) for state in states)
    if not number:
        return Missed()
    names = (
        sa.select(person.c.name)
        .join(delivery, delivery.c.recipient_id == person.c.id)
        .where(*mine, delivery.c.state.in_(states))
        .distinct()
        .order_by(person.c.name)
        .limit(NAMED_AT_MOST)
    )
    return Missed(tuple(work.db.execute(names).scalars()), number)


def _lists(work: Work, to: Collection[int] | None) -> tuple[Any, ...]:
    every = (delivery.c.tenant == work.tenant, IS_LIST)
    return every if to is None else (*every, delivery.c.recipient_id.in_(to))
