"""Security profiles, keys under rotation, certificates of chargers, their security events."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.add_column(
        "charge_points", sa.Column("pending_password_hash", sa.String(length=200), nullable=True)
    )
    op.add_column(
        "charge_points",
        sa.Column("security_profile", sa.Integer(), nullable=False, server_default=sa.text("0")),
    )
    op.create_table(
        "certificates",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("serial", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("not_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pem", sa.String(length=10000), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name="fk_certificates_charge_point_id_charge_points",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_certificates"),
    )
    op.create_index("ix_certificates_charge_point_id", "certificates", ["charge_point_id"])
    op.create_table(
        "security_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("type", sa.String(length=50), nullable=False),
        sa.Column("tech_info", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name="fk_security_events_charge_point_id_charge_points",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_security_events"),
    )
    op.create_index("ix_security_events_charge_point_id", "security_events", ["charge_point_id"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_security_events_charge_point_id", "security_events")
    op.drop_table("security_events")
    op.drop_index("ix_certificates_charge_point_id", "certificates")
    op.drop_table("certificates")
    op.drop_column("charge_points", "security_profile")
    op.drop_column("charge_points", "pending_password_hash")
