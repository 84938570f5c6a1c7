"""Repository of people who may log in, and their sessions (only hashes of tokens are kept)."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.rows import insert_or_ignore
from central.adapters.db.tables import sessions, users
from central.services.control_records import User


class SqlUsers:
    """Implements `central.services.stores.Users`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def by_name(self, name: str) -> User | None:
        """One of them; names are compared exactly."""
        row = (await self._connection.execute(select(users).where(users.c.name == name))).first()
        return None if row is None else _user(row)

    async def all(self) -> list[User]:
        """All of them by name."""
        rows = await self._connection.execute(select(users).order_by(users.c.name))
        return [_user(row) for row in rows]

    async def page(self, limit: int, after: str | None) -> list[User]:
        """By name, those after a name."""
        statement = select(users).order_by(users.c.name).limit(limit)
        if after is not None:
            statement = statement.where(users.c.name > after)
        return [_user(row) for row in await self._connection.execute(statement)]

    async def set_role(self, name: str, role: str) -> None:
        """Change what a person may do, from now on."""
        await self._connection.execute(update(users).where(users.c.name == name).values(role=role))

    async def delete(self, name: str) -> None:
        """Forget a person, and the sessions."""
        await self._end_sessions(name)
        await self._connection.execute(delete(users).where(users.c.name == name))

    async def add(self, name: str, password_hash: str, role: str, now: datetime) -> bool:
        """Put down; False where the name is taken."""
        result = await self._connection.execute(
            insert_or_ignore(users).values(
                name=name, password_hash=password_hash, role=role, created_at=now
            )
        )
        return result.rowcount > 0

    async def set_password(self, name: str, password_hash: str) -> bool:
        """Renew, and end the person's sessions; False where there is no such person."""
        result = await self._connection.execute(
            update(users).where(users.c.name == name).values(password_hash=password_hash)
        )
        await self._end_sessions(name)
        return result.rowcount > 0

    async def _end_sessions(self, name: str) -> None:
        own = select(users.c.id).where(users.c.name == name)
        await self._connection.execute(delete(sessions).where(sessions.c.user_id.in_(own)))

    async def add_session(
        self, token_hash: str, user_id: int, now: datetime, expires_at: datetime
    ) -> None:
        """A person logged in."""
        await self._connection.execute(
            sessions.insert().values(
                token_hash=token_hash, user_id=user_id, created_at=now, expires_at=expires_at
            )
        )

    async def of_session(self, token_hash: str, now: datetime) -> User | None:
        """Whose session this is, unless it is over."""
        statement = (
            select(users)
            .join(sessions, sessions.c.user_id == users.c.id)
            .where(sessions.c.token_hash == token_hash, sessions.c.expires_at > now)
        )
        row = (await self._connection.execute(statement)).first()
        return None if row is None else _user(row)

    async def end_session(self, token_hash: str) -> None:
        """A person logged out."""
        await self._connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))

    async def prune_sessions(self, now: datetime) -> None:
        """Forget those that are over."""
        await self._connection.execute(delete(sessions).where(sessions.c.expires_at <= now))


def _user(row: Row[Any]) -> User:
    return User(**row._mapping)  # noqa: SLF001 (public API of SQLAlchemy rows)
