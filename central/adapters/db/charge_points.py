"""Repository of charge points and their connectors."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import (
    Select,
    Update,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.prepared import Prepared
from central.adapters.db.reliability_tables import outages
from central.adapters.db.rows import insert_or_ignore, insert_or_update, row_of
from central.adapters.db.tables import accepted_prices, charge_points, connectors, stations
from central.core.price_locks import ShownPrice
from central.core.uptime import OutageKind
from central.services.records import (
    AcceptedPrice,
    BootFacts,
    ChargePoint,
    ConnectorMeter,
    ConnectorStatus,
    LinkState,
    NewChargePoint,
    Surroundings,
)
from contract.ids import ChargePointId

EDGE_SILENT: Final = timedelta(seconds=60)
"""After this long without telemetry the charger's own readings stand in for it."""

_FLEET_COLUMNS: Final = (
    "station_id",
    "vendor",
    "model",
    "rated_power_w",
    "connector_power_w",
    "current_type",
    "connector_types",
)
_NEW = insert(charge_points)
_RENEW: Final = _NEW.on_conflict_do_update(
    index_elements=["id"],
    set_={
        **{name: _NEW.excluded[name] for name in _FLEET_COLUMNS},
        "registration": case(
            (charge_points.c.registration == "rejected", "rejected"),
            else_=_NEW.excluded.registration,
        ),
    },
)
_STATUS_COLUMNS: Final = [each.name for each in fields(ConnectorStatus)]


def _get() -> Select[Any]:
    point, place = charge_points.c, stations.c
    columns = {**place, **point}
    statement = select(*(columns[each.name] for each in fields(ChargePoint)))
    return statement.join(stations, place.id == point.station_id).where(
        point.id == bindparam("key")
    )


def _shown() -> Select[Any]:
    column = accepted_prices.c
    is_own = column.charge_point_id == bindparam("key")
    last = select(func.max(column.at)).where(is_own, column.at <= bindparam("since"))
    is_in_force = or_(column.at > bindparam("since"), column.at == last.scalar_subquery())
    return (
        select(column.at, column.price_per_kwh, column.per_hour, column.flat)
        .where(is_own, is_in_force)
        .order_by(column.at, column.id)
    )


def _boot() -> Update:
    accepted_at = bindparam("accepted_at", type_=charge_points.c.booted_at.type)
    return (
        update(charge_points)
        .where(charge_points.c.id == bindparam("key"))
        .values(
            booted_at=func.coalesce(accepted_at, charge_points.c.booted_at),
            **{each.name: bindparam(f"new_{each.name}") for each in fields(BootFacts)},
        )
    )


def _metered() -> Update:
    column = connectors.c
    return (
        update(connectors)
        .where(
            column.charge_point_id == bindparam("key"),
            column.connector_id == bindparam("number"),
        )
        .values(
            power_w=func.coalesce(bindparam("power"), column.power_w),
            energy_wh=func.coalesce(bindparam("energy"), column.energy_wh),
            soc_pct=func.coalesce(bindparam("soc"), column.soc_pct),
            metered_at=bindparam("at"),
        )
    )


def _link(*, connected: bool, column: str) -> Update:
    statement = update(charge_points).where(charge_points.c.id == bindparam("key"))
    return statement.values({"connected": connected, column: bindparam("at")})


_GET: Final = Prepared(_get(), ["key"])
_SHOWN: Final = Prepared(_shown(), ["key", "since"])
_STATUSES: Final = Prepared(
    select(*(connectors.c[name] for name in _STATUS_COLUMNS)).where(
        connectors.c.charge_point_id == bindparam("key")
    ),
    ["key"],
)
_BOOT: Final = Prepared(
    _boot(), ["key", "accepted_at", *(f"new_{each.name}" for each in fields(BootFacts))]
)
_CAME: Final = Prepared(_link(connected=True, column="connected_at"), ["key", "at"])
_WENT: Final = Prepared(_link(connected=False, column="disconnected_at"), ["key", "at"])
_SEEN: Final = Prepared(
    update(charge_points)
    .where(charge_points.c.id == bindparam("key"))
    .values(last_seen_at=bindparam("at")),
    ["key", "at"],
)
_SAVE_STATUS: Final = Prepared(
    insert_or_update(connectors, ["charge_point_id", "connector_id"], _STATUS_COLUMNS[2:]),
    [*_STATUS_COLUMNS, "first_seen_at"],
)
_VALUES_OF_STATUS: Final = attrgetter(*_STATUS_COLUMNS)
_SAVE_METER: Final = Prepared(_metered(), ["key", "number", "power", "energy", "soc", "at"])
_VALUES_OF_METER: Final = attrgetter(*(each.name for each in fields(ConnectorMeter)))


class SqlChargePoints:
    """Implements `central.services.ports.ChargePoints`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, charge_point: ChargePointId) -> ChargePoint | None:
        """One charger with its station's price."""
        row = await _GET.first(self._connection, charge_point)
        return None if row is None else ChargePoint(*row)

    async def ids(self) -> set[str]:
        """All identities."""
        return set((await self._connection.execute(select(charge_points.c.id))).scalars())

    async def upsert(self, records: Sequence[NewChargePoint]) -> None:
        """Put down or renew what a fleet file says; a rejected one stays rejected."""
        if not records:
            return
        await self._connection.execute(_RENEW, [_new_row(each) for each in records])

    async def add(self, record: NewChargePoint) -> None:
        """Put down one that is not there yet; an existing one stays as it is."""
        await self._connection.execute(insert_or_ignore(charge_points), [_new_row(record)])

    async def put_down(self, charge_point: ChargePointId) -> NewChargePoint | None:
        """A charger as it was put down, with its registration."""
        columns = (charge_points.c[each.name] for each in fields(NewChargePoint))
        statement = select(*columns).where(charge_points.c.id == charge_point)
        row = (await self._connection.execute(statement)).mappings().first()
        if row is None:
            return None
        return NewChargePoint(**{**row, "connector_types": tuple(row["connector_types"])})

    async def record_boot(
        self, charge_point: ChargePointId, facts: BootFacts, accepted_at: datetime | None
    ) -> None:
        """Keep what the charger told about itself; None = its Boot was not accepted."""
        await _BOOT.run(self._connection, charge_point, accepted_at, *row_of(facts).values())

    async def set_registration(self, charge_point: ChargePointId, registration: str) -> bool:
        """pending, accepted or rejected; False where there is no such charger."""
        return await self._set(charge_point, registration=registration)

    async def set_password_hash(
        self, charge_point: ChargePointId, password_hash: str | None
    ) -> bool:
        """Argon2 hash for HTTP Basic, None = none needed; False where there is no such charger."""
        return await self._set(charge_point, password_hash=password_hash)

    async def mark_all_disconnected(self, at: datetime) -> None:
        """At start: no socket survived."""
        lost = charge_points.c.connected.is_(True)
        known = {"connector_id": 0, "kind": OutageKind.OUT_OF_CONTACT.value, "error_code": ""}
        gone = select(
            charge_points.c.id,
            *(literal(value).label(name) for name, value in known.items()),
            literal(at, outages.c.start_at.type).label("start_at"),
        ).where(lost)
        names = ["charge_point_id", *known, "start_at"]
        await self._connection.execute(outages.insert().from_select(names, gone))
        await self._connection.execute(
            update(charge_points).where(lost).values(connected=False, disconnected_at=at)
        )

    async def save_links(self, links: Sequence[LinkState]) -> None:
        """Sockets that came or went, newest last."""
        for connected, statement in ((True, _CAME), (False, _WENT)):
            rows = [
                (each.charge_point_id, each.at) for each in links if each.connected is connected
            ]
            await statement.run_each(self._connection, rows)

    async def save_seen(self, seen_at: Mapping[ChargePointId, datetime]) -> None:
        """When each charger was last heard of."""
        await _SEEN.run_each(self._connection, list(seen_at.items()))

    async def save_statuses(self, statuses: Sequence[ConnectorStatus]) -> None:
        """Put down connectors' states."""
        rows = [(*_VALUES_OF_STATUS(each), each.received_at) for each in statuses]
        await _SAVE_STATUS.run_each(self._connection, rows)

    async def save_meters(self, meters: Sequence[ConnectorMeter]) -> None:
        """Readings of connectors that are known."""
        rows = [_VALUES_OF_METER(each) for each in meters]
        await _SAVE_METER.run_each(self._connection, rows)

    async def save_surroundings(self, surroundings: Sequence[Surroundings]) -> None:
        """A charger's own readings, where its edge told nothing for a minute."""
        if not surroundings:
            return
        column = charge_points.c
        await self._connection.execute(
            update(charge_points)
            .where(
                column.id == bindparam("key"),
                or_(column.telemetry_at.is_(None), column.telemetry_at < bindparam("silent_since")),
            )
            .values(
                telemetry_at=bindparam("at"),
                temperature_c=func.coalesce(bindparam("temperature"), column.temperature_c),
                ambient_c=func.coalesce(bindparam("ambient"), column.ambient_c),
                power_w=func.coalesce(bindparam("power"), column.power_w),
            ),
            [
                {
                    "key": each.charge_point_id,
                    "at": each.at,
                    "silent_since": each.at - EDGE_SILENT,
                    "temperature": each.temperature_c,
                    "ambient": each.ambient_c,
                    "power": each.power_w,
                }
                for each in surroundings
            ],
        )

    async def last_heard_of(self, charge_point: ChargePointId) -> datetime | None:
        """When a frame of the charger came last, or its socket went."""
        column = charge_points.c
        statement = select(func.coalesce(column.last_seen_at, column.disconnected_at))
        found: datetime | None = (
            await self._connection.execute(statement.where(column.id == charge_point))
        ).scalar()
        return found

    async def connector_statuses(self, charge_point: ChargePointId) -> list[ConnectorStatus]:
        """Last known states of one charger's connectors."""
        rows = await _STATUSES.rows(self._connection, charge_point)
        return [ConnectorStatus(*row) for row in rows]

    async def record_price(
        self,
        charge_point: ChargePointId,
        per_kwh: Decimal,
        text: str,
        at: datetime,
        *,
        per_hour: Decimal | None = None,
        flat: Decimal | None = None,
    ) -> None:
        """The charger accepted this price: it can show prices, and shows this one from now on."""
        await self._set(
            charge_point,
            price_per_kwh=per_kwh,
            price_text=text,
            price_accepted_at=at,
            can_show_price=True,
        )
        await self._connection.execute(
            accepted_prices.insert().values(
                charge_point_id=charge_point,
                at=at,
                price_per_kwh=per_kwh,
                per_hour=per_hour,
                flat=flat,
                text=text,
            )
        )

    async def record_no_display(self, charge_point: ChargePointId) -> None:
        """The charger refused to show a price."""
        await self._set(charge_point, can_show_price=False)

    async def record_display(
        self, charge_point: ChargePointId, display: dict[str, Any], read_at: datetime | None
    ) -> None:
        """What its display can do (`central.core.displays`); `read_at` None = a key changed."""
        read = {} if read_at is None else {"display_read_at": read_at}
        await self._set(charge_point, display=display, **read)

    async def record_power_limit(
        self,
        charge_point: ChargePointId,
        limit_w: float | None,
        until: datetime | None,
        at: datetime,
        by: str | None = None,
    ) -> None:
        """The charger accepted a power limit, carried by profiles of a purpose; None = none."""
        await self._set(
            charge_point,
            power_limit_w=limit_w,
            power_limit_until=until,
            power_limit_accepted_at=at,
            power_limit_by=by,
        )

    async def price_page(
        self, charge_point: ChargePointId, limit: int, before_id: int | None
    ) -> list[AcceptedPrice]:
        """Accepted prices, newest first."""
        column = accepted_prices.c
        statement = select(*(column[each.name] for each in fields(AcceptedPrice)))
        statement = statement.where(column.charge_point_id == charge_point)
        if before_id is not None:
            statement = statement.where(column.id < before_id)
        rows = await self._connection.execute(statement.order_by(column.id.desc()).limit(limit))
        return [AcceptedPrice(*row) for row in rows]

    async def prune_prices(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` accepted prices that were replaced before an instant."""
        column, newer = accepted_prices.c, accepted_prices.alias()
        replaced = exists().where(
            newer.c.charge_point_id == column.charge_point_id,
            newer.c.at > column.at,
            newer.c.at <= before,
        )
        old = select(column.id).where(column.at < before, replaced).limit(limit)
        statement = delete(accepted_prices).where(column.id.in_(old))
        return (await self._connection.execute(statement)).rowcount

    async def shown_prices(self, charge_point: ChargePointId, since: datetime) -> list[ShownPrice]:
        """Prices accepted after `since`, and the one in force then; oldest first."""
        rows = await _SHOWN.rows(self._connection, charge_point, since)
        return [ShownPrice(*row) for row in rows]

    async def _set(self, charge_point: ChargePointId, **values: object) -> bool:
        result = await self._connection.execute(
            update(charge_points).where(charge_points.c.id == charge_point).values(**values)
        )
        return result.rowcount > 0


def _new_row(record: NewChargePoint) -> dict[str, object]:
    return {**row_of(record), "connector_types": list(record.connector_types)}
