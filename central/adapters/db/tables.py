"""All tables of central, in one place: what is kept, by whom it is written, what makes it unique.

Instants are simulated UTC. Money is exact (`Money` keeps a decimal string). A row that a person or
the control loop caused has its reason beside it. `outbox` is the numbered stream behind SSE:
its primary key is the cursor.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
)

from central.adapters.db.column_types import Instant, Money

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def row_number() -> Column[int]:
    """The number that the database gives a row."""
    # On SQLite only INTEGER is the row's own number; it has 64 bits there.
    wide = BigInteger().with_variant(Integer, "sqlite")
    return Column("id", wide, primary_key=True, autoincrement=True)


def _charge_point(*, index: bool = False) -> Column[Any]:
    return Column(
        "charge_point_id", String(48), ForeignKey("charge_points.id"), nullable=False, index=index
    )


def _station(*, index: bool = False) -> Column[Any]:
    return Column("station_id", String(64), ForeignKey("stations.id"), nullable=False, index=index)


# --- the network -----------------------------------------------------------------------------

stations = Table(
    "stations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("network", String(60), nullable=False, default=""),
    Column("operator", String(60), nullable=False, default=""),
    Column("city", String(60), nullable=False, default=""),
    Column("city_name", String(60), nullable=False, default=""),
    Column("state", String(40), nullable=False, default=""),
    Column("latitude_deg", Float),
    Column("longitude_deg", Float),
    Column("time_zone", String(60), nullable=False, default="UTC"),
    Column("location_type", String(40), nullable=False, default=""),
    Column("charger_type", String(40), nullable=False, default=""),
    Column("grid_limit_w", Float),
    Column("base_price_per_kwh", Money, nullable=False),
    Column("energy_cost_per_kwh", Money, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("amenities", JSON, nullable=False, default=list),
    Column("simulated", Boolean, nullable=False, default=False),
    Column("under_maintenance", Boolean, nullable=False, default=False),
)

charge_points = Table(
    "charge_points",
    metadata,
    Column("id", String(48), primary_key=True),
    _station(index=True),
    Column("registration", String(10), nullable=False),  # pending, accepted, rejected
    Column("password_hash", String(200)),  # of HTTP Basic; null = none needed
    Column("pending_password_hash", String(200)),  # counts from its first use on
    Column(
        "security_profile", Integer, nullable=False, default=0, server_default=text("0")
    ),  # least
    Column("vendor", String(40), nullable=False, default=""),
    Column("model", String(40), nullable=False, default=""),
    Column("serial_number", String(40), nullable=False, default=""),
    Column("firmware_version", String(60), nullable=False, default=""),
    Column("rated_power_w", Float),
    Column("connector_power_w", Float),
    Column("current_type", String(2), nullable=False, default=""),
    Column("connector_types", JSON, nullable=False, default=list),
    Column("connected", Boolean, nullable=False, default=False),
    Column("connected_at", Instant),
    Column("disconnected_at", Instant),
    Column("last_seen_at", Instant),
    Column("booted_at", Instant),
    # last known surroundings and risk: written by ingest from MQTT, newest wins
    Column("edge_id", String(64)),
    Column("telemetry_at", Instant),
    Column("temperature_c", Float),
    Column("ambient_c", Float),
    Column("power_w", Float),
    Column("offered_w", Float),
    Column("utilisation_ratio", Float),
    Column("scored_at", Instant),
    Column("risk_1h", Float),
    Column("risk_level", String(10)),
    Column("risk_cause", String(40)),
    Column("load_sensitive", Boolean, nullable=False, default=False),
    Column("temperature_forecast", JSON),  # of the newest score; null or [] where there is none
    # price and power in force, as far as the charger accepted them over OCPP
    Column("price_per_kwh", Money),
    Column("price_text", String(200)),
    Column("price_accepted_at", Instant),
    Column("can_show_price", Boolean),  # null = not yet known
    Column("display", JSON),  # its keys for prices: central.core.displays.display_to_json
    Column("display_read_at", Instant),
    Column("power_limit_w", Float),  # null = none set
    Column("power_limit_until", Instant),
    Column("power_limit_accepted_at", Instant),
    Column("power_limit_by", String(24)),  # purpose of its profiles; null = one for all
)

connectors = Table(
    "connectors",
    metadata,
    Column("charge_point_id", String(48), ForeignKey("charge_points.id"), primary_key=True),
    Column("connector_id", Integer, primary_key=True),
    Column("status", String(20), nullable=False),
    Column("error_code", String(40), nullable=False, default="NoError"),
    Column("info", String(50), nullable=False, default=""),
    Column("vendor_error_code", String(50), nullable=False, default=""),
    Column("status_at", Instant, nullable=False),  # the charger's time
    Column("received_at", Instant, nullable=False),  # ours
    Column("power_w", Float),
    Column("energy_wh", Float),
    Column("soc_pct", Float),
    Column("metered_at", Instant),
    Column("first_seen_at", Instant),  # null = before this was kept
)

# --- sessions --------------------------------------------------------------------------------

transactions = Table(
    "transactions",
    metadata,
    row_number(),  # the OCPP transactionId: positive, below 2 000 000 000, from this sequence only
    _charge_point(),
    Column("connector_id", Integer, nullable=False),
    Column("id_tag", String(20), nullable=False),  # as sent; compared without case
    Column("meter_start_wh", BigInteger, nullable=False),
    Column("started_at", Instant, nullable=False),  # the charger's time
    Column("received_at", Instant, nullable=False),
    Column("price_per_kwh", Money, nullable=False),  # locked: lowest shown before the start
    Column("currency", String(3), nullable=False),
    Column("meter_stop_wh", BigInteger),
    Column("stopped_at", Instant),
    Column("stop_reason", String(20)),  # OCPP reason, or "inferred" when the stop never came
    Column("last_meter_wh", BigInteger),
    Column("cost", Money),
    Column("problem", String(200)),  # why its readings are held for review
    Column("reviewed_at", Instant),  # a person decided its energy: no late stop changes it
    Column("started_offline", Boolean, nullable=False, default=False, server_default=false()),
    Column("terms", JSON),  # locked: central.core.tariffs.terms_to_json
    Column("lines", JSON),  # of its receipt: central.core.receipts.line_to_json
    # content key: a repeated StartTransaction gets the same id, whatever its message id
    UniqueConstraint("charge_point_id", "connector_id", "id_tag", "started_at", "meter_start_wh"),
    Index("ix_transactions_open", "charge_point_id", "stopped_at"),
    Index("ix_transactions_by_start", "started_at"),
    Index("ix_transactions_started_at", "charge_point_id", "connector_id", "started_at"),
)

orphans = Table(  # messages that name a transaction we do not know: kept, never refused
    "orphans",
    metadata,
    row_number(),
    _charge_point(index=True),
    Column("action", String(40), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("may_match", Boolean, nullable=False, default=False, server_default=false()),
    Column("matched_id", Integer, ForeignKey("transactions.id")),  # given to this session
)

meter_values = Table(
    "meter_values",
    metadata,
    row_number(),
    _charge_point(),
    Column("connector_id", Integer, nullable=False),
    Column("transaction_id", BigInteger),
    Column("at", Instant, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("sampled", JSON, nullable=False),  # the sampledValue list as it came
    Index("ix_meter_values_charge_point_at", "charge_point_id", "at"),
    Index("ix_meter_values_transaction_id", "transaction_id"),
)

meter_quarters = Table(  # what is left of raw readings: central.core.rollups
    "meter_quarters",
    metadata,
    Column("charge_point_id", String(48), ForeignKey("charge_points.id"), primary_key=True),
    Column("connector_id", Integer, primary_key=True, autoincrement=False),
    Column("start_at", Instant, primary_key=True),
    Column("samples", Integer, nullable=False),
    Column("register_low_wh", BigInteger),
    Column("register_high_wh", BigInteger),
    Column("power_sum_w", Float, nullable=False),
    Column("power_samples", Integer, nullable=False),
    Column("power_max_w", Float),
    Column("temperature_max_c", Float),
)

id_tags = Table(
    "id_tags",
    metadata,
    Column("id_tag", String(20), primary_key=True),  # lower case
    Column("status", String(20), nullable=False),  # Accepted, Blocked, Expired, Invalid
    Column("expires_at", Instant),
    Column("parent_id_tag", String(20)),
)

violations = Table(  # what chargers do against the standard, for each firmware that did it
    "violations",
    metadata,
    Column("charge_point_id", String(48), ForeignKey("charge_points.id"), primary_key=True),
    Column("firmware_version", String(60), primary_key=True),
    Column("kind", String(120), primary_key=True),  # of central.services.violations
    Column("count", Integer, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("example", String(300), nullable=False),  # the newest, shortened
)

# --- from the edge ---------------------------------------------------------------------------

telemetry = Table(
    "telemetry",
    metadata,
    row_number(),
    _charge_point(),
    Column("at", Instant, nullable=False),
    Column("temperature_c", Float),
    Column("ambient_c", Float),
    Column("power_w", Float),
    Column("offered_w", Float),
    Column("current_a", Float),
    Column("voltage_v", Float),
    Column("utilisation_ratio", Float),
    Column("features", JSON, nullable=False),
    UniqueConstraint("charge_point_id", "at"),
)

scores = Table(
    "scores",
    metadata,
    row_number(),
    _charge_point(),
    Column("at", Instant, nullable=False),
    Column("model", String(60), nullable=False),
    Column("risk_1h", Float, nullable=False),
    Column("level", String(10), nullable=False),
    Column("cause", String(40)),
    Column("load_sensitive", Boolean, nullable=False),
    Column("contributions", JSON, nullable=False),
    Column("stale_inputs", JSON, nullable=False),
    UniqueConstraint("charge_point_id", "at"),
)

edges = Table(
    "edges",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("online", Boolean, nullable=False),
    Column("birth", BigInteger, nullable=False),
    Column("at", Instant),
    Column("version", String(40), nullable=False, default=""),
    Column("model", String(60), nullable=False, default=""),
    Column("chargers", Integer, nullable=False, default=0),
    Column("delivery", JSON(none_as_null=True)),  # how far it is with the model that it is offered
)

# --- what the control loop and people do -----------------------------------------------------

commands = Table(
    "commands",
    metadata,
    Column("id", String(36), primary_key=True),
    _charge_point(index=True),
    Column("action", String(40), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("actor_kind", String(12), nullable=False),  # human, autopilot, system
    Column("actor", String(60), nullable=False),
    Column("reason", String(500), nullable=False),
    Column("state", String(10), nullable=False),  # queued, then of messages.OUTCOMES, or late
    Column("answer", JSON),
    Column("created_at", Instant, nullable=False, index=True),
    Column("done_at", Instant),
)

heals = Table(  # one row a heal: its whole state is here, so that a restart goes on with it
    "heals",
    metadata,
    row_number(),
    _station(index=True),
    Column("target_station_id", String(64), ForeignKey("stations.id")),
    Column("state", String(12), nullable=False),  # proposed, active, releasing, ended
    Column("opened_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("end_reason", String(200)),
    Column("detail", JSON, nullable=False),  # the core's own state (central.core.heal)
    # what a person asked of it (act, actor, reason): written by the API only, read by control only
    Column("asked", JSON),
    Column("reasons", JSON, nullable=False),
)

price_overrides = Table(
    "price_overrides",
    metadata,
    row_number(),
    _station(index=True),
    Column("heal_id", Integer, ForeignKey("heals.id"), index=True),
    Column("kind", String(10), nullable=False),  # surge, discount
    Column("factor", Money, nullable=False),
    Column("base_per_kwh", Money, nullable=False),
    Column("price_per_kwh", Money, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("start_at", Instant, nullable=False),
    Column("until_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("state", String(10), nullable=False),  # proposed, active, ended
    Column("paired_station_id", String(64)),
    Column("actor_kind", String(12), nullable=False),
    Column("actor", String(60), nullable=False),
    Column("reasons", JSON, nullable=False),
)

accepted_prices = Table(  # history of what each charger accepted and therefore showed
    "accepted_prices",
    metadata,
    row_number(),
    _charge_point(),
    Column("at", Instant, nullable=False),
    Column("price_per_kwh", Money, nullable=False),
    Column("per_hour", Money),
    Column("flat", Money),
    Column("text", String(200), nullable=False),
    Index("ix_accepted_prices_charge_point_at", "charge_point_id", "at"),
)

audit = Table(
    "audit",
    metadata,
    row_number(),
    Column("at", Instant, nullable=False, index=True),
    Column("actor_kind", String(12), nullable=False),  # human, autopilot, model, simulator, system
    Column("actor", String(60), nullable=False),
    Column("act", String(60), nullable=False),
    Column("object_type", String(20), nullable=False),
    Column("object_id", String(64), nullable=False),
    Column("before", JSON),
    Column("after", JSON),
    Column("reason", String(500), nullable=False, default=""),
    Column("request_id", String(40), nullable=False, default=""),
)

outbox = Table(
    "outbox",
    metadata,
    row_number(),
    Column("at", Instant, nullable=False, index=True),
    Column("topic", String(80), nullable=False),
    Column("type", String(40), nullable=False),
    Column("origin", String(12), nullable=False),
    Column("data", JSON, nullable=False),
    sqlite_autoincrement=True,
)

# --- people and settings ---------------------------------------------------------------------

users = Table(
    "users",
    metadata,
    row_number(),
    Column("name", String(60), nullable=False, unique=True),
    Column("password_hash", String(200), nullable=False),
    Column("role", String(12), nullable=False),  # viewer, operator, admin, technician
    Column("created_at", Instant, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False, index=True),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("value", JSON, nullable=False),
)
