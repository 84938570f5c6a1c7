"""Work orders with their timelines and photos."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "work_orders",
        sa.Column("id", WIDE, autoincrement=True, nullable=False),
        sa.Column("alarm_id", sa.BigInteger(), nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("urgency", sa.String(length=10), nullable=False),
        sa.Column("technician", sa.String(length=60), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("frozen", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_work_orders"),
    )
    op.create_index(
        "uq_work_orders_open",
        "work_orders",
        ["alarm_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_work_orders_technician", "work_orders", ["technician", "state"])
    op.create_index("ix_work_orders_station_id", "work_orders", ["station_id", "topic"])
    op.create_table(
        "work_order_chargers",
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["work_orders.id"], name="fk_work_order_chargers_order_id_work_orders"
        ),
        sa.PrimaryKeyConstraint("order_id", "charge_point_id", name="pk_work_order_chargers"),
    )
    op.create_index(
        "ix_work_order_chargers_charge_point", "work_order_chargers", ["charge_point_id"]
    )
    op.create_table(
        "work_order_entries",
        sa.Column("id", WIDE, autoincrement=True, nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("actor_kind", sa.String(length=12), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("person", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["work_orders.id"], name="fk_work_order_entries_order_id_work_orders"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_work_order_entries"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_work_order_entries_order", "work_order_entries", ["order_id", "id"])
    op.create_table(
        "work_photos",
        sa.Column("id", WIDE, autoincrement=True, nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=36), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["work_orders.id"], name="fk_work_photos_order_id_work_orders"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_work_photos"),
        sa.UniqueConstraint("order_id", "sha256", name="uq_work_photos_order_id"),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("work_photos")
    op.drop_table("work_order_entries")
    op.drop_table("work_order_chargers")
    op.drop_table("work_orders")
