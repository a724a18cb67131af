"""The tables of a concern: its stages, narrative, moved dates, actions and meetings."""

from __future__ import annotations

import sqlalchemy as sa

from storage.columns import BIG, Moment, id_column, link_to, metadata, tenant_column

Column = sa.Column

concern = sa.Table(
    "concern",
    metadata,
    id_column(),
    tenant_column(),
    link_to("child", "child_id"),
    Column("team", sa.String(200), nullable=False),
    Column("kind", sa.String(12), nullable=False),
    Column("status", sa.String(12), nullable=False),
    Column("raised_with", sa.Text, nullable=False, server_default=""),
    Column("opened_on", sa.Date, nullable=False),
    link_to("person", "opened_by", nullable=True),
    Column("raised_by_said", sa.String(320), nullable=False, server_default=""),
    Column("outside_ref", sa.String(80)),
    Column("child_status", sa.String(4), nullable=False, server_default=""),
    Column("due_on", sa.Date),
    Column("promised_on", sa.Date),
    Column("legal_advice_on", sa.Date),
    Column("policy_version", sa.String(80), nullable=False),
    Column("escalated_on", sa.Date),
    Column("total_began_on", sa.Date),
    Column("total_due_on", sa.Date),
    Column("outcome", sa.Text, nullable=False, server_default=""),
    Column("impact", sa.Text, nullable=False, server_default=""),
    Column("resolved_on", sa.Date),
    Column("resolved_stage", sa.Integer),
    Column("resolved_by", sa.String(200), nullable=False, server_default=""),
    Column("filed_position", sa.Integer, nullable=False, server_default="0"),
    Column("last_position", sa.Integer, nullable=False, server_default="0"),
    Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Index(None, "tenant", "outside_ref", unique=True),
    sa.Index(None, "tenant", "status"),
    sa.Index(None, "tenant", "child_id", "status"),
)

concern_theme = sa.Table(
    "concern_theme",
    metadata,
    Column("concern_id", BIG, sa.ForeignKey("concern.id"), primary_key=True),
    Column("position", sa.Integer, primary_key=True),
    tenant_column(),
    Column("theme", sa.Text, nullable=False),
)

step = sa.Table(
    "step",
    metadata,
    id_column(),
    tenant_column(),
    link_to("concern", "concern_id"),
    Column("stage", sa.Integer, nullable=False),
    Column("name", sa.String(200), nullable=False),
    Column("state", sa.String(10), nullable=False),
    Column("to_role", sa.String(200)),
    Column("to_name", sa.String(200)),
    Column("to_email", sa.String(320)),
    link_to("person", "to_person_id", nullable=True),
    link_to("person", "raised_by", nullable=True),
    Column("raised_on", sa.Date, nullable=False),
    Column("due_on", sa.Date),
    Column("days", sa.Integer),
    Column("days_are", sa.String(10)),
    Column("reason", sa.Text, nullable=False, server_default=""),
    Column("answered_on", sa.Date),
    Column("sent_on", sa.Date),
    Column("told_in_teams", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index(None, "concern_id"),
    sa.Index(None, "tenant", "to_email"),
)

entry = sa.Table(
    "entry",
    metadata,
    id_column(),
    tenant_column(),
    link_to("concern", "concern_id"),
    Column("position", sa.Integer, nullable=False),
    Column("at", Moment, nullable=False),
    link_to("person", "by_id", nullable=True),
    Column("kind", sa.String(12), nullable=False),
    Column("text", sa.Text, nullable=False),
    Column("happened_on", sa.Date),
    Column("due_on", sa.Date),
    Column("stage", sa.Integer),
    Column("undone", sa.Boolean, nullable=False, server_default=sa.false()),
    Column("kept", sa.Boolean),
    sa.UniqueConstraint("concern_id", "position"),
)

date_move = sa.Table(
    "date_move",
    metadata,
    id_column(),
    tenant_column(),
    link_to("concern", "concern_id"),
    link_to("step", "step_id"),
    Column("why", sa.String(12), nullable=False),
    Column("reason", sa.Text, nullable=False),
    Column("old_due_on", sa.Date),
    Column("new_due_on", sa.Date, nullable=False),
    Column("held_until", sa.Date),
    Column("decided_on", sa.Date, nullable=False),
    link_to("person", "by_id"),
    Column("undone", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index(None, "concern_id"),
)

action = sa.Table(
    "action",
    metadata,
    id_column(),
    tenant_column(),
    link_to("concern", "concern_id"),
    Column("text", sa.Text, nullable=False),
    Column("owner", sa.String(200), nullable=False),
    link_to("person", "owner_id", nullable=True),
    Column("due_on", sa.Date, nullable=False),
    Column("done_on", sa.Date),
    Column("undone", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index(None, "concern_id"),
    sa.Index(None, "tenant", "owner_id", "due_on"),
)

meeting = sa.Table(
    "meeting",
    metadata,
    id_column(),
    tenant_column(),
    link_to("concern", "concern_id"),
    Column("stage", sa.Integer),
    Column("held_on", sa.Date, nullable=False),
    Column("chair", sa.String(200), nullable=False),
    Column("attended", sa.Text, nullable=False, server_default=""),
    Column("undone", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index(None, "concern_id"),
)
