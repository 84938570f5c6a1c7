"""Repositories of API keys and of answers that are kept for a repeated request."""

from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.access_tables import api_keys, kept_answers
from central.adapters.db.rows import insert_or_ignore, row_of
from central.services.access_records import ApiKey, KeptAnswer, NewApiKey

_KEYS: Final = select(*(api_keys.c[each.name] for each in fields(ApiKey)))
_ANSWERS: Final = select(*(kept_answers.c[each.name] for each in fields(KeptAnswer)))


class SqlApiKeys:
    """Implements `central.services.access_records.ApiKeys`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, key: NewApiKey) -> ApiKey | None:
        """Put down; None where the name is taken."""
        values = insert_or_ignore(api_keys).values(**row_of(key))
        if (await self._connection.execute(values)).rowcount == 0:
            return None
        return await self._first(_KEYS.where(api_keys.c.token_hash == key.token_hash))

    async def get(self, key_id: int) -> ApiKey | None:
        """One of them."""
        return await self._first(_KEYS.where(api_keys.c.id == key_id))

    async def of_token(self, token_hash: str) -> ApiKey | None:
        """The one that this token belongs to."""
        return await self._first(_KEYS.where(api_keys.c.token_hash == token_hash))

    async def page(self, limit: int, before_id: int | None) -> list[ApiKey]:
        """Newest first."""
        statement = _KEYS.order_by(api_keys.c.id.desc()).limit(limit)
        if before_id is not None:
            statement = statement.where(api_keys.c.id < before_id)
        rows = (await self._connection.execute(statement)).mappings()
        return [ApiKey(**row) for row in rows]

    async def used(self, key_id: int, at: datetime) -> None:
        """It let somebody in."""
        await self._connection.execute(
            update(api_keys).where(api_keys.c.id == key_id).values(last_used_at=at)
        )

    async def revoke(self, key_id: int, at: datetime) -> bool:
        """Not good any more; False where there is none that is not revoked."""
        is_it = and_(api_keys.c.id == key_id, api_keys.c.revoked_at.is_(None))
        result = await self._connection.execute(update(api_keys).where(is_it).values(revoked_at=at))
        return result.rowcount > 0

    async def _first(self, statement: Select[Any]) -> ApiKey | None:
        row = (await self._connection.execute(statement)).mappings().first()
        return None if row is None else ApiKey(**row)


class SqlKeptAnswers:
    """Implements `central.services.access_records.KeptAnswers`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def begin(self, owner: str, key: str, fingerprint: str, at: datetime) -> bool:
        """Put down a request that is under way; False where the key was used before."""
        result = await self._connection.execute(
            insert_or_ignore(kept_answers).values(
                owner=owner, key=key, fingerprint=fingerprint, created_at=at
            )
        )
        return result.rowcount > 0

    async def get(self, owner: str, key: str) -> KeptAnswer | None:
        """What is kept."""
        found = await self._connection.execute(_ANSWERS.where(_is(owner, key)))
        row = found.mappings().first()
        return None if row is None else KeptAnswer(**row)

    async def finish(
        self, owner: str, key: str, status: int, content_type: str | None, body: str
    ) -> None:
        """Keep the answer."""
        await self._connection.execute(
            update(kept_answers)
            .where(_is(owner, key))
            .values(status=status, content_type=content_type, body=body)
        )

    async def forget(self, owner: str, key: str) -> None:
        """The request changed nothing: the key is free again."""
        await self._connection.execute(delete(kept_answers).where(_is(owner, key)))

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` that began before an instant."""
        column = kept_answers.c
        old = select(column.owner, column.key).where(column.created_at < before).limit(limit)
        rows = (await self._connection.execute(old)).all()
        for owner, key in rows:
            await self.forget(owner, key)
        return len(rows)


def _is(owner: str, key: str) -> Any:
    return and_(kept_answers.c.owner == owner, kept_answers.c.key == key)
