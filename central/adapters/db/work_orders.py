"""Repository of work orders: the core's whole state as JSON, columns to find it by, its lines."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Row, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.rows import insert_or_ignore, row_of
from central.adapters.db.tables import charge_points
from central.adapters.db.work_proofs import SqlWorkProofs
from central.adapters.db.work_tables import (
    work_order_chargers,
    work_order_entries,
    work_orders,
    work_photos,
)
from central.core.work_catalogue import ChargerKind
from central.core.work_orders import WorkOrder
from central.core.work_steps import By, Line
from central.services.work_records import LineRow, NewPhoto, Photo, WorkPage
from contract.ids import ChargePointId, StationId

_TEXT_MAX: Final = 1000
_ACTOR_MAX: Final = 60


class SqlWorkOrders(SqlWorkProofs):
    """Implements `central.services.work_records.WorkOrders`."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection)
        self._connection = connection

    async def add(self, order: WorkOrder) -> WorkOrder:
        """Put down; gives it with its id."""
        result = await self._connection.execute(work_orders.insert().values(**_values(order)))
        key = result.inserted_primary_key
        if key is None:
            raise RuntimeError("the database gave no work order id")
        kept = replace(order, id=int(key[0]))
        rows = [{"order_id": kept.id, "charge_point_id": each} for each in order.charge_points]
        if rows:
            await self._connection.execute(insert_or_ignore(work_order_chargers), rows)
        return kept

    async def save(self, order: WorkOrder) -> None:
        """Renew."""
        statement = update(work_orders).where(work_orders.c.id == order.id)
        await self._connection.execute(statement.values(**_values(order)))

    async def get(self, order_id: int) -> WorkOrder | None:
        """One of them."""
        found = await self._orders(work_orders.c.id == order_id)
        return found[0] if found else None

    async def open(self) -> list[WorkOrder]:
        """All that did not end, oldest first."""
        return (await self._orders(work_orders.c.ended_at.is_(None)))[::-1]

    async def page(self, page: WorkPage) -> list[WorkOrder]:
        """Newest first."""
        column = work_orders.c
        wanted = [column[name] == value for name, value in page.filters.items()]
        if page.before_id is not None:
            wanted.append(column.id < page.before_id)
        if page.is_open is not None:
            over = column.ended_at.is_(None)
            wanted.append(over if page.is_open else ~over)
        if page.charge_point is not None:
            own = work_order_chargers.c
            wanted.append(
                exists().where(own.order_id == column.id, own.charge_point_id == page.charge_point)
            )
        return await self._orders(*wanted, limit=page.limit)

    async def add_line(self, order_id: int, line: Line) -> None:
        """Lengthen a timeline."""
        await self._connection.execute(
            work_order_entries.insert().values(
                order_id=order_id,
                at=line.at,
                happened_at=line.happened_at,
                kind=line.kind,
                text=line.text[:_TEXT_MAX],
                actor_kind=line.by.value,
                actor=line.actor[:_ACTOR_MAX],
                person=line.person[:_ACTOR_MAX],
            )
        )

    async def lines(self, order_id: int, limit: int, after_id: int | None) -> list[LineRow]:
        """A timeline, oldest first, after a line."""
        column = work_order_entries.c
        return await self._lines(column.order_id == order_id, after_id or 0, limit)

    async def lines_after(self, line_id: int, limit: int) -> list[LineRow]:
        """Lines of all orders after a number, oldest first: for who tells people of them."""
        return await self._lines(None, line_id, limit)

    async def had(self, order_id: int, technician: str) -> bool:
        """Whether it was ever given to a technician."""
        column = work_order_entries.c
        statement = select(column.id).where(
            column.order_id == order_id, column.person == technician
        )
        return (await self._connection.execute(statement.limit(1))).first() is not None

    async def add_photo(self, photo: NewPhoto) -> Photo:
        """Put down; the same picture of the same order is kept once."""
        values = row_of(photo)
        values.pop("id", None)
        await self._connection.execute(insert_or_ignore(work_photos).values(values))
        column = work_photos.c
        found = await self._connection.execute(
            select(work_photos).where(
                column.order_id == photo.order_id, column.sha256 == photo.sha256
            )
        )
        return Photo(**found.one()._mapping)  # noqa: SLF001 (public API of SQLAlchemy rows)

    async def photos(self, order_id: int) -> list[Photo]:
        """Of one order, oldest first."""
        column = work_photos.c
        statement = select(work_photos).where(column.order_id == order_id).order_by(column.id)
        rows = (await self._connection.execute(statement)).mappings()
        return [Photo(**row) for row in rows]

    async def freeze(self, order_id: int, frozen: Mapping[str, Any]) -> None:
        """Keep with an order what else would be pruned."""
        statement = update(work_orders).where(work_orders.c.id == order_id)
        await self._connection.execute(statement.values(frozen=dict(frozen)))

    async def frozen(self, order_id: int) -> Mapping[str, Any]:
        """What was kept with an order."""
        statement = select(work_orders.c.frozen).where(work_orders.c.id == order_id)
        return (await self._connection.execute(statement)).scalar() or {}

    async def kinds(self, chargers: Collection[ChargePointId]) -> dict[ChargePointId, ChargerKind]:
        """What chargers are; unknown ones are left out."""
        column = charge_points.c
        statement = select(column.id, column.vendor, column.model, column.current_type).where(
            column.id.in_(list(chargers))
        )
        rows = await self._connection.execute(statement)
        return {row.id: ChargerKind(row.vendor, row.model, row.current_type) for row in rows}

    async def chargers_of(self, station: StationId) -> list[ChargePointId]:
        """Accepted chargers of a station, by id."""
        column = charge_points.c
        statement = (
            select(column.id)
            .where(column.station_id == station, column.registration == "accepted")
            .order_by(column.id)
        )
        return list((await self._connection.execute(statement)).scalars())

    async def _orders(
        self, *wanted: ColumnElement[bool], limit: int | None = None
    ) -> list[WorkOrder]:
        statement = select(work_orders).where(*wanted).order_by(work_orders.c.id.desc())
        rows = await self._connection.execute(statement.limit(limit))
        return [_order(row) for row in rows]

    async def _lines(
        self, wanted: ColumnElement[bool] | None, after_id: int, limit: int
    ) -> list[LineRow]:
        column = work_order_entries.c
        statement = select(work_order_entries).where(column.id > after_id)
        if wanted is not None:
            statement = statement.where(wanted)
        rows = await self._connection.execute(statement.order_by(column.id).limit(limit))
        return [
            LineRow(
                row.id,
                row.order_id,
                Line(
                    row.at,
                    row.happened_at,
                    row.kind,
                    row.text,
                    By(row.actor_kind),
                    row.actor,
                    row.person,
                ),
            )
            for row in rows
        ]


def _values(order: WorkOrder) -> dict[str, Any]:
    return {
        "alarm_id": order.alarm_id,
        "station_id": order.station,
        "topic": order.topic.value,
        "cause": order.cause,
        "state": order.state.value,
        "urgency": order.urgency.value,
        "technician": order.technician,
        "opened_at": order.opened_at,
        "due_at": order.due_at,
        "ended_at": order.ended_at,
        "detail": msgspec.to_builtins(order),
    }


def _order(row: Row[Any]) -> WorkOrder:
    return replace(msgspec.convert(row.detail, WorkOrder), id=row.id)
