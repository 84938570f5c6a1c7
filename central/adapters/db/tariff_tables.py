"""Tables of tariffs, and of what sessions did between their two ends.

They belong to the same metadata as `central.adapters.db.tables`; instants are simulated UTC. Rows
are added, never changed: the terms of any past instant can be found.
"""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table

from central.adapters.db.column_types import Instant
from central.adapters.db.tables import metadata

tariffs = Table(
    "tariffs",
    metadata,
    Column("id", String(60), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("created_at", Instant, nullable=False),
)

tariff_versions = Table(
    "tariff_versions",
    metadata,
    Column("tariff_id", String(60), ForeignKey("tariffs.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),  # from 1
    Column("from_at", Instant, nullable=False),
    Column("content", JSON, nullable=False),  # central.core.tariffs.tariff_to_json
    Column("created_at", Instant, nullable=False),
    Column("created_by", String(60), nullable=False),
)

tariff_assignments = Table(
    "tariff_assignments",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("scope", String(12), nullable=False),  # one of central.core.tariff_book.Scope
    Column("object_id", String(64), nullable=False),  # empty for the default
    Column("tariff_id", String(60), ForeignKey("tariffs.id")),  # null = none of its own any more
    Column("from_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", String(60), nullable=False),
    Index("ix_tariff_assignments_scope_object", "scope", "object_id"),
)

session_marks = Table(  # when a session began and ceased to stand idle
    "session_marks",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("transaction_id", Integer, ForeignKey("transactions.id"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("state", String(10), nullable=False),  # one of central.core.idling.SessionState
)
