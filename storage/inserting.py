"""Inserts that say what becomes of a row that is there already."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from storage.database import Work


def insert_into(work: Work, table: sa.Table) -> Any:
    """With `on_conflict_do_nothing` and `on_conflict_do_update`, which SQLAlchemy's own lacks.

    The other database's words are not even loaded: they would take part of every start.
    """
    if work.db.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)
