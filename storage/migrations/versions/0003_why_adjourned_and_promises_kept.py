"""Why a review was adjourned; whether a promise was kept."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("review", sa.Column("adjourned_reason", sa.Text(), server_default="", nullable=False))
    op.add_column("entry", sa.Column("kept", sa.Boolean()))


def downgrade() -> None:
    with op.batch_alter_table("entry") as entry:
        entry.drop_column("kept")
    with op.batch_alter_table("review") as review:
        review.drop_column("adjourned_reason")
