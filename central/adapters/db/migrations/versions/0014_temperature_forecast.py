"""A charger's newest temperature forecast."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.add_column("charge_points", sa.Column("temperature_forecast", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("charge_points", "temperature_forecast")
