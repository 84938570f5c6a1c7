"""Repository of the numbered stream behind SSE."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.prepared import Prepared
from central.adapters.db.tables import outbox
from central.services.records import OutboxRow

_APPEND: Final = Prepared(
    outbox.insert().returning(outbox.c.id), ("at", "topic", "type", "origin", "data")
)


class SqlOutbox:
    """Implements `central.services.ports.Outbox`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def append(self, at: datetime, topic: str, type: str, origin: str, data: Any) -> int:  # noqa: A002 (column name)
        """Add an event; gives its cursor."""
        ((cursor,),) = await _APPEND.rows(self._connection, at, topic, type, origin, data)
        return int(cursor)

    async def after(self, cursor: int, topics: Iterable[str], limit: int) -> list[OutboxRow]:
        """Events after a cursor, oldest first; no topics = all."""
        column = outbox.c
        statement = select(
            column.id, column.at, column.topic, column.type, column.origin, column.data
        ).where(column.id > cursor)
        wanted = list(topics)
        if wanted:
            statement = statement.where(column.topic.in_(wanted))
        rows = await self._connection.execute(statement.order_by(column.id).limit(limit))
        return [OutboxRow(*row) for row in rows]

    async def bounds(self) -> tuple[int, int]:
        """Smallest and largest cursor kept; (0, 0) when empty."""
        statement = select(func.min(outbox.c.id), func.max(outbox.c.id))
        low, high = (await self._connection.execute(statement)).one()
        return (low or 0, high or 0)

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` events older than `before`; the newest stays as the cursor."""
        newest = select(func.max(outbox.c.id)).scalar_subquery()
        is_old = (outbox.c.at < before) & (outbox.c.id < newest)
        old = select(outbox.c.id).where(is_old).order_by(outbox.c.at).limit(limit)
        result = await self._connection.execute(delete(outbox).where(outbox.c.id.in_(old)))
        return result.rowcount
