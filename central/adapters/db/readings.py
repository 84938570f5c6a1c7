"""Repository of old readings: raw ones become quarters of an hour, and are forgotten."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.rows import insert_or_update, row_of
from central.adapters.db.tables import meter_quarters, meter_values
from central.core.rollups import Quarter, merged, quarter_of
from contract.ids import ChargePointId

_KEY: Final = ("charge_point_id", "connector_id", "start_at")
_COLUMNS: Final = [meter_quarters.c[each.name] for each in fields(Quarter)]
_PUT: Final = insert_or_update(
    meter_quarters, _KEY, [each.name for each in fields(Quarter) if each.name not in _KEY]
)


class SqlReadings:
    """Implements `central.services.readings_store.Readings`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def roll_up(self, before: datetime, limit: int) -> int:
        """Turn at most `limit` raw readings from before an instant into quarters."""
        column = meter_values.c
        oldest = select(column.id).order_by(column.id).limit(limit).subquery()
        rows = await self._connection.execute(
            select(
                column.id, column.charge_point_id, column.connector_id, column.at, column.sampled
            ).where(column.id.in_(select(oldest.c.id)), column.at < before)
        )
        found = rows.all()
        if not found:
            return 0
        await self._add([quarter_of(*row[1:]) for row in found])
        ids = [row.id for row in found]
        await self._connection.execute(delete(meter_values).where(column.id.in_(ids)))
        return len(ids)

    async def quarters(
        self, charge_point: ChargePointId, start: datetime, end: datetime, limit: int
    ) -> list[Quarter]:
        """Quarters of a charger that begin in [start, end), oldest first."""
        column = meter_quarters.c
        statement = (
            select(*_COLUMNS)
            .where(
                column.charge_point_id == charge_point,
                column.start_at >= start,
                column.start_at < end,
            )
            .order_by(column.start_at, column.connector_id)
            .limit(limit)
        )
        return [Quarter(*row) for row in await self._connection.execute(statement)]

    async def raw(
        self, charge_point: ChargePointId, start: datetime, end: datetime
    ) -> list[Quarter]:
        """The same of readings that are still kept raw."""
        column = meter_values.c
        statement = select(
            column.charge_point_id, column.connector_id, column.at, column.sampled
        ).where(column.charge_point_id == charge_point, column.at >= start, column.at < end)
        rows = await self._connection.execute(statement)
        return merged(quarter_of(*row) for row in rows)

    async def _add(self, quarters: Sequence[Quarter]) -> None:
        """Merge with what is there: one writer at a time, so nobody changes it meanwhile."""
        fresh = merged(quarters)
        column = meter_quarters.c
        keys = tuple_(column.charge_point_id, column.connector_id, column.start_at)
        known = await self._connection.execute(
            select(*_COLUMNS).where(keys.in_([each.key for each in fresh]))
        )
        whole = merged([*(Quarter(*row) for row in known), *fresh])
        await self._connection.execute(_PUT, [row_of(each) for each in whole])
