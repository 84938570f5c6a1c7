"""The log of OCPP messages."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""On SQLite only INTEGER is the row's own number; it has 64 bits there."""


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "ocpp_messages",
        sa.Column("id", WIDE, autoincrement=True, nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ocpp_messages")),
    )
    op.create_index("ix_ocpp_messages_charge_point", "ocpp_messages", ["charge_point_id", "id"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_ocpp_messages_charge_point", table_name="ocpp_messages")
    op.drop_table("ocpp_messages")
