"""What chargers do against the standard, counted; sessions that a person has looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "violations",
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("firmware_version", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=120), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("example", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name="fk_violations_charge_point_id_charge_points",
        ),
        sa.PrimaryKeyConstraint(
            "charge_point_id", "firmware_version", "kind", name="pk_violations"
        ),
    )
    op.add_column(
        "transactions", sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    """Go back."""
    op.drop_column("transactions", "reviewed_at")
    op.drop_table("violations")
