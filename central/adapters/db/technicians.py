"""Repository of technicians: users of that role, what was put down of them, their vans."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.rows import insert_or_ignore, insert_or_update
from central.adapters.db.tables import users
from central.adapters.db.technician_tables import technicians, van_stock
from central.core.access import UserRole
from central.core.technicians import Shift, Spot, Technician
from central.core.work_orders import PartCount

_PUT = ("skills", "time_zone", "shifts", "base", "is_active")


class SqlTechnicians:
    """Implements `central.services.technician_records.Technicians`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, name: str) -> Technician | None:
        """One of them; a user of the role of whom nothing was put down yet is one, too."""
        found = await self._technicians(users.c.name == name)
        return found[0] if found else None

    async def page(self, limit: int, after: str | None) -> list[Technician]:
        """By name, those after a name."""
        wanted = [] if after is None else [users.c.name > after]
        return await self._technicians(*wanted, limit=limit)

    async def all(self) -> list[Technician]:
        """All of whom something was put down, by name."""
        return await self._technicians(technicians.c.name.is_not(None))

    async def put(self, technician: Technician) -> None:
        """Put down or renew; position and stock stay."""
        values = {
            "name": technician.name,
            "skills": list(technician.skills),
            "time_zone": technician.time_zone,
            "shifts": msgspec.to_builtins(technician.shifts),
            "base": msgspec.to_builtins(technician.base),
            "is_active": technician.is_active,
        }
        statement = insert_or_update(technicians, ["name"], _PUT)
        await self._connection.execute(statement.values(values))

    async def delete(self, name: str) -> None:
        """Forget what was put down; the user stays."""
        await self._connection.execute(delete(van_stock).where(van_stock.c.technician == name))
        await self._connection.execute(delete(technicians).where(technicians.c.name == name))

    async def locate(self, name: str, spot: Spot, at: datetime) -> None:
        """Where a technician is; an older place than the known one is ignored."""
        blank = Technician(name)
        await self._connection.execute(
            insert_or_ignore(technicians).values(
                name=name,
                skills=[],
                time_zone=blank.time_zone,
                shifts=[],
                base=None,
                is_active=False,
            )
        )
        column = technicians.c
        is_newer = column.located_at.is_(None) | (column.located_at <= at)
        await self._connection.execute(
            update(technicians)
            .where(column.name == name, is_newer)
            .values(latitude_deg=spot.latitude_deg, longitude_deg=spot.longitude_deg, located_at=at)
        )

    async def set_stock(self, name: str, stock: Mapping[str, int]) -> None:
        """Renew what is on a van; 0 = none."""
        await self._connection.execute(delete(van_stock).where(van_stock.c.technician == name))
        rows = [
            {"technician": name, "part": part, "quantity": quantity}
            for part, quantity in sorted(stock.items())
            if quantity > 0
        ]
        if rows:
            await self._connection.execute(van_stock.insert(), rows)

    async def use(self, name: str, parts: Sequence[PartCount]) -> None:
        """Take parts off a van; never below none."""
        technician = await self.get(name)
        if technician is None or not parts:
            return
        used = {each.part: each.quantity for each in parts}
        left = {part: n - used.get(part, 0) for part, n in technician.stock.items()}
        await self.set_stock(name, left)

    async def _technicians(
        self, *wanted: ColumnElement[bool], limit: int | None = None
    ) -> list[Technician]:
        statement = (
            select(users.c.name.label("user_name"), technicians)
            .outerjoin(technicians, technicians.c.name == users.c.name)
            .where(users.c.role == UserRole.TECHNICIAN.value, *wanted)
            .order_by(users.c.name)
            .limit(limit)
        )
        rows = (await self._connection.execute(statement)).all()
        stock: dict[str, dict[str, int]] = defaultdict(dict)
        names = [row.user_name for row in rows]
        lying = select(van_stock).where(van_stock.c.technician.in_(names))
        for row in await self._connection.execute(lying):
            stock[row.technician][row.part] = row.quantity
        return [_technician(row, stock[row.user_name]) for row in rows]


def _technician(row: Row[Any], stock: Mapping[str, int]) -> Technician:
    if row.name is None:
        return Technician(row.user_name, is_active=False)
    has_position = row.latitude_deg is not None and row.longitude_deg is not None
    return Technician(
        name=row.user_name,
        skills=tuple(row.skills),
        time_zone=row.time_zone,
        shifts=msgspec.convert(row.shifts, tuple[Shift, ...]),
        base=msgspec.convert(row.base, Spot | None),
        position=Spot(row.latitude_deg, row.longitude_deg) if has_position else None,
        located_at=row.located_at,
        is_active=row.is_active,
        stock=stock,
    )
