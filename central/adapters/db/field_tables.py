"""Tables of what chargers are told to keep or do, and of the messages that passed.

They belong to the same metadata as `central.adapters.db.tables`; instants are simulated UTC.
"""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text

from central.adapters.db.column_types import Instant
from central.adapters.db.tables import metadata, row_number

reservations = Table(
    "reservations",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),  # the OCPP reservationId
    Column("charge_point_id", String(48), ForeignKey("charge_points.id"), nullable=False),
    Column("connector_id", Integer, nullable=False),  # 0 = any of the charge point
    Column("id_tag", String(20), nullable=False),
    Column("parent_id_tag", String(20)),
    Column("expires_at", Instant, nullable=False),
    Column("state", String(10), nullable=False),  # asked, active, refused, used, cancelled
    Column("answer", String(40), nullable=False, default=""),  # what the charger said
    Column("transaction_id", Integer, ForeignKey("transactions.id")),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index("ix_reservations_charge_point_state", "charge_point_id", "state"),
)

local_lists = Table(  # what each charger accepted as its local authorization list
    "local_lists",
    metadata,
    Column("charge_point_id", String(48), ForeignKey("charge_points.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("entries", JSON, nullable=False),  # idTagInfo by id tag, lower case
    Column("updated_at", Instant, nullable=False),
)

jobs = Table(  # what takes a charger minutes: firmware, diagnostics, logs
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),  # the OCPP requestId
    Column("charge_point_id", String(48), ForeignKey("charge_points.id"), nullable=False),
    Column("kind", String(16), nullable=False),  # one of central.core.jobs.JobKind
    Column("state", String(10), nullable=False),  # one of central.core.jobs.JobState
    Column("answer", String(200), nullable=False, default=""),
    Column("statuses", JSON, nullable=False, default=list),  # [[instant, status], ...]
    Column("token", String(36), unique=True),  # in the address of an upload
    Column("file_name", String(255)),
    Column("size_bytes", Integer),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index("ix_jobs_charge_point_kind", "charge_point_id", "kind"),
)

certificates = Table(  # client certificates that our authority signed for chargers
    "certificates",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column(
        "charge_point_id", String(48), ForeignKey("charge_points.id"), nullable=False, index=True
    ),
    Column("serial", String(40), nullable=False),  # hexadecimal
    Column("subject", String(200), nullable=False),
    Column("not_after", Instant, nullable=False),
    Column("pem", String(10_000), nullable=False),  # the chain, leaf first
    Column("state", String(10), nullable=False),  # issued, then the outcome of CertificateSigned
    Column("created_at", Instant, nullable=False),
)

security_events = Table(
    "security_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column(
        "charge_point_id", String(48), ForeignKey("charge_points.id"), nullable=False, index=True
    ),
    Column("type", String(50), nullable=False),
    Column("tech_info", String(255), nullable=False, default=""),
    Column("at", Instant, nullable=False),  # the charger's time
    Column("received_at", Instant, nullable=False),
)

ocpp_messages = Table(  # both directions, without secrets; no foreign key: it outlives chargers
    "ocpp_messages",
    metadata,
    row_number(),
    Column("charge_point_id", String(48), nullable=False),
    Column("at", Instant, nullable=False),
    Column("direction", String(3), nullable=False),  # in = from the charger, out = to it
    Column("kind", String(6), nullable=False),  # one of central.core.message_log.Kind
    Column("action", String(40), nullable=False),  # of an answer: that of its call, or empty
    Column("message_id", String(36), nullable=False),
    Column("payload", Text, nullable=False),  # JSON, cut where it is too long
    Column("size_bytes", Integer, nullable=False),
    # the answer, where it was written together with its call; else it has a row of its own
    Column("answered_at", Instant),
    Column("answer_kind", String(6)),  # result, error
    Column("answer", Text),
    Column("answer_bytes", Integer),
    Index("ix_ocpp_messages_charge_point", "charge_point_id", "id"),
)
