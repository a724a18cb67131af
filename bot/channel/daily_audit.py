"""The audit, step by step; inside `serve` once a day for each authority, by one process, at leisure."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from bot.clock import Clock
from bot.domain.policy import Policy
from bot.domain.watched import AuditFound
from bot.operations.auditing import Audit, Audited, audit_at
from storage import watched
from storage.database import Database

_log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
REST = 3.0
"""So many times as long as each step took: turns come first."""


async def audit_whole(database: Database, tenant: str, audit: Audit, rest: float = 0.0) -> Audited:
    """`rest`: so many times as long as a step took, before the next one."""
    audited = Audited()
    while not audited.is_whole:
        began = time.perf_counter()
        audited = await database.transact(tenant, partial(audit.step, so_far=audited))
        await asyncio.sleep(rest * (time.perf_counter() - began))
    return audited


class DailyAudit:
    def __init__(
        self, database: Database, policies: Mapping[str, Policy], clock: Clock, looks_every: float = 300.0
    ) -> None:
        """`looks_every`: seconds between two looks whether one is due; the first comes after as long."""
        self._database = database
        self._policies = policies
        self._clock = clock
        self._looks_every = looks_every

    async def run(self) -> None:
        """For ever; one that fails is logged, and begun again a day later."""
        while True:
            await asyncio.sleep(self._looks_every)
            for tenant in self._policies:
                try:
                    await self.audit_if_due(tenant)
                except Exception as fault:  # noqa: BLE001 - an audit must stop nothing else
                    _log.error("the audit failed: %s", type(fault).__name__)

    async def audit_if_due(self, tenant: str) -> None:
        now = self._clock()
        if await self._database.transact(tenant, lambda work: watched.claim_audit(work, now, EVERY)):
            await self._audit(tenant, now)

    async def _audit(self, tenant: str, now: datetime) -> None:
        audited = await audit_whole(self._database, tenant, audit_at(self._policies[tenant], now), REST)
        ended = self._clock()
        await self._database.transact(tenant, lambda work: watched.keep_audit(work, ended, audited.found))
        if not audited.found.is_well:
            _log.error(*_told(audited.found))


def _told(found: AuditFound) -> tuple[str | int, ...]:
    counts = (found.broken_histories, found.without_next_date, found.without_reminder)
    says = "the audit found %d broken histories, %d open concerns without a next date, %d without a reminder"
    return f"{says}; `app.py audit` names the first", *counts
