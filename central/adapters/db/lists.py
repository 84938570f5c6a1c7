"""Reads for the API's lists and details: by key, never by offset."""

from collections.abc import Collection
from dataclasses import fields
from typing import Final

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.tables import (
    charge_points,
    commands,
    connectors,
    meter_values,
    transactions,
)
from central.services.control_records import SessionRow
from central.services.list_records import (
    ConnectorPage,
    MeterValueRow,
    PlacedConnector,
    TaskPage,
)
from central.services.records import CommandRow
from contract.ids import ChargePointId

_COMMANDS: Final = select(*(commands.c[each.name] for each in fields(CommandRow)))
_CONNECTORS: Final = select(
    *(
        charge_points.c.station_id if each.name == "station_id" else connectors.c[each.name]
        for each in fields(PlacedConnector)
    )
).join(charge_points, charge_points.c.id == connectors.c.charge_point_id)
_SESSIONS: Final = select(*(transactions.c[each.name] for each in fields(SessionRow)))
_READINGS: Final = select(*(meter_values.c[each.name] for each in fields(MeterValueRow)))


class SqlLists:
    """Implements `central.services.list_records.Lists`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def connectors(self, page: ConnectorPage) -> list[PlacedConnector]:
        """By charger and number."""
        own = connectors.c
        statement = _CONNECTORS.order_by(own.charge_point_id, own.connector_id).limit(page.limit)
        if page.after is not None:
            charger, number = page.after
            is_later = and_(own.charge_point_id == charger, own.connector_id > number)
            statement = statement.where(or_(own.charge_point_id > charger, is_later))
        for name, value in page.filters.items():
            column = charge_points.c.station_id if name == "station_id" else own[name]
            statement = statement.where(column == value)
        rows = (await self._connection.execute(statement)).mappings()
        return [PlacedConnector(**row) for row in rows]

    async def tasks(self, page: TaskPage) -> list[CommandRow]:
        """Calls to chargers, newest first."""
        own = commands.c
        statement = _COMMANDS.order_by(own.created_at.desc(), own.id.desc()).limit(page.limit)
        if page.before is not None:
            at, key = page.before
            is_same = and_(own.created_at == at, own.id < key)
            statement = statement.where(or_(own.created_at < at, is_same))
        for name, value in page.filters.items():
            statement = statement.where(own[name] == value)
        rows = (await self._connection.execute(statement)).mappings()
        return [CommandRow(**row) for row in rows]

    async def answered(
        self, charge_point: ChargePointId, actions: Collection[str], limit: int
    ) -> list[CommandRow]:
        """The newest calls of these actions that a charger accepted, oldest first."""
        own = commands.c
        statement = (
            _COMMANDS.where(
                own.charge_point_id == charge_point,
                own.action.in_(list(actions)),
                own.state == "accepted",
            )
            .order_by(own.done_at.desc(), own.id.desc())
            .limit(limit)
        )
        rows = (await self._connection.execute(statement)).mappings()
        return [CommandRow(**row) for row in rows][::-1]

    async def session(self, session_id: int) -> SessionRow | None:
        """One session."""
        found = await self._connection.execute(_SESSIONS.where(transactions.c.id == session_id))
        row = found.mappings().first()
        return None if row is None else SessionRow(**row)

    async def meter_values(
        self, session_id: int, limit: int, before_id: int | None
    ) -> list[MeterValueRow]:
        """Readings of a session, newest first."""
        own = meter_values.c
        statement = _READINGS.where(own.transaction_id == session_id)
        if before_id is not None:
            statement = statement.where(own.id < before_id)
        statement = statement.order_by(own.id.desc()).limit(limit)
        rows = (await self._connection.execute(statement)).mappings()
        return [MeterValueRow(**row) for row in rows]

    async def ended_sessions(self, charge_point: ChargePointId, ids: Collection[int]) -> set[int]:
        """Which of these sessions of a charger are over."""
        own = transactions.c
        statement = select(own.id).where(
            own.charge_point_id == charge_point,
            own.id.in_(list(ids)),
            own.stopped_at.is_not(None),
        )
        return set((await self._connection.execute(statement)).scalars())
