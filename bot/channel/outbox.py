"""Answers that were committed and, as far as anyone knows, never left.

An instance may die between the two. What is sent again waits for its turn in the shared pace: after a bad
minute there may be many of them, and all at once would be refused, and stand in the reminders' way.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from bot.channel.delivery import MayHaveArrived, Throttled
from bot.channel.messages import Answer, Incoming, Message
from bot.channel.pace import Pace
from bot.channel.sending import Sender
from bot.clock import Clock
from bot.domain.chats import Address
from storage import conversations
from storage.database import Database

_log = logging.getLogger(__name__)

OVERDUE = timedelta(seconds=30)
"""Well over what a turn may take."""
AT_ONCE = 8
NOTES_EVERY = 1.0
"""Seconds. What left since is sent twice when this instance dies."""
LOOKS_EVERY = 5.0
"""Seconds between two looks for what is overdue."""
KEPT = timedelta(hours=24)
"""For as long as Teams may repeat a message."""


class Outbox:
    def __init__(self, database: Database, sender: Sender, pace: Pace) -> None:
        self._database = database
        self._sender = sender
        self._pace = pace
        self._left: dict[str, list[str]] = {}
        self._stopped = asyncio.Event()

    async def after_replies(self, incoming: Incoming, answer: Answer) -> None:
        """Sends what is for the person's own chat. That all has left is written down a moment
        later, so that no turn waits for it; who dies until then leaves it to be sent twice."""
        if answer.elsewhere is not None:
            for message in answer.privately:
                await self._sender.send(answer.elsewhere, message)
        if answer.key:
            self._left.setdefault(incoming.address.tenant, []).append(answer.key)

    async def run(self, tenants: Collection[str], clock: Clock) -> None:
        """Until it is stopped. In a rhythm of its own: a round of the reminders may send for a minute, and
        what is not written down after half of one is sent again by another instance."""
        look_at = 0.0
        while not self._stopped.is_set():
            time = asyncio.get_running_loop().time()
            looks = time >= look_at
            await self._note_and_send(tenants if looks else (), clock())
            look_at = time + LOOKS_EVERY if looks else look_at
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), NOTES_EVERY)
        await self._note_and_send((), clock())

    async def _note_and_send(self, tenants: Collection[str], now: datetime) -> None:
        try:
            await self.note_what_left(now)
            for tenant in tenants:
                await self.tick(tenant, now)
        except Exception as fault:  # noqa: BLE001 - the next time tries again
            _log.error("answers could not be sent again: %s", type(fault).__name__)

    def stop(self) -> None:
        """`run` ends when it is written down what has left."""
        self._stopped.set()

    async def note_what_left(self, now: datetime) -> None:
        """What the database does not take is kept for the next time."""
        for tenant in tuple(self._left):
            left = self._left.pop(tenant)
            try:
                await self._mark_sent(tenant, left, now)
            except Exception:
                self._left[tenant] = left + self._left.get(tenant, [])
                raise

    async def tick(self, tenant: str, now: datetime) -> None:
        """Sends again what is overdue."""
        await self.note_what_left(now)
        while overdue := await self._overdue(tenant, now):
            slots = iter(await self._pace.slots(tenant, sum(len(messages) for *_, messages in overdue)))
            await asyncio.gather(
                *(
                    self._send_again(tenant, key, address, [(next(slots), one) for one in messages], now)
                    for key, address, messages in overdue
                )
            )
        await self._database.transact(tenant, lambda work: conversations.forget_answers(work, now - KEPT))

    async def _overdue(self, tenant: str, now: datetime) -> list[tuple[str, Address, list[dict[str, Any]]]]:
        return await self._database.transact(
            tenant, lambda work: conversations.claim_answers(work, now - OVERDUE, now, AT_ONCE)
        )

    async def _send_again(
        self,
        tenant: str,
        key: str,
        address: Address,
        messages: Sequence[tuple[float, dict[str, Any]]],
        now: datetime,
    ) -> None:
        """Each in its slot. When one perhaps did not arrive, all are sent once more as many seconds later."""
        for slot, message in messages:
            await asyncio.sleep(slot - asyncio.get_running_loop().time())
            self._pace.leaves(tenant)
            delivery = await self._sender.send(address, Message(**message))
            if isinstance(delivery, Throttled | MayHaveArrived):
                return
        await self._mark_sent(tenant, [key], now)
        _log.warning("the answer to %r was sent again", key)

    async def _mark_sent(self, tenant: str, keys: Sequence[str], now: datetime) -> None:
        await self._database.transact(tenant, lambda work: conversations.mark_answers_sent(work, keys, now))
