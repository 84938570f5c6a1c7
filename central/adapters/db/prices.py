"""Repository of price overrides."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.tables import price_overrides
from central.core.effects import SetPrice
from central.core.pricing import PriceKind
from central.services.control_records import Page, PriceRow

ACTIVE = "active"
ENDED = "ended"


class SqlPrices:
    """Implements `central.services.stores.Prices`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def start(self, heal_id: int, effect: SetPrice, now: datetime) -> PriceRow:
        """Put down one that is in force from now."""
        values = {
            "station_id": effect.shown_at,
            "heal_id": heal_id,
            "kind": effect.kind.value,
            "factor": effect.factor,
            "base_per_kwh": effect.base_per_kwh,
            "price_per_kwh": effect.per_kwh,
            "currency": effect.currency,
            "start_at": now,
            "until_at": effect.until,
            "state": ACTIVE,
            "paired_station_id": effect.paired,
            "actor_kind": "autopilot",
            "actor": "control",
            "reasons": list(effect.reasons),
        }
        statement = price_overrides.insert().values(**values).returning(*price_overrides.c)
        return _row((await self._connection.execute(statement)).one())

    async def extend(self, heal_id: int, kind: PriceKind, until: datetime) -> PriceRow | None:
        """Let the one in force last longer."""
        return await self._change(heal_id, kind, until_at=until)

    async def end(self, heal_id: int, kind: PriceKind, now: datetime) -> PriceRow | None:
        """End the one in force."""
        return await self._change(heal_id, kind, ended_at=now, state=ENDED)

    async def page(self, page: Page) -> list[PriceRow]:
        """Newest first; filters `active` (true or false) and `station_id`."""
        column = price_overrides.c
        statement = select(price_overrides).order_by(column.id.desc()).limit(page.limit)
        if page.before_id is not None:
            statement = statement.where(column.id < page.before_id)
        if "active" in page.filters:
            is_active = page.filters["active"] == "true"
            statement = statement.where(
                column.state == ACTIVE if is_active else column.state != ACTIVE
            )
        if "station_id" in page.filters:
            statement = statement.where(column.station_id == page.filters["station_id"])
        return [_row(row) for row in await self._connection.execute(statement)]

    async def in_force(self) -> list[PriceRow]:
        """All that are active."""
        statement = select(price_overrides).where(price_overrides.c.state == ACTIVE)
        return [_row(row) for row in await self._connection.execute(statement)]

    async def _change(self, heal_id: int, kind: PriceKind, **values: Any) -> PriceRow | None:
        column = price_overrides.c
        statement = (
            update(price_overrides)
            .where(column.heal_id == heal_id, column.kind == kind.value, column.state == ACTIVE)
            .values(**values)
            .returning(*column)
        )
        row = (await self._connection.execute(statement)).first()
        return None if row is None else _row(row)


def _row(row: Row[Any]) -> PriceRow:
    return PriceRow(**{**row._mapping, "reasons": tuple(row.reasons)})  # noqa: SLF001 (public API)
