"""Repository of alarms: the core's values as rows, with their members and timelines."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.alarm_sources import SqlAlarmSources
from central.adapters.db.alarm_tables import alarm_entries, alarm_members, alarms
from central.adapters.db.rows import insert_or_update
from central.adapters.db.tables import charge_points, stations
from central.core.alarm_topics import Severity, Stage, Topic
from central.core.alarms import Alarm, Entry, Key, Member, Scope, Subject
from central.services.alarm_records import AlarmPage, EntryRow, PastAlarm

_MEMBER: Final = ("station_id", "charge_point_id")
_FACTS: Final = (
    "opened_at",
    "is_whole_site",
    "acked_by",
    "acked_until",
    "assignee",
    "mitigation",
    "work_order",
    "closed_at",
    "closed_by",
    "close_reason",
    "is_latched",
    "cause",
    "confidence",
    "urgency",
    "found_cause",
    "folded_into",
)
"""Columns that are fields of the core's value."""
_SIMILAR_LOOKED_AT: Final = 500
"""Newest closed alarms of a topic among which the likest are sought."""


class SqlAlarms(SqlAlarmSources):
    """Implements `central.services.alarm_records.Alarms`."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection)
        self._connection = connection

    async def watching(self, closed_itself: datetime, closed_by_person: datetime) -> list[Alarm]:
        """Open alarms, and those that closed after these instants."""
        column = alarms.c
        return await self._alarms(
            or_(
                column.closed_at.is_(None),
                and_(column.closed_by == "", column.closed_at >= closed_itself),
                and_(column.closed_by != "", column.closed_at >= closed_by_person),
            )
        )

    async def get(self, alarm_id: int) -> Alarm | None:
        """One of them."""
        found = await self._alarms(alarms.c.id == alarm_id)
        return found[0] if found else None

    async def unordered(self, limit: int) -> list[Alarm]:
        """Open alarms of stations for which no work was ordered, newest first."""
        column = alarms.c
        return await self._alarms(
            column.closed_at.is_(None),
            column.work_order == "",
            column.scope == Scope.STATION.value,
            limit=limit,
        )

    async def save(self, alarm: Alarm) -> Alarm:
        """Put down or renew; gives it with its id."""
        values = _values(alarm)
        number = alarm.id
        if number:
            own = alarms.c.id == number
            await self._connection.execute(alarms.update().where(own).values(**values))
        else:
            result = await self._connection.execute(alarms.insert().values(**values))
            key = result.inserted_primary_key
            if key is None:
                raise RuntimeError("the database gave no alarm id")
            number = int(key[0])
        rows = [_member_values(number, each) for each in alarm.members.values()]
        if rows:
            renewed = [name for name in rows[0] if name not in {"alarm_id", *_MEMBER}]
            statement = insert_or_update(alarm_members, ("alarm_id", *_MEMBER), renewed)
            await self._connection.execute(statement, rows)
        return replace(alarm, id=number)

    async def add_entries(self, alarm_id: int, entries: Collection[Entry]) -> None:
        """Lengthen a timeline."""
        rows = [
            {
                "alarm_id": alarm_id,
                "at": each.at,
                "kind": each.kind,
                "text": each.text[:500],
                "actor_kind": each.actor_kind,
                "actor": each.actor[:60],
            }
            for each in entries
        ]
        if rows:
            await self._connection.execute(alarm_entries.insert(), rows)

    async def page(self, page: AlarmPage) -> list[Alarm]:
        """Newest first."""
        return await self._alarms(*_wanted(page), limit=page.limit)

    async def entries(self, alarm_id: int, limit: int, after_id: int | None) -> list[EntryRow]:
        """A timeline, oldest first, after a line."""
        column = alarm_entries.c
        statement = select(alarm_entries).where(column.alarm_id == alarm_id)
        if after_id is not None:
            statement = statement.where(column.id > after_id)
        rows = await self._connection.execute(statement.order_by(column.id).limit(limit))
        return [
            EntryRow(row.id, Entry(row.at, row.kind, row.text, row.actor_kind, row.actor))
            for row in rows
        ]

    async def similar(self, alarm: Alarm, limit: int) -> list[PastAlarm]:
        """Closed alarms of the same topic, the likest first: charger, station, model, newest."""
        column = alarms.c
        past = await self._alarms(
            column.topic == alarm.key.topic.value,
            column.closed_at.is_not(None),
            column.id != alarm.id,
            column.folded_into == 0,
            limit=_SIMILAR_LOOKED_AT,
        )
        models = await self._models([alarm, *past])
        chargers, own_models = _chargers(alarm), _models_of(alarm, models)
        found = [
            PastAlarm(
                each,
                same_charger=bool(chargers & _chargers(each)),
                same_station=bool(alarm.stations & each.stations),
                same_model=bool(own_models & _models_of(each, models)),
            )
            for each in past
        ]
        found.sort(key=lambda each: (each.same_charger, each.same_station, each.same_model),
                   reverse=True)  # fmt: skip
        return found[:limit]

    async def _alarms(self, *wanted: ColumnElement[bool], limit: int | None = None) -> list[Alarm]:
        """Newest first, each with its members."""
        chosen = select(alarms).where(*wanted).order_by(alarms.c.id.desc()).limit(limit)
        rows = (await self._connection.execute(chosen)).all()
        ids = select(alarms.c.id).where(*wanted).order_by(alarms.c.id.desc()).limit(limit)
        column = alarm_members.c
        members: dict[int, dict[Subject, Member]] = defaultdict(dict)
        inside = ids.subquery()
        joined = select(alarm_members).join(inside, inside.c.id == column.alarm_id)
        order = (column.alarm_id, column.station_id, column.charge_point_id)
        for row in await self._connection.execute(joined.order_by(*order)):
            member = _member(row)
            members[row.alarm_id][member.subject] = member
        return [_alarm(row, members[row.id]) for row in rows]

    async def _models(self, found: Iterable[Alarm]) -> dict[str, tuple[str, str]]:
        """Vendor and model of the chargers of these alarms."""
        keys = {key for alarm in found for key in _chargers(alarm)}
        column = charge_points.c
        statement = select(column.id, column.vendor, column.model).where(
            column.id.in_(list(keys)), column.model != ""
        )
        rows = await self._connection.execute(statement)
        return {row.id: (row.vendor, row.model) for row in rows}


def _wanted(page: AlarmPage) -> list[ColumnElement[bool]]:
    column, member = alarms.c, alarm_members.c
    found: list[ColumnElement[bool]] = [
        column[name] == value for name, value in page.filters.items()
    ]
    if page.before_id is not None:
        found.append(column.id < page.before_id)
    if page.is_open is not None:
        found.append(column.closed_at.is_(None) if page.is_open else column.closed_at.is_not(None))
    if page.severity_min is not None:
        found.append(column.severity >= page.severity_min)
    own: list[ColumnElement[bool]] = []
    if page.charge_point is not None:
        own.append(member.charge_point_id == page.charge_point)
    if page.station is not None:
        own.append(member.station_id == page.station)
    if page.network is not None:
        mine = select(stations.c.id).where(stations.c.network == page.network)
        own.append(member.station_id.in_(mine))
    if own:
        found.append(exists().where(member.alarm_id == column.id, *own))
    return found


def _values(alarm: Alarm) -> dict[str, Any]:
    return {
        "scope": alarm.key.scope.value,
        "place": alarm.key.place,
        "topic": alarm.key.topic.value,
        **{name: getattr(alarm, name) for name in _FACTS},
        "state": alarm.state.value,
        "severity": int(alarm.severity),
        "stage": int(alarm.stage),
        "count": alarm.count,
        "last_at": alarm.last_at,
    }


def _member_values(alarm_id: int, member: Member) -> dict[str, Any]:
    return {
        "alarm_id": alarm_id,
        "station_id": member.station,
        "charge_point_id": member.charge_point or "",
        "first_at": member.first_at,
        "last_at": member.last_at,
        "count": member.count,
        "stage": int(member.stage),
        "severity": int(member.severity),
        "text": member.text[:300],
        "connectors": list(member.connectors),
        "clear_since": member.clear_since,
    }


def _alarm(row: Row[Any], members: dict[Subject, Member]) -> Alarm:
    return Alarm(
        key=Key(Scope(row.scope), row.place, Topic(row.topic)),
        members=members,
        id=row.id,
        **{name: getattr(row, name) for name in _FACTS},
    )


def _member(row: Row[Any]) -> Member:
    return Member(
        station=row.station_id,
        charge_point=row.charge_point_id or None,
        first_at=row.first_at,
        last_at=row.last_at,
        count=row._mapping["count"],  # noqa: SLF001 (`count` of a row is a method)
        stage=Stage(row.stage),
        severity=Severity(row.severity),
        text=row.text,
        connectors=tuple(row.connectors),
        clear_since=row.clear_since,
    )


def _chargers(alarm: Alarm) -> set[str]:
    return {str(each.charge_point) for each in alarm.members.values() if each.charge_point}


def _models_of(alarm: Alarm, models: dict[str, tuple[str, str]]) -> set[tuple[str, str]]:
    return {models[key] for key in _chargers(alarm) if key in models}
