"""The reminders' rounds as they are watched: noted, counted, and a beat of the heart after each."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime, timedelta

from bot.channel.heartbeat import Heartbeat
from bot.channel.watch import Watch
from bot.clock import Clock
from bot.domain.watched import StoreFigures
from bot.watching.logs import WATCHED
from bot.watching.stretches import running
from storage import watched
from storage.database import Database, Work

_log = logging.getLogger(WATCHED)

LOOKS_EVERY = timedelta(seconds=5)
"""Under load one round follows another."""


class Rounds:
    def __init__(
        self,
        database: Database,
        tenants: Collection[str],
        clock: Clock,
        watch: Watch,
        heartbeat: Heartbeat,
        kinds: Sequence[str] = (),
    ) -> None:
        """`kinds`: of deliveries, to be counted apart."""
        self._database = database
        self._tenants = tenants
        self._clock = clock
        self._watch = watch
        self._heartbeat = heartbeat
        self._kinds = kinds
        self._looked_at: datetime | None = None
        self._done_at: float | None = None

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Around one round. One that fails is counted, and no heart beats for it."""
        began, outcome = time.perf_counter(), "failed"
        span = self._watch.traces.start("tick") if self._watch.traces else None
        with running(span) if span else nullcontext():
            try:
                yield
                await self._done()
                outcome, self._done_at = "done", time.monotonic()
            finally:
                if span:
                    span.tell("outcome", outcome)
                self._counted(outcome, time.perf_counter() - began)

    def _counted(self, outcome: str, seconds: float) -> None:
        self._watch.figures.tick(outcome)
        if _log.isEnabledFor(logging.INFO):
            _log.info("tick", extra={"outcome": outcome, "seconds": round(seconds, 4)})

    async def _done(self) -> None:
        """Where anything is stuck although the round went through, the heart stays silent too."""
        now = self._clock()
        if self._looked_at is not None and abs(now - self._looked_at) < LOOKS_EVERY:
            return

        def note(work: Work) -> bool:
            watched.note_tick(work, now)
            return watched.is_stuck(work, now)

        stuck = [await self._database.transact(tenant, note) for tenant in self._tenants]
        self._looked_at = now
        if not any(stuck):
            self._heartbeat.beat()

    def seconds_since(self) -> float | None:
        """Since this process last did a whole round; None: not yet."""
        return None if self._done_at is None else time.monotonic() - self._done_at

    async def store_figures(self) -> StoreFigures:
        """Of all authorities together."""
        now = self._clock()
        found = [
            await self._database.transact(tenant, lambda work: watched.store_figures(work, now, self._kinds))
            for tenant in self._tenants
        ]
        return sum(found, start=StoreFigures())
