"""The spool on a real disk: what is promised is there, what is broken is set aside."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from edge_agent.adapters import spool_tables
from edge_agent.adapters.spool import FILE, Reports, Spool
from edge_agent.core.errors import LocalError
from edge_agent.core.storage import (
    DropRecord,
    PutNote,
    PutRecord,
    PutTransaction,
    Record,
    RecordKind,
    SetAside,
    Stage,
    Transaction,
)
from edge_agent.core.traffic import Storage
from edge_agent.core.transactions import FIRST_LOCAL_ID

MIB = 2**20
Until = Callable[..., object]


def record(number: int, payload: str = "{}", **more: object) -> Record:
    values: dict[str, object] = {
        "kind": RecordKind.TRANSACTION,
        "message_id": f"m-{number}",
        "action": "MeterValues",
        **more,
    }
    return Record(number=number, payload=payload, **values)  # type: ignore[arg-type]


def transaction(number: int, **more: object) -> Transaction:
    return Transaction(number, 1, "TAG", "2026-07-01T00:00:00Z", "0", **more)  # type: ignore[arg-type]


@asynccontextmanager
async def running(
    data_dir: Path, budget: int = MIB, reserve: int = 1024, reports: Reports | None = None
) -> AsyncIterator[Spool]:
    spool = Spool(data_dir, budget, reserve)
    spool.start(reports or Reports())
    try:
        yield spool
    finally:
        await spool.stop()


def left_in(data_dir: Path, charger: str = "CP-1") -> list[int]:
    connection = sqlite3.connect(data_dir / FILE)
    rows = connection.execute("SELECT number FROM record WHERE charger = ?", (charger,))
    found = [row[0] for row in rows]
    connection.close()
    return found


async def test_what_was_written_is_there_for_the_next_run(tmp_path: Path) -> None:
    kept = transaction(1, stage=Stage.OPEN, charger_id=FIRST_LOCAL_ID)
    async with running(tmp_path) as spool:
        changes = (PutRecord(record(1, '{"é":1}')), PutTransaction(kept), PutNote("boot", "x"))
        assert await spool.write("CP-1", changes, survives_power_cut=True)
        assert await spool.write("CP-2", (PutRecord(record(7)),), survives_power_cut=False)
    again = Spool(tmp_path, MIB, 1024)
    found = again.load()
    assert next(again.local_ids()) == FIRST_LOCAL_ID + 1
    again.start(Reports())
    assert await again.read("CP-1", RecordKind.TRANSACTION, 0) == (record(1, '{"é":1}'),)
    await again.stop()
    assert found["CP-1"].transactions == (kept,)
    assert found["CP-1"].counts == {RecordKind.TRANSACTION: 1}
    assert found["CP-1"].notes == {"boot": "x"}
    assert (found["CP-1"].next_number, found["CP-2"].next_number) == (2, 8)


async def test_number_of_a_record_that_is_gone_is_not_used_again(tmp_path: Path) -> None:
    async with running(tmp_path) as spool:
        await spool.write("CP-1", (PutRecord(record(5)), DropRecord(5)), survives_power_cut=False)
        await spool.write("CP-1", (PutNote("boot", "x"),), survives_power_cut=False)
    async with running(tmp_path) as spool:
        pass
    again = Spool(tmp_path, MIB, 1024)
    assert again.load()["CP-1"].next_number == 6
    again._connection.close()


async def test_writes_of_many_chargers_share_commits_and_all_are_kept(tmp_path: Path) -> None:
    async with running(tmp_path) as spool:
        done = [
            spool.write(f"CP-{number}", (PutRecord(record(1)),), survives_power_cut=True)
            for number in range(300)
        ]
        assert all(await asyncio.gather(*done))
    assert left_in(tmp_path, "CP-299") == [1]


async def test_change_that_cannot_be_written_spoils_no_other(tmp_path: Path) -> None:
    bad = "half a character: \ud800"
    async with running(tmp_path) as spool:
        results = [
            spool.write("CP-1", (PutRecord(record(1)),), survives_power_cut=False),
            spool.write("CP-2", (PutNote("a", "x"), PutNote("b", bad)), survives_power_cut=False),
            spool.write("CP-3", (PutRecord(record(1)),), survives_power_cut=False),
        ]
        assert await asyncio.gather(*results) == [True, False, True]
    assert left_in(tmp_path, "CP-3") == [1]


async def test_record_that_is_set_aside_is_kept_for_a_person(tmp_path: Path) -> None:
    async with running(tmp_path) as spool:
        changes = (PutRecord(record(1, '{"a":1}')), SetAside(1, "central said no"))
        await spool.write("CP-1", changes, survives_power_cut=True)
    assert left_in(tmp_path) == []
    connection = sqlite3.connect(tmp_path / FILE)
    row = connection.execute("SELECT payload, reason FROM set_aside").fetchone()
    connection.close()
    assert row == ('{"a":1}', "central said no")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"no database at all" * 100, id="garbage"),
        pytest.param(b"SQLite format 3\x00" + bytes(4000), id="a head only"),
    ],
)
async def test_broken_file_is_set_aside_and_the_edge_goes_on(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / FILE).write_bytes(content)
    async with running(tmp_path) as spool:
        assert spool.was_set_aside
        assert await spool.write("CP-1", (PutRecord(record(1)),), survives_power_cut=True)
    assert (tmp_path / f"{FILE}.bad-1").read_bytes() == content
    async with running(tmp_path) as spool:
        assert not spool.was_set_aside


async def test_pages_that_were_overwritten_are_found_at_the_start(tmp_path: Path) -> None:
    async with running(tmp_path, budget=8 * MIB) as spool:
        changes = tuple(PutRecord(record(number, "x" * 500)) for number in range(500))
        await spool.write("CP-1", changes, survives_power_cut=True)
    with (tmp_path / FILE).open("r+b") as file:
        file.seek(3 * 4096)
        file.write(os.urandom(20 * 4096))
    async with running(tmp_path) as spool:
        assert spool.was_set_aside
        assert await spool.write("CP-1", (PutRecord(record(1)),), survives_power_cut=True)


def test_directory_that_takes_no_file_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    (tmp_path / f"{FILE}.bad-1").touch()
    with pytest.raises(LocalError, match=FILE):
        Spool(tmp_path / "nowhere", MIB, 1024)


async def test_file_is_nobody_else_s_to_read(tmp_path: Path) -> None:
    async with running(tmp_path):
        pass
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


class Watch:
    """What a spool reported."""

    def __init__(self) -> None:
        self.storage = Storage.FREE
        self.gone: set[int] = set()
        self.reports = Reports(self._changed, lambda _charger, numbers: self.gone.update(numbers))

    def _changed(self, storage: Storage) -> None:
        self.storage = storage


async def session(spool: Spool, number: int, readings: int, stage: Stage) -> None:
    """A transaction with its start, so many readings, one of them signed, and its stop."""
    changes = [
        PutTransaction(transaction(number, stage=stage)),
        PutRecord(record(number, action="StartTransaction", transaction=number)),
    ]
    for each in range(number + 1, number + 1 + readings):
        is_signed = each == number + 10
        payload = "x" * 1000
        changes.append(PutRecord(record(each, payload, transaction=number, is_spare=not is_signed)))
    last = number + 1 + readings
    changes.append(PutRecord(record(last, action="StopTransaction", transaction=number)))
    await spool.write("CP-1", tuple(changes), survives_power_cut=True)


async def test_full_budget_sheds_states_first_then_every_second_reading_of_what_is_over(
    tmp_path: Path, until: Until
) -> None:
    watch = Watch()
    async with running(tmp_path, 512 * 1024, 64 * 1024, watch.reports) as spool:
        status = record(1, kind=RecordKind.STATUS, is_spare=True, action="StatusNotification")
        fault = record(2, kind=RecordKind.STATUS, is_spare=False, action="StatusNotification")
        await spool.write("CP-1", (PutRecord(status), PutRecord(fault)), survives_power_cut=False)
        await session(spool, 1000, 200, Stage.OPEN)
        await session(spool, 2000, 200, Stage.OVER)
        await until(lambda: len(watch.gone) > 1, "something was shed")  # type: ignore[misc]
        await session(spool, 3000, 10, Stage.OVER)
    left = set(left_in(tmp_path))
    assert 1 in watch.gone
    assert left.isdisjoint(watch.gone)
    kept_always = {2, 2000, 2001, 2010, 2200, 2201, *range(1000, 1202)}
    assert kept_always <= left
    assert 30 < len([each for each in left if 2001 < each < 2200]) < 120


async def test_starts_end_where_the_reserve_begins_and_stops_where_it_ends(
    tmp_path: Path, until: Until
) -> None:
    watch = Watch()
    async with running(tmp_path, 512 * 1024, 128 * 1024, watch.reports) as spool:
        await session(spool, 1000, 310, Stage.OPEN)
        await until(lambda: watch.storage is Storage.STOPS_ONLY, "starts end")  # type: ignore[misc]
        await session(spool, 2000, 150, Stage.OPEN)
        await until(lambda: watch.storage is Storage.NOTHING, "stops end")  # type: ignore[misc]
        drop = tuple(DropRecord(number) for number in range(1000, 2200))
        await spool.write("CP-1", drop, survives_power_cut=False)
        await until(lambda: watch.storage is Storage.FREE, "there is room again")  # type: ignore[misc]


async def test_disk_that_is_full_breaks_the_promise_and_is_found_free_again(
    tmp_path: Path, until: Until
) -> None:
    """SQLite's own limit of pages stands in for the disk's end: the same error."""
    watch = Watch()
    async with running(tmp_path, 64 * MIB, MIB, watch.reports) as spool:
        await spool.write("CP-1", (PutRecord(record(1)),), survives_power_cut=True)
        pages = spool._connection.execute("PRAGMA page_count").fetchone()[0]
        spool._connection.execute(f"PRAGMA max_page_count = {pages}")
        big = (PutRecord(record(2, "x" * 100_000)),)
        assert not await spool.write("CP-1", big, survives_power_cut=True)
        assert left_in(tmp_path) == [1]
        spool._connection.execute("PRAGMA max_page_count = 1000000")
        assert await spool.write("CP-1", big, survives_power_cut=True)
        await until(lambda: watch.storage is Storage.FREE, "it works again")  # type: ignore[misc]


def test_newer_form_is_not_touched(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    opened, problem = spool_tables.open_file(tmp_path / FILE)
    opened.close()
    assert "form 99" in problem
    kept = sqlite3.connect(tmp_path / f"{FILE}.bad-1")
    assert kept.execute("PRAGMA user_version").fetchone() == (99,)
    kept.close()
