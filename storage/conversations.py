"""Conversations, and the answers already given: so that a message or a press acts once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.chats import Address, Chat
from bot.domain.people import Person
from storage.columns import OURS
from storage.database import Work
from storage.people import person_of
from storage.tables import answered, conversation, delivery, person


def held_person(work: Work, aad_object_id: str) -> Person | None:
    """The active person at first hand, held until the turn ends: who comes second waits here, and must read
    the conversation only then."""
    row = work.ask(_PERSON, aad_object_id=aad_object_id).first()
    return person_of(row) if row else None


def chat_and_answer(work: Work, person_id: int, key: str) -> tuple[Chat | None, list[dict[str, Any]] | None]:
    """A person's conversation, and what was answered to this activity already; None when it is new."""
    row = work.ask(_CHAT_AND_ANSWER, person_id=person_id, key=key).one()
    return _chat_of(row, work.tenant), None if row.key is None else list(row.messages or [])


def chat_of(work: Work, person_id: int) -> Chat | None:
    row = work.ask(_CHAT, person_id=person_id).first()
    return _chat_of(row, work.tenant) if row else None


def chats_of(work: Work, person_ids: Iterable[int]) -> dict[int, Chat]:
    """By person; not of those who have none."""
    mine = (conversation.c.tenant == work.tenant, conversation.c.person_id.in_(list(person_ids)))
    rows = work.db.execute(sa.select(conversation.c.person_id, *_chat_columns()).where(*mine))
    found = {row.person_id: _chat_of(row, work.tenant) for row in rows}
    return {person_id: chat for person_id, chat in found.items() if chat is not None}


def keep_chat(
    work: Work, person_id: int, address: Address, state: Mapping[str, Any], before: Chat | None
) -> None:
    """Stores where the person can be written to now, and what the conversation remembers."""
    values: dict[str, Any] = {
        "state": dict(state),
        "unreachable": None,
        "unreachable_at": None,
        **_place(address),
    }
    if before is None:
        work.ask(_ADD_CHAT, person_id=person_id, **values)
    elif before.state != state or before.address != address or before.unreachable:
        work.db.execute(_CHANGE_CHAT, {"chat_id": before.id, **values})


def mark_unreachable(work: Work, person_id: int, why: str, at: datetime) -> None:
    mine = (conversation.c.tenant == work.tenant, conversation.c.person_id == person_id)
    work.db.execute(sa.update(conversation).where(*mine).values(unreachable=why[:60], unreachable_at=at))


def unreachable_people(work: Work) -> list[Person]:
    """Active people whose conversation messages no longer reach, or who never had one and were missed."""
    missed = sa.select(delivery.c.recipient_id).where(
        delivery.c.tenant == work.tenant, delivery.c.state == "unreachable"
    )
    rows = work.db.execute(
        sa.select(person)
        .outerjoin(conversation, _MY_CHAT)
        .where(
            person.c.tenant == work.tenant,
            person.c.active,
            sa.or_(
                conversation.c.unreachable.is_not(None),
                sa.and_(conversation.c.id.is_(None), person.c.id.in_(missed)),
            ),
        )
        .order_by(person.c.name)
    )
    return [person_of(row) for row in rows]


def answer_given(work: Work, key: str) -> list[dict[str, Any]] | None:
    """What was answered to this button or activity already; None when it is new."""
    row = work.ask(_ANSWER, key=key).first()
    return None if row is None else list(row.messages or [])


def keep_answer(
    work: Work, key: str, at: datetime, address: Address | None, messages: Sequence[Mapping[str, Any]]
) -> None:
    """Kept with the change itself; without an address there is nothing to send again."""
    place = asdict(address) if address else None
    rows = [dict(message) for message in messages]
    work.ask(_KEEP_ANSWER, key=key, at=at, address=place, messages=rows)


def claim_answers(
    work: Work, before: datetime, now: datetime, most: int
) -> list[tuple[str, Address, list[dict[str, Any]]]]:
    """Answers committed before a moment of which nobody knows that they left: key, address, messages.

    Whoever claims them has until they are as old again before another does.
    """
    rows = work.db.execute(
        sa.select(answered)
        .where(
            answered.c.tenant == work.tenant,
            answered.c.sent_at.is_(None),
            answered.c.at < before,
            answered.c.address.is_not(None),
        )
        .order_by(answered.c.at)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    mine = (answered.c.tenant == work.tenant, answered.c.key.in_([row.key for row in rows]))
    if rows:
        work.db.execute(sa.update(answered).where(*mine).values(at=now))
    return [(row.key, Address(**row.address), row.messages) for row in rows if row.address]


def mark_answers_sent(work: Work, keys: Sequence[str], at: datetime) -> None:
    mine = (answered.c.tenant == work.tenant, answered.c.key.in_(keys))
    work.db.execute(sa.update(answered).where(*mine).values(sent_at=at))


def forget_answers(work: Work, before: datetime) -> None:
    """Answers hold case content: once repeats are no longer to be expected they go."""
    work.db.execute(sa.delete(answered).where(answered.c.tenant == work.tenant, answered.c.at < before))


def _chat_columns() -> list[Any]:
    chat = conversation.c
    return [
        chat.id.label("chat_id"),
        chat.conversation_id,
        chat.service_url,
        chat.user_id,
        chat.bot_id,
        chat.state,
        chat.unreachable,
    ]


def _chat_of(row: Any, tenant: str) -> Chat | None:
    if row.chat_id is None:
        return None
    address = Address(tenant, row.conversation_id, row.service_url, row.user_id, row.bot_id)
    return Chat(row.chat_id, address, row.state, row.unreachable)


def _place(address: Address) -> dict[str, str]:
    place = asdict(address)
    place.pop("tenant")
    return place


_MY_CHAT = sa.and_(conversation.c.tenant == person.c.tenant, conversation.c.person_id == person.c.id)
_PERSON = (
    sa.select(person)
    .where(person.c.tenant == OURS, person.c.aad_object_id == sa.bindparam("aad_object_id"), person.c.active)
    .with_for_update()
)
_CHAT = sa.select(*_chat_columns()).where(
    conversation.c.tenant == OURS, conversation.c.person_id == sa.bindparam("person_id")
)
_SAME = sa.and_(answered.c.tenant == OURS, answered.c.key == sa.bindparam("key"))
_CHAT_AND_ANSWER = (
    sa.select(*_chat_columns(), answered.c.key, answered.c.messages)
    .select_from(person)
    .outerjoin(conversation, _MY_CHAT)
    .outerjoin(answered, _SAME)
    .where(person.c.tenant == OURS, person.c.id == sa.bindparam("person_id"))
)
_ADD_CHAT = sa.insert(conversation)
_CHANGE_CHAT = sa.update(conversation).where(conversation.c.id == sa.bindparam("chat_id"))
_ANSWER = sa.select(answered.c.messages).where(_SAME)
_KEEP_ANSWER = sa.insert(answered)
