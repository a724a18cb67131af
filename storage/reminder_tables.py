"""What the reminders remember: the moments that were planned, and what people said of their own."""

from __future__ import annotations

import sqlalchemy as sa

from storage.columns import BIG, Moment, metadata, tenant_column

Column = sa.Column


def _of_a_person() -> sa.Column[int]:
    return Column("person_id", BIG, sa.ForeignKey("person.id"), primary_key=True)


reminder_run = sa.Table(
    "reminder_run",
    metadata,
    Column("tenant", sa.String(64), primary_key=True),
    Column("hour", sa.String(5), primary_key=True),
    Column("at", Moment, primary_key=True),
)
"""`hour`: of those who chose one, `08:00`; blank for everybody else."""

snooze = sa.Table(
    "snooze",
    metadata,
    _of_a_person(),
    Column("about", sa.String(80), primary_key=True),
    tenant_column(),
    Column("until_on", sa.Date, nullable=False),
)

leave = sa.Table(
    "leave",
    metadata,
    _of_a_person(),
    Column("from_on", sa.Date, primary_key=True),
    tenant_column(),
    Column("to_on", sa.Date, nullable=False),
    sa.Index(None, "tenant", "to_on"),
)

reminder_choice = sa.Table(
    "reminder_choice",
    metadata,
    _of_a_person(),
    tenant_column(),
    Column("hour", sa.String(5), nullable=False, server_default=""),
    Column("weekly_only", sa.Boolean, nullable=False, server_default=sa.false()),
)
