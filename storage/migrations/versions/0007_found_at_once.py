"""A caseload's open concerns and reviews are found without reading those of the past."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_concern_tenant_child_id", "concern")
    op.create_index("ix_concern_tenant_child_id_status", "concern", ["tenant", "child_id", "status"])
    op.drop_index("ix_review_tenant_child_id", "review")
    op.create_index("ix_review_tenant_child_id_held_on", "review", ["tenant", "child_id", "held_on"])


def downgrade() -> None:
    op.drop_index("ix_review_tenant_child_id_held_on", "review")
    op.create_index("ix_review_tenant_child_id", "review", ["tenant", "child_id"])
    op.drop_index("ix_concern_tenant_child_id_status", "concern")
    op.create_index("ix_concern_tenant_child_id", "concern", ["tenant", "child_id"])
