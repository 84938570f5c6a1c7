"""By which charging profiles a charger is limited."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.add_column("charge_points", sa.Column("power_limit_by", sa.String(length=24), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("charge_points", "power_limit_by")
