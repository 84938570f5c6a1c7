"""Repository of settings that people change while it runs."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.rows import insert_or_update
from central.adapters.db.tables import settings


class SqlSettings:
    """Implements `central.services.stores.SettingsStore`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, key: str) -> Any:
        """Value, None where never set."""
        statement = select(settings.c.value).where(settings.c.key == key)
        return (await self._connection.execute(statement)).scalar()

    async def put(self, key: str, value: Any) -> None:
        """Set."""
        await self._connection.execute(
            insert_or_update(settings, ["key"], ["value"]).values(key=key, value=value)
        )
