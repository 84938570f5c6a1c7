"""Repositories of id tags and local lists."""

from dataclasses import fields
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.field_tables import local_lists
from central.adapters.db.prepared import Prepared
from central.adapters.db.rows import insert_or_update, row_of
from central.adapters.db.tables import id_tags
from central.core.id_tags import IdTag
from central.core.local_list import Installed
from contract.ids import ChargePointId

_COLUMNS: Final = [id_tags.c[each.name] for each in fields(IdTag)]
_GET: Final = Prepared(select(*_COLUMNS).where(id_tags.c.id_tag == bindparam("key")), ["key"])
_PUT: Final = insert_or_update(id_tags, ["id_tag"], ["status", "expires_at", "parent_id_tag"])
_PUT_LIST: Final = insert_or_update(
    local_lists, ["charge_point_id"], ["version", "entries", "updated_at"]
)


class SqlIdTags:
    """Implements `central.services.field_stores.IdTags`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, id_tag: str) -> IdTag | None:
        """One tag, compared without case."""
        row = await _GET.first(self._connection, id_tag.lower())
        return None if row is None else IdTag(*row)

    async def put(self, tag: IdTag) -> None:
        """Put down or renew."""
        await self._connection.execute(_PUT, {**row_of(tag), "id_tag": tag.id_tag.lower()})

    async def delete(self, id_tag: str) -> bool:
        """Forget; False where it is not known."""
        statement = delete(id_tags).where(id_tags.c.id_tag == id_tag.lower())
        return (await self._connection.execute(statement)).rowcount > 0

    async def page(self, limit: int, after: str | None) -> list[IdTag]:
        """Tags in the order of their text."""
        statement = select(*_COLUMNS).order_by(id_tags.c.id_tag).limit(limit)
        if after is not None:
            statement = statement.where(id_tags.c.id_tag > after)
        return [IdTag(**row) for row in (await self._connection.execute(statement)).mappings()]


class SqlLocalLists:
    """Implements `central.services.field_stores.LocalLists`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, charge_point: ChargePointId) -> Installed | None:
        """None = never anything."""
        column = local_lists.c
        statement = select(column.version, column.entries)
        found = await self._connection.execute(
            statement.where(column.charge_point_id == charge_point)
        )
        row = found.first()
        return None if row is None else Installed(row.version, row.entries)

    async def put(self, charge_point: ChargePointId, installed: Installed, at: datetime) -> None:
        """It accepted this."""
        await self._connection.execute(
            _PUT_LIST,
            {
                "charge_point_id": charge_point,
                "version": installed.version,
                "entries": dict(installed.entries),
                "updated_at": at,
            },
        )

    async def forget(self, charge_point: ChargePointId) -> None:
        """What it holds is not known any more."""
        statement = delete(local_lists).where(local_lists.c.charge_point_id == charge_point)
        await self._connection.execute(statement)
