"""Repository of load sharing."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Row, Select, and_, bindparam, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.rows import insert_or_ignore, insert_or_update, row_of
from central.adapters.db.sharing_tables import (
    accepted_limits,
    grid_areas,
    limit_signals,
    load_plans,
    load_shares,
)
from central.adapters.db.tables import charge_points, connectors, stations, transactions
from central.core.load_sharing.facts import AcceptedLimit, Plug, PlugKey, Share
from central.core.load_sharing.plans import LimitPlan, Place, PlaceKind, Signal
from central.core.load_sharing.profiles import ToldLimit
from central.services.sharing_store import Accepted, GridArea
from contract.ids import ChargePointId, ConnectorId, StationId
from contract.ocpp16 import ChargePointStatus

PLUGGED: Final = (
    ChargePointStatus.PREPARING.value,
    ChargePointStatus.CHARGING.value,
    ChargePointStatus.SUSPENDED_EV.value,
    ChargePointStatus.SUSPENDED_EVSE.value,
)
"""A connector in one of these draws power, or may at any instant."""
KEY: Final = ["charge_point_id", "connector_id"]
PLACE: Final = ["kind", "place_id"]


class SqlLoadSharing:
    """Implements `central.services.sharing_store.LoadSharingStore`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def areas(self) -> list[GridArea]:
        """All of them, by id."""
        rows = await self._connection.execute(select(grid_areas).order_by(grid_areas.c.id))
        return [GridArea(row.id, row.name, row.time_zone) for row in rows]

    async def put_area(self, area: GridArea) -> None:
        """Put down, or renew."""
        await self._connection.execute(
            insert_or_update(grid_areas, ["id"], ["name", "time_zone"]).values(
                id=area.id, name=area.name, time_zone=area.time_zone
            )
        )

    async def drop_area(self, area: str) -> None:
        """Forget it, its plan and its signal."""
        await self._connection.execute(delete(grid_areas).where(grid_areas.c.id == area))
        for table in (load_plans, limit_signals):
            await self._connection.execute(
                delete(table).where(table.c.kind == PlaceKind.AREA.value, table.c.place_id == area)
            )

    async def plans(self) -> dict[Place, LimitPlan]:
        """Of all places that have one."""
        rows = await self._connection.execute(select(load_plans))
        return {
            Place(PlaceKind(row.kind), row.place_id): msgspec.convert(row.plan, LimitPlan)
            for row in rows
        }

    async def put_plan(self, place: Place, plan: LimitPlan) -> None:
        """Put down, or renew."""
        await self._connection.execute(
            insert_or_update(load_plans, PLACE, ["plan"]).values(
                kind=place.kind.value, place_id=place.id, plan=msgspec.to_builtins(plan)
            )
        )

    async def drop_plan(self, place: Place) -> None:
        """Forget it."""
        column = load_plans.c
        await self._connection.execute(
            delete(load_plans).where(column.kind == place.kind.value, column.place_id == place.id)
        )

    async def signals(self) -> dict[Place, Signal]:
        """The newest of each place."""
        rows = await self._connection.execute(select(limit_signals))
        return {
            Place(PlaceKind(row.kind), row.place_id): Signal(
                row.limit_w, row.at, row.expires_at, row.source
            )
            for row in rows
        }

    async def is_place(self, place: Place) -> bool:
        """Whether there is such a station or area."""
        table = stations if place.kind is PlaceKind.STATION else grid_areas
        found = await self._connection.execute(select(table.c.id).where(table.c.id == place.id))
        return found.first() is not None

    async def save_signal(self, place: Place, signal: Signal) -> None:
        """Keep it, unless a newer one is known."""
        await self._connection.execute(
            delete(limit_signals).where(
                limit_signals.c.kind == place.kind.value,
                limit_signals.c.place_id == place.id,
                limit_signals.c.at <= signal.at,
            )
        )
        await self._connection.execute(
            insert_or_ignore(limit_signals).values(
                kind=place.kind.value, place_id=place.id, **row_of(signal)
            )
        )

    async def plugs(self, wanted: Collection[StationId]) -> dict[ChargePointId, list[Plug]]:
        """Connectors with a car at these stations, by charger."""
        found: dict[ChargePointId, list[Plug]] = defaultdict(list)
        if not wanted:
            return found
        column, session = connectors.c, transactions.c
        newest = (
            select(
                session.charge_point_id,
                session.connector_id,
                func.max(session.id).label("id"),
                func.max(session.started_at).label("started_at"),
            )
            .where(session.stopped_at.is_(None))
            .group_by(session.charge_point_id, session.connector_id)
            .subquery()
        )
        statement = (
            select(connectors, newest.c.id.label("session"), newest.c.started_at)
            .join(charge_points, charge_points.c.id == column.charge_point_id)
            .outerjoin(
                newest,
                and_(
                    newest.c.charge_point_id == column.charge_point_id,
                    newest.c.connector_id == column.connector_id,
                ),
            )
            .where(
                charge_points.c.station_id.in_(list(wanted)),
                column.connector_id > 0,
                or_(column.status.in_(PLUGGED), newest.c.id.is_not(None)),
            )
            .order_by(column.charge_point_id, column.connector_id)
        )
        for row in await self._connection.execute(statement):
            found[row.charge_point_id].append(_plug(row))
        return found

    async def accepted(
        self, at: Collection[StationId] | None = None
    ) -> dict[ChargePointId, Accepted]:
        """What chargers accepted of ours, and still may have; None = everywhere."""
        statement = select(accepted_limits)
        if at is not None:
            statement = statement.where(accepted_limits.c.charge_point_id.in_(_at(at)))
        found: dict[ChargePointId, Accepted] = {}
        for row in await self._connection.execute(statement):
            known = found.setdefault(row.charge_point_id, Accepted(None, None, {}))
            if row.value is None:
                found[row.charge_point_id] = Accepted(None, row.accepted_at, known.limits)
                continue
            limit = AcceptedLimit(
                value=row.value,
                unit=row.unit,
                phases=row.phases,
                accepted_at=row.accepted_at,
                until=row.until,
                transaction_id=row.transaction_id,
            )
            if row.connector_id == 0:
                found[row.charge_point_id] = Accepted(limit, None, known.limits)
            else:
                known.limits[row.connector_id] = limit
        return found

    async def has_default(self, charge_point: ChargePointId) -> bool:
        """Whether the charger accepted a safe default of ours, and still has it."""
        column = accepted_limits.c
        statement = select(column.value).where(
            column.charge_point_id == charge_point, column.connector_id == 0
        )
        return await self._connection.scalar(statement) is not None

    async def record_limit(
        self, charge_point: ChargePointId, connector: int, limit: ToldLimit, at: datetime
    ) -> None:
        """The charger took a limit."""
        await self._put_limit(
            charge_point_id=charge_point,
            connector_id=connector,
            value=limit.value,
            unit=limit.unit,
            phases=limit.phases,
            transaction_id=limit.transaction_id,
            until=limit.until,
            accepted_at=at,
        )

    async def record_refusal(self, charge_point: ChargePointId, at: datetime) -> None:
        """The charger takes no limits."""
        await self._put_limit(
            charge_point_id=charge_point,
            connector_id=0,
            value=None,
            unit="W",
            phases=0,
            transaction_id=None,
            until=None,
            accepted_at=at,
        )

    async def _put_limit(self, **values: object) -> None:
        renewed = [name for name in values if name not in KEY]
        statement = insert_or_update(accepted_limits, KEY, renewed)
        await self._connection.execute(statement.values(**values))

    async def forget_limits(self, charge_point: ChargePointId, connector: int | None) -> None:
        """It has them no more; None = those of all connectors."""
        column = accepted_limits.c
        statement = delete(accepted_limits).where(column.charge_point_id == charge_point)
        if connector is not None:
            statement = statement.where(column.connector_id == connector)
        await self._connection.execute(statement)

    async def shares(self, at: Collection[StationId] | None = None) -> list[Share]:
        """What was decided last; None = everywhere."""
        statement = select(load_shares.c.detail)
        if at is not None:
            statement = statement.where(load_shares.c.charge_point_id.in_(_at(at)))
        rows = (await self._connection.execute(statement)).scalars()
        return [msgspec.convert(detail, Share) for detail in rows]

    async def save_shares(self, shares: Sequence[Share], gone: Collection[PlugKey]) -> None:
        """Renew some, forget others."""
        if gone:
            column = load_shares.c
            await self._connection.execute(
                delete(load_shares).where(
                    column.charge_point_id == bindparam("key"),
                    column.connector_id == bindparam("number"),
                ),
                [{"key": key, "number": number} for key, number in sorted(gone)],
            )
        if shares:
            await self._connection.execute(
                insert_or_update(load_shares, KEY, ["detail"]),
                [
                    {
                        "charge_point_id": each.charge_point,
                        "connector_id": each.connector,
                        "detail": msgspec.to_builtins(each),
                    }
                    for each in shares
                ],
            )


def _at(places: Collection[StationId]) -> Select[tuple[str]]:
    return select(charge_points.c.id).where(charge_points.c.station_id.in_(list(places)))


def _plug(row: Row[Any]) -> Plug:
    """What was measured before the session began is another car's."""
    since = row.started_at or row.status_at
    plug = Plug(ConnectorId(row.connector_id), since, row.session)
    if row.metered_at is None or row.metered_at < since:
        return plug
    currents_a = (row.current_l1_a, row.current_l2_a, row.current_l3_a)
    is_measured = any(each is not None for each in currents_a)
    return replace(
        plug,
        power_w=row.power_w,
        currents_a=tuple(each or 0.0 for each in currents_a) if is_measured else (),
        metered_at=row.metered_at,
    )
