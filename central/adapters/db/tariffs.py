"""Repositories of tariffs and of sessions' marks."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.prepared import Prepared
from central.adapters.db.rows import insert_or_ignore, row_of
from central.adapters.db.tariff_tables import (
    session_marks,
    tariff_assignments,
    tariff_versions,
    tariffs,
)
from central.core.idling import Mark, SessionState
from central.core.tariff_book import Assignment, Scope, TariffBook, Version
from central.core.tariffs import tariff_from_json, tariff_to_json
from central.services.tariff_store import TariffRow
from contract.ids import ChargePointId, StationId


def _assigned() -> Select[tuple[int, str, str, datetime, str | None]]:
    column = tariff_assignments.c
    return select(
        column.id, column.scope, column.object_id, column.from_at, column.tariff_id
    ).order_by(column.id)


def _assigned_here() -> Select[tuple[int, str, str, datetime, str | None]]:
    column = tariff_assignments.c
    return _assigned().where(
        or_(
            column.scope == Scope.DEFAULT.value,
            and_(column.scope == Scope.STATION.value, column.object_id == bindparam("station")),
            and_(
                column.scope == Scope.CHARGE_POINT.value,
                column.object_id == bindparam("charge_point"),
            ),
        )
    )


# Built once: to build a statement costs more than to run it.
_ASSIGNED_HERE: Final = Prepared(_assigned_here(), ["charge_point", "station"])
_MARKS: Final = Prepared(
    select(session_marks.c.at, session_marks.c.state)
    .where(session_marks.c.transaction_id == bindparam("key"))
    .order_by(session_marks.c.at, session_marks.c.id),
    ["key"],
)
_ADD_MARKS: Final = Prepared(session_marks.insert(), ["transaction_id", "at", "state"])


class SqlTariffs:
    """Implements `central.services.tariff_store.Tariffs`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, row: TariffRow) -> bool:
        """Put down; False where the id is taken."""
        statement = insert_or_ignore(tariffs).values(row_of(row))
        return (await self._connection.execute(statement)).rowcount > 0

    async def get(self, tariff_id: str) -> TariffRow | None:
        """One of them."""
        found = await self._connection.execute(select(tariffs).where(tariffs.c.id == tariff_id))
        row = found.mappings().first()
        return None if row is None else TariffRow(**row)

    async def page(self, limit: int, after: str | None) -> list[TariffRow]:
        """By id."""
        statement = select(tariffs).order_by(tariffs.c.id).limit(limit)
        if after is not None:
            statement = statement.where(tariffs.c.id > after)
        return [TariffRow(**row) for row in (await self._connection.execute(statement)).mappings()]

    async def add_version(self, version: Version, now: datetime, actor: str) -> None:
        """Put down; its number is the next one."""
        row = {
            "tariff_id": version.tariff_id,
            "version": version.version,
            "from_at": version.from_at,
            "content": tariff_to_json(version.tariff),
            "created_at": now,
            "created_by": actor,
        }
        await self._connection.execute(tariff_versions.insert().values(row))

    async def versions(self, tariff_ids: Sequence[str]) -> list[Version]:
        """Versions of these tariffs, oldest first."""
        if not tariff_ids:
            return []
        column = tariff_versions.c
        statement = (
            select(column.tariff_id, column.version, column.from_at, column.content)
            .where(column.tariff_id.in_(list(tariff_ids)))
            .order_by(column.tariff_id, column.version)
        )
        rows = await self._connection.execute(statement)
        return [Version(key, n, at, tariff_from_json(content)) for key, n, at, content in rows]

    async def assign(self, assignment: Assignment, now: datetime, actor: str) -> None:
        """From an instant on."""
        row = {
            **row_of(assignment),
            "scope": assignment.scope.value,
            "created_at": now,
            "created_by": actor,
        }
        await self._connection.execute(tariff_assignments.insert().values(row))

    async def assignments(self, limit: int, before_id: int | None) -> list[tuple[int, Assignment]]:
        """Newest first, with their numbers."""
        column = tariff_assignments.c
        statement = _assigned().order_by(None).order_by(column.id.desc()).limit(limit)
        if before_id is not None:
            statement = statement.where(column.id < before_id)
        rows = await self._connection.execute(statement)
        return [(row.id, _assignment(row)) for row in rows]

    async def book(self) -> TariffBook:
        """All that is assigned anywhere."""
        return await self._book([*await self._connection.execute(_assigned())])

    async def book_of(self, charge_point: ChargePointId | None, station: StationId) -> TariffBook:
        """What bears on one charger, or on one station."""
        given = charge_point or "", station
        return await self._book(await _ASSIGNED_HERE.rows(self._connection, *given))

    async def _book(self, rows: Iterable[Sequence[Any]]) -> TariffBook:
        found = [_assignment(row) for row in rows]
        used = {each.tariff_id for each in found if each.tariff_id is not None}
        return TariffBook(await self.versions(sorted(used)), found)


class SqlSessionMarks:
    """Implements `central.services.tariff_store.SessionMarks`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, marks: Sequence[tuple[int, Mark]]) -> None:
        """Put down, each with its transaction."""
        rows = [(key, mark.at, mark.state.value) for key, mark in marks]
        await _ADD_MARKS.run_each(self._connection, rows)

    async def of(self, transaction_id: int) -> list[Mark]:
        """Of one session, oldest first."""
        rows = await _MARKS.rows(self._connection, transaction_id)
        return [Mark(at, SessionState(state)) for at, state in rows]


def _assignment(row: Sequence[Any]) -> Assignment:
    _, scope, object_id, from_at, tariff_id = row
    return Assignment(Scope(scope), object_id, from_at, tariff_id)
