"""Quarters of an hour, which are left of raw readings; commands can be forgotten by age."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "meter_quarters",
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("connector_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("samples", sa.Integer(), nullable=False),
        sa.Column("register_low_wh", sa.BigInteger(), nullable=True),
        sa.Column("register_high_wh", sa.BigInteger(), nullable=True),
        sa.Column("power_sum_w", sa.Float(), nullable=False),
        sa.Column("power_samples", sa.Integer(), nullable=False),
        sa.Column("power_max_w", sa.Float(), nullable=True),
        sa.Column("temperature_max_c", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint(
            "charge_point_id", "connector_id", "start_at", name="pk_meter_quarters"
        ),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name="fk_meter_quarters_charge_point_id_charge_points",
        ),
    )
    op.create_index("ix_commands_created_at", "commands", ["created_at"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_commands_created_at", "commands")
    op.drop_table("meter_quarters")
