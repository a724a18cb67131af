"""One authority's waiting messages: claimed, written, sent at the shared pace, and recorded.

Claims are small, so that little is in the hands of an instance that dies: what is claimed counts as perhaps
sent. No transaction is open while anything is sent.
"""

from __future__ import annotations

import asyncio
import logging
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from bot.channel.after_sending import Done, after_failing, after_sending, before_sending
from bot.channel.delivery import Delivered, Delivery, Throttled
from bot.channel.pace import Pace
from bot.channel.preparing import Prepared, Preparing
from bot.channel.recording import NO_CONVERSATION, Ended, Outcome, record
from bot.channel.sending import Sender
from bot.channel.settings import Timing
from bot.clock import Clock
from storage.database import Database, Work
from storage.deliveries import NOTHING, Planned, claim_deliveries

_log = logging.getLogger(__name__)

T = TypeVar("T")

AT_ONCE = 64
"""On their way at one time: at the full pace one in fifteen may hang until its time is up."""
CLAIMED_AT_ONCE = 8
"""What an instance that dies leaves behind; also the slots that nobody uses then."""
AHEAD = 0.15
"""Seconds before the last slot at which the next messages are claimed, to be written in time."""
PAUSE = 0.2
"""Seconds between two looks for what has become due, while answers are outstanding."""


@dataclass
class Dispatch:
    tenant: str
    database: Database
    preparing: Preparing
    sender: Sender
    pace: Pace
    timing: Timing
    is_alive: Callable[[], None]
    """Called again and again while it works."""
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)
    _ended: list[Ended] = field(default_factory=list)
    _booked_until: float = 0.0
    _stopping: bool = False

    def stop(self) -> None:
        """Claims nothing more; what is on its way is waited for and recorded."""
        self._stopping = True

    async def send_what_is_due(self, clock: Clock, for_seconds: float = math.inf) -> list[Outcome]:
        """Until nothing is left, or that time is over. What fails is raised, once all that is on its way
        has ended."""
        outcomes: list[Outcome] = []
        until = _loop_time() + for_seconds
        try:
            while True:
                outcomes += await self._record(clock)
                is_over = self._stopping or _loop_time() >= until
                started = 0 if is_over else await self._start_some(clock)
                if not (started or self._under_way or self._ended):
                    return outcomes
                await self._until_there_is_more_to_do(started)
                self.is_alive()
        finally:
            if self._under_way:
                await asyncio.wait(self._under_way)

    async def _start_some(self, clock: Clock) -> int:
        """Answers how many were claimed."""
        room = min(AT_ONCE - len(self._under_way), CLAIMED_AT_ONCE)
        if room <= 0:
            return 0
        held_until = _loop_time() + self.timing.lease.total_seconds()
        lease, apart = self.timing.lease, self.timing.to_one_person
        claimed = await self._in_database(lambda work: claim_deliveries(work, clock(), lease, room, apart))
        to_write = [one for one in claimed if not self._ends_before(one, held_until)]
        prepared = await self._prepared(to_write, clock(), held_until)
        to_send = [one for one in prepared if not self._ends_unsent(one, held_until)]
        slots = iter(await self._slots(sum(len(one.messages) for one in to_send)))
        for one in to_send:
            self._keep_running(one, [next(slots) for _ in one.messages], held_until, clock)
        return len(claimed)

    def _ends_before(self, planned: Planned, held_until: float) -> bool:
        """Before it is even written."""
        done = before_sending(planned)
        if done is not None:
            self._ended.append(Ended(planned, "", done, held_until))
        return done is not None

    def _ends_unsent(self, one: Prepared, held_until: float) -> bool:
        if one.address is not None and one.messages:
            return False
        done = Done("unreachable", NO_CONVERSATION) if one.messages else Done(NOTHING)
        self._ended.append(Ended(one.planned, one.person, done, held_until))
        return True

    async def _prepared(self, claimed: Sequence[Planned], now: datetime, held_until: float) -> list[Prepared]:
        """In one transaction; when that fails each in its own, so that one stops nobody."""
        prepare = self.preparing.prepare
        if not claimed:
            return []
        try:
            return await self._in_database(lambda work: prepare(work, claimed, now))
        except Exception as fault:  # noqa: BLE001 - whose it is shows when each is tried alone
            _log.warning("messages are written one by one: %s", type(fault).__name__)
        alone = [await self._prepared_alone(one, now, held_until) for one in claimed]
        return [one for one in alone if one is not None]

    async def _prepared_alone(self, planned: Planned, now: datetime, held_until: float) -> Prepared | None:
        try:
            return await self._in_database(lambda work: self.preparing.prepare(work, [planned], now)[0])
        except (SQLAlchemyError, OSError):
            raise
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with this one
            name = type(fault).__name__
            _log.error("delivery %d could not be written: %s", planned.id, name)
            done = after_failing(planned, now, random.random(), name)  # noqa: S311 - no secret
            self._ended.append(Ended(planned, "", done, held_until))
            return None

    async def _slots(self, count: int) -> list[float]:
        if not count:
            return []
        slots = await self.pace.slots(self.tenant, count)
        self._booked_until = slots[-1]
        return slots

    def _keep_running(self, one: Prepared, slots: Sequence[float], held_until: float, clock: Clock) -> None:
        task = asyncio.create_task(self._deliver(one, slots, held_until, clock))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _deliver(self, one: Prepared, slots: Sequence[float], held_until: float, clock: Clock) -> None:
        delivery = await self._send(one, slots, held_until - self.timing.answer.total_seconds())
        chance = random.random()  # noqa: S311 - no secret
        done = after_sending(delivery, one.planned, clock(), chance, self.timing.apart)
        self._ended.append(Ended(one.planned, one.person, done, held_until))

    async def _send(self, one: Prepared, slots: Sequence[float], last_call: float) -> Delivery:
        """As far as they arrive; all are sent again when one has not.

        None leaves after the last call: another instance might have it before it is answered.
        """
        delivery: Delivery = Throttled()
        for message, slot in zip(one.messages, slots, strict=True):
            await asyncio.sleep(slot - _loop_time())
            if one.address is None or _loop_time() > last_call:
                return Throttled()
            self.pace.leaves(self.tenant)
            delivery = await self.sender.send(one.address, message)
            if not isinstance(delivery, Delivered):
                break
        return delivery

    async def _until_there_is_more_to_do(self, started: int) -> None:
        if started:
            await asyncio.sleep(self._booked_until - AHEAD - _loop_time())
        elif self._under_way:
            await asyncio.wait(self._under_way, timeout=PAUSE, return_when=asyncio.FIRST_COMPLETED)

    async def _record(self, clock: Clock) -> list[Outcome]:
        """In one transaction; when that fails each in its own."""
        ended, self._ended = [one for one in self._ended if one.held_until > _loop_time()], []
        now = clock()
        if not ended:
            return []
        try:
            await self._in_database(lambda work: self._keep(work, ended, now))
        except Exception as fault:  # noqa: BLE001 - whose it is shows when each is tried alone
            _log.warning("outcomes are recorded one by one: %s", type(fault).__name__)
            self._ended = ended + self._ended
            await self._record_alone(ended, now)
        return [one.outcome for one in ended]

    async def _record_alone(self, ended: Sequence[Ended], now: datetime) -> None:
        """Those that a database in trouble does not take are kept for the next time, within their lease."""
        for one in ended:
            try:
                await self._in_database(lambda work, one=one: self._keep(work, [one], now))  # type: ignore[misc]
            except (SQLAlchemyError, OSError):
                raise
            except Exception as fault:  # noqa: BLE001 - its lease runs out, and it is tried again
                _log.error("delivery %d was not recorded: %s", one.planned.id, type(fault).__name__)
            self._ended.remove(one)

    def _keep(self, work: Work, ended: Sequence[Ended], now: datetime) -> None:
        record(work, self.preparing, ended, now, self.timing.to_one_person)

    async def _in_database(self, do: Callable[[Work], T]) -> T:
        return await self.database.transact(self.tenant, do)


def _loop_time() -> float:
    return asyncio.get_running_loop().time()
