"""What the reminders remember: planned moments, snoozes, leave, a person's own hour."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "reminder_run",
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("hour", sa.String(5), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "hour", "at", name=op.f("pk_reminder_run")),
    )
    create_of_a_person("snooze", sa.Column("about", sa.String(80), nullable=False), until("until_on"))
    create_of_a_person("leave", sa.Column("from_on", sa.Date(), nullable=False), until("to_on"))
    op.create_index("ix_leave_tenant_to_on", "leave", ["tenant", "to_on"])
    create_of_a_person(
        "reminder_choice",
        None,
        sa.Column("hour", sa.String(5), server_default="", nullable=False),
        sa.Column("weekly_only", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_index("ix_delivery_tenant_planned_at", "delivery", ["tenant", "planned_at"])


def downgrade() -> None:
    """Loses what people chose and snoozed, and their leave; no record of a child."""
    op.drop_index("ix_delivery_tenant_planned_at", "delivery")
    for table in ("reminder_choice", "leave", "snooze", "reminder_run"):
        op.drop_table(table)


def create_of_a_person(table: str, key: sa.Column[Any] | None, *columns: sa.Column[Any]) -> None:
    keys = [key] if key is not None else []
    op.create_table(
        table,
        sa.Column("person_id", BIG, nullable=False),
        *keys,
        sa.Column("tenant", sa.String(64), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("person_id", *(one.name for one in keys), name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id_person")),
    )


def until(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=False)
