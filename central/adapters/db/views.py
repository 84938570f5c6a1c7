"""Reads across tables: the network for the loop and the lists, chargers and sessions for pages."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, String, and_, case, cast, func, not_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.functions import unix_s
from central.adapters.db.history import SqlHistory
from central.adapters.db.tables import (
    charge_points,
    connectors,
    edges,
    scores,
    stations,
    telemetry,
    transactions,
)
from central.core.desired import Accepted
from central.core.displays import display_from_json
from central.core.facts import ChargerFacts, ConnectorFacts, ScoreFact, StationFacts
from central.core.power_profiles import Rung
from central.services.control_records import (
    ChargerRow,
    ConnectorRow,
    Counts,
    NetworkRows,
    Page,
    SessionRow,
    StationInfo,
)
from contract.ids import ChargePointId, ConnectorId, StationId

ACCEPTED: Final = "accepted"
EXPLAINED_FOR: Final = timedelta(minutes=10)
"""How long reasons stand for the newest score; an edge tells them with some scores only."""
_PAGE_COLUMNS: Final = (
    "id",
    "station_id",
    "vendor",
    "model",
    "firmware_version",
    "connected",
    "last_seen_at",
    "registration",
    "temperature_c",
    "power_w",
    "power_limit_w",
    "price_per_kwh",
    "scored_at",
    "risk_1h",
    "risk_level",
    "risk_cause",
    "temperature_forecast",
)
_SESSION_COLUMNS: Final = (
    "id",
    "charge_point_id",
    "connector_id",
    "id_tag",
    "started_at",
    "stopped_at",
    "stop_reason",
    "meter_start_wh",
    "last_meter_wh",
    "price_per_kwh",
    "currency",
    "cost",
    "problem",
    "started_offline",
)


class SqlViews(SqlHistory):
    """Implements `central.services.stores.Views`."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection)
        self._connection = connection

    async def network(self) -> NetworkRows:
        """All stations with their accepted chargers and last known state."""
        plugs = await self._connectors()
        chargers: dict[StationId, list[ChargerFacts]] = defaultdict(list)
        accepted: dict[ChargePointId, Accepted] = {}
        seen_at: dict[StationId, datetime] = {}
        statement = select(charge_points).where(charge_points.c.registration == ACCEPTED)
        for row in await self._connection.execute(statement.order_by(charge_points.c.id)):
            chargers[row.station_id].append(_charger_facts(row, plugs.get(row.id, ())))
            accepted[row.id] = _accepted(row)
            if row.last_seen_at is not None:
                seen_at[row.station_id] = max(
                    seen_at.get(row.station_id, row.last_seen_at), row.last_seen_at
                )
        for key in await self._with_unlimited_sessions(accepted):
            accepted[key] = replace(accepted[key], misses_session=True)
        facts: dict[StationId, StationFacts] = {}
        info: dict[StationId, StationInfo] = {}
        for row in await self._connection.execute(select(stations).order_by(stations.c.id)):
            facts[row.id] = _station_facts(row, tuple(chargers.get(row.id, ())))
            info[row.id] = _station_info(row, seen_at.get(row.id))
        return NetworkRows(facts, info, accepted)

    async def _with_unlimited_sessions(
        self, accepted: Mapping[ChargePointId, Accepted]
    ) -> list[ChargePointId]:
        """Chargers limited session by session, where one began since."""
        since = {
            key: each.power_limit_accepted_at
            for key, each in accepted.items()
            if each.power_limit_by == Rung.SESSIONS and each.power_limit_w is not None
        }
        if not since:
            return []
        column = transactions.c
        statement = (
            select(column.charge_point_id, func.max(column.received_at))
            .where(column.charge_point_id.in_(list(since)), column.stopped_at.is_(None))
            .group_by(column.charge_point_id)
        )
        newest = await self._connection.execute(statement)
        return [key for key, at in newest if at > (since[key] or at)]

    async def session_means_min(self, since: datetime) -> dict[StationId, float]:
        """Mean length in minutes of the sessions that ended after `since`, by station."""
        column = transactions.c
        length_min = (unix_s(column.stopped_at) - unix_s(column.started_at)) / 60.0
        statement = (
            select(charge_points.c.station_id, func.avg(length_min))
            .join(charge_points, charge_points.c.id == column.charge_point_id)
            .where(column.stopped_at > since, column.stopped_at > column.started_at)
            .group_by(charge_points.c.station_id)
        )
        rows = await self._connection.execute(statement)
        return {StationId(station): float(mean) for station, mean in rows}

    async def session_starts(self, since: datetime) -> dict[StationId, int]:
        """How many sessions began after `since`, by station; none is left out."""
        statement = (
            select(charge_points.c.station_id, func.count())
            .join(charge_points, charge_points.c.id == transactions.c.charge_point_id)
            .where(transactions.c.started_at > since)
            .group_by(charge_points.c.station_id)
        )
        rows = await self._connection.execute(statement)
        return {StationId(station): count for station, count in rows}

    async def recent_scores(
        self, wanted: Collection[ChargePointId], since: datetime, count: int
    ) -> dict[ChargePointId, tuple[ScoreFact, ...]]:
        """The newest `count` scores of each, newest first."""
        found: dict[ChargePointId, tuple[ScoreFact, ...]] = {}
        if not wanted:
            return found
        column = scores.c
        statement = (
            select(
                column.charge_point_id,
                column.at,
                column.risk_1h,
                column.level,
                column.load_sensitive,
                column.cause,
            )
            .where(column.charge_point_id.in_(list(wanted)), column.at > since)
            .order_by(column.charge_point_id, column.at.desc())
        )
        for charge_point, *rest in await self._connection.execute(statement):
            if len(found.get(charge_point, ())) < count:
                found[charge_point] = (*found.get(charge_point, ()), ScoreFact(*rest))
        return found

    async def mean_loads(
        self, wanted: Collection[ChargePointId], since: datetime
    ) -> dict[ChargePointId, float]:
        """Mean power in W since an instant."""
        return await self._powers(func.avg(telemetry.c.power_w), wanted, since)

    async def least_powers(
        self, wanted: Collection[ChargePointId], since: datetime
    ) -> dict[ChargePointId, float]:
        """Lowest measured power in W since an instant."""
        return await self._powers(func.min(telemetry.c.power_w), wanted, since)

    async def _powers(
        self, figure: ColumnElement[Any], wanted: Collection[ChargePointId], since: datetime
    ) -> dict[ChargePointId, float]:
        if not wanted:
            return {}
        column = telemetry.c
        statement = (
            select(column.charge_point_id, figure)
            .where(
                column.charge_point_id.in_(list(wanted)),
                column.at > since,
                column.power_w.is_not(None),
            )
            .group_by(column.charge_point_id)
        )
        rows = await self._connection.execute(statement)
        return {ChargePointId(charge_point): float(power_w) for charge_point, power_w in rows}

    async def counts(self) -> Counts:
        """For the health page."""
        column = charge_points.c
        is_known = column.registration == ACCEPTED
        statement = select(
            func.count(case((is_known, 1))),
            func.count(case((is_known & column.connected.is_(True), 1))),
            func.count(case((is_known & column.scored_at.is_not(None), 1))),
            func.count(case((column.registration == "pending", 1))),
        )
        row = (await self._connection.execute(statement)).one()
        online = select(func.count()).select_from(edges).where(edges.c.online.is_(True))
        return Counts(*row, (await self._connection.execute(online)).scalar_one())

    async def charger(self, charge_point: ChargePointId) -> ChargerRow | None:
        """One charger with its connectors and last score."""
        statement = _charger_rows().where(charge_points.c.id == charge_point)
        rows = await self._detailed(await self._connection.execute(statement))
        return rows[0] if rows else None

    async def chargers_of(self, station: StationId) -> list[ChargerRow]:
        """Chargers of a station with their connectors and last scores."""
        statement = _charger_rows().where(charge_points.c.station_id == station)
        rows = await self._connection.execute(statement.order_by(charge_points.c.id))
        return await self._detailed(rows)

    async def charger_page(
        self, limit: int, after: str | None, registration: str | None
    ) -> list[ChargerRow]:
        """Chargers by id, without connectors."""
        statement = select(*(charge_points.c[name] for name in _PAGE_COLUMNS))
        if after is not None:
            statement = statement.where(charge_points.c.id > after)
        if registration is not None:
            statement = statement.where(charge_points.c.registration == registration)
        rows = await self._connection.execute(statement.order_by(charge_points.c.id).limit(limit))
        return [ChargerRow(*row) for row in rows]

    async def session_page(self, page: Page) -> list[SessionRow]:
        """Newest first; filters `charge_point`, `station_id` and `held` (true or false)."""
        column = transactions.c
        statement = select(*(column[name] for name in _SESSION_COLUMNS))
        if page.before_id is not None:
            statement = statement.where(column.id < page.before_id)
        if "charge_point" in page.filters:
            statement = statement.where(column.charge_point_id == page.filters["charge_point"])
        if "station_id" in page.filters:
            own = select(charge_points.c.id).where(
                charge_points.c.station_id == page.filters["station_id"]
            )
            statement = statement.where(column.charge_point_id.in_(own))
        if "held" in page.filters:
            is_held = and_(column.stopped_at.is_not(None), column.cost.is_(None))
            statement = statement.where(
                is_held if page.filters["held"] == "true" else not_(is_held)
            )
        rows = await self._connection.execute(
            statement.order_by(column.id.desc()).limit(page.limit)
        )
        return [SessionRow(*row) for row in rows]

    async def _connectors(self) -> dict[str, tuple[ConnectorFacts, ...]]:
        column = connectors.c
        statement = (
            select(
                column.charge_point_id,
                column.connector_id,
                column.status,
                column.error_code,
                column.received_at,
            )
            .where(column.connector_id > 0)
            .order_by(column.charge_point_id, column.connector_id)
        )
        found: dict[str, list[ConnectorFacts]] = defaultdict(list)
        for charge_point, number, *rest in await self._connection.execute(statement):
            found[charge_point].append(ConnectorFacts(ConnectorId(number), *rest))
        return {key: tuple(each) for key, each in found.items()}

    async def _detailed(self, rows: Iterable[Row[Any]]) -> list[ChargerRow]:
        found = list(rows)
        keys = [row.id for row in found]
        plugs = await self._connector_rows({row.id: row.connector_types for row in found})
        last = await self._newest_scores(keys)
        times = [row.at for row in last.values()]
        explained = await self._newest_scores(keys, min(times) - EXPLAINED_FOR) if times else {}
        return [
            ChargerRow(
                **{name: getattr(row, name) for name in _PAGE_COLUMNS},
                connectors=plugs.get(row.id, ()),
                contributions=_reasons(last.get(row.id), explained.get(row.id)),
                stale_inputs=tuple(last[row.id].stale_inputs) if row.id in last else (),
            )
            for row in found
        ]

    async def _newest_scores(
        self, keys: list[str], explained_since: datetime | None = None
    ) -> dict[str, Any]:
        """Newest score of each charger; with an instant, the newest since then with its reasons."""
        column = scores.c
        wanted: list[ColumnElement[bool]] = [column.charge_point_id.in_(keys)]
        if explained_since is not None:
            wanted += [column.at >= explained_since, cast(column.contributions, String) != "[]"]
        newest = (
            select(column.charge_point_id, func.max(column.at).label("at"))
            .where(*wanted)
            .group_by(column.charge_point_id)
            .subquery()
        )
        found = select(
            column.charge_point_id, column.at, column.contributions, column.stale_inputs
        ).join(
            newest,
            (newest.c.charge_point_id == column.charge_point_id) & (newest.c.at == column.at),
        )
        return {row.charge_point_id: row for row in await self._connection.execute(found)}

    async def _connector_rows(
        self, types: dict[str, list[str]]
    ) -> dict[str, tuple[ConnectorRow, ...]]:
        column = connectors.c
        statement = (
            select(connectors)
            .where(column.charge_point_id.in_(list(types)), column.connector_id > 0)
            .order_by(column.connector_id)
        )
        found: dict[str, tuple[ConnectorRow, ...]] = defaultdict(tuple)
        for row in await self._connection.execute(statement):
            plugs = types[row.charge_point_id]
            number = row.connector_id
            found[row.charge_point_id] += (
                ConnectorRow(
                    id=number,
                    type=plugs[number - 1] if number <= len(plugs) else "",
                    status=row.status,
                    error_code=row.error_code,
                    power_w=row.power_w,
                    soc_pct=row.soc_pct,
                    since=row.status_at,
                ),
            )
        return found


def _charger_rows() -> Select[Any]:
    return select(
        *(charge_points.c[name] for name in _PAGE_COLUMNS), charge_points.c.connector_types
    )


def _charger_facts(row: Row[Any], plugs: tuple[ConnectorFacts, ...]) -> ChargerFacts:
    latest: tuple[ScoreFact, ...] = ()
    if row.scored_at is not None and row.risk_1h is not None:
        latest = (
            ScoreFact(
                row.scored_at,
                row.risk_1h,
                row.risk_level or "low",
                row.load_sensitive,
                row.risk_cause,
            ),
        )
    return ChargerFacts(
        id=row.id,
        connected=row.connected,
        disconnected_at=row.disconnected_at,
        rated_power_w=row.rated_power_w,
        connector_power_w=row.connector_power_w,
        current_type=row.current_type,
        connector_types=tuple(row.connector_types),
        connectors=plugs,
        telemetry_at=row.telemetry_at,
        temperature_c=row.temperature_c,
        ambient_c=row.ambient_c,
        power_w=row.power_w,
        scores=latest,
        can_show_price=row.can_show_price,
        booted_at=row.booted_at,
    )


def _accepted(row: Row[Any]) -> Accepted:
    return Accepted(
        registration=row.registration,
        connected=row.connected,
        booted_at=row.booted_at,
        can_show_price=row.can_show_price,
        price_per_kwh=row.price_per_kwh,
        price_text=row.price_text,
        price_accepted_at=row.price_accepted_at,
        power_limit_w=row.power_limit_w,
        power_limit_until=row.power_limit_until,
        power_limit_accepted_at=row.power_limit_accepted_at,
        power_limit_by=row.power_limit_by,
        display=display_from_json(row.display),
        display_read_at=row.display_read_at,
    )


def _station_facts(row: Row[Any], chargers: tuple[ChargerFacts, ...]) -> StationFacts:
    return StationFacts(
        id=row.id,
        name=row.name,
        operator=row.operator,
        base_per_kwh=row.base_price_per_kwh,
        energy_cost_per_kwh=row.energy_cost_per_kwh,
        currency=row.currency,
        latitude_deg=row.latitude_deg,
        longitude_deg=row.longitude_deg,
        region=row.city,
        under_maintenance=row.under_maintenance,
        simulated=row.simulated,
        chargers=chargers,
        time_zone=row.time_zone,
    )


def _station_info(row: Row[Any], last_seen_at: datetime | None) -> StationInfo:
    return StationInfo(
        network=row.network,
        city=row.city,
        city_name=row.city_name,
        state_name=row.state,
        location_type=row.location_type,
        charger_type=row.charger_type,
        last_seen_at=last_seen_at,
    )


def _reasons(last: Any, explained: Any) -> tuple[Any, ...]:
    """Reasons of the newest score, or of one shortly before it."""
    if last is None or explained is None or last.at - explained.at > EXPLAINED_FOR:
        return ()
    return tuple(explained.contributions)
