"""Alarms, and the reports of faults that they are made from."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""On SQLite only INTEGER is the row's own number; it has 64 bits there."""
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "fault_reports",
        sa.Column("id", WIDE, autoincrement=True, nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("connector_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("error_code", sa.String(length=40), nullable=False),
        sa.Column("info", sa.String(length=50), nullable=False),
        sa.Column("vendor_error_code", sa.String(length=50), nullable=False),
        sa.Column("status_at", AT, nullable=False),
        sa.Column("received_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_fault_reports"),
        sa.UniqueConstraint(
            "charge_point_id",
            "connector_id",
            "status_at",
            "error_code",
            "status",
            name="uq_fault_reports_charge_point_id",
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "alarms",
        sa.Column("id", WIDE, autoincrement=True, nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("opened_at", AT, nullable=False),
        sa.Column("is_whole_site", sa.Boolean(), nullable=False),
        sa.Column("acked_by", sa.String(length=60), nullable=False),
        sa.Column("acked_until", AT, nullable=True),
        sa.Column("assignee", sa.String(length=60), nullable=False),
        sa.Column("mitigation", sa.String(length=60), nullable=False),
        sa.Column("work_order", sa.String(length=60), nullable=False),
        sa.Column("closed_at", AT, nullable=True),
        sa.Column("closed_by", sa.String(length=60), nullable=False),
        sa.Column("close_reason", sa.String(length=500), nullable=False),
        sa.Column("found_cause", sa.String(length=40), nullable=False),
        sa.Column("folded_into", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alarms"),
    )
    op.create_index("ix_alarms_closed_at", "alarms", ["closed_at"])
    op.create_index("ix_alarms_place", "alarms", ["place", "topic"])
    op.create_index(
        "uq_alarms_open",
        "alarms",
        ["scope", "place", "topic"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "alarm_members",
        sa.Column("alarm_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("first_at", AT, nullable=False),
        sa.Column("last_at", AT, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("connectors", sa.JSON(), nullable=False),
        sa.Column("clear_since", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["alarm_id"], ["alarms.id"], name="fk_alarm_members_alarm_id_alarms"
        ),
        sa.PrimaryKeyConstraint(
            "alarm_id", "station_id", "charge_point_id", name="pk_alarm_members"
        ),
    )
    op.create_index("ix_alarm_members_charge_point", "alarm_members", ["charge_point_id"])
    op.create_table(
        "alarm_entries",
        sa.Column("id", WIDE, autoincrement=True, nullable=False),
        sa.Column("alarm_id", sa.Integer(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("actor_kind", sa.String(length=12), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["alarm_id"], ["alarms.id"], name="fk_alarm_entries_alarm_id_alarms"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_alarm_entries"),
    )
    op.create_index("ix_alarm_entries_alarm", "alarm_entries", ["alarm_id", "id"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("alarm_entries")
    op.drop_table("alarm_members")
    op.drop_table("alarms")
    op.drop_table("fault_reports")
