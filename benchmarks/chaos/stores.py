"""The two databases as a run needs them: made, asked from outside, and restarted."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import psutil
from sqlalchemy.engine import make_url

from storage.database import migrate
from tests.databases import start_postgres


@dataclass
class Store:
    url: str
    server: Any = None
    """PostgreSQL's; None: SQLite."""

    async def ask(self, *queries: str) -> list[list[tuple[Any, ...]]]:
        """By a connection of its own. Raises OSError or asyncpg's errors while the server is down."""
        if self.server is None:
            return self._ask_sqlite(queries)
        connection = await asyncpg.connect(self._plain(), timeout=5)
        try:
            return [[tuple(row) for row in await connection.fetch(query)] for query in queries]
        finally:
            await connection.close()

    def _ask_sqlite(self, queries: Sequence[str]) -> list[list[tuple[Any, ...]]]:
        path = make_url(self.url).database
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as db:
            return [db.execute(query).fetchall() for query in queries]

    def processes(self) -> list[int]:
        """Of the server, while it is up."""
        try:
            server = psutil.Process(self.server.get_pid()) if self.server else None
            return [server.pid, *(one.pid for one in server.children())] if server else []
        except (psutil.Error, OSError, AttributeError, AssertionError):
            return []

    def _plain(self) -> str:
        return make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)

    def restart(self) -> None:
        """As an operator would: open transactions are broken off, everybody's connection is lost."""
        self.server.stop()
        self.server.ensure_postgres_running()


@contextlib.contextmanager
def store(kind: str) -> Iterator[Store]:
    """Migrated and empty; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="iro-chaos-", ignore_cleanup_errors=True) as folder:
        if kind == "sqlite":
            made = Store(f"sqlite:///{folder}/iro.db")
            migrate(made.url)
            yield made
            return
        server, url = start_postgres(Path(folder))
        try:
            made = Store(url, server)
            migrate(made.url)
            yield made
        finally:
            server.cleanup()
