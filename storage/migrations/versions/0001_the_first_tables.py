"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    create_addressee()
    create_answered()
    create_audit_event()
    create_authority()
    create_person()
    create_policy_version()
    create_child()
    create_conversation()
    create_delivery()
    create_concern()
    create_review()
    create_concern_theme()
    create_entry()
    create_step()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def create_addressee() -> None:
    op.create_table(
        "addressee",
        identity(),
        tenant(),
        sa.Column("team", sa.String(length=200), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addressee")),
        sa.UniqueConstraint("tenant", "team", "stage", name=op.f("uq_addressee_tenant_team_stage")),
    )


def create_answered() -> None:
    op.create_table(
        "answered",
        tenant(),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address", sa.JSON(none_as_null=True)),
        sa.Column("messages", sa.JSON(none_as_null=True)),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("tenant", "key", name=op.f("pk_answered")),
    )
    op.create_index("ix_answered_sent_at_at", "answered", ["sent_at", "at"])


def create_audit_event() -> None:
    op.create_table(
        "audit_event",
        identity(),
        tenant(),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("tenant", "subject", "seq", name=op.f("uq_audit_event_tenant_subject_seq")),
    )


def create_authority() -> None:
    op.create_table(
        "authority",
        tenant(),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_authority")),
    )


def create_person() -> None:
    op.create_table(
        "person",
        identity(),
        tenant(),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("aad_object_id", sa.String(length=64)),
        sa.Column("roles", sa.String(length=100), nullable=False),
        sa.Column("team", sa.String(length=200), server_default="", nullable=False),
        sa.Column("manager_email", sa.String(length=320), server_default="", nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("tenant", "aad_object_id", name=op.f("uq_person_tenant_aad_object_id")),
        sa.UniqueConstraint("tenant", "email", name=op.f("uq_person_tenant_email")),
    )


def create_policy_version() -> None:
    op.create_table(
        "policy_version",
        tenant(),
        sa.Column("version", sa.String(length=80), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "version", name=op.f("pk_policy_version")),
    )


def create_child() -> None:
    op.create_table(
        "child",
        identity(),
        tenant(),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("iro_id", BIG),
        sa.Column("team", sa.String(length=200), server_default="", nullable=False),
        sa.Column("status", sa.String(length=4), server_default="", nullable=False),
        sa.Column("linked", sa.String(length=40), server_default="", nullable=False),
        sa.Column("looked_after_on", sa.Date()),
        sa.ForeignKeyConstraint(["iro_id"], ["person.id"], name=op.f("fk_child_iro_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child")),
        sa.UniqueConstraint("tenant", "reference", name=op.f("uq_child_tenant_reference")),
    )
    op.create_index("ix_child_tenant_iro_id", "child", ["tenant", "iro_id"])


def create_conversation() -> None:
    op.create_table(
        "conversation",
        identity(),
        tenant(),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("conversation_id", sa.String(length=400), nullable=False),
        sa.Column("service_url", sa.String(length=400), nullable=False),
        sa.Column("user_id", sa.String(length=400), nullable=False),
        sa.Column("bot_id", sa.String(length=400), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("unreachable", sa.String(length=60)),
        sa.Column("unreachable_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_conversation_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint("tenant", "person_id", name=op.f("uq_conversation_tenant_person_id")),
    )


def create_delivery() -> None:
    op.create_table(
        "delivery",
        identity(),
        tenant(),
        sa.Column("recipient_id", BIG, nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("perhaps_repeats", sa.Integer(), server_default="0", nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True)),
        sa.Column("last_code", sa.String(length=60)),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["person.id"], name=op.f("fk_delivery_recipient_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "recipient_id", "planned_at", "about", name=op.f("uq_delivery_recipient_id_planned_at_about")
        ),
    )
    op.create_index("ix_delivery_state_next_at", "delivery", ["state", "next_at"])


def create_concern() -> None:
    op.create_table(
        "concern",
        identity(),
        tenant(),
        sa.Column("child_id", BIG, nullable=False),
        sa.Column("team", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("raised_with", sa.Text(), server_default="", nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_by", BIG, nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("policy_version", sa.String(length=80), nullable=False),
        sa.Column("escalated_on", sa.Date()),
        sa.Column("total_due_on", sa.Date()),
        sa.Column("outcome", sa.Text(), server_default="", nullable=False),
        sa.Column("impact", sa.Text(), server_default="", nullable=False),
        sa.Column("resolved_on", sa.Date()),
        sa.Column("resolved_stage", sa.Integer()),
        sa.Column("filed_position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_concern_child_id_child")),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_concern_opened_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
    )
    op.create_index("ix_concern_tenant_child_id", "concern", ["tenant", "child_id"])
    op.create_index("ix_concern_tenant_status", "concern", ["tenant", "status"])


def create_review() -> None:
    op.create_table(
        "review",
        identity(),
        tenant(),
        sa.Column("child_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("rule", sa.String(length=40)),
        sa.Column("counted_from", sa.Date()),
        sa.Column("planned_on", sa.Date()),
        sa.Column("held_on", sa.Date()),
        sa.Column("participation", sa.String(length=3)),
        sa.Column("recorded_by", BIG),
        sa.Column("filed_on", sa.Date()),
        sa.Column("undone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_review_child_id_child")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_review_recorded_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index("ix_review_tenant_child_id", "review", ["tenant", "child_id"])
    op.create_index("ix_review_tenant_held_on_due_on", "review", ["tenant", "held_on", "due_on"])


def create_concern_theme() -> None:
    op.create_table(
        "concern_theme",
        sa.Column("concern_id", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        tenant(),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_theme_concern_id_concern")
        ),
        sa.PrimaryKeyConstraint("concern_id", "position", name=op.f("pk_concern_theme")),
    )


def create_entry() -> None:
    op.create_table(
        "entry",
        identity(),
        tenant(),
        sa.Column("concern_id", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date()),
        sa.Column("due_on", sa.Date()),
        sa.Column("stage", sa.Integer()),
        sa.Column("undone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_entry_by_id_person")),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_entry_concern_id_concern")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("concern_id", "position", name=op.f("uq_entry_concern_id_position")),
    )


def create_step() -> None:
    op.create_table(
        "step",
        identity(),
        tenant(),
        sa.Column("concern_id", BIG, nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("to_role", sa.String(length=200)),
        sa.Column("to_name", sa.String(length=200)),
        sa.Column("to_email", sa.String(length=320)),
        sa.Column("to_person_id", BIG),
        sa.Column("raised_by", BIG, nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("days", sa.Integer()),
        sa.Column("days_are", sa.String(length=10)),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_on", sa.Date()),
        sa.Column("sent_on", sa.Date()),
        sa.Column("told_in_teams", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_step_concern_id_concern")),
        sa.ForeignKeyConstraint(["raised_by"], ["person.id"], name=op.f("fk_step_raised_by_person")),
        sa.ForeignKeyConstraint(["to_person_id"], ["person.id"], name=op.f("fk_step_to_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
    )
    op.create_index("ix_step_concern_id", "step", ["concern_id"])
    op.create_index("ix_step_tenant_to_email", "step", ["tenant", "to_email"])


def identity() -> sa.Column[int]:
    return sa.Column("id", BIG, sa.Identity(always=False), nullable=False)


def tenant() -> sa.Column[str]:
    return sa.Column("tenant", sa.String(length=64), nullable=False)


TABLES = (
    "addressee",
    "answered",
    "audit_event",
    "authority",
    "person",
    "policy_version",
    "child",
    "conversation",
    "delivery",
    "concern",
    "review",
    "concern_theme",
    "entry",
    "step",
)
"""In the order they were made."""
