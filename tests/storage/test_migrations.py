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

from storage.database import MIGRATIONS, migrate, open_database
from storage.tables import metadata


def test_there_is_one_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


def test_the_tables_are_what_the_migrations_make(database_url: str) -> None:
    differences = asked(database_url, lambda db: compare_metadata(MigrationContext.configure(db), metadata))
    assert differences == []


def test_down_to_nothing_and_up_again(database_url: str) -> None:
    migrate(database_url, "base")
    assert set(asked(database_url, tables)) <= {"alembic_version"}
    migrate(database_url)
    assert set(asked(database_url, tables)) == {*metadata.tables, "alembic_version"}


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
