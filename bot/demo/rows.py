"""What only the demo asks of the tables while its caseload is made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.people import Role
from storage.database import Work
from storage.deliveries import WAITING
from storage.tables import activity, child, conversation, delivery, person, review


def add_reviews(work: Work, rows: Iterable[dict[str, Any]]) -> None:
    """Many at once, as an import would."""
    values = [{**row, "tenant": work.tenant} for row in rows]
    if values:
        work.db.execute(sa.insert(review), values)


def add_activities(work: Work, rows: Iterable[dict[str, Any]]) -> None:
    """Many at once, as an import would."""
    values = [{**row, "tenant": work.tenant} for row in rows]
    if values:
        work.db.execute(sa.insert(activity), values)


def child_ids(work: Work) -> dict[str, int]:
    """By reference."""
    rows = work.db.execute(sa.select(child.c.reference, child.c.id).where(child.c.tenant == work.tenant))
    return {row.reference: row.id for row in rows}


def add_stand_in_chats(work: Work) -> None:
    """So that in the demo's past every responder could be told in Teams; removed when the past is told."""
    responders = sa.select(person.c.id).where(
        person.c.tenant == work.tenant, person.c.roles.contains(Role.RESPONDER.value)
    )
    place = {"conversation_id": STAND_IN, "service_url": STAND_IN, "user_id": STAND_IN, "bot_id": STAND_IN}
    rows = [
        {"tenant": work.tenant, "person_id": person_id, "state": {}, **place}
        for person_id in work.db.execute(responders.order_by(person.c.id)).scalars()
    ]
    work.db.execute(sa.insert(conversation), rows)


def remove_stand_in_chats(work: Work) -> None:
    mine = (conversation.c.tenant == work.tenant, conversation.c.conversation_id == STAND_IN)
    work.db.execute(sa.delete(conversation).where(*mine))


def settle_deliveries(work: Work, at: datetime) -> None:
    """What was planned in the demo's past is over: nobody is to be written to about it now."""
    waiting = (delivery.c.tenant == work.tenant, delivery.c.state == WAITING)
    work.db.execute(sa.update(delivery).where(*waiting).values(state="nothing", done_at=at))


STAND_IN = "stand-in"
