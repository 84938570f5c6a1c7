"""Tables of load sharing: limits of places, what chargers accepted, what each session is given.

They belong to the same metadata as `central.adapters.db.tables`; instants are simulated UTC.
"""

from sqlalchemy import JSON, Column, Float, ForeignKey, Integer, String, Table

from central.adapters.db.column_types import Instant
from central.adapters.db.tables import metadata

grid_areas = Table(
    "grid_areas",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("time_zone", String(60), nullable=False),
)

load_plans = Table(
    "load_plans",
    metadata,
    Column("kind", String(10), primary_key=True),  # one of core.load_sharing.plans.PlaceKind
    Column("place_id", String(64), primary_key=True),
    Column("plan", JSON, nullable=False),  # core.load_sharing.plans.LimitPlan
)

limit_signals = Table(  # the newest of each place
    "limit_signals",
    metadata,
    Column("kind", String(10), primary_key=True),
    Column("place_id", String(64), primary_key=True),
    Column("limit_w", Float, nullable=False),
    Column("at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("source", String(60), nullable=False),
)

accepted_limits = Table(  # as far as the charger accepted them over OCPP
    "accepted_limits",
    metadata,
    Column("charge_point_id", String(48), ForeignKey("charge_points.id"), primary_key=True),
    Column("connector_id", Integer, primary_key=True),  # 0 = the safe default of each
    Column("value", Float),  # null = it refused
    Column("unit", String(1), nullable=False),
    Column("phases", Integer, nullable=False),
    Column("transaction_id", Integer),
    Column("until", Instant),
    Column("accepted_at", Instant, nullable=False),
)

load_shares = Table(
    "load_shares",
    metadata,
    Column("charge_point_id", String(48), ForeignKey("charge_points.id"), primary_key=True),
    Column("connector_id", Integer, primary_key=True),
    Column("detail", JSON, nullable=False),  # core.load_sharing.facts.Share, the core's whole state
)
