"""Outages, exclusions, failed starts, and when a port was first seen."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""On SQLite only INTEGER is the row's own number; it has 64 bits there."""
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Go to this revision."""
    op.add_column("connectors", sa.Column("first_seen_at", AT, nullable=True))
    op.create_index("ix_transactions_by_start", "transactions", ["started_at"])
    op.create_table(
        "outages",
        *_of_port("outages"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("error_code", sa.String(length=40), nullable=False),
        sa.Column("start_at", AT, nullable=False),
        sa.Column("end_at", AT, nullable=True),
    )
    op.create_index(op.f("ix_outages_end_at"), "outages", ["end_at"])
    op.create_index("ix_outages_charge_point_end_at", "outages", ["charge_point_id", "end_at"])
    op.create_table(
        "uptime_exclusions",
        *_of_port("uptime_exclusions"),
        sa.Column("cause", sa.String(length=16), nullable=False),
        sa.Column("start_at", AT, nullable=False),
        sa.Column("end_at", AT, nullable=False),
        sa.Column("evidence", sa.String(length=500), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("withdrawn_at", AT, nullable=True),
        sa.Column("withdrawn_by", sa.String(length=60), nullable=True),
    )
    op.create_index(
        op.f("ix_uptime_exclusions_charge_point_id"), "uptime_exclusions", ["charge_point_id"]
    )
    op.create_table(
        "failed_starts",
        *_of_port("failed_starts"),
        sa.Column("id_tag", sa.String(length=20), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("ended_at", AT, nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("detail", sa.String(length=40), nullable=False),
    )
    op.create_index(op.f("ix_failed_starts_ended_at"), "failed_starts", ["ended_at"])
    op.create_index("ix_failed_starts_charge_point_at", "failed_starts", ["charge_point_id", "at"])


def downgrade() -> None:
    """Go back."""
    for table in ("failed_starts", "uptime_exclusions", "outages"):
        op.drop_table(table)
    op.drop_index("ix_transactions_by_start", table_name="transactions")
    op.drop_column("connectors", "first_seen_at")


def _of_port(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Number, charger and connector of a row, with the keys."""
    return (
        sa.Column("id", WIDE, autoincrement=True, nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("connector_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name=op.f(f"fk_{table}_charge_point_id_charge_points"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
