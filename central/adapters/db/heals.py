"""Repository of heals: the core's whole state as JSON, and columns to find it by."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.tables import heals
from central.core.control import Asked
from central.core.facts import PastHeal
from central.core.heal import Heal, HealState
from central.services.control_records import HealRow, Page
from contract.ids import StationId


class SqlHeals:
    """Implements `central.services.stores.Heals`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(self) -> list[HealRow]:
        """Those that did not end."""
        statement = select(heals).where(heals.c.state != HealState.ENDED).order_by(heals.c.id)
        return [_row(row) for row in await self._connection.execute(statement)]

    async def past(self, since: datetime) -> dict[StationId, tuple[PastHeal, ...]]:
        """Those that ended after `since`, by station."""
        statement = select(heals).where(heals.c.ended_at > since).order_by(heals.c.id)
        found: dict[StationId, tuple[PastHeal, ...]] = defaultdict(tuple)
        for row in await self._connection.execute(statement):
            heal = _row(row).heal
            found[heal.station] += (PastHeal(heal.opened_at, row.ended_at, heal.was_active),)
        return dict(found)

    async def add(self, heal: Heal) -> int:
        """Put down; gives its id."""
        result = await self._connection.execute(heals.insert().values(**_values(heal)))
        key = result.inserted_primary_key
        if key is None:
            raise RuntimeError("the database gave no heal id")
        return int(key[0])

    async def save(self, heal_id: int, heal: Heal, now: datetime) -> None:
        """Renew; `now` becomes its end if it ended."""
        values = _values(heal)
        if heal.state is HealState.ENDED:
            values["ended_at"] = now
        await self._connection.execute(update(heals).where(heals.c.id == heal_id).values(**values))

    async def get(self, heal_id: int) -> HealRow | None:
        """One of them."""
        statement = select(heals).where(heals.c.id == heal_id)
        row = (await self._connection.execute(statement)).first()
        return None if row is None else _row(row)

    async def page(self, page: Page) -> list[HealRow]:
        """Newest first; filter `state`."""
        statement = select(heals).order_by(heals.c.id.desc()).limit(page.limit)
        if page.before_id is not None:
            statement = statement.where(heals.c.id < page.before_id)
        if "state" in page.filters:
            statement = statement.where(heals.c.state == page.filters["state"])
        return [_row(row) for row in await self._connection.execute(statement)]

    async def ask(self, heal_id: int, asked: Mapping[str, Any]) -> bool:
        """Leave a person's wish for the loop; False where the heal is not open."""
        result = await self._connection.execute(
            update(heals)
            .where(heals.c.id == heal_id, heals.c.state != HealState.ENDED)
            .values(asked=dict(asked))
        )
        return result.rowcount > 0


def _values(heal: Heal) -> dict[str, Any]:
    return {
        "station_id": heal.station,
        "target_station_id": heal.sent_to,
        "state": heal.state.value,
        "opened_at": heal.opened_at,
        "expires_at": heal.expires_at,
        "end_reason": heal.end_reason and heal.end_reason[:200],
        "detail": msgspec.to_builtins(heal),
        "reasons": list(heal.reasons),
    }


def _row(row: Row[Any]) -> HealRow:
    return HealRow(
        id=row.id,
        heal=msgspec.convert(row.detail, Heal),
        asked=msgspec.convert(row.asked, Asked | None),
        ended_at=row.ended_at,
    )
