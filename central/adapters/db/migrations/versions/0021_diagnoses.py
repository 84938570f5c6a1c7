"""Causes of alarms by rule, and what a language model made of them."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    for column in (
        sa.Column("is_latched", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("cause", sa.String(length=40), nullable=False, server_default=""),
        sa.Column("confidence", sa.Float(), nullable=False, server_default=sa.text("0")),
        sa.Column("urgency", sa.String(length=10), nullable=False, server_default=""),
    ):
        op.add_column("alarms", column)
    op.create_table(
        "diagnoses",
        sa.Column("alarm_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("causes", sa.JSON(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("facts_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["alarm_id"], ["alarms.id"], name="fk_diagnoses_alarm_id_alarms"),
        sa.PrimaryKeyConstraint("alarm_id", name="pk_diagnoses"),
    )
    op.create_index("ix_diagnoses_facts_hash", "diagnoses", ["facts_hash"])
    op.create_table(
        "explanations",
        sa.Column("facts_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("model", sa.String(length=60), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("causes", sa.JSON(), nullable=False),
        sa.Column("cites", sa.JSON(), nullable=False),
        sa.Column("refused", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("facts_hash", name="pk_explanations"),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("explanations")
    op.drop_table("diagnoses")
    for name in ("urgency", "confidence", "cause", "is_latched"):
        op.drop_column("alarms", name)
