"""A run seen from outside as long as it lasts: the database's claims, and who uses the processors."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC

import asyncpg
import psutil

from benchmarks.chaos.findings import ENDED
from benchmarks.chaos.processes import Instance
from benchmarks.chaos.stores import Store
from benchmarks.chaos.timeline import Timeline
from bot.clock import Clock

DOWN = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError)
"""What asking a database raises while it is being restarted."""
LOOK_EVERY = 0.5
PROCESSORS_EVERY = 1.0

THEIRS = """
    select count(*) from delivery join person on person.id = delivery.recipient_id
    where aad_object_id like 'iro%' and """
"""Of those who are reminded: who writes may have a list of their own."""
ENDED_ONES = THEIRS + "state in ('" + "','".join(ENDED) + "')"
DUE = THEIRS + "state = 'waiting' and leased_until is null and next_at <= "
HELD = "select id, attempts from delivery where state = 'waiting' and leased_until is not null"


@dataclass
class Watch:
    store: Store
    clock: Clock
    """The simulated one."""
    timeline: Timeline
    in_hand: dict[tuple[int, int], float] = field(default_factory=dict)
    longest_in_hand: float = 0.0

    async def until_all_have_ended(self, planned: int) -> None:
        while True:
            with contextlib.suppress(*DOWN):
                if await self._look() >= planned:
                    return
            await asyncio.sleep(LOOK_EVERY)

    async def _look(self) -> int:
        """Answers how many have ended. A claim is known by its delivery and attempt."""
        moment = f"'{self.clock().astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}+00'"
        ended, due, held = await self.store.ask(ENDED_ONES, DUE + moment, HELD)
        now = asyncio.get_running_loop().time()
        self.in_hand = {(row[0], row[1]): self.in_hand.get((row[0], row[1]), now) for row in held}
        longest = max((now - since for since in self.in_hand.values()), default=0.0)
        self.longest_in_hand = max(self.longest_in_hand, longest)
        self.timeline.due.append((now, due[0][0]))
        self.timeline.claimed.append((now, len(held)))
        return int(ended[0][0])


async def watch_processors(timeline: Timeline, store: Store, instances: Sequence[Instance]) -> None:
    """Until it is cancelled."""
    loop, used = asyncio.get_running_loop(), _used(store, instances)
    while True:
        began = loop.time()
        await asyncio.sleep(PROCESSORS_EVERY)
        before, used = used, _used(store, instances)
        for whose, processes in used.items():
            spent = sum(seconds - before[whose].get(pid, 0.0) for pid, seconds in processes.items())
            timeline.processor[whose].append((began, spent / (loop.time() - began)))


def _used(store: Store, instances: Sequence[Instance]) -> dict[str, dict[int, float]]:
    """By whose, and by process: seconds of a processor since it began. `all` is the whole machine."""
    machine = psutil.cpu_times()
    return {
        "instances": _of(one.process.pid for one in instances if one.process),
        "database": _of(store.processes()),
        "this": _of([os.getpid()]),
        "all": {0: sum(machine) - machine.idle - machine.iowait - machine.guest - machine.guest_nice},
    }


def _of(pids: Iterable[int]) -> dict[int, float]:
    """Those that have ended meanwhile are left out."""
    found = {}
    for pid in pids:
        with contextlib.suppress(psutil.Error):
            used = psutil.Process(pid).cpu_times()
            found[pid] = used.user + used.system
    return found
