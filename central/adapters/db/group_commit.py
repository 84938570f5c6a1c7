"""Small writes of many chargers, committed together.

A commit waits for the disk, some milliseconds; a charger must not be answered before it. Whoever
comes while a commit is under way therefore waits for the next one and shares it: each has a part
of the transaction, one after the other, that can be taken back alone. The first of a group commits
when all who were waiting then have had their turn. A part lasts when the group's commit did; if
that fails, every part of it failed.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass, field
from typing import Final, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.sqlite_driver import driver_of
from central.services.errors import DatabaseUnavailableError

PART: Final = "part"


class Savepoints(Protocol):
    """What a part needs of a connection."""

    def in_place(self) -> AbstractContextManager[None]:
        """While this lasts, single statements need not change thread."""

    async def savepoint(self, name: str) -> None:
        """What follows can be taken back alone."""

    async def release(self, name: str) -> None:
        """What followed the savepoint stays."""

    async def take_back(self, name: str) -> None:
        """What followed the savepoint is undone."""


class SqlSavepoints:
    """Implements `Savepoints` over any database; its driver changes no threads."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    def in_place(self) -> AbstractContextManager[None]:
        """Nothing to do."""
        return contextlib.nullcontext()

    async def savepoint(self, name: str) -> None:
        """What follows can be taken back alone."""
        await self._connection.exec_driver_sql(f"SAVEPOINT {name}")

    async def release(self, name: str) -> None:
        """What followed the savepoint stays."""
        await self._connection.exec_driver_sql(f"RELEASE SAVEPOINT {name}")

    async def take_back(self, name: str) -> None:
        """What followed the savepoint is undone."""
        await self._connection.exec_driver_sql(f"ROLLBACK TO SAVEPOINT {name}")
        await self.release(name)


@dataclass(slots=True)
class Part:
    """One writer's share; `commit` says that it shall last once its block has ended."""

    connection: AsyncConnection
    is_wanted: bool = False

    async def commit(self) -> None:
        """Keep it: the block ends when the group's commit is on disk."""
        self.is_wanted = True


@dataclass(slots=True)
class Group:
    """A transaction under way; `done` tells why it failed, or None."""

    connection: AsyncConnection
    savepoints: Savepoints
    resources: contextlib.AsyncExitStack
    done: "asyncio.Future[str | None]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class GroupCommit:
    """Hands out parts of common transactions over one writer."""

    def __init__(self, write: Callable[[], AbstractAsyncContextManager[AsyncConnection]]) -> None:
        self._write = write
        self._turn = asyncio.Lock()  # first come, first served
        self._group: Group | None = None

    @contextlib.asynccontextmanager
    async def join(self) -> AsyncIterator[Part]:
        """A part of the present group, or of a new one.

        Raises:
            central.services.errors.DatabaseUnavailableError: nothing of this part lasts.
        """
        leads = False
        await self._turn.acquire()
        try:
            leads = self._group is None
            group = self._group = self._group or await self._opened()
            part = Part(group.connection)
            async with _taken_back_alone(group.savepoints, part):
                yield part
        finally:
            self._turn.release()
            if leads and self._group is not None:
                # Its failure goes to `done`; the lock's queue and the driver's hold the task.
                await asyncio.shield(self._commit(self._group))
        if part.is_wanted:
            failure = await asyncio.shield(group.done)
            if failure is not None:
                raise DatabaseUnavailableError(failure)

    async def _opened(self) -> Group:
        async with contextlib.AsyncExitStack() as stack:
            connection = await stack.enter_async_context(self._write())
            savepoints = savepoints_of(connection)
            stack.enter_context(savepoints.in_place())
            await connection.begin()
            return Group(connection, savepoints, stack.pop_all())
        raise RuntimeError("unreachable")

    async def _commit(self, group: Group) -> None:
        """Commit once all who queued for their turn before have had it."""
        failure: str | None = "interrupted"
        try:
            async with self._turn:
                self._group = None
                async with group.resources:
                    await group.connection.commit()
                failure = None
        except DatabaseUnavailableError as err:
            failure = err.reason
        finally:
            group.done.set_result(failure)


@contextlib.asynccontextmanager
async def _taken_back_alone(savepoints: Savepoints, part: Part) -> AsyncIterator[None]:
    """What a part wrote is undone where it failed, or did not want to last."""
    await savepoints.savepoint(PART)
    is_kept = False
    try:
        yield
        is_kept = part.is_wanted
    finally:
        await (savepoints.release(PART) if is_kept else savepoints.take_back(PART))


def savepoints_of(connection: AsyncConnection) -> Savepoints:
    """Those of SQLite's own driver, where it is SQLite."""
    return driver_of(connection) or SqlSavepoints(connection)
