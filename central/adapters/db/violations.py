"""Repository of what chargers do against the standard."""

from dataclasses import fields
from typing import Final

from sqlalchemy import func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.rows import insert_or_update, row_of
from central.adapters.db.tables import charge_points, violations
from central.services.violations import FirmwareViolation, Violation

_KEY: Final = ("charge_point_id", "firmware_version", "kind")
_COLUMNS: Final = [violations.c[each.name] for each in fields(Violation)]
_ADD: Final = insert_or_update(violations, _KEY, ["last_at", "example"], ["count"])
_MAKE: Final = (
    charge_points.c.vendor,
    charge_points.c.model,
    violations.c.firmware_version,
    violations.c.kind,
)


class SqlViolations:
    """Implements `central.services.violations.Violations`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, found: list[Violation]) -> None:
        """Count on."""
        if found:
            await self._connection.execute(_ADD, [row_of(each) for each in found])

    async def page(
        self, limit: int, after: tuple[str, str, str] | None, charge_point: str | None
    ) -> list[Violation]:
        """In the order of charger, firmware and kind, after a key."""
        key = [violations.c[name] for name in _KEY]
        statement = select(*_COLUMNS).order_by(*key).limit(limit)
        if charge_point is not None:
            statement = statement.where(violations.c.charge_point_id == charge_point)
        if after is not None:
            statement = statement.where(tuple_(*key) > tuple_(*after))
        return [Violation(*row) for row in await self._connection.execute(statement)]

    async def by_firmware(self, limit: int, skip: int) -> list[FirmwareViolation]:
        """By make, model, firmware and kind, in this order."""
        statement = (
            select(
                *_MAKE,
                func.sum(violations.c["count"]),
                func.count(violations.c.charge_point_id),
                func.max(violations.c.last_at),
            )
            .join(charge_points, charge_points.c.id == violations.c.charge_point_id)
            .group_by(*_MAKE)
            .order_by(*_MAKE)
            .limit(limit)
            .offset(skip)
        )
        return [FirmwareViolation(*row) for row in await self._connection.execute(statement)]
