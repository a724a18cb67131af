"""Everything between the raising and the report: activity, actions, meetings, moved dates, events of care."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    widen_child_and_review()
    widen_concern_and_step()
    create_care_event()
    create_activity()
    create_date_move()
    create_action()
    create_meeting()
    op.execute("UPDATE concern SET resolved_stage = 0 WHERE status = 'resolved' AND resolved_stage IS NULL")


def downgrade() -> None:
    """Loses what only this version knows; refuses, by the database itself, records that came from a file."""
    for table in ("meeting", "action", "date_move", "activity", "care_event"):
        op.drop_table(table)
    op.execute("UPDATE concern SET resolved_stage = NULL WHERE resolved_stage = 0")
    op.drop_index("ix_concern_tenant_outside_ref", "concern")
    with op.batch_alter_table("entry") as entry:
        entry.alter_column("by_id", existing_type=BIG, nullable=False)
    with op.batch_alter_table("step") as step:
        step.alter_column("raised_by", existing_type=BIG, nullable=False)
    with op.batch_alter_table("concern") as concern:
        concern.alter_column("opened_by", existing_type=BIG, nullable=False)
        for column in concern_columns():
            concern.drop_column(column.name)
    with op.batch_alter_table("review") as review:
        for column in review_columns():
            review.drop_column(column.name)
    with op.batch_alter_table("child") as child:
        for column in child_columns():
            child.drop_column(column.name)


def child_columns() -> tuple[sa.Column[Any], ...]:
    return sa.Column("born_on", sa.Date()), sa.Column("left_care_on", sa.Date())


def review_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("late_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("rearranged", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rearranged_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("adjourned_on", sa.Date()),
        sa.Column("decisions_sent_on", sa.Date()),
        sa.Column("decisions_received_on", sa.Date()),
        sa.Column("answered_on", sa.Date()),
        sa.Column("written_on", sa.Date()),
        sa.Column("distributed_on", sa.Date()),
    )


def concern_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("raised_by_said", sa.String(length=320), server_default="", nullable=False),
        sa.Column("outside_ref", sa.String(length=80)),
        sa.Column("child_status", sa.String(length=4), server_default="", nullable=False),
        sa.Column("total_began_on", sa.Date()),
        sa.Column("promised_on", sa.Date()),
        sa.Column("legal_advice_on", sa.Date()),
        sa.Column("resolved_by", sa.String(length=200), server_default="", nullable=False),
    )


def widen_child_and_review() -> None:
    for column in child_columns():
        op.add_column("child", column)
    for column in review_columns():
        op.add_column("review", column)


def widen_concern_and_step() -> None:
    """Of what a file tells, nobody of ours may be the one who raised it."""
    for column in concern_columns():
        op.add_column("concern", column)
    op.create_index("ix_concern_tenant_outside_ref", "concern", ["tenant", "outside_ref"], unique=True)
    with op.batch_alter_table("concern") as concern:
        concern.alter_column("opened_by", existing_type=BIG, nullable=True)
    with op.batch_alter_table("step") as step:
        step.alter_column("raised_by", existing_type=BIG, nullable=True)
    with op.batch_alter_table("entry") as entry:
        entry.alter_column("by_id", existing_type=BIG, nullable=True)


def create_care_event() -> None:
    op.create_table(
        "care_event",
        identity(),
        tenant(),
        sa.Column("child_id", BIG, nullable=False),
        sa.Column("event", sa.String(length=30), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_event")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_care_event_child_id_child")),
        sa.UniqueConstraint(
            "child_id", "event", "happened_on", name=op.f("uq_care_event_child_id_event_happened_on")
        ),
    )


def create_activity() -> None:
    op.create_table(
        "activity",
        identity(),
        tenant(),
        sa.Column("child_id", BIG),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("value", sa.String(length=60), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("mode", sa.String(length=20), server_default="", nullable=False),
        sa.Column("seen_alone", sa.Boolean()),
        sa.Column("credited_to", sa.String(length=200), server_default="", nullable=False),
        sa.Column("declined", sa.Text(), server_default="", nullable=False),
        sa.Column("by_said", sa.String(length=320), server_default="", nullable=False),
        sa.Column("by_id", BIG),
        sa.Column("recorded_by", BIG),
        sa.Column("due_on", sa.Date()),
        sa.Column("filed_on", sa.Date()),
        sa.Column("undone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_activity_child_id_child")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_activity_by_id_person")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_activity_recorded_by_person")),
    )
    op.create_index("ix_activity_tenant_child_id", "activity", ["tenant", "child_id"])
    op.create_index("ix_activity_tenant_kind_happened_on", "activity", ["tenant", "kind", "happened_on"])


def create_date_move() -> None:
    op.create_table(
        "date_move",
        identity(),
        tenant(),
        sa.Column("concern_id", BIG, nullable=False),
        sa.Column("step_id", BIG, nullable=False),
        sa.Column("why", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("old_due_on", sa.Date()),
        sa.Column("new_due_on", sa.Date(), nullable=False),
        sa.Column("held_until", sa.Date()),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("undone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_date_move")),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_date_move_concern_id_concern")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_date_move_step_id_step")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_date_move_by_id_person")),
    )
    op.create_index("ix_date_move_concern_id", "date_move", ["concern_id"])


def create_action() -> None:
    op.create_table(
        "action",
        identity(),
        tenant(),
        sa.Column("concern_id", BIG, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("owner_id", BIG),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date()),
        sa.Column("undone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_action_concern_id_concern")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_action_owner_id_person")),
    )
    op.create_index("ix_action_concern_id", "action", ["concern_id"])
    op.create_index("ix_action_tenant_owner_id_due_on", "action", ["tenant", "owner_id", "due_on"])


def create_meeting() -> None:
    op.create_table(
        "meeting",
        identity(),
        tenant(),
        sa.Column("concern_id", BIG, nullable=False),
        sa.Column("stage", sa.Integer()),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("chair", sa.String(length=200), nullable=False),
        sa.Column("attended", sa.Text(), server_default="", nullable=False),
        sa.Column("undone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_meeting_concern_id_concern")),
    )
    op.create_index("ix_meeting_concern_id", "meeting", ["concern_id"])


def identity() -> sa.Column[int]:
    return sa.Column("id", BIG, sa.Identity(always=False), nullable=False)


def tenant() -> sa.Column[str]:
    return sa.Column("tenant", sa.String(length=64), nullable=False)
