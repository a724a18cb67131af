"""How fast messages that nobody asked for may leave, all instances together."""

from __future__ import annotations

import asyncio
from collections import Counter

from storage.database import Database
from storage.pace import take_slots


class Pace:
    """`posts` counts what this process sends to each tenant, replies among them. These wait for nobody, but
    what is sent at the pace waits for them."""

    def __init__(self, database: Database, posts: Counter[str], per_second: float) -> None:
        self._database = database
        self._posts = posts
        self._per_second = per_second
        self._counted: Counter[str] = Counter()

    async def slots(self, tenant: str, count: int) -> list[float]:
        """For each of `count` messages when it may leave, by the loop's clock. They are to be used."""
        replies = max(self._posts[tenant] - self._counted[tenant], 0)
        besides = min(replies, self._per_second)  # what is older than a second counts no more
        waits = await self._database.transact(
            tenant, lambda work: take_slots(work, count, self._per_second, besides)
        )
        self._counted[tenant] += replies
        now = asyncio.get_running_loop().time()
        return [now + wait for wait in waits]

    def leaves(self, tenant: str) -> None:
        """A message leaves in its slot: it was counted with that."""
        self._counted[tenant] += 1
