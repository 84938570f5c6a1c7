"""What proves or contradicts repairs: chargers as they are, their sessions, their faults."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.alarm_tables import fault_reports
from central.adapters.db.tables import (
    charge_points,
    connectors,
    scores,
    stations,
    telemetry,
    transactions,
)
from central.adapters.db.work_tables import work_order_chargers, work_orders
from central.core.alarm_topics import CODES, Topic
from central.core.work_proof import ChargerSeen, SessionSeen
from central.services.records import ConnectorStatus
from central.services.work_records import Make, MinuteRow, RepeatFault
from contract.ids import ChargePointId
from contract.ocpp16 import ChargePointStatus

USUAL_BACK: Final = timedelta(days=30)
SESSIONS_MAX: Final = 100
"""Of one charger, the newest."""
USUAL_MIN_WH: Final = 1000
FAULTS_MAX: Final = 200
"""Reports of one charger, the newest."""
_MEASURED: Final = ("temperature_c", "ambient_c", "power_w", "current_a", "voltage_v")


class SqlWorkProofs:
    """The reading half of `central.services.work_records.WorkOrders`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def seen(
        self, chargers: Collection[ChargePointId], before: datetime, since: datetime
    ) -> dict[ChargePointId, ChargerSeen]:
        """Chargers as they are: what was usual before one instant, sessions begun since another."""
        column = charge_points.c
        rows = await self._connection.execute(
            select(
                column.id,
                column.connected,
                column.risk_1h,
                column.connector_power_w,
                column.power_limit_w,
            ).where(column.id.in_(list(chargers)))
        )
        faulted = await self._faulted(chargers)
        found: dict[ChargePointId, ChargerSeen] = {}
        for row in rows:
            past = await self._sessions(row.id, before - USUAL_BACK, before)
            fresh = await self._sessions(row.id, since, None)
            found[row.id] = ChargerSeen(
                is_faulted=row.id in faulted,
                is_connected=row.connected,
                risk=row.risk_1h,
                rated_w=row.connector_power_w,
                limit_w=row.power_limit_w,
                usual_w=tuple(
                    power_w
                    for each in past
                    if each.energy_wh >= USUAL_MIN_WH and (power_w := each.power_w) is not None
                ),
                sessions=tuple(fresh),
            )
        return found

    async def repeats(self, charge_point: ChargePointId, since: datetime) -> Sequence[RepeatFault]:
        """Faults of a charger since then by topic, the most first."""
        column = fault_reports.c
        rows = await self._connection.execute(
            select(column.error_code, func.count(), func.max(column.received_at))
            .where(
                column.charge_point_id == charge_point,
                column.received_at >= since,
                column.status == ChargePointStatus.FAULTED.value,
            )
            .group_by(column.error_code)
        )
        faults: dict[Topic, list[tuple[int, datetime]]] = defaultdict(list)
        for code, count, last_at in rows:
            faults[CODES.get(code, Topic.INTERNAL)].append((count, last_at))
        orders = await self._orders_by_topic(charge_point, since)
        found = [
            RepeatFault(
                topic.value,
                sum(count for count, _ in counted),
                max(last_at for _, last_at in counted),
                orders.get(topic.value, 0),
            )
            for topic, counted in faults.items()
        ]
        return sorted(found, key=lambda each: (-each.faults, each.topic))

    async def minutes(
        self, charge_point: ChargePointId, start: datetime, end: datetime
    ) -> Sequence[MinuteRow]:
        """Readings and risk of a charger in [start, end) by minute, oldest first."""
        sums: dict[datetime, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for table, names in ((telemetry, _MEASURED), (scores, ("risk_1h",))):
            statement = select(table.c.at, *(table.c[name] for name in names)).where(
                table.c.charge_point_id == charge_point, table.c.at >= start, table.c.at < end
            )
            for row in await self._connection.execute(statement):
                for name in names:
                    value = getattr(row, name)
                    if value is not None:
                        sums[row.at.replace(second=0, microsecond=0)][name].append(value)
        return [
            MinuteRow(
                at,
                **{
                    name: round(sum(told[name]) / len(told[name]), 3) if told[name] else None
                    for name in _MEASURED
                },
                risk_1h=max(told["risk_1h"], default=None),
            )
            for at, told in sorted(sums.items())
        ]

    async def earnings_per_h(
        self, chargers: Collection[ChargePointId], start: datetime, end: datetime
    ) -> dict[ChargePointId, float]:
        """Mean money an hour above energy's cost; of sessions that began in [start, end)."""
        own = transactions.c
        energy_wh = func.coalesce(own.meter_stop_wh, own.last_meter_wh) - own.meter_start_wh
        rows = await self._connection.execute(
            select(
                own.charge_point_id,
                func.sum(energy_wh).label("energy_wh"),
                stations.c.base_price_per_kwh,
                stations.c.energy_cost_per_kwh,
            )
            .join(charge_points, charge_points.c.id == own.charge_point_id)
            .join(stations, stations.c.id == charge_points.c.station_id)
            .where(
                own.charge_point_id.in_(list(chargers)),
                own.started_at >= start,
                own.started_at < end,
                own.problem.is_(None),
            )
            .group_by(
                own.charge_point_id, stations.c.base_price_per_kwh, stations.c.energy_cost_per_kwh
            )
        )
        hours = (end - start).total_seconds() / 3600
        return {
            row.charge_point_id: float(row.energy_wh or 0)
            / 1000
            / hours
            * max(float(row.base_price_per_kwh - row.energy_cost_per_kwh), 0.0)
            for row in rows
        }

    async def makes(self, chargers: Collection[ChargePointId]) -> dict[ChargePointId, Make]:
        """What chargers said of themselves."""
        column = charge_points.c
        rows = await self._connection.execute(
            select(
                column.id,
                column.vendor,
                column.model,
                column.serial_number,
                column.firmware_version,
            ).where(column.id.in_(list(chargers)))
        )
        return {row.id: Make(*row[1:]) for row in rows}

    async def faults(
        self, charge_point: ChargePointId, start: datetime, end: datetime
    ) -> Sequence[ConnectorStatus]:
        """Faults and warnings as the charger reported them in [start, end), oldest first."""
        column = fault_reports.c
        statement = (
            select(*(column[each.name] for each in fields(ConnectorStatus)))
            .where(
                column.charge_point_id == charge_point,
                column.received_at >= start,
                column.received_at < end,
            )
            .order_by(column.id.desc())
            .limit(FAULTS_MAX)
        )
        rows = await self._connection.execute(statement)
        return [ConnectorStatus(*row) for row in rows][::-1]

    async def _orders_by_topic(
        self, charge_point: ChargePointId, since: datetime
    ) -> dict[str, int]:
        own, order = work_order_chargers.c, work_orders.c
        rows = await self._connection.execute(
            select(order.topic, func.count())
            .join(work_order_chargers, own.order_id == order.id)
            .where(own.charge_point_id == charge_point, order.opened_at >= since)
            .group_by(order.topic)
        )
        return {row.topic: row[1] for row in rows}

    async def _faulted(self, chargers: Collection[ChargePointId]) -> set[str]:
        column = connectors.c
        statement = select(column.charge_point_id).where(
            column.charge_point_id.in_(list(chargers)),
            column.status == ChargePointStatus.FAULTED.value,
        )
        return set((await self._connection.execute(statement)).scalars())

    async def _sessions(
        self, charge_point: ChargePointId, start: datetime, end: datetime | None
    ) -> list[SessionSeen]:
        """Begun in [start, end), those whose readings are not held for review; oldest first."""
        own, meter = transactions.c, connectors.c
        wanted = [own.charge_point_id == charge_point, own.started_at >= start]
        if end is not None:
            wanted.append(own.started_at < end)
        statement = (
            select(
                own.id,
                own.started_at,
                own.stopped_at,
                own.meter_start_wh,
                func.coalesce(own.meter_stop_wh, own.last_meter_wh).label("meter_wh"),
                meter.metered_at,
            )
            .outerjoin(
                connectors,
                and_(
                    meter.charge_point_id == own.charge_point_id,
                    meter.connector_id == own.connector_id,
                ),
            )
            .where(*wanted, own.problem.is_(None))
            .order_by(own.started_at.desc(), own.id.desc())
            .limit(SESSIONS_MAX)
        )
        rows = await self._connection.execute(statement)
        found = [_session(row) for row in rows if row.meter_wh is not None]
        return [each for each in found[::-1] if each is not None]


def _session(row: Row[*tuple[Any, ...]]) -> SessionSeen | None:
    seen_at = row.stopped_at or row.metered_at
    if seen_at is None:
        return None
    return SessionSeen(row.id, row.started_at, seen_at, float(row.meter_wh - row.meter_start_wh))
