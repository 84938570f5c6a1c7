"""A station's history in steps, for charts: one row a step, whatever the time span."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.functions import unix_s
from central.adapters.db.past import past_sums
from central.adapters.db.tables import accepted_prices, charge_points, scores, telemetry
from central.services.control_records import PastSums, TelemetryBucket
from contract.ids import StationId


class SqlHistory:
    """The part of `central.services.stores.Views` that reads telemetry, scores and prices."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._history = connection

    async def telemetry(
        self, station: StationId, start: datetime, end: datetime, bucket: timedelta
    ) -> list[TelemetryBucket]:
        """A station's history in steps, oldest first; steps without data are left out.

        Within a step each charger's mean is taken; over the chargers power is summed, temperature
        and risk are the highest, utilisation is the mean.
        """
        own = select(charge_points.c.id).where(charge_points.c.station_id == station)
        values: dict[int, dict[str, Any]] = {}
        await self._measured(own, start, end, bucket, values)
        await self._scored(own, start, end, bucket, values)
        step_s = bucket.total_seconds()
        return [
            TelemetryBucket(datetime.fromtimestamp(step * step_s, UTC), **values[step])
            for step in sorted(values)
        ]

    async def price_history(
        self, station: StationId, start: datetime, end: datetime
    ) -> list[tuple[datetime, Any]]:
        """Prices that its chargers accepted, and the one in force at the start; oldest first."""
        column = accepted_prices.c
        own = select(charge_points.c.id).where(charge_points.c.station_id == station)
        before = (
            select(column.price_per_kwh)
            .where(column.charge_point_id.in_(own), column.at <= start)
            .order_by(column.at.desc(), column.id.desc())
            .limit(1)
        )
        found: list[tuple[datetime, Any]] = []
        in_force = (await self._history.execute(before)).scalar()
        if in_force is not None:
            found.append((start, in_force))
        within = (
            select(column.at, column.price_per_kwh)
            .where(column.charge_point_id.in_(own), column.at > start, column.at < end)
            .order_by(column.at, column.id)
        )
        for at, price in await self._history.execute(within):
            if not found or found[-1][1] != price:
                found.append((at, price))
        return found

    async def past(self, since: datetime, until: datetime) -> dict[StationId, PastSums]:
        """Sums of [since, until) by station; stations where nothing was are left out."""
        return await past_sums(self._history, since, until)

    async def _measured(
        self,
        own: Any,
        start: datetime,
        end: datetime,
        bucket: timedelta,
        values: dict[int, dict[str, Any]],
    ) -> None:
        column = telemetry.c
        step = _step(column.at, bucket)
        each = (
            select(
                step.label("step"),
                func.avg(column.temperature_c).label("temperature_c"),
                func.avg(column.ambient_c).label("ambient_c"),
                func.avg(column.power_w).label("power_w"),
                func.avg(column.offered_w).label("offered_w"),
                func.avg(column.utilisation_ratio).label("utilisation"),
            )
            .where(column.charge_point_id.in_(own), column.at >= start, column.at < end)
            .group_by("step", column.charge_point_id)
            .subquery()
        )
        statement = select(
            each.c.step,
            func.max(each.c.temperature_c),
            func.max(each.c.ambient_c),
            func.sum(each.c.power_w),
            func.sum(each.c.offered_w),
            func.avg(each.c.utilisation),
        ).group_by(each.c.step)
        names = ("temperature_c", "ambient_c", "load_w", "offered_w", "utilisation")
        for number, *measured in await self._history.execute(statement):
            values[number] = dict(zip(names, measured, strict=True))

    async def _scored(
        self,
        own: Any,
        start: datetime,
        end: datetime,
        bucket: timedelta,
        values: dict[int, dict[str, Any]],
    ) -> None:
        column = scores.c
        step = _step(column.at, bucket)
        statement = (
            select(step.label("step"), func.max(column.risk_1h))
            .where(column.charge_point_id.in_(own), column.at >= start, column.at < end)
            .group_by("step")
        )
        for number, risk in await self._history.execute(statement):
            values.setdefault(number, {})["risk_1h"] = risk


def _step(at: Any, bucket: timedelta) -> Any:
    """Number of the step that an instant lies in, counted from 1970."""
    return unix_s(at) // max(int(bucket.total_seconds()), 1)
