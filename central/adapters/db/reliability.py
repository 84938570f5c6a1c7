"""Repository of outages, exclusions and failed starts."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import Update, bindparam, case, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.prepared import Prepared
from central.adapters.db.reliability_tables import failed_starts, outages, uptime_exclusions
from central.adapters.db.rows import row_of
from central.adapters.db.tables import charge_points, connectors, transactions
from central.core.first_attempts import FailedStart, Failure, SessionFact
from central.core.uptime import Exclusion, ExclusionCause, Outage, OutageKind, Span
from central.services.control_records import Page
from central.services.reliability_records import (
    LINK_KINDS,
    STATION_KINDS,
    STATUS_KINDS,
    ExclusionRow,
    NewExclusion,
    OutageChange,
)
from contract.ids import ChargePointId

_EXCLUSION: Final = [uptime_exclusions.c[each.name] for each in fields(ExclusionRow)]


def _closing(kinds: tuple[OutageKind, ...]) -> Update:
    """End what lasts; never before it began, whatever a charger's clock says."""
    own, at = outages.c, bindparam("at", type_=outages.c.end_at.type)
    return (
        update(outages)
        .where(
            own.charge_point_id == bindparam("key"),
            own.connector_id == bindparam("number"),
            or_(*(own.kind == kind.value for kind in kinds)),
            own.end_at.is_(None),
        )
        .values(end_at=case((own.start_at > at, own.start_at), else_=at))
    )


def _outage(change: OutageChange, end_at: datetime | None) -> tuple[Any, ...]:
    kind = None if change.kind is None else change.kind.value
    at = change.at, end_at
    return (change.charge_point_id, change.connector_id, kind, change.error_code[:40], *at)


_CLOSE: Final[dict[tuple[OutageKind, ...], Prepared]] = {
    kinds: Prepared(_closing(kinds), ["key", "number", "at"])
    for kinds in (STATUS_KINDS, LINK_KINDS, STATION_KINDS)
}
_BEGIN: Final = Prepared(
    outages.insert(),
    ["charge_point_id", "connector_id", "kind", "error_code", "start_at", "end_at"],
)


class SqlReliability:
    """Implements `central.services.reliability_records.Reliability`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def change(self, changes: Sequence[OutageChange]) -> None:
        """Ports went down or came up, in the order of their instants for each port."""
        by_port: dict[Any, list[OutageChange]] = defaultdict(list)
        for each in changes:
            by_port[each.charge_point_id, each.connector_id, each.kinds].append(each)
        begun: list[tuple[Any, ...]] = []
        ended: dict[tuple[OutageKind, ...], list[tuple[Any, ...]]] = defaultdict(list)
        for (key, number, kinds), of_port in by_port.items():
            ended[kinds].append((key, number, of_port[0].at))
            ends = [*(max(a.at, b.at) for a, b in pairwise(of_port)), None]
            for each, end in zip(of_port, ends, strict=True):
                if each.kind is not None:
                    begun.append(_outage(each, end))
        for kinds, rows in ended.items():
            await _CLOSE[kinds].run_each(self._connection, rows)
        await _BEGIN.run_each(self._connection, begun)

    async def outages(
        self, chargers: Collection[ChargePointId], since: datetime
    ) -> dict[ChargePointId, list[Outage]]:
        """Outages of chargers that did not end before an instant."""
        own = outages.c
        statement = select(
            own.charge_point_id,
            own.connector_id,
            own.kind,
            own.start_at,
            own.end_at,
            own.error_code,
        ).where(
            own.charge_point_id.in_(list(chargers)), or_(own.end_at.is_(None), own.end_at > since)
        )
        found: dict[ChargePointId, list[Outage]] = defaultdict(list)
        for key, number, kind, *rest in await self._connection.execute(statement):
            found[key].append(Outage(number, OutageKind(kind), *rest))
        return dict(found)

    async def exclusions(
        self, chargers: Collection[ChargePointId], since: datetime
    ) -> dict[ChargePointId, list[Exclusion]]:
        """Exclusions of chargers that count and did not end before an instant."""
        own = uptime_exclusions.c
        statement = select(
            own.charge_point_id, own.connector_id, own.cause, own.start_at, own.end_at
        ).where(
            own.charge_point_id.in_(list(chargers)),
            own.withdrawn_at.is_(None),
            own.end_at > since,
        )
        found: dict[ChargePointId, list[Exclusion]] = defaultdict(list)
        for key, number, cause, *rest in await self._connection.execute(statement):
            found[key].append(Exclusion(number, ExclusionCause(cause), *rest))
        return dict(found)

    async def known_since(
        self, chargers: Collection[ChargePointId]
    ) -> dict[tuple[ChargePointId, int], datetime]:
        """When a port was first reported, where that is known."""
        own = connectors.c
        statement = select(own.charge_point_id, own.connector_id, own.first_seen_at).where(
            own.charge_point_id.in_(list(chargers)), own.first_seen_at.is_not(None)
        )
        rows = await self._connection.execute(statement)
        return {(ChargePointId(key), number): at for key, number, at in rows}

    async def exclude(self, new: NewExclusion, actor: str, now: datetime) -> int:
        """Put an exclusion down; gives its id."""
        row = {**row_of(new), "cause": new.cause.value, "actor": actor[:60], "created_at": now}
        result = await self._connection.execute(uptime_exclusions.insert().values(**row))
        key = result.inserted_primary_key
        if key is None:
            raise RuntimeError("the database gave no exclusion id")
        return int(key[0])

    async def withdraw(self, exclusion_id: int, actor: str, now: datetime) -> bool:
        """It counts no more; False where it never did, or does not any more."""
        own = uptime_exclusions.c
        statement = update(uptime_exclusions).where(
            own.id == exclusion_id, own.withdrawn_at.is_(None)
        )
        values = {"withdrawn_at": now, "withdrawn_by": actor[:60]}
        return (await self._connection.execute(statement.values(**values))).rowcount > 0

    async def exclusion(self, exclusion_id: int) -> ExclusionRow | None:
        """One of them."""
        statement = select(*_EXCLUSION).where(uptime_exclusions.c.id == exclusion_id)
        row = (await self._connection.execute(statement)).first()
        return None if row is None else ExclusionRow(*row)

    async def exclusion_page(self, page: Page) -> list[ExclusionRow]:
        """Newest first; filter `charge_point_id`."""
        own = uptime_exclusions.c
        statement = select(*_EXCLUSION).order_by(own.id.desc()).limit(page.limit)
        if page.before_id is not None:
            statement = statement.where(own.id < page.before_id)
        for name, value in page.filters.items():
            statement = statement.where(own[name] == value)
        return [ExclusionRow(*row) for row in await self._connection.execute(statement)]

    async def add_failed_starts(self, starts: Sequence[FailedStart]) -> None:
        """Starts that never became sessions."""
        if not starts:
            return
        rows = [
            {
                "charge_point_id": each.charge_point,
                "connector_id": each.connector_id,
                "id_tag": each.id_tag,
                "at": each.at,
                "ended_at": each.ended_at,
                "reason": each.reason.value,
                "detail": each.detail[:40],
            }
            for each in starts
        ]
        await self._connection.execute(failed_starts.insert(), rows)

    async def failed_starts(
        self, station: str | None, start: datetime, end: datetime
    ) -> dict[str, list[FailedStart]]:
        """Those that began in [start, end), by station; None = of all stations."""
        own = failed_starts.c
        names = ("charge_point_id", "connector_id", "id_tag", "at", "ended_at")
        statement = (
            select(
                charge_points.c.station_id, *(own[name] for name in names), own.reason, own.detail
            )
            .join(charge_points, charge_points.c.id == own.charge_point_id)
            .where(own.at >= start, own.at < end)
        )
        if station is not None:
            statement = statement.where(charge_points.c.station_id == station)
        found: dict[str, list[FailedStart]] = defaultdict(list)
        for row in await self._connection.execute(statement):
            facts = {name: getattr(row, name) for name in names[1:]}
            start_of = FailedStart(
                row.charge_point_id, **facts, reason=Failure(row.reason), detail=row.detail
            )
            found[row.station_id].append(start_of)
        return dict(found)

    async def sessions(
        self, station: str | None, start: datetime, end: datetime
    ) -> dict[str, list[SessionFact]]:
        """Sessions that began in [start, end) and are over, by station; None = of all."""
        own = transactions.c
        statement = (
            select(
                charge_points.c.station_id,
                own.charge_point_id,
                own.connector_id,
                own.id_tag,
                own.started_at,
                own.stopped_at,
                (own.meter_stop_wh - own.meter_start_wh).label("energy_wh"),
                own.stop_reason,
            )
            .join(charge_points, charge_points.c.id == own.charge_point_id)
            .where(own.started_at >= start, own.started_at < end, own.stopped_at.is_not(None))
        )
        if station is not None:
            statement = statement.where(charge_points.c.station_id == station)
        found: dict[str, list[SessionFact]] = defaultdict(list)
        for row in await self._connection.execute(statement):
            found[row.station_id].append(
                SessionFact(
                    charge_point=row.charge_point_id,
                    connector_id=row.connector_id,
                    id_tag=row.id_tag,
                    started_at=row.started_at,
                    stopped_at=row.stopped_at,
                    energy_wh=row.energy_wh or 0,
                    stop_reason=row.stop_reason or "",
                )
            )
        return dict(found)

    async def in_use(
        self, station: str, start: datetime, end: datetime
    ) -> dict[tuple[str, int], list[Span]]:
        """Sessions at each port of a station that touch [start, end); a running one ends there."""
        place = charge_points.c.station_id == station
        plugs = (
            select(connectors.c.charge_point_id, connectors.c.connector_id)
            .join(charge_points, charge_points.c.id == connectors.c.charge_point_id)
            .where(place, connectors.c.connector_id > 0)
        )
        found: dict[tuple[str, int], list[Span]] = {
            (key, number): [] for key, number in await self._connection.execute(plugs)
        }
        own = transactions.c
        statement = (
            select(own.charge_point_id, own.connector_id, own.started_at, own.stopped_at)
            .join(charge_points, charge_points.c.id == own.charge_point_id)
            .where(place, own.started_at < end)
            .where(or_(own.stopped_at.is_(None), own.stopped_at > start))
        )
        for key, number, started_at, stopped_at in await self._connection.execute(statement):
            found.setdefault((key, number), []).append((started_at, stopped_at or end))
        return found

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` outages and failed starts each that ended before an instant."""
        deleted = 0
        for table, at in ((outages, outages.c.end_at), (failed_starts, failed_starts.c.ended_at)):
            old = select(table.c.id).where(at < before).limit(limit)
            result = await self._connection.execute(delete(table).where(table.c.id.in_(old)))
            deleted += result.rowcount
        return deleted
