"""Stops that are matched by content; why a session is held for review; offline starts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.add_column("transactions", sa.Column("problem", sa.String(length=200), nullable=True))
    op.add_column(
        "transactions",
        sa.Column("started_offline", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    with op.batch_alter_table("orphans") as orphans:
        orphans.add_column(
            sa.Column("may_match", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        orphans.add_column(sa.Column("matched_id", sa.Integer(), nullable=True))
        orphans.create_foreign_key(
            "fk_orphans_matched_id_transactions", "transactions", ["matched_id"], ["id"]
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("orphans") as orphans:
        orphans.drop_constraint("fk_orphans_matched_id_transactions", type_="foreignkey")
        orphans.drop_column("matched_id")
        orphans.drop_column("may_match")
    op.drop_column("transactions", "started_offline")
    op.drop_column("transactions", "problem")
