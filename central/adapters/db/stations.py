"""Repository of stations."""

from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.rows import insert_or_update, row_of
from central.adapters.db.tables import stations
from central.services.records import Station

_COLUMNS = [each.name for each in fields(Station)]


class SqlStations:
    """Implements `central.services.ports.Stations`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def upsert(self, records: Sequence[Station]) -> None:
        """Put down or renew; `under_maintenance` stays."""
        if not records:
            return
        rows = [{**row_of(each), "amenities": list(each.amenities)} for each in records]
        await self._connection.execute(
            insert_or_update(stations, ["id"], [name for name in _COLUMNS if name != "id"]), rows
        )

    async def set_maintenance(self, station: str, under_maintenance: bool) -> None:  # noqa: FBT001 (column name)
        """Take a station out, or back."""
        await self._connection.execute(
            update(stations)
            .where(stations.c.id == station)
            .values(under_maintenance=under_maintenance)
        )

    async def in_maintenance(self, station: str) -> bool:
        """Whether a person took it out."""
        statement = select(stations.c.under_maintenance).where(stations.c.id == station)
        return bool((await self._connection.execute(statement)).scalar())

    async def get(self, station: str) -> Station | None:
        """One of them."""
        statement = select(*(stations.c[name] for name in _COLUMNS)).where(stations.c.id == station)
        row = (await self._connection.execute(statement)).mappings().first()
        return None if row is None else _station(row)

    async def all(self) -> list[Station]:
        """All of them, by id."""
        statement = select(*(stations.c[name] for name in _COLUMNS)).order_by(stations.c.id)
        return [_station(row) for row in (await self._connection.execute(statement)).mappings()]


def _station(row: RowMapping) -> Station:
    return Station(**{**row, "amenities": tuple(row["amenities"])})
