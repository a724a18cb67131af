"""Counting and noting for those who operate the assistant; no case content is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.domain.watched import AuditFound, Standing, StoreFigures
from storage import conversations
from storage.database import Work
from storage.deliveries import IS_WAITING, NOTHING
from storage.reminders import IS_LIST
from storage.tables import authority, delivery

RECENT = timedelta(days=7)
NOTED_EVERY = timedelta(minutes=1)
STUCK = timedelta(minutes=30)


def store_figures(work: Work, now: datetime, kinds: Sequence[str]) -> StoreFigures:
    """`kinds`: the first words of `about` to count apart; others count as `other`."""
    standing = standing_of(work)
    audit = standing.audit or AuditFound()
    counted, repeats = _recent(work, now, kinds)
    waiting, overdue, oldest = _waiting(work, now)
    since = -1.0 if standing.audited_at is None else (now - standing.audited_at).total_seconds()
    return StoreFigures(
        deliveries=counted,
        possible_repeats=repeats,
        waiting=waiting,
        overdue=overdue,
        oldest_overdue=0.0 if oldest is None else max((now - oldest).total_seconds(), 0.0),
        unreachable_people=len(conversations.unreachable_people(work)),
        without_next_date=audit.without_next_date,
        without_reminder=audit.without_reminder,
        broken_histories=audit.broken_histories,
        seconds_since_audit=since,
    )


def _recent(work: Work, now: datetime, kinds: Sequence[str]) -> tuple[dict[tuple[str, str], int], int]:
    about = delivery.c.about
    whens = [(sa.or_(about == kind, about.startswith(f"{kind}:", autoescape=True)), kind) for kind in kinds]
    kind = (sa.case(*whens, else_="other") if whens else sa.literal("other")).label("kind")
    rows = work.db.execute(
        sa.select(
            kind,
            delivery.c.state,
            sa.func.count(),
            sa.func.sum(delivery.c.perhaps_repeats + delivery.c.taken_over),
        )
        .where(delivery.c.tenant == work.tenant, delivery.c.planned_at > now - RECENT)
        .group_by(kind, delivery.c.state)
    ).all()
    return {(name, state): number for name, state, number, _ in rows}, sum(row[3] or 0 for row in rows)


def _waiting(work: Work, now: datetime) -> tuple[int, int, datetime | None]:
    """All that wait, those past their moment, and the earliest moment of these."""
    is_late = delivery.c.next_at < now
    oldest = sa.func.min(sa.case((is_late, delivery.c.next_at)), type_=delivery.c.next_at.type)
    row = work.db.execute(
        sa.select(sa.func.count(), sa.func.count(sa.case((is_late, 1))), oldest).where(
            delivery.c.tenant == work.tenant, IS_WAITING
        )
    ).one()
    return row[0], row[1], row[2]


def is_stuck(work: Work, now: datetime) -> bool:
    """Something has been due for half an hour, and in that time nothing at all has arrived anywhere."""
    before = now - STUCK
    untouched, tried = delivery.c.next_at < before, delivery.c.attempts > 0
    waits = sa.select(delivery.c.id).where(
        delivery.c.tenant == work.tenant,
        IS_WAITING,
        delivery.c.planned_at < before,
        sa.or_(untouched, tried),
    )
    if work.db.execute(waits.limit(1)).first() is None:
        return False
    arrived = sa.select(delivery.c.id).where(
        delivery.c.tenant == work.tenant,
        delivery.c.planned_at > now - RECENT,
        delivery.c.done_at > before,
        delivery.c.state == "delivered",
    )
    return work.db.execute(arrived.limit(1)).first() is None


def standing_of(work: Work) -> Standing:
    row = work.db.execute(sa.select(authority).where(authority.c.tenant == work.tenant)).first()
    if row is None:
        return Standing()
    found = AuditFound(**row.audit_found) if row.audit_found else None
    return Standing(row.started_at, row.ticked_at, row.audited_at, found)


def note_tick(work: Work, now: datetime) -> None:
    """The reminders have done a whole round; written at most once a minute, by whichever process."""
    stale = sa.or_(authority.c.ticked_at.is_(None), authority.c.ticked_at < now - NOTED_EVERY)
    _change(work, (stale,), ticked_at=now)


def claim_audit(work: Work, now: datetime, every: timedelta) -> bool:
    """True for one process in that time: the audit is its own to do."""
    due = sa.or_(authority.c.audit_began_at.is_(None), authority.c.audit_began_at <= now - every)
    return _change(work, (due,), audit_began_at=now) == 1


def keep_audit(work: Work, now: datetime, found: AuditFound) -> None:
    _change(work, (), audited_at=now, audit_found=asdict(found))


def _change(work: Work, where: Sequence[Any], **values: Any) -> int:
    mine = sa.update(authority).where(authority.c.tenant == work.tenant, *where)
    return work.db.execute(mine.values(**values)).rowcount


def last_list_of(work: Work) -> dict[int, datetime]:
    """By recipient: the moment of their latest list (a message about no one matter) that was delivered, waits
    to be, or is known not to have reached them."""
    rows = work.db.execute(
        sa.select(delivery.c.recipient_id, sa.func.max(delivery.c.planned_at).label("at"))
        .where(
            delivery.c.tenant == work.tenant,
            IS_LIST,
            delivery.c.state.not_in(("refused", NOTHING)),
        )
        .group_by(delivery.c.recipient_id)
    )
    return {row.recipient_id: row.at for row in rows}
