"""Tables of work orders: what has to be done, what happened to it, and its photos.

They belong to the same metadata as `central.adapters.db.tables`; instants are simulated UTC. An
order's whole state is its `detail`; the other columns find it. Whoever has to tell people of what
happens to orders reads `work_order_entries` by its growing number.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from central.adapters.db.column_types import Instant
from central.adapters.db.tables import metadata, row_number

work_orders = Table(
    "work_orders",
    metadata,
    row_number(),
    Column("alarm_id", BigInteger, nullable=False),
    Column("station_id", String(64), nullable=False),
    Column("topic", String(20), nullable=False),
    Column("cause", String(40), nullable=False),
    Column("state", String(12), nullable=False),
    Column("urgency", String(10), nullable=False),
    Column("technician", String(60), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("detail", JSON, nullable=False),  # central.core.work_orders.WorkOrder
    # readings and messages before the opening, which themselves are not kept for long
    Column("frozen", JSON),
    Index(
        "uq_work_orders_open",
        "alarm_id",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    Index("ix_work_orders_technician", "technician", "state"),
    Index("ix_work_orders_station_id", "station_id", "topic"),
)

work_order_chargers = Table(  # what an order repairs
    "work_order_chargers",
    metadata,
    Column("order_id", BigInteger, ForeignKey("work_orders.id"), primary_key=True),
    Column("charge_point_id", String(48), primary_key=True),
    Index("ix_work_order_chargers_charge_point", "charge_point_id"),
)

work_order_entries = Table(  # the timelines; rows are added, never changed
    "work_order_entries",
    metadata,
    row_number(),
    Column("order_id", BigInteger, ForeignKey("work_orders.id"), nullable=False),
    Column("at", Instant, nullable=False),  # ours
    Column("happened_at", Instant, nullable=False),  # where the technician was
    Column("kind", String(20), nullable=False),
    Column("text", String(1000), nullable=False),
    Column("actor_kind", String(12), nullable=False),  # central.core.work_steps.By
    Column("actor", String(60), nullable=False),
    Column("person", String(60), nullable=False),  # technician whom it concerns
    Index("ix_work_order_entries_order", "order_id", "id"),
    sqlite_autoincrement=True,  # readers keep the number that they have come to
)

work_photos = Table(  # the files lie beside other uploads, by token
    "work_photos",
    metadata,
    row_number(),
    Column("order_id", BigInteger, ForeignKey("work_orders.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", String(60), nullable=False),
    Column("token", String(36), nullable=False),
    Column("media_type", String(40), nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("text", String(200), nullable=False),
    UniqueConstraint("order_id", "sha256"),
)
