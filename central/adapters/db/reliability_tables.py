"""Tables of outages, exclusions and failed starts; in the metadata of `central.adapters.db.tables`.

They are kept for 400 days: uptime looks twelve months back.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from central.adapters.db.column_types import Instant
from central.adapters.db.tables import metadata, row_number

outages = Table(  # spans in which ports were not up: written by the gateway and by people's acts
    "outages",
    metadata,
    row_number(),
    Column("charge_point_id", String(48), ForeignKey("charge_points.id"), nullable=False),
    Column("connector_id", Integer, nullable=False),  # 0 = all of the charger's
    Column("kind", String(16), nullable=False),  # of central.core.uptime.OutageKind
    Column("error_code", String(40), nullable=False, default=""),
    Column("start_at", Instant, nullable=False),
    Column("end_at", Instant, index=True),  # null = it lasts
    Index("ix_outages_charge_point_end_at", "charge_point_id", "end_at"),
)

uptime_exclusions = Table(  # what a person excluded, with evidence; never deleted
    "uptime_exclusions",
    metadata,
    row_number(),
    Column(
        "charge_point_id", String(48), ForeignKey("charge_points.id"), nullable=False, index=True
    ),
    Column("connector_id", Integer, nullable=False),  # 0 = all of the charger's
    Column("cause", String(16), nullable=False),  # of central.core.uptime.ExclusionCause
    Column("start_at", Instant, nullable=False),
    Column("end_at", Instant, nullable=False),
    Column("evidence", String(500), nullable=False),
    Column("actor", String(60), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    Column("withdrawn_by", String(60)),
)

failed_starts = Table(  # what never became a session
    "failed_starts",
    metadata,
    row_number(),
    Column("charge_point_id", String(48), ForeignKey("charge_points.id"), nullable=False),
    Column("connector_id", Integer, nullable=False),  # 0 = not known
    Column("id_tag", String(20)),  # lower case; null = none was shown
    Column("at", Instant, nullable=False),
    Column("ended_at", Instant, nullable=False, index=True),
    Column("reason", String(24), nullable=False),  # of central.core.first_attempts.Failure
    Column("detail", String(40), nullable=False, default=""),
    Index("ix_failed_starts_charge_point_at", "charge_point_id", "at"),
)
