"""Load sharing: limits of places, what chargers accepted, what each session is given."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

PHASES = ("current_l1_a", "current_l2_a", "current_l3_a")


def upgrade() -> None:
    """Go to this revision."""
    for name in PHASES:
        op.add_column("connectors", sa.Column(name, sa.Float(), nullable=True))
    op.add_column(
        "stations",
        sa.Column("grid_area", sa.String(length=64), server_default="", nullable=False),
    )
    op.create_table(
        "grid_areas",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grid_areas")),
    )
    op.create_table(
        "load_plans",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("place_id", sa.String(length=64), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "place_id", name=op.f("pk_load_plans")),
    )
    op.create_table(
        "limit_signals",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("place_id", sa.String(length=64), nullable=False),
        sa.Column("limit_w", sa.Float(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("kind", "place_id", name=op.f("pk_limit_signals")),
    )
    op.create_table(
        "accepted_limits",
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("connector_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(length=1), nullable=False),
        sa.Column("phases", sa.Integer(), nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name=op.f("fk_accepted_limits_charge_point_id_charge_points"),
        ),
        sa.PrimaryKeyConstraint("charge_point_id", "connector_id", name=op.f("pk_accepted_limits")),
    )
    op.create_table(
        "load_shares",
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("connector_id", sa.Integer(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name=op.f("fk_load_shares_charge_point_id_charge_points"),
        ),
        sa.PrimaryKeyConstraint("charge_point_id", "connector_id", name=op.f("pk_load_shares")),
    )


def downgrade() -> None:
    """Go back."""
    for name in ("load_shares", "accepted_limits", "limit_signals", "load_plans", "grid_areas"):
        op.drop_table(name)
    op.drop_column("stations", "grid_area")
    for name in PHASES:
        op.drop_column("connectors", name)
