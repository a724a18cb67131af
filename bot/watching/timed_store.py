"""The database with a watch beside it: how long each transaction takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from bot.watching.figures import Figures
from bot.watching.stretches import carried, stretch
from storage.database import Database, Work

T = TypeVar("T")


class TimedDatabase:
    """Stands before a Database and is one."""

    def __init__(self, database: Database, figures: Figures) -> None:
        self._database = database
        self._figures = figures

    async def transact(self, tenant: str, do: Callable[[Work], T]) -> T:
        began = time.perf_counter()
        try:
            with stretch("database"):
                return await self._database.transact(tenant, carried(do))
        finally:
            self._figures.database(time.perf_counter() - began)

    async def answers(self) -> bool:
        return await self._database.answers()

    async def close(self) -> None:
        await self._database.close()
