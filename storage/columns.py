"""What all tables are made of: moments, names of keys, columns that every table has."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. A naive one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return (
            None
            if value is None
            else value.replace(tzinfo=UTC)
            if value.tzinfo is None
            else value.astimezone(UTC)
        )


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def id_column() -> sa.Column[int]:
    return sa.Column("id", BIG, sa.Identity(), primary_key=True)


def tenant_column() -> sa.Column[str]:
    return sa.Column("tenant", sa.String(64), nullable=False)


def link_to(table: str, name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, BIG, sa.ForeignKey(f"{table}.id"), nullable=nullable)


def index_where(condition: str, name: str, *columns: str) -> sa.Index:
    """Of some rows only, on either database. Used by questions that say the condition in these words."""
    some = sa.text(condition)
    return sa.Index(name, *columns, postgresql_where=some, sqlite_where=some)


OURS: sa.BindParameter[str] = sa.bindparam("tenant")
"""The tenant of the work at hand, in a statement that is built once: see `Work.ask`."""
