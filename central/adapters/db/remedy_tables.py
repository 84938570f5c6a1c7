"""Tables of remedies and of their steps; in the metadata of `central.adapters.db.tables`."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table

from central.adapters.db.column_types import Instant
from central.adapters.db.tables import metadata, row_number

remedies = Table(  # one row a remedy: its whole state is here, so that a restart goes on with it
    "remedies",
    metadata,
    row_number(),
    Column(
        "charge_point_id", String(48), ForeignKey("charge_points.id"), nullable=False, index=True
    ),
    Column("playbook", String(40), nullable=False),
    Column("state", String(12), nullable=False, index=True),  # of central.core.remedy.RemedyState
    Column("opened_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("detail", JSON, nullable=False),  # the core's own state (central.core.remedy.Remedy)
    # what a person asked of it (act, actor, reason): written by the API only, read by control only
    Column("asked", JSON(none_as_null=True)),
)

remedy_attempts = Table(
    "remedy_attempts",
    metadata,
    row_number(),
    Column("remedy_id", ForeignKey("remedies.id"), nullable=False, index=True),
    Column("charge_point_id", String(48), ForeignKey("charge_points.id"), nullable=False),
    Column("connector_id", Integer, nullable=False),  # 0 = the whole charger
    Column("act", String(20), nullable=False),  # of central.core.playbooks.Act
    Column("at", Instant, nullable=False),
    Column("actor", String(60), nullable=False),  # control
    Column("reason", String(500), nullable=False),
    Column("command_id", String(36), nullable=False, unique=True),
    Column("outcome", String(10)),  # of the call; null = not known yet
    Column("effect", String(10)),  # cleared, seen, not_seen, refused; null = not known yet
    Column("ended_at", Instant),
    Index("ix_remedy_attempts_charge_point_at", "charge_point_id", "at"),
)
