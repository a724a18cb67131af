"""Answers that were committed and, as far as anyone knows, never left.

An instance may die between the two.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.channel.delivery import MayHaveArrived, Throttled
from bot.channel.messages import Answer, Incoming, Message
from bot.channel.sending import Sender
from bot.domain.chats import Address
from storage import conversations
from storage.database import Database

_log = logging.getLogger(__name__)

OVERDUE = timedelta(seconds=30)
"""Well over what a turn may take."""
AT_ONCE = 8
KEPT = timedelta(hours=24)
"""For as long as Teams may repeat a message."""


class Outbox:
    def __init__(self, database: Database, sender: Sender) -> None:
        self._database = database
        self._sender = sender
        self._left: dict[str, list[str]] = {}

    async def after_replies(self, incoming: Incoming, answer: Answer) -> None:
        """Sends what is for the person's own chat. That all has left is written down with the next tick,
        so that no turn waits for it; until then it may be sent twice."""
        if answer.elsewhere is not None:
            for message in answer.privately:
                await self._sender.send(answer.elsewhere, message)
        if answer.key:
            self._left.setdefault(incoming.address.tenant, []).append(answer.key)

    async def tick(self, tenant: str, now: datetime) -> None:
        left = self._left.pop(tenant, [])
        if left:
            await self._database.transact(
                tenant, lambda work: conversations.mark_answers_sent(work, left, now)
            )
        while overdue := await self._overdue(tenant, now):
            await asyncio.gather(*(self._send_again(tenant, *one, now) for one in overdue))
        await self._database.transact(tenant, lambda work: conversations.forget_answers(work, now - KEPT))

    async def _overdue(self, tenant: str, now: datetime) -> list[tuple[str, Address, list[dict[str, Any]]]]:
        return await self._database.transact(
            tenant, lambda work: conversations.claim_answers(work, now - OVERDUE, now, AT_ONCE)
        )

    async def _send_again(
        self, tenant: str, key: str, address: Address, messages: Sequence[dict[str, Any]], now: datetime
    ) -> None:
        """When one perhaps did not arrive, all are sent once more as many seconds later."""
        for message in messages:
            delivery = await self._sender.send(address, Message(**message))
            if isinstance(delivery, Throttled | MayHaveArrived):
                return
        await self._database.transact(tenant, lambda work: conversations.mark_answers_sent(work, [key], now))
        _log.warning("the answer to %r was sent again", key)
