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
    op.drop_index("ix_delivery_state_next_at", "delivery")
    index_those_waiting("ix_delivery_waiting", "recipient_id")
    index_those_waiting("ix_delivery_due", "tenant", "next_at", "id")
    # Questions about one IRO's records name the IRO and not the child's tenant.
    op.drop_index("ix_child_tenant_iro_id", "child")
    op.create_index("ix_child_iro_id", "child", ["iro_id"])
    op.create_table(
        "pace",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("taken_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_pace")),
    )


def downgrade() -> None:
    op.drop_table("pace")
    op.drop_index("ix_child_iro_id", "child")
    op.create_index("ix_child_tenant_iro_id", "child", ["tenant", "iro_id"])
    op.drop_index("ix_delivery_due", "delivery")
    op.drop_index("ix_delivery_waiting", "delivery")
    op.create_index("ix_delivery_state_next_at", "delivery", ["state", "next_at"])
    with op.batch_alter_table("delivery") as delivery:
        delivery.drop_column("taken_over")


def index_those_waiting(name: str, *columns: str) -> None:
    op.create_index(name, "delivery", list(columns), postgresql_where=WAITING, sqlite_where=WAITING)
