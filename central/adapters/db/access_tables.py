"""Tables of programs' ways in, and of answers that are kept for a repeated request.

They belong to the same metadata as `central.adapters.db.tables`; instants are simulated UTC.
"""

from sqlalchemy import Column, Integer, String, Table, Text

from central.adapters.db.column_types import Instant
from central.adapters.db.tables import metadata, row_number

api_keys = Table(
    "api_keys",
    metadata,
    row_number(),
    Column("name", String(40), nullable=False, unique=True),
    Column("role", String(12), nullable=False),  # as of users
    Column("token_hash", String(64), nullable=False, unique=True),  # SHA-256 of random bytes
    Column("hint", String(12), nullable=False),  # how the token begins
    Column("created_by", String(60), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("last_used_at", Instant),
    Column("revoked_at", Instant),
)

kept_answers = Table(  # by who asked and the Idempotency-Key
    "kept_answers",
    metadata,
    Column("owner", String(60), primary_key=True),
    Column("key", String(128), primary_key=True),
    Column("fingerprint", String(64), nullable=False),  # SHA-256 of the request
    Column("created_at", Instant, nullable=False, index=True),
    Column("status", Integer),  # null = under way
    Column("content_type", String(60)),
    Column("body", Text),  # without secrets
)
