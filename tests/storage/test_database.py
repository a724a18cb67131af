"""What the assistant is quick by, and what it must not be quick by."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from storage.database import Work, open_database
from tests.databases import execute
from tests.operations.service import opened

CLOSE_THE_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def asks(work: Work) -> int:
    return int(work.db.execute(sa.text("SELECT 1")).scalar_one())


async def test_connections_that_the_server_closed_are_not_noticed(postgres_url: str) -> None:
    database = open_database(postgres_url)
    await asyncio.gather(*(database.transact("", asks) for _ in range(8)))
    execute(postgres_url, CLOSE_THE_OTHERS)
    answers = await asyncio.gather(*(database.transact("", asks) for _ in range(8)))
    assert answers == [1] * 8
    await database.close()


async def test_sqlite_writes_ahead_and_syncs_no_less_than_that_needs(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    found = await database.transact(
        "", lambda work: (pragma(work, "journal_mode"), pragma(work, "synchronous"))
    )
    assert found == ("wal", 1)
    await database.close()


def pragma(work: Work, name: str) -> object:
    return work.db.exec_driver_sql(f"PRAGMA {name}").scalar()


async def test_what_is_open_takes_few_statements_however_much_is_open(database_url: str) -> None:
    async with opened(database_url) as service:
        with counted() as statements:
            await service.office.says("iro", "what is open")
    assert len(statements) <= 9, "\n".join(statements)


async def test_saving_a_challenge_takes_few_statements(database_url: str) -> None:
    said = "Positive challenge for D-100001, quality and clarity of care plan, raised with the team manager:"
    async with opened(database_url) as service:
        await service.office.says("iro", f"{said} no plan yet. Agreed by 18 December 2026.")
        with counted() as statements:
            await service.office.presses("iro", "Save")
    assert len(statements) <= 18, "\n".join(statements)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements put to any database meanwhile."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
