"""The loop that sends what nobody asked for. Every instance runs it.

It plans what is due and hands what is planned to each authority's dispatch.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import datetime, timedelta
from typing import TypeVar

from bot.channel.dispatch import Dispatch
from bot.channel.pace import Pace
from bot.channel.preparing import Preparing
from bot.channel.recording import Outcome
from bot.channel.sending import Sender
from bot.channel.settings import Timing
from bot.clock import AgreedClock, Clock
from bot.domain.policy import Policy
from bot.operations import reminding
from storage import deliveries
from storage.database import Database, Work
from storage.pace import database_time

__all__ = ["Outcome", "Reminders"]

T = TypeVar("T")

_log = logging.getLogger(__name__)

OVERDUE = timedelta(hours=1)
"""What has waited for so long is worth a line in the log."""
LONGEST_ROUND = 60.0
"""Seconds, for what is due: then it is looked at whether all is well, and sending goes on."""
AT_LEAST = 1.0
"""Seconds between two ticks, unless somebody pokes."""
AFTER_A_FAULT = 0.5
"""Seconds until the next try, twice as many after each further fault, up to a tick's."""


async def all_of(*doing: Awaitable[T]) -> list[T]:
    """Side by side, each to its end; then the first fault is raised."""
    ended = await asyncio.gather(*doing, return_exceptions=True)
    for one in ended:
        if isinstance(one, BaseException):
            raise one
    return [one for one in ended if not isinstance(one, BaseException)]


class Reminders:
    def __init__(
        self,
        database: Database,
        policies: Mapping[str, Policy],
        sender: Sender,
        clock: Clock,
        pace: Pace,
        timing: Timing,
        watched: Callable[[], AbstractAsyncContextManager[None]] = nullcontext,
    ) -> None:
        """`watched`: is around every round of `run`, and sees its faults."""
        self._database = database
        self._policies = policies
        self._clock = clock
        self._watched = watched
        self._every = timing.tick.total_seconds()
        self._preparing = Preparing(policies)
        self._dispatches = [
            Dispatch(tenant, database, self._preparing, sender, pace, timing, self._is_at_work)
            for tenant in policies
        ]
        self._poked = asyncio.Event()
        self._stopping = False
        self._overdue = 0
        self._next_plan = 0.0
        self.last_tick: datetime | None = None

    def poke(self) -> None:
        """Something may have been planned that should leave now."""
        self._poked.set()

    def stop(self) -> None:
        """`run` ends when what is on its way has ended and is recorded."""
        self._stopping = True
        for dispatch in self._dispatches:
            dispatch.stop()
        self.poke()

    def is_alive(self, now: datetime) -> bool:
        """A tick has ended lately, or messages are leaving."""
        return self.last_tick is not None and (now - self.last_tick).total_seconds() < 5 * self._every

    async def run(self) -> None:
        """Until it is stopped; a tick that fails is logged and the next one tries again."""
        faults = 0
        while not self._stopping:
            try:
                async with self._watched():
                    await self.agree_on_the_time()
                    await self.tick()
                wait, faults = await self._seconds_until_due(), 0
            except Exception as fault:  # noqa: BLE001 - reminders must not stop for good
                _log.error("a tick of the reminders failed: %s", type(fault).__name__)
                wait, faults = min(AFTER_A_FAULT * 2**faults, self._every), min(faults + 1, 10)
            await self._until_next_tick(wait)

    async def agree_on_the_time(self) -> None:
        """Sets the clock by the database's, where it is one that can be set."""
        if isinstance(self._clock, AgreedClock):
            self._clock.agree(await self._database.transact("", database_time))

    async def tick(self, now: datetime | None = None) -> list[Outcome]:
        """Everything due, for every authority: at that one moment, or as the clock runs on."""
        clock = self._clock if now is None else lambda: now
        if now is not None or self._is_time_to_plan():
            for tenant in self._policies:
                await self._database.transact(tenant, lambda work: self._plan(work, clock()))
        seconds = LONGEST_ROUND if now is None else math.inf
        ended = await all_of(*(one.send_what_is_due(clock, seconds) for one in self._dispatches))
        self.last_tick = clock()
        return [outcome for some in ended for outcome in some]

    async def due(self, now: datetime) -> list[tuple[str, str]]:
        """Who would get which list at `now`: for `remind --dry-run`, nothing is stored."""
        found: list[tuple[str, str]] = []
        for tenant in self._policies:
            found += await self._database.transact(tenant, lambda work: self._would_plan(work, now))
        return found

    def _is_time_to_plan(self) -> bool:
        """Between two ticks at the latest; what falls due sooner was planned before."""
        time = asyncio.get_running_loop().time()
        is_time = time >= self._next_plan
        if is_time:
            self._next_plan = time + self._every
        return is_time

    def _plan(self, work: Work, now: datetime) -> None:
        began = deliveries.begin_authority(work, now)
        calendar = self._preparing.calendar(work.tenant, now)
        reminding.plan_due(work, self._policies[work.tenant], calendar, now, began)

    def _would_plan(self, work: Work, now: datetime) -> list[tuple[str, str]]:
        began = deliveries.authority_began(work) or now
        calendar = self._preparing.calendar(work.tenant, now)
        return reminding.would_plan(work, self._policies[work.tenant], calendar, now, began)

    def _is_at_work(self) -> None:
        self.last_tick = self._clock()

    async def _seconds_until_due(self) -> float:
        """Also tells the log, when it changes, how many have been waiting for long."""
        wait, overdue = self._every, 0
        for tenant in self._policies:
            seconds, late = await self._database.transact(tenant, self._what_waits)
            wait, overdue = min(wait, self._every if seconds is None else seconds), overdue + late
        if overdue != self._overdue:
            _log.warning("messages planned over an hour ago and still waiting: %d", overdue)
        self._overdue = overdue
        return wait

    def _what_waits(self, work: Work) -> tuple[float | None, int]:
        now = self._clock()
        return deliveries.seconds_until_due(work, now), deliveries.count_waiting_since(work, now - OVERDUE)

    async def _until_next_tick(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._poked.wait(), max(seconds, AT_LEAST))
        except TimeoutError:
            pass
        self._poked.clear()
