"""A database filled with the demo, and what tests read of it."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa

from bot.clock import LONDON, london_day
from bot.demo.fill import fill_demo
from bot.domain.calendar import WorkingCalendar
from bot.domain.policy import Policy
from bot.domain.policy_file import load_policy
from bot.holidays_england import working_calendar
from storage.columns import metadata
from storage.database import Work, open_database

TENANT = "d0000000-0000-4000-8000-000000000001"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=LONDON)
T = TypeVar("T")


@dataclass(frozen=True)
class Filled:
    url: str
    policy: Policy
    now: datetime

    def ask(self, question: Callable[[Work], T]) -> T:
        return transact(self.url, question)


def calendar_of(policy: Policy, now: datetime) -> WorkingCalendar:
    return working_calendar(london_day(now), policy.closures, policy.extra_bank_holidays)


def fill(url: str, authority: str, now: datetime = NOW) -> Filled:
    policy = load_policy(authority, demo=True)
    transact(url, lambda work: fill_demo(work, policy, calendar_of(policy, now), now))
    return Filled(url, policy, now)


def transact(url: str, do: Callable[[Work], T]) -> T:
    async def run() -> T:
        database = open_database(url)
        try:
            return await database.transact(TENANT, do)
        finally:
            await database.close()

    return asyncio.run(run())


def digest_of_rows(work: Work) -> str:
    """Of every row of every table."""
    found = hashlib.sha256()
    for table in metadata.sorted_tables:
        for row in work.db.execute(sa.select(table).order_by(*table.primary_key.columns)):
            found.update(f"{table.name}{tuple(row)}".encode())
    return found.hexdigest()
