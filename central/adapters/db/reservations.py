"""Repository of reservations."""

from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.field_tables import reservations
from central.adapters.db.prepared import Prepared
from central.adapters.db.rows import row_of
from central.services.control_records import Page
from central.services.field_records import NewReservation, Reservation
from contract.ids import ChargePointId

_COLUMNS: Final = [reservations.c[each.name] for each in fields(Reservation)]
_NEWEST: Final = select(*_COLUMNS).order_by(reservations.c.id.desc())
# Built once: to build a statement costs more than to run it.
_ACTIVE_AT: Final = Prepared(
    _NEWEST.where(
        reservations.c.charge_point_id == bindparam("key"), reservations.c.state == "active"
    ),
    ["key"],
)


class SqlReservations:
    """Implements `central.services.field_stores.Reservations`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, reservation: NewReservation) -> Reservation:
        """Put down as asked; gives it with its id."""
        row = {**row_of(reservation), "state": "asked", "answer": ""}
        result = await self._connection.execute(reservations.insert().values(**row))
        key = result.inserted_primary_key
        if key is None:
            raise RuntimeError("the database gave no reservation id")
        return Reservation(id=int(key[0]), transaction_id=None, ended_at=None, **row)

    async def get(self, reservation_id: int) -> Reservation | None:
        """One of them."""
        statement = select(*_COLUMNS).where(reservations.c.id == reservation_id)
        row = (await self._connection.execute(statement)).mappings().first()
        return None if row is None else Reservation(**row)

    async def answer(self, reservation_id: int, state: str, answer: str, at: datetime) -> None:
        """What the charger said, and the state that follows; active is no end."""
        ended_at = None if state == "active" else at
        await self._set(reservation_id, state=state, answer=answer[:40], ended_at=ended_at)

    async def use(self, reservation_id: int, transaction_id: int, at: datetime) -> None:
        """Its driver came."""
        given = {"transaction_id": transaction_id, "ended_at": at}
        await self._set(reservation_id, state="used", **given)

    async def active_at(self, charge_point: ChargePointId) -> list[Reservation]:
        """Those that hold a connector of a charger, newest first."""
        return [Reservation(*row) for row in await _ACTIVE_AT.rows(self._connection, charge_point)]

    async def page(self, page: Page) -> list[Reservation]:
        """Newest first; filters `charge_point_id` and `state`."""
        statement = _NEWEST.limit(page.limit)
        for name, value in page.filters.items():
            statement = statement.where(reservations.c[name] == value)
        if page.before_id is not None:
            statement = statement.where(reservations.c.id < page.before_id)
        return await self._rows(statement)

    async def _rows(self, statement: Select[Any]) -> list[Reservation]:
        rows = (await self._connection.execute(statement)).mappings()
        return [Reservation(**row) for row in rows]

    async def _set(self, reservation_id: int, **values: object) -> None:
        await self._connection.execute(
            update(reservations).where(reservations.c.id == reservation_id).values(**values)
        )
