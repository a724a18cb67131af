"""The tables. Every row carries its authority's tenant; moments are aware UTC, days are London days."""

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

Column = sa.Column
BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _id() -> sa.Column[int]:
    return Column("id", BIG, sa.Identity(), primary_key=True)


def _tenant() -> sa.Column[str]:
    return Column("tenant", sa.String(64), nullable=False)


def _to(table: str, name: str, *, nullable: bool = False) -> sa.Column[int]:
    return Column(name, BIG, sa.ForeignKey(f"{table}.id"), nullable=nullable)


authority = sa.Table(
    "authority",
    metadata,
    Column("tenant", sa.String(64), primary_key=True),
    Column("started_at", Moment, nullable=False),
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
    _id(),
    _tenant(),
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
    _id(),
    _tenant(),
    Column("team", sa.String(200), nullable=False),
    Column("stage", sa.Integer, nullable=False),
    Column("name", sa.String(200), nullable=False),
    Column("email", sa.String(320), nullable=False),
    sa.UniqueConstraint("tenant", "team", "stage"),
)

child = sa.Table(
    "child",
    metadata,
    _id(),
    _tenant(),
    Column("reference", sa.String(40), nullable=False),
    _to("person", "iro_id", nullable=True),
    Column("team", sa.String(200), nullable=False, server_default=""),
    Column("status", sa.String(4), nullable=False, server_default=""),
    Column("linked", sa.String(40), nullable=False, server_default=""),
    Column("looked_after_on", sa.Date),
    sa.UniqueConstraint("tenant", "reference"),
    sa.Index(None, "tenant", "iro_id"),
)

review = sa.Table(
    "review",
    metadata,
    _id(),
    _tenant(),
    _to("child", "child_id"),
    Column("kind", sa.String(20), nullable=False),
    Column("due_on", sa.Date, nullable=False),
    Column("rule", sa.String(40)),
    Column("counted_from", sa.Date),
    Column("planned_on", sa.Date),
    Column("held_on", sa.Date),
    Column("participation", sa.String(3)),
    _to("person", "recorded_by", nullable=True),
    Column("filed_on", sa.Date),
    Column("undone", sa.Boolean, nullable=False, server_default=sa.false()),
    Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Index(None, "tenant", "child_id"),
    sa.Index(None, "tenant", "held_on", "due_on"),
)

concern = sa.Table(
    "concern",
    metadata,
    _id(),
    _tenant(),
    _to("child", "child_id"),
    Column("team", sa.String(200), nullable=False),
    Column("kind", sa.String(12), nullable=False),
    Column("status", sa.String(12), nullable=False),
    Column("raised_with", sa.Text, nullable=False, server_default=""),
    Column("opened_on", sa.Date, nullable=False),
    _to("person", "opened_by"),
    Column("due_on", sa.Date),
    Column("policy_version", sa.String(80), nullable=False),
    Column("escalated_on", sa.Date),
    Column("total_due_on", sa.Date),
    Column("outcome", sa.Text, nullable=False, server_default=""),
    Column("impact", sa.Text, nullable=False, server_default=""),
    Column("resolved_on", sa.Date),
    Column("resolved_stage", sa.Integer),
    Column("filed_position", sa.Integer, nullable=False, server_default="0"),
    Column("last_position", sa.Integer, nullable=False, server_default="0"),
    Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Index(None, "tenant", "status"),
    sa.Index(None, "tenant", "child_id"),
)

concern_theme = sa.Table(
    "concern_theme",
    metadata,
    Column("concern_id", BIG, sa.ForeignKey("concern.id"), primary_key=True),
    Column("position", sa.Integer, primary_key=True),
    _tenant(),
    Column("theme", sa.Text, nullable=False),
)

step = sa.Table(
    "step",
    metadata,
    _id(),
    _tenant(),
    _to("concern", "concern_id"),
    Column("stage", sa.Integer, nullable=False),
    Column("name", sa.String(200), nullable=False),
    Column("state", sa.String(10), nullable=False),
    Column("to_role", sa.String(200)),
    Column("to_name", sa.String(200)),
    Column("to_email", sa.String(320)),
    _to("person", "to_person_id", nullable=True),
    _to("person", "raised_by"),
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
    _id(),
    _tenant(),
    _to("concern", "concern_id"),
    Column("position", sa.Integer, nullable=False),
    Column("at", Moment, nullable=False),
    _to("person", "by_id"),
    Column("kind", sa.String(12), nullable=False),
    Column("text", sa.Text, nullable=False),
    Column("happened_on", sa.Date),
    Column("due_on", sa.Date),
    Column("stage", sa.Integer),
    Column("undone", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("concern_id", "position"),
)

audit_event = sa.Table(
    "audit_event",
    metadata,
    _id(),
    _tenant(),
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
    _id(),
    _tenant(),
    _to("person", "person_id"),
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
    _id(),
    _tenant(),
    _to("person", "recipient_id"),
    Column("about", sa.String(60), nullable=False),
    Column("planned_at", Moment, nullable=False),
    Column("state", sa.String(12), nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("attempts", sa.Integer, nullable=False, server_default="0"),
    Column("perhaps_repeats", sa.Integer, nullable=False, server_default="0"),
    Column("leased_until", Moment),
    Column("last_code", sa.String(60)),
    Column("done_at", Moment),
    sa.UniqueConstraint("recipient_id", "planned_at", "about"),
    sa.Index(None, "state", "next_at"),
)
