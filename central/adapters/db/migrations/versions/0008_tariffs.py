"""Tariffs, their versions and assignments; terms and lines of sessions; what displays can do."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "tariffs",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tariffs"),
    )
    op.create_table(
        "tariff_versions",
        sa.Column("tariff_id", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_at", instant, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("created_by", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("tariff_id", "version", name="pk_tariff_versions"),
        sa.ForeignKeyConstraint(
            ["tariff_id"], ["tariffs.id"], name="fk_tariff_versions_tariff_id_tariffs"
        ),
    )
    op.create_table(
        "tariff_assignments",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("scope", sa.String(length=12), nullable=False),
        sa.Column("object_id", sa.String(length=64), nullable=False),
        sa.Column("tariff_id", sa.String(length=60), nullable=True),
        sa.Column("from_at", instant, nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("created_by", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tariff_assignments"),
        sa.ForeignKeyConstraint(
            ["tariff_id"], ["tariffs.id"], name="fk_tariff_assignments_tariff_id_tariffs"
        ),
    )
    op.create_index(
        "ix_tariff_assignments_scope_object", "tariff_assignments", ["scope", "object_id"]
    )
    op.create_table(
        "session_marks",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_session_marks"),
        sa.ForeignKeyConstraint(
            ["transaction_id"],
            ["transactions.id"],
            name="fk_session_marks_transaction_id_transactions",
        ),
    )
    op.create_index("ix_session_marks_transaction_id", "session_marks", ["transaction_id"])
    op.add_column("transactions", sa.Column("terms", sa.JSON(), nullable=True))
    op.add_column("transactions", sa.Column("lines", sa.JSON(), nullable=True))
    op.add_column("accepted_prices", sa.Column("per_hour", sa.String(length=40), nullable=True))
    op.add_column("accepted_prices", sa.Column("flat", sa.String(length=40), nullable=True))
    op.add_column("charge_points", sa.Column("display", sa.JSON(), nullable=True))
    op.add_column("charge_points", sa.Column("display_read_at", instant, nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("charge_points", "display_read_at")
    op.drop_column("charge_points", "display")
    op.drop_column("accepted_prices", "flat")
    op.drop_column("accepted_prices", "per_hour")
    op.drop_column("transactions", "lines")
    op.drop_column("transactions", "terms")
    for name in ("session_marks", "tariff_assignments", "tariff_versions", "tariffs"):
        op.drop_table(name)
