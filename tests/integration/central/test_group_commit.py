"""Writes that share a commit: each is on disk when its block ends, and fails or is undone alone."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError

from central.adapters.db.engine import Database
from central.adapters.db.migrate import migrate
from central.adapters.db.tables import id_tags
from central.adapters.db.unit_of_work import SqlUnitOfWork, SqlUnitsOfWork
from central.core.id_tags import IdTag
from central.services.errors import DatabaseUnavailableError

pytestmark = [pytest.mark.integration, pytest.mark.each_database]

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    await migrate(database)
    yield database
    await database.close()


@pytest.fixture
def units(database: Database) -> SqlUnitsOfWork:
    return SqlUnitsOfWork(database)


def commits(database: Database) -> list[str]:
    """Notes every commit of the writer from now on."""
    seen: list[str] = []
    event.listen(database._writer.sync_engine, "commit", lambda _: seen.append("commit"))
    return seen


async def on_disk(database: Database) -> set[str]:
    """What another connection sees."""
    async with database.read() as connection:
        return set((await connection.execute(select(id_tags.c.id_tag))).scalars())


async def put(units: SqlUnitsOfWork, name: str) -> None:
    async with units.write_together() as uow:
        await uow.id_tags.put(IdTag(name, "Accepted"))
        await uow.commit()


async def test_those_who_come_together_share_a_commit(
    database: Database, units: SqlUnitsOfWork
) -> None:
    seen = commits(database)
    await asyncio.gather(*(put(units, f"t{number}") for number in range(50)))
    assert await on_disk(database) == {f"t{number}" for number in range(50)}
    assert len(seen) <= 3


async def test_it_is_on_disk_when_the_block_ends(units: SqlUnitsOfWork, database: Database) -> None:
    for name in ("a", "b"):
        await put(units, name)
        assert name in await on_disk(database)


async def test_a_part_that_fails_is_undone_alone(units: SqlUnitsOfWork, database: Database) -> None:
    async def fail(uow: SqlUnitOfWork) -> None:
        await uow.id_tags.put(IdTag("half", "Accepted"))
        await uow.transactions.add_orphan("NOBODY", "X", {}, NOW, may_match=False)  # type: ignore[arg-type]

    async def bad() -> None:
        async with units.write_together() as uow:
            await fail(uow)
            await uow.commit()

    results: list[Any] = await asyncio.gather(
        bad(), put(units, "a"), bad(), put(units, "b"), return_exceptions=True
    )
    assert [type(each) for each in results] == [
        IntegrityError,
        type(None),
        IntegrityError,
        type(None),
    ]
    assert await on_disk(database) == {"a", "b"}


async def test_what_was_not_committed_does_not_last(
    units: SqlUnitsOfWork, database: Database
) -> None:
    async def forget() -> None:
        async with units.write_together() as uow:
            await uow.id_tags.put(IdTag("gone", "Accepted"))

    await asyncio.gather(forget(), put(units, "a"))
    assert await on_disk(database) == {"a"}


async def test_one_that_is_cancelled_takes_no_other_along(
    units: SqlUnitsOfWork, database: Database
) -> None:
    tasks = [asyncio.create_task(put(units, f"t{number}")) for number in range(6)]
    while not units._database._write_lock.locked():  # noqa: ASYNC110 (the first has begun)
        await asyncio.sleep(0)
    tasks[0].cancel()
    tasks[3].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert await on_disk(database) >= {"t1", "t2", "t4", "t5"}
    await put(units, "after")
    assert "after" in await on_disk(database)


async def test_a_lock_of_another_process_is_waited_for(
    units: SqlUnitsOfWork, database: Database
) -> None:
    other = Database(database.url)
    async with other.write() as connection:
        await connection.execute(select(id_tags))
        tasks = [asyncio.create_task(put(units, f"t{number}")) for number in range(3)]
        done, _ = await asyncio.wait(tasks, timeout=0.2)
        assert not done
    await other.close()
    await asyncio.gather(*tasks)
    assert await on_disk(database) == {"t0", "t1", "t2"}


async def test_a_commit_that_fails_fails_all_of_its_group(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'full.db'}")
    await migrate(database)
    units = SqlUnitsOfWork(database)
    await put(units, "before")

    def full(_connection: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    event.listen(database._writer.sync_engine, "commit", full)
    results = await asyncio.gather(
        *(put(units, f"t{number}") for number in range(3)), return_exceptions=True
    )
    event.remove(database._writer.sync_engine, "commit", full)
    assert [type(each) for each in results] == [DatabaseUnavailableError] * 3
    assert await on_disk(database) == {"before"}
    await put(units, "after")
    assert await on_disk(database) == {"before", "after"}
    await database.close()


async def test_small_writes_and_large_ones_take_turns(
    units: SqlUnitsOfWork, database: Database
) -> None:
    async def alone(name: str) -> None:
        async with units.write() as uow:
            await uow.id_tags.put(IdTag(name, "Accepted"))
            await uow.commit()

    work = [put(units, f"a{n}") if n % 2 else alone(f"a{n}") for n in range(20)]
    await asyncio.gather(*work)
    assert await on_disk(database) == {f"a{number}" for number in range(20)}


async def test_a_glance_sees_what_was_committed_and_cannot_write(units: SqlUnitsOfWork) -> None:
    await put(units, "a")
    async with units.glance() as uow:
        assert await uow.id_tags.get("A") is not None
        with pytest.raises(Exception, match=r"read-?only"):
            await uow.id_tags.put(IdTag("b", "Accepted"))


async def test_commits_to_sqlite_survive_a_power_cut(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}")
    async with database.write() as connection:
        level = (await connection.exec_driver_sql("PRAGMA synchronous")).scalar()
    assert level == 2, "FULL: synced at each commit"
    await database.close()
