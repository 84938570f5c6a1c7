"""Tables of alarms: what they are about, whom they concern, what happened to them.

They belong to the same metadata as `central.adapters.db.tables`; instants are simulated UTC.
`fault_reports` is written by the gateway and outlives alarms, for the history of a charger; what
happened before alarms were looked at is read from it, from the audit and from security events by
number, so that nothing is lost and nothing counted twice.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from central.adapters.db.column_types import Instant
from central.adapters.db.tables import metadata, row_number

fault_reports = Table(  # StatusNotifications with a fault or a warning; no foreign key
    "fault_reports",
    metadata,
    row_number(),
    Column("charge_point_id", String(48), nullable=False),
    Column("connector_id", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("error_code", String(40), nullable=False),
    Column("info", String(50), nullable=False, default=""),  # the charger's words: never believed
    Column("vendor_error_code", String(50), nullable=False, default=""),
    Column("status_at", Instant, nullable=False),  # the charger's time
    Column("received_at", Instant, nullable=False),  # ours
    # the same report sent again, for example after a lost link, is the same report
    UniqueConstraint("charge_point_id", "connector_id", "status_at", "error_code", "status"),
    sqlite_autoincrement=True,  # old rows are pruned; their numbers never come again
)

alarms = Table(
    "alarms",
    metadata,
    row_number(),
    Column("scope", String(10), nullable=False),  # central.core.alarms.Scope
    Column("place", String(64), nullable=False),  # a station's id, or a network's name
    Column("topic", String(20), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("is_whole_site", Boolean, nullable=False),
    Column("acked_by", String(60), nullable=False),
    Column("acked_until", Instant),
    Column("assignee", String(60), nullable=False),
    Column("mitigation", String(60), nullable=False),
    Column("work_order", String(60), nullable=False),
    Column("closed_at", Instant),
    Column("closed_by", String(60), nullable=False),
    Column("close_reason", String(500), nullable=False),
    Column("cause", String(40), nullable=False, default="", server_default=""),
    Column("confidence", Float, nullable=False, default=0.0, server_default=text("0")),
    Column("urgency", String(10), nullable=False, default="", server_default=""),
    Column("found_cause", String(40), nullable=False),
    Column("folded_into", Integer, nullable=False),  # id of the alarm that goes on; 0 = none
    # what follows from the core's value, to find rows by
    Column("state", String(12), nullable=False),
    Column("severity", Integer, nullable=False),
    Column("stage", Integer, nullable=False),
    Column("count", Integer, nullable=False),
    Column("last_at", Instant, nullable=False),
    Index("ix_alarms_closed_at", "closed_at"),
    Index(
        "uq_alarms_open",
        "scope",
        "place",
        "topic",
        unique=True,
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
    Index("ix_alarms_place", "place", "topic"),
)

alarm_members = Table(
    "alarm_members",
    metadata,
    Column("alarm_id", Integer, ForeignKey("alarms.id"), primary_key=True, autoincrement=False),
    Column("station_id", String(64), primary_key=True),
    Column("charge_point_id", String(48), primary_key=True),  # "" = the whole station
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("count", Integer, nullable=False),
    Column("stage", Integer, nullable=False),
    Column("severity", Integer, nullable=False),
    Column("text", String(300), nullable=False),
    Column("connectors", JSON, nullable=False),
    Column("clear_since", Instant),
    Index("ix_alarm_members_charge_point", "charge_point_id"),
)

alarm_entries = Table(  # the timeline; rows are added, never changed
    "alarm_entries",
    metadata,
    row_number(),
    Column("alarm_id", Integer, ForeignKey("alarms.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("text", String(500), nullable=False),
    Column("actor_kind", String(12), nullable=False),
    Column("actor", String(60), nullable=False),
    Index("ix_alarm_entries_alarm", "alarm_id", "id"),
)

diagnoses = Table(  # why an alarm is, by rule; renewed when it gets worse
    "diagnoses",
    metadata,
    Column("alarm_id", Integer, ForeignKey("alarms.id"), primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("charge_point_id", String(48), nullable=False),  # the charger it was found at
    Column("stage", Integer, nullable=False),  # of the alarm then
    Column("severity", Integer, nullable=False),
    Column("causes", JSON, nullable=False),  # central.core.causes.Ranked, the likeliest first
    Column("summary", Text, nullable=False),  # made by rule
    Column("facts", JSON, nullable=False),  # what a language model is given of it
    Column("facts_hash", String(64), nullable=False, index=True),
)

explanations = Table(  # what a language model made of facts; the same facts are asked for once
    "explanations",
    metadata,
    Column("facts_hash", String(64), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("model", String(60), nullable=False),
    Column("summary", Text, nullable=False),  # empty = its answer was refused
    Column("causes", JSON, nullable=False),  # names in its order
    Column("cites", JSON, nullable=False),  # signs that it names
    Column("refused", String(200), nullable=False),  # why
)
