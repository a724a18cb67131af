"""What is known of the reminders' rounds and of the last audit."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENTS = ("ticked_at", "audit_began_at", "audited_at")


def upgrade() -> None:
    for name in MOMENTS:
        op.add_column("authority", sa.Column(name, sa.DateTime(timezone=True)))
    op.add_column("authority", sa.Column("audit_found", sa.JSON()))


def downgrade() -> None:
    for name in ("audit_found", *reversed(MOMENTS)):
        op.drop_column("authority", name)
