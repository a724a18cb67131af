"""The schema comes from migrations alone, forward and back, and is what the tables say."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.columns import metadata
from storage.database import migrate, open_database
from storage.version import MIGRATIONS, newest_version, version_of


def test_there_is_one_head() -> None:
    assert versions().get_heads() == [newest_version()]


def versions() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config)


def test_the_tables_are_what_the_migrations_make(database_url: str) -> None:
    differences = asked(database_url, lambda db: compare_metadata(MigrationContext.configure(db), metadata))
    assert differences == []


def test_down_to_nothing_and_up_again(database_url: str) -> None:
    migrate(database_url, "base")
    assert set(asked(database_url, tables)) <= {"alembic_version"}
    migrate(database_url)
    assert set(asked(database_url, tables)) == {*metadata.tables, "alembic_version"}


def test_the_version_is_read_as_alembic_wrote_it(database_url: str) -> None:
    assert asked(database_url, version_of) == newest_version()
    migrate(database_url, "base")
    assert asked(database_url, version_of) is None


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    migrate(database_url)
    assert set(asked(database_url, tables)) == {*metadata.tables, "alembic_version"}


def tables(db: sa.Connection) -> list[str]:
    return sa.inspect(db).get_table_names()


def asked(url: str, question: Callable[[sa.Connection], Any]) -> Any:
    async def ask() -> Any:
        database = open_database(url)
        try:
            return await database.transact("", lambda work: question(work.db))
        finally:
            await database.close()

    return asyncio.run(ask())


def test_the_rows_of_the_first_version_come_through(database_url: str) -> None:
    migrate(database_url, "base")
    migrate(database_url, "0001")
    asked(database_url, lambda db: [db.execute(sa.text(line)) for line in FIRST_ROWS])
    migrate(database_url, "0002")
    assert asked(database_url, stages_resolved) == [(1, 0), (2, None), (3, 2)]
    assert asked(database_url, lambda db: db.execute(sa.text("SELECT text FROM entry")).scalars().all()) == [
        "As it was typed."
    ]
    migrate(database_url, "-1")
    assert asked(database_url, stages_resolved) == [(1, None), (2, None), (3, 2)]


def stages_resolved(db: sa.Connection) -> list[tuple[int, int | None]]:
    return [tuple(row) for row in db.execute(sa.text("SELECT id, resolved_stage FROM concern ORDER BY id"))]


CONCERN = """
    INSERT INTO concern
    (id, tenant, child_id, team, kind, status, opened_on, opened_by, policy_version, resolved_stage)
    VALUES
"""
FIRST_ROWS = (
    "INSERT INTO person (id, tenant, name, email, roles) VALUES (1, 't', 'Ira Example', 'ira@x.test', 'iro')",
    "INSERT INTO child (id, tenant, reference, iro_id) VALUES (1, 't', 'D-100234', 1)",
    CONCERN + "(1, 't', 1, '', 'challenge', 'resolved', '2026-11-02', 1, '1', NULL)",
    CONCERN + "(2, 't', 1, '', 'challenge', 'open', '2026-11-02', 1, '1', NULL)",
    CONCERN + "(3, 't', 1, '', 'escalation', 'resolved', '2026-11-02', 1, '1', 2)",
    """
    INSERT INTO entry (id, tenant, concern_id, position, at, by_id, kind, text)
    VALUES (1, 't', 1, 1, '2026-11-02 09:00:00+00:00', 1, 'opened', 'As it was typed.')
    """,
)
