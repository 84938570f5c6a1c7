"""Repository of the audit: who did what to what, and why. Rows are added, never changed."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.rows import row_of
from central.adapters.db.tables import audit
from central.services.control_records import OTHER_THAN, AuditRow, Page

FILTERS: Final = ("object_type", "object_id", "actor_kind", "actor", "act")


class SqlAudit:
    """Implements `central.services.stores.AuditLog`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, row: AuditRow) -> AuditRow:
        """Put down; gives the row with its id."""
        fitted = replace(
            row,
            actor=row.actor[:60],
            act=row.act[:60],
            object_id=row.object_id[:64],
            reason=row.reason[:500],
            request_id=row.request_id[:40],
        )
        values = {name: value for name, value in row_of(fitted).items() if name != "id"}
        result = await self._connection.execute(audit.insert().values(**values))
        key = result.inserted_primary_key
        if key is None:
            raise RuntimeError("the database gave no audit id")
        return replace(fitted, id=int(key[0]))

    async def page(self, page: Page) -> list[AuditRow]:
        """Newest first.

        Filters: `object_type`, `object_id`, `actor_kind`, `actor`, `act`, `OTHER_THAN`.
        """
        statement = select(audit).order_by(audit.c.id.desc()).limit(page.limit)
        if page.before_id is not None:
            statement = statement.where(audit.c.id < page.before_id)
        for name in FILTERS:
            if name in page.filters:
                statement = statement.where(audit.c[name] == page.filters[name])
        if OTHER_THAN in page.filters:
            statement = statement.where(audit.c.object_type != page.filters[OTHER_THAN])
        return [_row(row) for row in await self._connection.execute(statement)]

    async def between(
        self, object_ids: Collection[str], start: datetime, end: datetime, limit: int
    ) -> list[AuditRow]:
        """Acts on these objects in a span of time, oldest first."""
        statement = (
            select(audit)
            .where(audit.c.at >= start, audit.c.at < end, audit.c.object_id.in_(list(object_ids)))
            .order_by(audit.c.at, audit.c.id)
            .limit(limit)
        )
        return [_row(row) for row in await self._connection.execute(statement)]


def _row(row: Row[Any]) -> AuditRow:
    return AuditRow(**row._mapping)  # noqa: SLF001 (public API of SQLAlchemy rows)
