"""Remedies and their steps."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""On SQLite only INTEGER is the row's own number; it has 64 bits there."""
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "remedies",
        sa.Column("id", WIDE, autoincrement=True, nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("playbook", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("opened_at", AT, nullable=False),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name=op.f("fk_remedies_charge_point_id_charge_points"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedies")),
    )
    op.create_index(op.f("ix_remedies_charge_point_id"), "remedies", ["charge_point_id"])
    op.create_index(op.f("ix_remedies_state"), "remedies", ["state"])
    op.create_table(
        "remedy_attempts",
        sa.Column("id", WIDE, autoincrement=True, nullable=False),
        sa.Column("remedy_id", WIDE, nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("connector_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("command_id", sa.String(length=36), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("effect", sa.String(length=10), nullable=True),
        sa.Column("ended_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["remedy_id"], ["remedies.id"], name=op.f("fk_remedy_attempts_remedy_id_remedies")
        ),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name=op.f("fk_remedy_attempts_charge_point_id_charge_points"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedy_attempts")),
        sa.UniqueConstraint("command_id", name=op.f("uq_remedy_attempts_command_id")),
    )
    op.create_index(op.f("ix_remedy_attempts_remedy_id"), "remedy_attempts", ["remedy_id"])
    op.create_index(
        "ix_remedy_attempts_charge_point_at", "remedy_attempts", ["charge_point_id", "at"]
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("remedy_attempts")
    op.drop_table("remedies")
