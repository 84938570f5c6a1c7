"""Repository of remedies: the core's whole state as JSON, columns to find it by, and the steps."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.remedy_tables import remedies, remedy_attempts
from central.core.control import Asked
from central.core.playbooks import Act
from central.core.remedy import Attempt, PastRemedy, Remedy, RemedyState, StartStep
from central.services.control_records import Page
from central.services.remedy_records import AttemptRow, RemedyRow
from contract.ids import ChargePointId


class SqlRemedies:
    """Implements `central.services.remedy_records.Remedies`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(self) -> list[RemedyRow]:
        """Those that did not end."""
        statement = select(remedies).where(remedies.c.state != RemedyState.ENDED)
        rows = await self._connection.execute(statement.order_by(remedies.c.id))
        return [_row(row) for row in rows]

    async def past(
        self, chargers: Collection[ChargePointId], since: datetime
    ) -> dict[ChargePointId, tuple[PastRemedy, ...]]:
        """Those of some chargers that ended after `since`."""
        if not chargers:
            return {}
        own = remedies.c
        statement = select(remedies).where(
            own.charge_point_id.in_(list(chargers)), own.ended_at > since
        )
        found: dict[ChargePointId, tuple[PastRemedy, ...]] = defaultdict(tuple)
        for row in await self._connection.execute(statement.order_by(own.id)):
            past = _row(row).remedy
            found[past.charge_point] += (
                PastRemedy(past.sign, past.connector, row.ended_at, past.ended_by),
            )
        return dict(found)

    async def attempts(
        self, chargers: Collection[ChargePointId], since: datetime
    ) -> dict[ChargePointId, tuple[Attempt, ...]]:
        """Steps at some chargers since then, oldest first."""
        if not chargers:
            return {}
        own = remedy_attempts.c
        statement = (
            select(own.charge_point_id, own.act, own.at, own.outcome)
            .where(own.charge_point_id.in_(list(chargers)), own.at > since)
            .order_by(own.at, own.id)
        )
        found: dict[ChargePointId, tuple[Attempt, ...]] = defaultdict(tuple)
        for charger, act, at, outcome in await self._connection.execute(statement):
            found[charger] += (Attempt(Act(act), at, outcome),)
        return dict(found)

    async def add(self, remedy: Remedy) -> int:
        """Put down; gives its id."""
        result = await self._connection.execute(remedies.insert().values(**_values(remedy)))
        key = result.inserted_primary_key
        if key is None:
            raise RuntimeError("the database gave no remedy id")
        return int(key[0])

    async def save(self, remedy_id: int, remedy: Remedy, now: datetime) -> None:
        """Renew; `now` becomes its end if it ended."""
        values = _values(remedy)
        if remedy.state is RemedyState.ENDED:
            values["ended_at"] = now
        statement = update(remedies).where(remedies.c.id == remedy_id)
        await self._connection.execute(statement.values(**values))

    async def get(self, remedy_id: int) -> RemedyRow | None:
        """One of them."""
        found = await self._connection.execute(select(remedies).where(remedies.c.id == remedy_id))
        row = found.first()
        return None if row is None else _row(row)

    async def page(self, page: Page) -> list[RemedyRow]:
        """Newest first; filters `state` and `charge_point_id`."""
        statement = select(remedies).order_by(remedies.c.id.desc()).limit(page.limit)
        if page.before_id is not None:
            statement = statement.where(remedies.c.id < page.before_id)
        for name, value in page.filters.items():
            statement = statement.where(remedies.c[name] == value)
        return [_row(row) for row in await self._connection.execute(statement)]

    async def ask(self, remedy_id: int, asked: Mapping[str, str]) -> bool:
        """Leave a person's wish for the loop; False where the remedy is not open."""
        result = await self._connection.execute(
            update(remedies)
            .where(remedies.c.id == remedy_id, remedies.c.state != RemedyState.ENDED)
            .values(asked=dict(asked))
        )
        return result.rowcount > 0

    async def add_attempt(
        self, remedy_id: int, step: StartStep, actor: str, command_id: str, at: datetime
    ) -> None:
        """A step begins."""
        await self._connection.execute(
            remedy_attempts.insert().values(
                remedy_id=remedy_id,
                charge_point_id=step.charge_point,
                connector_id=step.connector,
                act=step.act.value,
                at=at,
                actor=actor,
                reason="; ".join(step.reasons)[:500],
                command_id=command_id,
            )
        )

    async def note_outcome(self, command_id: str, outcome: str) -> None:
        """What the charger answered to a step's call."""
        statement = update(remedy_attempts).where(remedy_attempts.c.command_id == command_id)
        await self._connection.execute(statement.values(outcome=outcome))

    async def end_attempt(self, remedy_id: int, effect: str, at: datetime) -> None:
        """The step that runs is over."""
        own = remedy_attempts.c
        statement = update(remedy_attempts).where(
            own.remedy_id == remedy_id, own.ended_at.is_(None)
        )
        await self._connection.execute(statement.values(effect=effect, ended_at=at))

    async def attempts_of(self, remedy_id: int) -> list[AttemptRow]:
        """Steps of one remedy, oldest first."""
        own = remedy_attempts.c
        statement = select(remedy_attempts).where(own.remedy_id == remedy_id).order_by(own.id)
        rows = (await self._connection.execute(statement)).mappings()
        return [AttemptRow(**row) for row in rows]

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` remedies that ended before an instant, with their steps."""
        old = select(remedies.c.id).where(remedies.c.ended_at < before).limit(limit)
        ids = list((await self._connection.execute(old)).scalars())
        if ids:
            own = remedy_attempts.c.remedy_id
            await self._connection.execute(delete(remedy_attempts).where(own.in_(ids)))
            await self._connection.execute(delete(remedies).where(remedies.c.id.in_(ids)))
        return len(ids)


def _values(remedy: Remedy) -> dict[str, Any]:
    return {
        "charge_point_id": remedy.charge_point,
        "playbook": remedy.playbook,
        "state": remedy.state.value,
        "opened_at": remedy.opened_at,
        "detail": msgspec.to_builtins(remedy),
    }


def _row(row: Row[Any]) -> RemedyRow:
    return RemedyRow(
        id=row.id,
        remedy=msgspec.convert(row.detail, Remedy),
        asked=msgspec.convert(row.asked, Asked | None),
        ended_at=row.ended_at,
    )
