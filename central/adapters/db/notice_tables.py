"""Who is told what, over which channels, and what became of each message.

People are named, not numbered: a name is what alarms, work orders and the audit hold. `created_at`
and `due_at` are simulated UTC; `next_try_at` and the instants of tries are real UTC, since networks
fail in real time.
"""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from central.adapters.db.column_types import Instant
from central.adapters.db.tables import metadata, row_number

notification_preferences = Table(  # of those who set any
    "notification_preferences",
    metadata,
    Column("person", String(60), primary_key=True),
    Column("zone", String(60), nullable=False),
    Column("quiet_start", String(5), nullable=False),  # HH:MM on the person's clock; "" = none
    Column("quiet_end", String(5), nullable=False),
    Column("severity_min", Integer, nullable=False),
    Column("muted", JSON, nullable=False),  # central.core.notices.Kind
    Column("digest_at", String(5), nullable=False),
)

notification_channels = Table(
    "notification_channels",
    metadata,
    row_number(),
    Column("person", String(60), nullable=False, index=True),
    Column("kind", String(10), nullable=False),  # apprise, webhook, mqtt
    Column("address", String(2000), nullable=False),  # may hold secrets: never shown or logged
    Column("secret", String(100), nullable=False),  # what webhooks are signed with
    Column("shown", String(300), nullable=False),  # the address without its secrets
    Column("created_at", Instant, nullable=False),
    sqlite_autoincrement=True,  # a number that was given never comes again
)

notifications = Table(  # the outbox, and the delivery log
    "notifications",
    metadata,
    row_number(),
    Column("person", String(60), nullable=False),
    Column("channel_id", Integer, nullable=False),  # no foreign key: the log outlives channels
    Column("family", String(10), nullable=False),
    Column("is_critical", Boolean, nullable=False),
    Column("severity", Integer, nullable=False),
    Column("lines", JSON, nullable=False),  # central.core.notices.Line
    Column("count", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("state", String(10), nullable=False),  # waiting, sending, sent, failed
    Column("tries", Integer, nullable=False),
    Column("next_try_at", Instant),
    Column("sent_at", Instant),
    Index("ix_notifications_state", "state", "due_at"),
    Index("ix_notifications_channel", "channel_id", "id"),
    Index("ix_notifications_person", "person", "id"),
    sqlite_autoincrement=True,
)

notification_tries = Table(
    "notification_tries",
    metadata,
    row_number(),
    Column("notification_id", Integer, ForeignKey("notifications.id"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("outcome", String(10), nullable=False),  # sent, failed; begun = the process ended
    Column("reason", Text, nullable=False),
)
