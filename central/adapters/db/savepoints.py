"""Parts of a transaction that can be taken back alone, on either database."""

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from central.adapters.db.sqlite_driver import SqliteConnection


class Driver(Protocol):
    """What a shared transaction needs of the connection beneath it."""

    def in_place(self) -> AbstractContextManager[None]:
        """While this lasts, statements change no thread, where they otherwise would."""
        ...

    async def savepoint(self, name: str) -> None:
        """What follows can be taken back alone."""
        ...

    async def release(self, name: str) -> None:
        """What followed the savepoint stays."""
        ...

    async def take_back(self, name: str) -> None:
        """What followed the savepoint is undone."""
        ...


class Plain(Driver):
    """A connection whose driver knows no thread, by plain SQL."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @override
    @contextlib.contextmanager
    def in_place(self) -> Iterator[None]:
        yield

    @override
    async def savepoint(self, name: str) -> None:
        await self._connection.exec_driver_sql(f"SAVEPOINT {name}")

    @override
    async def release(self, name: str) -> None:
        await self._connection.exec_driver_sql(f"RELEASE SAVEPOINT {name}")

    @override
    async def take_back(self, name: str) -> None:
        await self._connection.exec_driver_sql(f"ROLLBACK TO SAVEPOINT {name}")
        await self.release(name)


async def driver_of(connection: AsyncConnection) -> Driver:
    """The driver's own connection under one of SQLAlchemy's, or its like."""
    driver = (await connection.get_raw_connection()).driver_connection
    return driver if isinstance(driver, SqliteConnection) else Plain(connection)
