"""What happened at stations within a span of time, added up."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.column_types import Instant
from central.adapters.db.functions import unix_s
from central.adapters.db.tables import charge_points, heals, price_overrides, transactions
from central.services.control_records import PastSums
from contract.ids import StationId


async def past_sums(
    connection: AsyncConnection, since: datetime, until: datetime
) -> dict[StationId, PastSums]:
    """Sums of [since, until) by station; stations where nothing was are left out.

    A session counts, with all its energy and money, where it began; the time that it took a
    connector counts as far as it lies within the span.
    """
    found: dict[StationId, dict[str, Any]] = defaultdict(dict)
    for station, sessions, energy_wh in await connection.execute(_begun(since, until)):
        found[station] |= {"sessions": sessions, "energy_wh": int(energy_wh or 0)}
    for station, currency, cost, count in await connection.execute(_paid(since, until)):
        if cost is not None:
            revenue = found[station].setdefault("revenue", {})
            revenue[currency] = revenue.get(currency, Decimal(0)) + cost * count
    for station, used_s in await connection.execute(_used(since, until)):
        found[station]["used_s"] = float(used_s)
    for station, count in await connection.execute(_opened(since, until)):
        found[station]["heals"] = count
    for station, count in await connection.execute(_surged(since, until)):
        found[station]["surges"] = count
    return {station: PastSums(**values) for station, values in found.items()}


def _begun(since: datetime, until: datetime) -> Any:
    column = transactions.c
    energy_wh = func.coalesce(column.last_meter_wh, column.meter_start_wh) - column.meter_start_wh
    return (
        select(charge_points.c.station_id, func.count(), func.sum(energy_wh))
        .join(charge_points, charge_points.c.id == column.charge_point_id)
        .where(column.started_at >= since, column.started_at < until)
        .group_by(charge_points.c.station_id)
    )


def _paid(since: datetime, until: datetime) -> Any:
    """Equal costs together: money is text in the database, and is added up exactly here."""
    column = transactions.c
    station = charge_points.c.station_id
    return (
        select(station, column.currency, column.cost, func.count())
        .join(charge_points, charge_points.c.id == column.charge_point_id)
        .where(column.started_at >= since, column.started_at < until)
        .group_by(station, column.currency, column.cost)
    )


def _used(since: datetime, until: datetime) -> Any:
    column = transactions.c
    ends: ColumnElement[Any] = case(
        (or_(column.stopped_at.is_(None), column.stopped_at > until), literal(until, Instant())),
        else_=column.stopped_at,
    )
    begins: ColumnElement[Any] = case(
        (column.started_at < since, literal(since, Instant())), else_=column.started_at
    )
    return (
        select(charge_points.c.station_id, func.sum(unix_s(ends) - unix_s(begins)))
        .join(charge_points, charge_points.c.id == column.charge_point_id)
        .where(
            and_(
                column.started_at < until,
                or_(column.stopped_at.is_(None), column.stopped_at > since),
            )
        )
        .group_by(charge_points.c.station_id)
    )


def _opened(since: datetime, until: datetime) -> Any:
    return (
        select(heals.c.station_id, func.count())
        .where(heals.c.opened_at >= since, heals.c.opened_at < until)
        .group_by(heals.c.station_id)
    )


def _surged(since: datetime, until: datetime) -> Any:
    column = price_overrides.c
    return (
        select(column.station_id, func.count())
        .where(column.start_at >= since, column.start_at < until, column.kind == "surge")
        .group_by(column.station_id)
    )
