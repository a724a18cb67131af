"""Databases for benchmarks: those of the tests, on a PostgreSQL that keeps what it says."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.databases import PostgresDatabases, SqliteFiles, execute, running_postgres

KEEPS_WHAT_IT_SAYS = (
    "ALTER SYSTEM SET fsync = on",
    "ALTER SYSTEM SET full_page_writes = on",
    "ALTER SYSTEM SET synchronous_commit = on",
    "SELECT pg_reload_conf()",
)
"""As an authority would run it, and not as the tests do."""


@contextlib.contextmanager
def both_databases() -> Iterator[dict[str, SqliteFiles | PostgresDatabases]]:
    """By name, what makes them; all are gone in the end."""
    with tempfile.TemporaryDirectory(prefix="iro-bench-") as folder, running_postgres() as server:
        execute(server, *KEEPS_WHAT_IT_SAYS)
        yield {"SQLite": SqliteFiles(Path(folder)), "PostgreSQL": PostgresDatabases(server)}
