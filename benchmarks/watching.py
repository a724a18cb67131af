"""What being watched costs: a turn without work of its own, and an audit of 90,000 events.

python3 dev.py bench watching
"""

from __future__ import annotations

import asyncio
import io
import logging
import resource
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.channel.delivery import Delivered
from bot.channel.messages import Answer, Incoming, Kind, Message
from bot.channel.watch import Watch
from bot.domain.chats import Address
from bot.domain.policy_file import load_policy
from bot.domain.watched import StoreFigures
from bot.operations.auditing import Audited, audit_at
from bot.watching.figures import Figures
from bot.watching.logs import WATCHED, JsonLines
from bot.watching.stretches import stretch
from bot.watching.timed_store import TimedDatabase
from bot.watching.tracing import CollectedTraces
from storage import audit
from storage.database import migrate, open_database

TURNS, SUBJECTS, TENANT = 10_000, 30_000, "t"
INCOMING = Incoming("1", Kind.MESSAGE, Address(TENANT, "c", "s", "u", "b"), "o", personal=True, text="x")
ANSWER = Answer((Message("Two reviews are due."),), key="1")
MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


class Nothing:
    """A database that takes no time."""

    async def transact(self, _tenant: str, do: Callable[[Any], Any]) -> Any:
        return do(None)


async def answer(_: Incoming) -> Answer:
    with stretch("recognise"):
        return ANSWER


async def turn(watch: Watch, database: Any) -> None:
    with watch.turn(INCOMING) as seen:
        await seen.answering(answer)(INCOMING)
        await database.transact(TENANT, lambda _: None)
        with stretch("sending"):
            watch.sent("reply", Delivered("1"))


async def bare(database: Any) -> None:
    await answer(INCOMING)
    await database.transact(TENANT, lambda _: None)


async def microseconds(once: Callable[[], Awaitable[None]]) -> float:
    """The best of five."""
    found = []
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(TURNS):
            await once()
        found.append((time.perf_counter() - began) / TURNS * 1e6)
    return min(found)


async def turns() -> None:
    watch, log = Watch(Figures(("weekly",))), logging.getLogger(WATCHED)
    database = TimedDatabase(Nothing(), watch.figures)  # type: ignore[arg-type]
    without = await microseconds(lambda: bare(Nothing()))
    with_figures = await microseconds(lambda: turn(watch, database))
    print(f"figures: {with_figures - without:.0f} microseconds a turn")
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(JsonLines())
    log.addHandler(handler)
    log.propagate = False
    log.setLevel(logging.INFO)
    with_lines = await microseconds(lambda: turn(watch, database))
    print(f"and its line of JSON: {with_lines - with_figures:.0f} more")
    log.setLevel(logging.WARNING)
    logging.disable(logging.ERROR)  # there is no collector
    watch.traces = CollectedTraces("http://127.0.0.1:9", {})
    with_traces = await microseconds(lambda: turn(watch, database))
    print(f"traces instead: {with_traces - with_figures:.0f} more")
    began = time.perf_counter()
    for _ in range(100):
        watch.figures.show(StoreFigures(), 1.0)
    print(f"/metrics: {(time.perf_counter() - began) * 10:.1f} ms")
    await watch.traces.finish()


async def audited(folder: str) -> None:
    url = f"sqlite:///{Path(folder) / 'audit.db'}"
    migrate(url)
    database = open_database(url)
    for number in range(3):
        events = ((f"concern:{one}", {"text": "0" * 64, "number": number}) for one in range(SUBJECTS))
        await database.transact(
            TENANT, lambda work, of=events: audit.append_events(work, of, MOMENT, "person:1", "note")
        )
    before, began, longest, so_far = peak(), time.perf_counter(), 0.0, Audited()
    whole = audit_at(load_policy("lincolnshire", demo=True), MOMENT)
    while not so_far.is_whole:
        step = time.perf_counter()
        so_far = await database.transact(TENANT, lambda work, at=so_far: whole.step(work, at))
        longest = max(longest, time.perf_counter() - step)
    seconds = time.perf_counter() - began
    rate = 3 * SUBJECTS / seconds
    print(
        f"audit: {rate:,.0f} events a second, longest step {longest * 1000:.0f} ms, {peak() - before} MB more"
    )
    await database.close()


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(audited(folder))
    asyncio.run(turns())


if __name__ == "__main__":
    main()
