"""Repository of calls to chargers; secrets in payloads and answers are hidden, not kept."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.rows import row_of
from central.adapters.db.tables import commands
from central.core.secrets import without_secrets
from central.services.records import CommandRow

LATE: Final = "late"
"""State of a call whose answer came after it had timed out."""


class SqlCommands:
    """Implements `central.services.ports.Commands`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, command: CommandRow) -> None:
        """Put down."""
        row = {**row_of(command), "payload": without_secrets(command.payload)}
        await self._connection.execute(commands.insert().values(**row))

    async def finish(
        self, command_id: str, state: str, answer: Mapping[str, Any], done_at: datetime
    ) -> None:
        """Keep the outcome; one that is known to be late stays."""
        await self._connection.execute(
            update(commands)
            .where(commands.c.id == command_id, commands.c.state != LATE)
            .values(state=state, answer=without_secrets(dict(answer)), done_at=done_at)
        )

    async def finish_late(self, command_id: str, answer: Mapping[str, Any], at: datetime) -> None:
        """The answer came after the call had timed out."""
        await self._connection.execute(
            update(commands)
            .where(commands.c.id == command_id)
            .values(state=LATE, answer=without_secrets(dict(answer)), done_at=at)
        )

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` calls older than `before`."""
        old = select(commands.c.id).where(commands.c.created_at < before).limit(limit)
        statement = delete(commands).where(commands.c.id.in_(old))
        return (await self._connection.execute(statement)).rowcount

    async def abandon_open(self, reason: str, at: datetime) -> None:
        """At start: nobody waits any more for what a former process asked."""
        await self._connection.execute(
            update(commands)
            .where(commands.c.done_at.is_(None))
            .values(state="timeout", answer={"description": reason}, done_at=at)
        )

    async def get(self, command_id: str) -> CommandRow | None:
        """One of them."""
        columns = (commands.c[each.name] for each in fields(CommandRow))
        statement = select(*columns).where(commands.c.id == command_id)
        row = (await self._connection.execute(statement)).mappings().first()
        return None if row is None else CommandRow(**row)
