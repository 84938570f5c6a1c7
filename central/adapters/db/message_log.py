"""Repository of the log of OCPP messages: added in batches, paged by number, pruned by age."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.field_tables import ocpp_messages
from central.adapters.db.prepared import Prepared
from central.adapters.db.rows import delete_oldest
from central.core.message_log import LogEntry
from central.services.log_records import LogPage, LogRow

_NAMES: Final = [each.name for each in fields(LogEntry)]
_VALUES: Final = attrgetter(*_NAMES)
_ADD: Final = Prepared(ocpp_messages.insert(), _NAMES)
_NEWEST: Final = select(ocpp_messages).order_by(ocpp_messages.c.id.desc())
_PRUNE: Final = delete_oldest(ocpp_messages)


class SqlMessageLog:
    """Implements `central.services.log_records.MessageStore`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, entries: Sequence[LogEntry]) -> None:
        """Put down."""
        await _ADD.run_each(self._connection, [_VALUES(each) for each in entries])

    async def page(self, page: LogPage) -> list[LogRow]:
        """Newest first."""
        column = ocpp_messages.c
        statement = _NEWEST.limit(page.limit)
        if page.before_id is not None:
            statement = statement.where(column.id < page.before_id)
        if page.since is not None:
            statement = statement.where(column.at >= page.since)
        if page.until is not None:
            statement = statement.where(column.at < page.until)
        for name, value in page.filters.items():
            statement = statement.where(column[name] == value)
        rows = (await self._connection.execute(statement)).mappings()
        return [LogRow(**row) for row in rows]

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` messages older than `before`."""
        found = await self._connection.execute(_PRUNE, {"before": before, "limit": limit})
        return found.rowcount
