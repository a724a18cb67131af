"""The history: events are appended, never changed.

A chain per subject, so that writers do not wait for one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.audit import START, AuditEvent, link
from storage.database import Work
from storage.tables import audit_event


def append_event(
    work: Work, subject: str, at: datetime, actor: str, action: str, facts: Mapping[str, Any]
) -> None:
    """`facts` are plain JSON values; of texts their digest only."""
    seq, previous = _head(work, subject)
    work.db.execute(
        sa.insert(audit_event).values(
            tenant=work.tenant,
            subject=subject,
            seq=seq + 1,
            at=at,
            actor=actor,
            action=action,
            facts=dict(facts),
            previous=previous,
            hash=link(previous, subject, seq + 1, at, actor, action, facts),
        )
    )


def events_of(work: Work, subject: str) -> list[AuditEvent]:
    mine = (audit_event.c.tenant == work.tenant, audit_event.c.subject == subject)
    return [
        _event_of(row)
        for row in work.db.execute(sa.select(audit_event).where(*mine).order_by(audit_event.c.seq))
    ]


def subjects(work: Work) -> Iterator[str]:
    query = sa.select(audit_event.c.subject).where(audit_event.c.tenant == work.tenant).distinct()
    yield from work.db.execute(query.order_by(audit_event.c.subject)).scalars()


def _head(work: Work, subject: str) -> tuple[int, str]:
    row = work.db.execute(
        sa.select(audit_event.c.seq, audit_event.c.hash)
        .where(audit_event.c.tenant == work.tenant, audit_event.c.subject == subject)
        .order_by(audit_event.c.seq.desc())
        .limit(1)
    ).first()
    return (row.seq, row.hash) if row else (0, START)


def _event_of(row: Any) -> AuditEvent:
    return AuditEvent(row.subject, row.seq, row.at, row.actor, row.action, row.facts, row.previous, row.hash)
