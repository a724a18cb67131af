"""The tables. Every row carries its authority's tenant; moments are aware UTC, days are London days.

Those of a concern stand in `concern_tables.py`.
"""

from __future__ import annotations

import sqlalchemy as sa

from storage.columns import Moment, id_column, index_where, link_to, metadata, tenant_column

Column = sa.Column

authority = sa.Table(
    "authority",
    metadata,
    Column("tenant", sa.String(64), primary_key=True),
    Column("started_at", Moment, nullable=False),
    Column("ticked_at", Moment),
    Column("audit_began_at", Moment),
    Column("audited_at", Moment),
    Column("audit_found", sa.JSON(none_as_null=True)),
)

policy_version = sa.Table(
    "policy_version",
    metadata,
    Column("tenant", sa.String(64), primary_key=True),
    Column("version", sa.String(80), primary_key=True),
    Column("document", sa.Text, nullable=False),
)

person = sa.Table(
    "person",
    metadata,
    id_column(),
    tenant_column(),
    Column("name", sa.String(200), nullable=False),
    Column("email", sa.String(320), nullable=False),
    Column("aad_object_id", sa.String(64)),
    Column("roles", sa.String(100), nullable=False),
    Column("team", sa.String(200), nullable=False, server_default=""),
    Column("manager_email", sa.String(320), nullable=False, server_default=""),
    Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.UniqueConstraint("tenant", "email"),
    sa.UniqueConstraint("tenant", "aad_object_id"),
)

addressee = sa.Table(
    "addressee",
    metadata,
    id_column(),
    tenant_column(),
    Column("team", sa.String(200), nullable=False),
    Column("stage", sa.Integer, nullable=False),
    Column("name", sa.String(200), nullable=False),
    Column("email", sa.String(320), nullable=False),
    sa.UniqueConstraint("tenant", "team", "stage"),
)

child = sa.Table(
    "child",
    metadata,
    id_column(),
    tenant_column(),
    Column("reference", sa.String(40), nullable=False),
    link_to("person", "iro_id", nullable=True),
    Column("team", sa.String(200), nullable=False, server_default=""),
    Column("status", sa.String(4), nullable=False, server_default=""),
    Column("linked", sa.String(40), nullable=False, server_default=""),
    Column("born_on", sa.Date),
    Column("looked_after_on", sa.Date),
    Column("left_care_on", sa.Date),
    sa.UniqueConstraint("tenant", "reference"),
    sa.Index(None, "iro_id"),
)

care_event = sa.Table(
    "care_event",
    metadata,
    id_column(),
    tenant_column(),
    link_to("child", "child_id"),
    Column("event", sa.String(30), nullable=False),
    Column("happened_on", sa.Date, nullable=False),
    Column("ended_on", sa.Date),
    sa.UniqueConstraint("child_id", "event", "happened_on"),
)

review = sa.Table(
    "review",
    metadata,
    id_column(),
    tenant_column(),
    link_to("child", "child_id"),
    Column("kind", sa.String(20), nullable=False),
    Column("due_on", sa.Date, nullable=False),
    Column("rule", sa.String(40)),
    Column("counted_from", sa.Date),
    Column("planned_on", sa.Date),
    Column("held_on", sa.Date),
    Column("participation", sa.String(3)),
    Column("late_reason", sa.Text, nullable=False, server_default=""),
    Column("rearranged", sa.Integer, nullable=False, server_default="0"),
    Column("rearranged_reason", sa.Text, nullable=False, server_default=""),
    Column("adjourned_on", sa.Date),
    Column("adjourned_reason", sa.Text, nullable=False, server_default=""),
    Column("decisions_sent_on", sa.Date),
    Column("decisions_received_on", sa.Date),
    Column("answered_on", sa.Date),
    Column("written_on", sa.Date),
    Column("distributed_on", sa.Date),
    link_to("person", "recorded_by", nullable=True),
    Column("filed_on", sa.Date),
    Column("undone", sa.Boolean, nullable=False, server_default=sa.false()),
    Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Index(None, "tenant", "child_id", "held_on"),
    sa.Index(None, "tenant", "held_on", "due_on"),
)

activity = sa.Table(
    "activity",
    metadata,
    id_column(),
    tenant_column(),
    link_to("child", "child_id", nullable=True),
    Column("kind", sa.String(20), nullable=False),
    Column("happened_on", sa.Date, nullable=False),
    Column("value", sa.String(60), nullable=False, server_default=""),
    Column("note", sa.Text, nullable=False, server_default=""),
    Column("mode", sa.String(20), nullable=False, server_default=""),
    Column("seen_alone", sa.Boolean),
    Column("credited_to", sa.String(200), nullable=False, server_default=""),
    Column("declined", sa.Text, nullable=False, server_default=""),
    Column("by_said", sa.String(320), nullable=False, server_default=""),
    link_to("person", "by_id", nullable=True),
    link_to("person", "recorded_by", nullable=True),
    Column("due_on", sa.Date),
    Column("filed_on", sa.Date),
    Column("undone", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index(None, "tenant", "child_id"),
    sa.Index(None, "tenant", "kind", "happened_on"),
)

audit_event = sa.Table(
    "audit_event",
    metadata,
    id_column(),
    tenant_column(),
    Column("subject", sa.String(60), nullable=False),
    Column("seq", sa.Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", sa.String(80), nullable=False),
    Column("action", sa.String(40), nullable=False),
    Column("facts", sa.JSON, nullable=False),
    Column("previous", sa.String(64), nullable=False),
    Column("hash", sa.String(64), nullable=False),
    sa.UniqueConstraint("tenant", "subject", "seq"),
)

conversation = sa.Table(
    "conversation",
    metadata,
    id_column(),
    tenant_column(),
    link_to("person", "person_id"),
    Column("conversation_id", sa.String(400), nullable=False),
    Column("service_url", sa.String(400), nullable=False),
    Column("user_id", sa.String(400), nullable=False),
    Column("bot_id", sa.String(400), nullable=False),
    Column("state", sa.JSON, nullable=False),
    Column("unreachable", sa.String(60)),
    Column("unreachable_at", Moment),
    sa.UniqueConstraint("tenant", "person_id"),
)

answered = sa.Table(
    "answered",
    metadata,
    Column("tenant", sa.String(64), primary_key=True),
    Column("key", sa.String(200), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("address", sa.JSON(none_as_null=True)),
    Column("messages", sa.JSON(none_as_null=True)),
    Column("sent_at", Moment),
    sa.Index(None, "sent_at", "at"),
)

delivery = sa.Table(
    "delivery",
    metadata,
    id_column(),
    tenant_column(),
    link_to("person", "recipient_id"),
    Column("about", sa.String(60), nullable=False),
    Column("planned_at", Moment, nullable=False),
    Column("state", sa.String(12), nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("attempts", sa.Integer, nullable=False, server_default="0"),
    Column("perhaps_repeats", sa.Integer, nullable=False, server_default="0"),
    Column("taken_over", sa.Integer, nullable=False, server_default="0"),
    Column("leased_until", Moment),
    Column("last_code", sa.String(60)),
    Column("done_at", Moment),
    sa.UniqueConstraint("recipient_id", "planned_at", "about"),
    sa.Index(None, "tenant", "planned_at"),
    index_where("state = 'waiting'", "ix_delivery_waiting", "recipient_id"),
    index_where("state = 'waiting'", "ix_delivery_due", "tenant", "next_at", "id"),
)

pace = sa.Table(
    "pace",
    metadata,
    Column("tenant", sa.String(64), primary_key=True),
    Column("taken_until", Moment, nullable=False),
)
