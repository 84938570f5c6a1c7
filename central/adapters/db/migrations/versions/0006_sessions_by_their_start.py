"""Sessions are found by connector and start, however many there are."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NAME = "ix_transactions_started_at"


def upgrade() -> None:
    """Go to this revision."""
    op.create_index(NAME, "transactions", ["charge_point_id", "connector_id", "started_at"])


def downgrade() -> None:
    """Go back."""
    op.drop_index(NAME, "transactions")
