"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""On SQLite only INTEGER is the row's own number; it has 64 bits there."""
TABLES = (
    "audit",
    "edges",
    "id_tags",
    "outbox",
    "settings",
    "stations",
    "users",
    "charge_points",
    "heals",
    "sessions",
    "accepted_prices",
    "commands",
    "connectors",
    "meter_values",
    "orphans",
    "price_overrides",
    "scores",
    "telemetry",
    "transactions",
)
"""In the order of their foreign keys."""


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "audit",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=12), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("object_type", sa.String(length=20), nullable=False),
        sa.Column("object_id", sa.String(length=64), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("request_id", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_table(
        "edges",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("birth", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("model", sa.String(length=60), nullable=False),
        sa.Column("chargers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_edges"),
    )
    op.create_table(
        "id_tags",
        sa.Column("id_tag", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id_tag", name="pk_id_tags"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("origin", sa.String(length=12), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_at", "outbox", ["at"])
    op.create_table(
        "settings",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_settings"),
    )
    op.create_table(
        "stations",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("network", sa.String(length=60), nullable=False),
        sa.Column("operator", sa.String(length=60), nullable=False),
        sa.Column("city", sa.String(length=60), nullable=False),
        sa.Column("city_name", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("latitude_deg", sa.Float(), nullable=True),
        sa.Column("longitude_deg", sa.Float(), nullable=True),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("location_type", sa.String(length=40), nullable=False),
        sa.Column("charger_type", sa.String(length=40), nullable=False),
        sa.Column("grid_limit_w", sa.Float(), nullable=True),
        sa.Column("base_price_per_kwh", sa.String(length=40), nullable=False),
        sa.Column("energy_cost_per_kwh", sa.String(length=40), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amenities", sa.JSON(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.Column("under_maintenance", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stations"),
    )
    op.create_table(
        "users",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("name", name="uq_users_name"),
    )
    op.create_table(
        "charge_points",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("registration", sa.String(length=10), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("vendor", sa.String(length=40), nullable=False),
        sa.Column("model", sa.String(length=40), nullable=False),
        sa.Column("serial_number", sa.String(length=40), nullable=False),
        sa.Column("firmware_version", sa.String(length=60), nullable=False),
        sa.Column("rated_power_w", sa.Float(), nullable=True),
        sa.Column("connector_power_w", sa.Float(), nullable=True),
        sa.Column("current_type", sa.String(length=2), nullable=False),
        sa.Column("connector_types", sa.JSON(), nullable=False),
        sa.Column("connected", sa.Boolean(), nullable=False),
        sa.Column("connected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disconnected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("booted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edge_id", sa.String(length=64), nullable=True),
        sa.Column("telemetry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("temperature_c", sa.Float(), nullable=True),
        sa.Column("ambient_c", sa.Float(), nullable=True),
        sa.Column("power_w", sa.Float(), nullable=True),
        sa.Column("offered_w", sa.Float(), nullable=True),
        sa.Column("utilisation_ratio", sa.Float(), nullable=True),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("risk_1h", sa.Float(), nullable=True),
        sa.Column("risk_level", sa.String(length=10), nullable=True),
        sa.Column("risk_cause", sa.String(length=40), nullable=True),
        sa.Column("load_sensitive", sa.Boolean(), nullable=False),
        sa.Column("price_per_kwh", sa.String(length=40), nullable=True),
        sa.Column("price_text", sa.String(length=200), nullable=True),
        sa.Column("price_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("can_show_price", sa.Boolean(), nullable=True),
        sa.Column("power_limit_w", sa.Float(), nullable=True),
        sa.Column("power_limit_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("power_limit_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name="fk_charge_points_station_id_stations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_charge_points"),
    )
    op.create_index("ix_charge_points_station_id", "charge_points", ["station_id"])
    op.create_table(
        "heals",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("target_station_id", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(length=200), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name="fk_heals_station_id_stations"
        ),
        sa.ForeignKeyConstraint(
            ["target_station_id"], ["stations.id"], name="fk_heals_target_station_id_stations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_heals"),
    )
    op.create_index("ix_heals_station_id", "heals", ["station_id"])
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_sessions_user_id_users"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"])
    op.create_table(
        "accepted_prices",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("price_per_kwh", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name="fk_accepted_prices_charge_point_id_charge_points",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_accepted_prices"),
    )
    op.create_index(
        "ix_accepted_prices_charge_point_at", "accepted_prices", ["charge_point_id", "at"]
    )
    op.create_table(
        "commands",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("actor_kind", sa.String(length=12), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name="fk_commands_charge_point_id_charge_points",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_commands"),
    )
    op.create_index("ix_commands_charge_point_id", "commands", ["charge_point_id"])
    op.create_table(
        "connectors",
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("connector_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("error_code", sa.String(length=40), nullable=False),
        sa.Column("info", sa.String(length=50), nullable=False),
        sa.Column("vendor_error_code", sa.String(length=50), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("power_w", sa.Float(), nullable=True),
        sa.Column("energy_wh", sa.Float(), nullable=True),
        sa.Column("soc_pct", sa.Float(), nullable=True),
        sa.Column("metered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name="fk_connectors_charge_point_id_charge_points",
        ),
        sa.PrimaryKeyConstraint("charge_point_id", "connector_id", name="pk_connectors"),
    )
    op.create_table(
        "meter_values",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("connector_id", sa.Integer(), nullable=False),
        sa.Column("transaction_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sampled", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name="fk_meter_values_charge_point_id_charge_points",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_meter_values"),
    )
    op.create_index("ix_meter_values_charge_point_at", "meter_values", ["charge_point_id", "at"])
    op.create_index("ix_meter_values_transaction_id", "meter_values", ["transaction_id"])
    op.create_table(
        "orphans",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name="fk_orphans_charge_point_id_charge_points",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_orphans"),
    )
    op.create_index("ix_orphans_charge_point_id", "orphans", ["charge_point_id"])
    op.create_table(
        "price_overrides",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("heal_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("factor", sa.String(length=40), nullable=False),
        sa.Column("base_per_kwh", sa.String(length=40), nullable=False),
        sa.Column("price_per_kwh", sa.String(length=40), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("start_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("paired_station_id", sa.String(length=64), nullable=True),
        sa.Column("actor_kind", sa.String(length=12), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["heal_id"], ["heals.id"], name="fk_price_overrides_heal_id_heals"),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name="fk_price_overrides_station_id_stations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_price_overrides"),
    )
    op.create_index("ix_price_overrides_heal_id", "price_overrides", ["heal_id"])
    op.create_index("ix_price_overrides_station_id", "price_overrides", ["station_id"])
    op.create_table(
        "scores",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("model", sa.String(length=60), nullable=False),
        sa.Column("risk_1h", sa.Float(), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=True),
        sa.Column("load_sensitive", sa.Boolean(), nullable=False),
        sa.Column("contributions", sa.JSON(), nullable=False),
        sa.Column("stale_inputs", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name="fk_scores_charge_point_id_charge_points",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_scores"),
        sa.UniqueConstraint("charge_point_id", "at", name="uq_scores_charge_point_id"),
    )
    op.create_table(
        "telemetry",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("temperature_c", sa.Float(), nullable=True),
        sa.Column("ambient_c", sa.Float(), nullable=True),
        sa.Column("power_w", sa.Float(), nullable=True),
        sa.Column("offered_w", sa.Float(), nullable=True),
        sa.Column("current_a", sa.Float(), nullable=True),
        sa.Column("voltage_v", sa.Float(), nullable=True),
        sa.Column("utilisation_ratio", sa.Float(), nullable=True),
        sa.Column("features", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name="fk_telemetry_charge_point_id_charge_points",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_telemetry"),
        sa.UniqueConstraint("charge_point_id", "at", name="uq_telemetry_charge_point_id"),
    )
    op.create_table(
        "transactions",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("charge_point_id", sa.String(length=48), nullable=False),
        sa.Column("connector_id", sa.Integer(), nullable=False),
        sa.Column("id_tag", sa.String(length=20), nullable=False),
        sa.Column("meter_start_wh", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("price_per_kwh", sa.String(length=40), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("meter_stop_wh", sa.BigInteger(), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stop_reason", sa.String(length=20), nullable=True),
        sa.Column("last_meter_wh", sa.BigInteger(), nullable=True),
        sa.Column("cost", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["charge_point_id"],
            ["charge_points.id"],
            name="fk_transactions_charge_point_id_charge_points",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_transactions"),
        sa.UniqueConstraint(
            "charge_point_id",
            "connector_id",
            "id_tag",
            "started_at",
            "meter_start_wh",
            name="uq_transactions_charge_point_id",
        ),
    )
    op.create_index("ix_transactions_open", "transactions", ["charge_point_id", "stopped_at"])


def downgrade() -> None:
    """Go back to nothing."""
    for table in reversed(TABLES):
        op.drop_table(table)
