"""The history: events are appended, never changed.

A chain per subject, so that writers do not wait for one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa

from bot.domain.audit import START, AuditEvent, link
from storage.columns import OURS
from storage.database import Work
from storage.tables import audit_event

AT_ONCE = 2000


def append_event(
    work: Work, subject: str, at: datetime, actor: str, action: str, facts: Mapping[str, Any]
) -> None:
    """`facts` are plain JSON values; of texts their digest only."""
    work.ask(_ADD, **_next_event(work, _head(work, subject), subject, at, actor, action, facts))


def append_events(
    work: Work,
    events: Iterable[tuple[str, Mapping[str, Any]]],
    at: datetime,
    actor: str,
    action: str,
) -> None:
    """One event of the same action to each of many subjects, each subject once."""
    left = iter(events)
    while some := list(islice(left, AT_ONCE)):
        heads = _heads(work, [subject for subject, _ in some])
        rows = [
            _next_event(work, heads.get(subject, (0, START)), subject, at, actor, action, facts)
            for subject, facts in some
        ]
        work.db.execute(sa.insert(audit_event), rows)


def events_of(work: Work, subject: str) -> list[AuditEvent]:
    mine = (audit_event.c.tenant == work.tenant, audit_event.c.subject == subject)
    return [
        _event_of(row)
        for row in work.db.execute(sa.select(audit_event).where(*mine).order_by(audit_event.c.seq))
    ]


def events_after(work: Work, last: AuditEvent | None, at_most: int) -> list[AuditEvent]:
    """Of all subjects, in the order of subject and number, from the one after `last`."""
    query = sa.select(audit_event).where(audit_event.c.tenant == work.tenant)
    if last is not None:
        place = sa.tuple_(audit_event.c.subject, audit_event.c.seq)
        query = query.where(place > sa.tuple_(sa.literal(last.subject), sa.literal(last.seq)))
    rows = work.db.execute(query.order_by(audit_event.c.subject, audit_event.c.seq).limit(at_most))
    return [_event_of(row) for row in rows]


def subjects(work: Work) -> Iterator[str]:
    query = sa.select(audit_event.c.subject).where(audit_event.c.tenant == work.tenant).distinct()
    yield from work.db.execute(query.order_by(audit_event.c.subject)).scalars()


def _head(work: Work, subject: str) -> tuple[int, str]:
    row = work.ask(_HEAD, subject=subject).first()
    return (row.seq, row.hash) if row else (0, START)


def _heads(work: Work, subjects: Sequence[str]) -> dict[str, tuple[int, str]]:
    later = audit_event.alias()
    is_last = ~sa.exists().where(
        later.c.tenant == audit_event.c.tenant,
        later.c.subject == audit_event.c.subject,
        later.c.seq > audit_event.c.seq,
    )
    mine = (audit_event.c.tenant == work.tenant, audit_event.c.subject.in_(subjects), is_last)
    found = sa.select(audit_event.c.subject, audit_event.c.seq, audit_event.c.hash).where(*mine)
    return {row.subject: (row.seq, row.hash) for row in work.db.execute(found)}


def _next_event(
    work: Work,
    head: tuple[int, str],
    subject: str,
    at: datetime,
    actor: str,
    action: str,
    facts: Mapping[str, Any],
) -> dict[str, Any]:
    seq, previous = head[0] + 1, head[1]
    return {
        "tenant": work.tenant,
        "subject": subject,
        "seq": seq,
        "at": at,
        "actor": actor,
        "action": action,
        "facts": dict(facts),
        "previous": previous,
        "hash": link(previous, subject, seq, at, actor, action, facts),
    }


_ADD = sa.insert(audit_event)
_HEAD = (
    sa.select(audit_event.c.seq, audit_event.c.hash)
    .where(audit_event.c.tenant == OURS, audit_event.c.subject == sa.bindparam("subject"))
    .order_by(audit_event.c.seq.desc())
    .limit(1)
)


def _event_of(row: Any) -> AuditEvent:
    return AuditEvent(row.subject, row.seq, row.at, row.actor, row.action, row.facts, row.previous, row.hash)
