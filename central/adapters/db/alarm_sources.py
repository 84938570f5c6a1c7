"""What alarms are made from: reports of faults, acts, security events, and what chargers are in."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Table, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.alarm_tables import fault_reports
from central.adapters.db.field_tables import security_events
from central.adapters.db.rows import insert_or_ignore, row_of
from central.adapters.db.tables import audit, charge_points, connectors, stations
from central.core.alarm_rounds import Place
from central.core.alarm_signals import (
    FaultReport,
    NoteReport,
    SecurityReport,
    Watched,
    WatchedConnector,
    WatchRules,
)
from central.core.alarm_topics import NOTES
from central.core.levels import CRITICAL, HIGH
from central.services.alarm_records import Cursors, News
from central.services.records import ConnectorStatus
from contract.ids import ChargePointId, StationId
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus

ACCEPTED: Final = "accepted"
_ADD_FAULT: Final = insert_or_ignore(fault_reports)


class SqlAlarmSources:
    """The reading half of `central.services.alarm_records.Alarms`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_faults(self, reports: Sequence[ConnectorStatus]) -> None:
        """Put reports of faults down; one that came before is ignored."""
        if reports:
            await self._connection.execute(_ADD_FAULT, [row_of(each) for each in reports])

    async def newest(self) -> Cursors:
        """Cursors behind everything that there is."""
        return Cursors(
            await self._newest(fault_reports),
            await self._newest(audit),
            await self._newest(security_events),
        )

    async def news(self, after: Cursors, limit: int) -> News:
        """At most `limit` rows of each kind after the cursors, oldest first."""
        newest = await self.newest()
        faults, faults_to = await self._faults(after.faults, newest.faults, limit)
        notes, notes_to = await self._notes(after.notes, newest.notes, limit)
        security, security_to = await self._security(after.security, newest.security, limit)
        return News(faults, notes, security, Cursors(faults_to, notes_to, security_to))

    async def _newest(self, table: Table) -> int:
        return (await self._connection.execute(select(func.max(table.c.id)))).scalar() or 0

    async def _faults(
        self, after: int, newest: int, limit: int
    ) -> tuple[tuple[FaultReport, ...], int]:
        column = fault_reports.c
        statement = (
            select(
                column.id,
                charge_points.c.station_id,
                column.charge_point_id,
                column.connector_id,
                column.status,
                column.error_code,
                column.received_at,
            )
            .join(charge_points, charge_points.c.id == column.charge_point_id)
            .where(column.id > after, column.id <= newest)
            .order_by(column.id)
            .limit(limit)
        )
        rows = (await self._connection.execute(statement)).all()
        reached = rows[-1].id if len(rows) == limit else newest
        return tuple(FaultReport(*row[1:]) for row in rows), reached

    async def _notes(
        self, after: int, newest: int, limit: int
    ) -> tuple[tuple[NoteReport, ...], int]:
        column = audit.c
        is_of_charger = column.object_type == "charge_point"
        statement = (
            select(
                column.id,
                column.at,
                column.act,
                case((is_of_charger, charge_points.c.station_id), else_=column.object_id).label(
                    "station"
                ),
                charge_points.c.id.label("charge_point"),
                column.reason,
            )
            .outerjoin(charge_points, and_(is_of_charger, charge_points.c.id == column.object_id))
            .where(column.id > after, column.id <= newest, column.act.in_(list(NOTES)))
            .order_by(column.id)
            .limit(limit)
        )
        rows = (await self._connection.execute(statement)).all()
        reached = rows[-1].id if len(rows) == limit else newest
        return tuple(NoteReport(*row[1:]) for row in rows if row.station), reached

    async def _security(
        self, after: int, newest: int, limit: int
    ) -> tuple[tuple[SecurityReport, ...], int]:
        column = security_events.c
        statement = (
            select(
                column.id,
                charge_points.c.station_id,
                column.charge_point_id,
                column.type,
                column.received_at,
            )
            .join(charge_points, charge_points.c.id == column.charge_point_id)
            .where(column.id > after, column.id <= newest)
            .order_by(column.id)
            .limit(limit)
        )
        rows = (await self._connection.execute(statement)).all()
        reached = rows[-1].id if len(rows) == limit else newest
        return tuple(SecurityReport(*row[1:]) for row in rows), reached

    async def watched(self, rules: WatchRules, now: datetime) -> list[Watched]:
        """Accepted chargers of which something may hold now; the others are left out."""
        faults = await self._troubled_connectors()
        column = charge_points.c
        statement = (
            select(
                column.id,
                column.station_id,
                column.connected,
                column.disconnected_at,
                column.last_seen_at,
                column.scored_at,
                column.risk_1h,
                column.risk_level,
                column.risk_cause,
            )
            .where(
                column.registration == ACCEPTED,
                or_(
                    and_(column.connected.is_(False), column.disconnected_at.is_not(None)),
                    column.last_seen_at <= now - rules.silent_after,
                    and_(
                        column.risk_level.in_((HIGH, CRITICAL)),
                        column.scored_at >= now - rules.score_fresh,
                    ),
                    column.id.in_(select(connectors.c.charge_point_id).where(_is_trouble())),
                ),
            )
            .order_by(column.id)
        )
        rows = await self._connection.execute(statement)
        return [Watched(*row, tuple(faults.get(row.id, ()))) for row in rows]

    async def places(self) -> dict[StationId, Place]:
        """All stations."""
        chargers: dict[str, set[ChargePointId]] = defaultdict(set)
        column = charge_points.c
        accepted = select(column.station_id, column.id).where(column.registration == ACCEPTED)
        for station, charger in await self._connection.execute(accepted):
            chargers[station].add(charger)
        place = stations.c
        rows = await self._connection.execute(
            select(place.id, place.network, place.under_maintenance)
        )
        return {
            StationId(key): Place(network, frozenset(chargers[key]), under_maintenance=work)
            for key, network, work in rows
        }

    async def prune_faults(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` reports older than `before`."""
        column = fault_reports.c
        old = select(column.id).where(column.received_at < before).order_by(column.id).limit(limit)
        found = await self._connection.execute(
            fault_reports.delete().where(column.id.in_(old.scalar_subquery()))
        )
        return found.rowcount

    async def _troubled_connectors(self) -> dict[str, list[WatchedConnector]]:
        column = connectors.c
        statement = (
            select(
                column.charge_point_id,
                column.connector_id,
                column.status,
                column.error_code,
                column.received_at,
            )
            .where(_is_trouble())
            .order_by(column.charge_point_id, column.connector_id)
        )
        found: dict[str, list[WatchedConnector]] = defaultdict(list)
        for key, *rest in await self._connection.execute(statement):
            found[key].append(WatchedConnector(*rest))
        return found


def _is_trouble() -> Any:
    """As `central.core.alarm_signals.is_trouble`."""
    column = connectors.c
    return or_(
        column.status == ChargePointStatus.FAULTED.value,
        column.error_code != ChargePointErrorCode.NO_ERROR.value,
    )
