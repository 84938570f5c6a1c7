"""A connection to SQLite as SQLAlchemy's aiosqlite dialect wants it, with fewer changes of thread.

A statement on rows that are in memory takes some 10 us; to hand it to a thread and back costs 50 us
and, while the interpreter is busy, up to 5 ms more. aiosqlite changes thread four times a
statement. Here a statement with its rows is one change, none while the connection works `in_place`,
and a transaction begins with its first statement. What waits for a disk or for another process
(COMMIT, a locked database, many rows at once) always runs in the connection's own thread, in order
([ADR 28](../../../docs/adr/0028-committed-together.md)).
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable, Generator, Iterator, Sequence
from queue import SimpleQueue
from threading import Thread
from typing import Any, Final, Self, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T")
Job = tuple["asyncio.Future[Any]", Callable[[], Any]]

BUSY_TIMEOUT_MS: Final = 10_000
"""A transaction waits this long for another process, in the thread."""
MOST_ROWS_IN_PLACE: Final = 20


class SqliteConnection:
    """One connection with its thread. Await it to open it; `close` or `stop` it at the end."""

    def __init__(self, path: str, pragmas: Sequence[str]) -> None:
        self._path = path
        self._pragmas = (*pragmas, f"busy_timeout={BUSY_TIMEOUT_MS}")
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._pending = 0
        self._begin: str | None = None
        self._connection: sqlite3.Connection | None = None
        self._in_place = False

    def __await__(self) -> Generator[Any, None, Self]:
        return self._opened().__await__()

    async def _opened(self) -> Self:
        Thread(target=self._work, daemon=True, name="sqlite").start()
        try:
            self._connection = await self._hop(self._open)
        except BaseException:
            self.stop()
            raise
        return self

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        for pragma in self._pragmas:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    @property
    def _open_connection(self) -> sqlite3.Connection:
        if self._connection is None:
            raise sqlite3.OperationalError("connection closed")
        return self._connection

    # --- where work is done ---

    @contextlib.contextmanager
    def in_place(self) -> Iterator[None]:
        """While this lasts, single statements run in the caller's thread."""
        self._in_place = True
        try:
            yield
        finally:
            self._in_place = False

    async def run(self, work: Callable[[], T], *, is_long: bool = False) -> T:
        """Do something on the connection, in the transaction that was begun."""
        begin, self._begin = self._begin, None
        if not self._in_place or is_long or self._pending:
            return await self._hop(lambda: self._after(begin, work))
        if begin is not None and not self._begun_at_once(begin):
            await self._hop(lambda: self._after(begin, lambda: None))
        return work()

    def _after(self, begin: str | None, work: Callable[[], T]) -> T:
        if begin is not None:
            self._begin_now(begin)
        return work()

    def _begin_now(self, statement: str) -> None:
        """A transaction whose commit failed may still be there: SQLAlchemy lets it be."""
        connection = self._open_connection
        if connection.in_transaction:
            connection.rollback()
        connection.execute(statement)

    def _begun_at_once(self, begin: str) -> bool:
        """Begin without waiting; False where another process holds the lock."""
        connection = self._open_connection
        connection.execute("PRAGMA busy_timeout=0")
        try:
            self._begin_now(begin)
        except sqlite3.OperationalError:  # the thread tries again, and tells what is wrong
            return False
        finally:
            connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        return True

    async def _hop(self, work: Callable[[], T]) -> T:
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._pending += 1
        self._jobs.put((future, work))
        return await future

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            future, work = job
            result, failure = None, None
            try:
                result = work()
            except BaseException as err:  # noqa: BLE001 (whatever it is, the caller gets it)
                failure = err
            future.get_loop().call_soon_threadsafe(self._came_back, future, result, failure)

    def _came_back(
        self, future: "asyncio.Future[Any]", result: object, failure: BaseException | None
    ) -> None:
        self._pending -= 1
        if future.done():  # the caller was cancelled and did not wait
            return
        if failure is None:
            future.set_result(result)
        else:
            future.set_exception(failure)

    async def rows(self, statement: str, parameters: Sequence[Any]) -> list[Any]:
        """Run a statement and fetch its rows."""
        raw = self._open_connection
        return await self.run(lambda: raw.execute(statement, parameters).fetchall())

    # --- transactions ---

    def begin(self, statement: str) -> None:
        """A transaction begins with the next statement."""
        self._begin = statement

    async def savepoint(self, name: str) -> None:
        """What follows can be taken back alone."""
        await self.run(lambda: self._open_connection.execute(f"SAVEPOINT {name}"))

    async def release(self, name: str) -> None:
        """What followed the savepoint stays."""
        await self.run(lambda: self._open_connection.execute(f"RELEASE {name}"))

    async def take_back(self, name: str) -> None:
        """What followed the savepoint is undone."""
        await self.run(lambda: self._open_connection.execute(f"ROLLBACK TO {name}"))
        await self.release(name)

    async def commit(self) -> None:
        """Make it last; the disk is waited for in the thread. What cannot last is taken back."""
        if self._has_begun():
            await self._hop(self._commit_or_take_back)

    def _commit_or_take_back(self) -> None:
        connection = self._open_connection
        try:
            connection.commit()
        finally:
            if connection.in_transaction:
                connection.rollback()

    async def rollback(self) -> None:
        """Take back what was not committed."""
        if self._has_begun():
            await self.run(self._open_connection.rollback)

    def _has_begun(self) -> bool:
        """Whether there is anything to end; a transaction without a statement never began."""
        self._begin = None
        return bool(self._pending) or self._open_connection.in_transaction

    # --- what the dialect asks for ---

    def cursor(self) -> "Cursor":
        """A new cursor."""
        return Cursor(self)

    async def create_function(self, *args: Any, **named: Any) -> None:
        """Make a function of ours one of SQL."""
        self._open_connection.create_function(*args, **named)

    async def close(self) -> None:
        """End the connection and its thread."""
        if self._connection is not None:
            await self._hop(self._connection.close)
            self._connection = None
        self.stop()

    def stop(self) -> None:
        """End the thread when it has done what is queued."""
        self._jobs.put(None)


class Cursor:
    """One statement and its rows, which are all read at once."""

    def __init__(self, connection: SqliteConnection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Any = ()) -> None:
        """Run a statement and fetch its rows."""
        raw = self._connection._open_connection  # noqa: SLF001 (one thing in two classes)

        def work() -> None:
            cursor = raw.execute(statement, parameters)
            self._take(cursor, cursor.fetchall() if cursor.description else [])

        await self._connection.run(work)

    async def executemany(self, statement: str, parameters: Sequence[Any]) -> None:
        """Run a statement once for each row."""
        raw = self._connection._open_connection  # noqa: SLF001 (one thing in two classes)
        is_long = len(parameters) > MOST_ROWS_IN_PLACE
        await self._connection.run(
            lambda: self._take(raw.executemany(statement, parameters), []), is_long=is_long
        )

    def _take(self, cursor: sqlite3.Cursor, rows: list[Any]) -> None:
        self.description, self.rowcount = cursor.description, cursor.rowcount
        self.lastrowid, self._rows = cursor.lastrowid, rows

    async def fetchall(self) -> list[Any]:
        """The rows that are left."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing to do: the rows were read, the statement is over."""


def driver_of(connection: AsyncConnection) -> SqliteConnection | None:
    """The connection beneath one of SQLAlchemy's; None where that is no SQLite."""
    proxied = connection.sync_connection
    driver = None if proxied is None else proxied.connection.driver_connection
    return driver if isinstance(driver, SqliteConnection) else None
