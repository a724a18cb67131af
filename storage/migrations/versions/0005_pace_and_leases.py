"""A pace that instances share, and how often one took over what another died of."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.add_column("delivery", sa.Column("taken_over", sa.Integer(), server_default="0", nullable=False))
    op.create_index(
        "ix_delivery_waiting", "delivery", ["recipient_id"], postgresql_where=WAITING, sqlite_where=WAITING
    )
    op.create_table(
        "pace",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("taken_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_pace")),
    )


def downgrade() -> None:
    op.drop_table("pace")
    op.drop_index("ix_delivery_waiting", "delivery")
    with op.batch_alter_table("delivery") as delivery:
        delivery.drop_column("taken_over")
