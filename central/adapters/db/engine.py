"""The database engine: one writer at a time, readers beside it.

SQLite lets one connection write. All writes of a process therefore go over one connection behind a
lock, begun with BEGIN IMMEDIATE, so that a transaction never fails half-way for want of the write
lock; other processes wait up to `sqlite_driver.BUSY_TIMEOUT_MS`. What was committed survives a
power cut (synchronous=FULL); the small writes of many chargers share one commit
(`central.adapters.db.group_commit`). Readers have connections of their own and see a consistent
snapshot (WAL). Foreign keys are enforced.
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from typing import Any, Final

import msgspec
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from central.adapters.db.group_commit import GroupCommit, Part, driver_of
from central.adapters.db.sqlite_driver import SqliteConnection
from central.services.errors import DatabaseUnavailableError

DRIVER: Final = "sqlite+aiosqlite"
READERS: Final = 4
PRAGMAS: Final = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
NO_FAILURE_OF_THE_DATABASE: Final = (IntegrityError, DataError, ProgrammingError)


def check_url(url: str) -> str:
    """Check a database address.

    Raises:
        ValueError: naming the address and what is allowed.
    """
    parsed = make_url(url)
    if parsed.drivername != DRIVER or not parsed.database or parsed.database == ":memory:":
        shown = parsed.render_as_string(hide_password=True)
        raise ValueError(f"database URL {shown!r} is not allowed: {DRIVER}:///path/to/file.db")
    return url


class Database:
    """One database of one process. `close` it at the end."""

    def __init__(self, url: str) -> None:
        self.url = check_url(url)
        self._writer = _engine(url, begin="BEGIN IMMEDIATE", connections=1)
        self._reader = _engine(url, begin="BEGIN", connections=READERS)
        self._glancer = _engine(url, begin="BEGIN", connections=1)
        self._write_lock = asyncio.Lock()
        self._glance_lock = asyncio.Lock()
        self._glancing: AsyncConnection | None = None
        self._group = GroupCommit(self.write)

    @contextlib.asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a write transaction; rolled back unless it was committed.

        Raises:
            central.services.errors.DatabaseUnavailableError: locked too long, disk full, ...
        """
        with _translated():
            async with self._write_lock, self._writer.connect() as connection:
                yield connection

    @contextlib.asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees one snapshot and cannot write."""
        with _translated():
            async with self._reader.connect() as connection:
                yield connection

    @contextlib.asynccontextmanager
    async def write_together(self) -> AsyncIterator[Part]:
        """A part of a write transaction that others share: for few rows of one charger.

        Raises:
            central.services.errors.DatabaseUnavailableError: as `write`; nothing of it lasts.
        """
        with _translated():
            async with self._group.join() as part:
                yield part

    @contextlib.asynccontextmanager
    async def glance(self) -> AsyncIterator[AsyncConnection]:
        """As `read`, for a row or two by key: read in place, without a thread."""
        with _translated():
            async with self._glance_lock:
                connection = self._glancing or await self._glancer.connect()
                self._glancing = None  # kept only if it comes back whole
                try:
                    with (await driver_of(connection)).in_place():
                        yield connection
                        await connection.rollback()
                except BaseException:
                    await connection.close()
                    raise
                self._glancing = connection

    async def close(self) -> None:
        """Give all connections back."""
        if self._glancing is not None:
            await self._glancing.close()
        await self._glancer.dispose()
        await self._reader.dispose()
        await self._writer.dispose()


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Failures of the database itself; what is wrong with one row goes through as it is."""
    try:
        yield
    except NO_FAILURE_OF_THE_DATABASE:
        raise
    except sqlite3.Error as err:  # from the driver itself: a savepoint, a transaction's end
        raise DatabaseUnavailableError(str(err)) from err
    except DatabaseError as err:  # locked, full, unreadable, a table that is not there
        raise DatabaseUnavailableError(str(err.orig)) from err
    except PoolTimeoutError as err:
        raise DatabaseUnavailableError("all connections are in use") from err


def _engine(url: str, *, begin: str, connections: int) -> AsyncEngine:
    path = make_url(url).database or ""
    pragmas = (*PRAGMAS, "query_only=ON") if begin == "BEGIN" else PRAGMAS
    engine = create_async_engine(
        url,
        async_creator=lambda: SqliteConnection(path, pragmas),
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,  # an error's text goes to the log: it holds no row
        json_serializer=lambda value: msgspec.json.encode(value).decode(),
        json_deserializer=msgspec.json.decode,
    )

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Any) -> None:
        connection.connection.driver_connection.begin(begin)

    return engine
