"""Tables of model bundles, and of what people found out about faults.

They belong to the same metadata as `central.adapters.db.tables`; instants are simulated UTC.
"""

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table, Text

from central.adapters.db.column_types import Instant
from central.adapters.db.tables import metadata

models = Table(
    "models",
    metadata,
    Column("id", String(60), primary_key=True),
    Column("feature_set", String(40), nullable=False),
    Column("digest", String(64), nullable=False),  # SHA-256 of the archive
    Column("size_bytes", Integer, nullable=False),
    Column("signer", String(80), nullable=False),
    Column("secret", String(64), nullable=False),  # edges' passwords for the archive come from it
    Column("manifest", JSON, nullable=False),
    Column("card", Text, nullable=False),  # Markdown
    Column("uploaded_at", Instant, nullable=False),
    Column("uploaded_by", String(60), nullable=False),
)

feedback = Table(  # causes that somebody saw with his own eyes: labels for the next training
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("charge_point_id", String(48), ForeignKey("charge_points.id"), nullable=False),
    Column("onset_at", Instant, nullable=False),
    Column("cause", String(40), nullable=False),  # of contract.observations.FAULT_MODES, or none
    Column("note", String(500), nullable=False, default=""),
    Column("actor", String(60), nullable=False),
    Column("created_at", Instant, nullable=False),
)
