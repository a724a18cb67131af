"""One transaction at a time, on SQLite or PostgreSQL, for the same plain functions.

On SQLite one worker thread does all the work over one connection; on PostgreSQL asyncpg does it on the
event loop. Either way the work is an ordinary function of a `Work`, and only this file commits.
"""

from __future__ import annotations

import asyncio
import functools
from collections import namedtuple
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.errors import ConfigurationError, VersionConflict
from storage.version import MIGRATIONS, newest_version, version_of

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

T = TypeVar("T")
TRIES = 3
MANY_SHORT_QUESTIONS = {"random_page_cost": "1.1", "max_parallel_workers_per_gather": "0", "jit": "off"}
"""How PostgreSQL is to plan for us: by its own settings it takes the disk for one that turns, and reads every
child there is, with helpers, rather than a team's thousand by their index."""


@dataclass(frozen=True)
class Work:
    """One open transaction, within one authority."""

    db: sa.Connection
    tenant: str

    def ask(self, statement: sa.Executable, **given: Any) -> sa.CursorResult[Any]:
        """By a statement that was built once, its values left open: those of `given`, and the tenant."""
        return self.db.execute(statement, {"tenant": self.tenant, **given})

    def rows(self, statement: sa.Executable, **given: Any) -> list[Any]:
        """What `ask` finds, as named tuples: of SQLAlchemy's own rows each column is looked up ten times as
        slowly, which with forty columns is most of reading them."""
        found = self.ask(statement, **given)
        return list(map(_row_of(tuple(found.keys())), found))


@functools.cache
def _row_of(columns: tuple[str, ...]) -> Callable[[Iterable[Any]], Any]:
    plain: Any = namedtuple  # its columns are known only now
    return plain("Row", columns)._make  # type: ignore[no-any-return]


class Database(Protocol):
    async def transact(self, tenant: str, do: Callable[[Work], T]) -> T:
        """Runs `do` in one transaction and commits; on a conflict, again on fresh rows, three times at most.

        `do` must therefore have no effect outside the transaction. Raises what `do` raises, rolled back.
        """
        ...

    async def answers(self) -> bool:
        """Whether the database can be asked anything now."""
        ...

    async def close(self) -> None: ...


def open_database(url: str) -> Database:
    parsed = _parse(url)
    return SqliteDatabase(parsed) if parsed.get_backend_name() == "sqlite" else PostgresDatabase(parsed)


class SqliteDatabase:
    """One process, one writer: a worker thread that owns the only connection."""

    def __init__(self, url: sa.URL) -> None:
        self._engine = _sqlite_engine(url)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")

    async def transact(self, tenant: str, do: Callable[[Work], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._run, tenant, do)

    def _run(self, tenant: str, do: Callable[[Work], T]) -> T:
        for attempt in range(TRIES):
            try:
                with self._engine.begin() as connection:
                    return do(Work(connection, tenant))
            except (VersionConflict, OperationalError):
                if attempt == TRIES - 1:
                    raise
        raise AssertionError("unreachable")

    async def answers(self) -> bool:
        return await self.transact("", _asks)

    async def close(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._engine.dispose)
        self._thread.shutdown()


class PostgresDatabase:
    """Many processes; each turn holds one pooled connection of asyncpg for its short transaction."""

    def __init__(self, url: sa.URL, pool_size: int = 16) -> None:
        self._engine = _postgres_engine(
            url,
            pool_size=pool_size,
            max_overflow=0,
            connect_args={"server_settings": dict(MANY_SHORT_QUESTIONS)},
        )

    async def transact(self, tenant: str, do: Callable[[Work], T]) -> T:
        for attempt in range(TRIES):
            try:
                async with self._engine.begin() as connection:
                    return await connection.run_sync(lambda db: do(Work(db, tenant)))
            except (VersionConflict, DBAPIError) as error:
                if attempt == TRIES - 1 or not _worth_another_try(error):
                    raise
        raise AssertionError("unreachable")

    async def answers(self) -> bool:
        return await self.transact("", _asks)

    async def close(self) -> None:
        await self._engine.dispose()


def _asks(work: Work) -> bool:
    return bool(work.db.execute(sa.text("select 1")).scalar())


def migrate(url: str, revision: str = "head") -> None:
    """Brings the database to this version, or down to an earlier `revision` (`base`: to nothing)."""
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, _migrate(_parse(url), revision)).result()


async def _migrate(url: sa.URL, revision: str) -> None:
    if url.get_backend_name() == "sqlite":
        engine = _sqlite_engine(url, foreign_keys=False)  # a table that changes is made anew, rows and all
        with engine.begin() as connection:
            if _move(connection, revision):
                _refuse_loose_ends(connection)
            _look_around(connection)
        engine.dispose()
        return
    pooled = _postgres_engine(url)
    async with pooled.begin() as asynchronous:
        await asynchronous.run_sync(_move, revision)
    await pooled.dispose()


def _move(connection: sa.Connection, revision: str) -> bool:
    """Answers whether there was anything to do: mostly there is not, and then Alembic is not even loaded."""
    if revision == "head" and version_of(connection) == newest_version():
        return False
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    down = revision == "base" or revision.startswith("-")
    (command.downgrade if down else command.upgrade)(config, revision)
    return True


def _refuse_loose_ends(connection: sa.Connection) -> None:
    if loose := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise ConfigurationError(f"{len(loose)} rows would lose what they belong to: nothing was changed")


def _look_around(connection: sa.Connection) -> None:
    """At every start, since SQLite keeps no figures of its tables by itself: without them it chooses an index
    that finds every review not yet held. A sample is enough, and takes milliseconds."""
    connection.exec_driver_sql("PRAGMA analysis_limit=1000")
    connection.exec_driver_sql("ANALYZE")


def _parse(url: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        # Not the address itself: it may hold a password.
        raise ConfigurationError("The database's address is not one, such as sqlite:///var/iro.db") from error
    drivers = {"sqlite": "sqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
    if parsed.get_backend_name() not in drivers:
        raise ConfigurationError(
            f"{parsed.get_backend_name()} databases are not supported: use sqlite or postgresql"
        )
    return parsed.set(drivername=drivers[parsed.get_backend_name()])


def _postgres_engine(url: sa.URL, **settings: Any) -> AsyncEngine:
    from sqlalchemy.ext.asyncio import create_async_engine  # with the ORM, which SQLite need not load

    return create_async_engine(url, **settings)


def _sqlite_engine(url: sa.URL, *, foreign_keys: bool = True) -> sa.Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        url, poolclass=sa.StaticPool, connect_args={"check_same_thread": False, "timeout": 10}
    )

    @sa.event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        keys = f"foreign_keys={'ON' if foreign_keys else 'OFF'}"
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", keys, "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _worth_another_try(error: Exception) -> bool:
    """A lost race, a serialisation failure, a deadlock, or a connection that the server closed."""
    if isinstance(error, VersionConflict):
        return True
    code = getattr(getattr(error, "orig", None), "sqlstate", None) or ""
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or code in {"40001", "40P01", "23505"}
