"""The database: one writer at a time, readers beside it, on SQLite and on PostgreSQL.

Everything that central decides from what it read and writes back happens in one write transaction,
and write transactions follow each other: nothing that was read can have changed meanwhile. In one
process a lock sees to it. Between processes SQLite has BEGIN IMMEDIATE, and PostgreSQL an advisory
lock that its transaction holds. What was committed survives a power cut (on SQLite:
synchronous=FULL); the small writes of many chargers share one commit
(`central.adapters.db.group_commit`). Readers have connections of their own and see a consistent
snapshot (WAL; REPEATABLE READ). Foreign keys are enforced.
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from typing import Any, Final

import msgspec
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from central.adapters.db.group_commit import GroupCommit, Part, savepoints_of
from central.adapters.db.sqlite_driver import BUSY_TIMEOUT_MS, SqliteConnection
from central.services.errors import DatabaseUnavailableError

SQLITE: Final = "sqlite+aiosqlite"
POSTGRESQL: Final = "postgresql+asyncpg"
READERS: Final = 5
PRAGMAS: Final = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
READ_ONLY: Final = "query_only=ON"
WRITE_LOCK: Final = 0x5E71
"""Number of the advisory lock that a write transaction on PostgreSQL holds."""
_FAULTS_OF_A_ROW: Final = ("22", "23", "42")
"""SQLSTATE classes: data exception, constraint violation, syntax or access (PostgreSQL, A)."""
_TABLE_AWAY: Final = ("42P01", "42501")
"""SQLSTATE of a table that is not there, or not for us: nothing a row could mend."""
_FAULTS_OF_A_ROW_IN_SQLITE: Final = ("IntegrityError", "DataError", "ProgrammingError")
ALLOWED: Final = f"{SQLITE}:///path/to/file.db or {POSTGRESQL}://user:password@host/name"


def check_url(text: str) -> URL:
    """Read a database address.

    Raises:
        ValueError: naming the address, without its password, and what is allowed.
    """
    try:
        url = make_url(text)
    except ArgumentError as err:
        raise ValueError(f"database URL is not allowed: {ALLOWED}") from err
    is_file = url.drivername == SQLITE and url.database not in {None, "", ":memory:"}
    if not is_file and not (url.drivername == POSTGRESQL and url.database):
        shown = url.render_as_string(hide_password=True)
        raise ValueError(f"database URL {shown!r} is not allowed: {ALLOWED}")
    return url


class Database:
    """One database of one process. `close` it at the end."""

    def __init__(self, url: str) -> None:
        self.url = url
        address = check_url(url)
        self._is_sqlite = address.drivername == SQLITE
        make = _sqlite if self._is_sqlite else _postgresql
        self._writer = make(address, writes=True)
        self._reader = make(address, writes=False)
        self._write_lock = asyncio.Lock()
        self._glance_lock = asyncio.Lock()
        self._glancing: AsyncConnection | None = None
        self._group = GroupCommit(self.write)

    @contextlib.asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a write transaction; rolled back unless it was committed.

        Raises:
            central.services.errors.DatabaseUnavailableError: locked too long, disk full, gone, ...
        """
        async with self._write_lock, _connected(self._writer) as connection:
            yield connection

    @contextlib.asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees one snapshot and cannot write."""
        async with _connected(self._reader) as connection:
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
        """As `read`, for a row or two by key: on SQLite read in place, without a thread."""
        if not self._is_sqlite:
            async with self.read() as connection:
                yield connection
            return
        with _translated():
            async with self._glance_lock:
                connection = self._glancing or await self._reader.connect()
                self._glancing = None  # kept only if it comes back whole
                try:
                    with savepoints_of(connection).in_place():
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
        await self._reader.dispose()
        await self._writer.dispose()


@contextlib.asynccontextmanager
async def _connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    with _translated():
        async with contextlib.AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(engine.connect())
            except OSError as err:  # nobody answers at the address
                raise DatabaseUnavailableError(err.strerror or str(err)) from err
            yield connection


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Failures of the database itself; what is wrong with one row goes through as it is."""
    try:
        yield
    except DBAPIError as err:
        if _is_of_a_row(err):
            raise
        # locked, full, unreadable, gone, a table that is not there
        raise DatabaseUnavailableError(str(err.orig)) from err
    except sqlite3.Error as err:  # from the driver itself: a savepoint, a transaction's end
        raise DatabaseUnavailableError(str(err)) from err
    except PoolTimeoutError as err:
        raise DatabaseUnavailableError("all connections are in use") from err


def _is_of_a_row(err: DBAPIError) -> bool:
    state = getattr(err.orig, "sqlstate", None)
    if state is not None:
        return str(state).startswith(_FAULTS_OF_A_ROW) and state not in _TABLE_AWAY
    return type(err).__name__ in _FAULTS_OF_A_ROW_IN_SQLITE


def _engine(url: URL, *, writes: bool, **options: Any) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=1 if writes else READERS,
        max_overflow=0,
        hide_parameters=True,  # an error's text goes to the log: it holds no row
        json_serializer=lambda value: msgspec.json.encode(value).decode(),
        json_deserializer=msgspec.json.decode,
        **options,
    )


def _sqlite(url: URL, *, writes: bool) -> AsyncEngine:
    path = url.database or ""
    begin, pragmas = ("BEGIN IMMEDIATE", PRAGMAS) if writes else ("BEGIN", (*PRAGMAS, READ_ONLY))
    engine = _engine(url, writes=writes, async_creator=lambda: SqliteConnection(path, pragmas))

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Any) -> None:
        connection.connection.driver_connection.begin(begin)

    return engine


def _postgresql(url: URL, *, writes: bool) -> AsyncEngine:
    served = {"application_name": "sntry", "lock_timeout": str(BUSY_TIMEOUT_MS), "timezone": "UTC"}
    if not writes:
        served |= {
            "default_transaction_read_only": "on",
            "default_transaction_isolation": "repeatable read",
        }
    # A connection that the server closed while nobody looked is replaced, not handed out.
    engine = _engine(
        url, writes=writes, pool_pre_ping=True, connect_args={"server_settings": served}
    )
    if writes:

        @event.listens_for(engine.sync_engine, "begin")
        def start(connection: Any) -> None:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")

    return engine
