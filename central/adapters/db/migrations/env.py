"""Alembic's entry: runs the revisions on a connection that the caller opened.

Revisions name plain SQL types, so that they stay true when `tables` changes.
"""

from typing import Any, Literal

from alembic import context

from central.adapters.db import (
    alarm_tables,
    field_tables,
    model_tables,
    reliability_tables,
    remedy_tables,
    sharing_tables,
    tariff_tables,
    technician_tables,
    work_tables,
)
from central.adapters.db.column_types import Instant, Money

TABLES = (
    field_tables.reservations,
    model_tables.models,
    reliability_tables.outages,
    remedy_tables.remedies,
    sharing_tables.load_plans,
    tariff_tables.tariffs,
    technician_tables.technicians,
    alarm_tables.alarms,
    work_tables.work_orders,
)
"""One of each file: the metadata are whole when all files were read."""


def render_item(kind: str, item: Any, _autogen: object) -> str | Literal[False]:
    """Our own column types as what they are in SQL."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Money):
        return "sa.String(length=40)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TABLES[0].metadata,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
