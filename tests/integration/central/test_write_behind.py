"""Writes that may wait: what the database cannot keep loses itself only."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Table, select, text
from structlog.testing import capture_logs

from central.adapters.db import tables
from central.adapters.db.engine import Database
from central.adapters.db.migrate import migrate
from central.adapters.db.unit_of_work import SqlUnitsOfWork
from central.services.counters import Counters
from central.services.isolation import kept_running
from central.services.records import ConnectorStatus, MeterRow
from central.services.write_behind import MAX_METER_ROWS, WriteBehind
from contract.ids import ChargePointId
from tests.integration.central.conftest import stop
from tests.integration.central.seeds import place, seed_stations

pytestmark = pytest.mark.integration

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
CP = ChargePointId("A-1")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Station A with charger A-1."""
    database = Database(database_url)
    await migrate(database)
    await seed_stations(SqlUnitsOfWork(database), NOW, place("A"))
    yield database
    await database.close()


@pytest.fixture
def counters() -> Counters:
    return Counters()


@pytest.fixture
def behind(database: Database, counters: Counters) -> WriteBehind:
    return WriteBehind(SqlUnitsOfWork(database), counters)


async def rows(database: Database, table: Table) -> list[dict[str, Any]]:
    async with database.read() as connection:
        return [dict(row) for row in (await connection.execute(select(table))).mappings()]


async def rename(database: Database, before: str, after: str) -> None:
    async with database.write() as connection:
        await connection.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))
        await connection.commit()


def status(connector: int, charge_point: str = CP, info: str = "") -> ConnectorStatus:
    key = ChargePointId(charge_point)
    return ConnectorStatus(key, connector, "Charging", "NoError", info, "", NOW, NOW)


def reading(number: int, value: object = "1") -> MeterRow:
    return MeterRow(CP, 1, number, NOW, NOW, [{"value": value}])


async def test_bad_rows_are_set_aside_and_the_others_are_written(
    behind: WriteBehind, counters: Counters, database: Database
) -> None:
    for connector in range(1, 20):
        behind.note_status(status(connector))
        behind.note_meter_row(reading(connector))
    behind.note_status(status(20, info="half \ud800"))
    behind.note_status(status(1, charge_point="NOBODY"))
    behind.note_last_meter(1, 2**70)
    behind.note_meter_row(reading(99, value="\udfff"))
    behind.note_seen(CP, NOW)
    with capture_logs() as logs:
        await behind.flush()
    stored = await rows(database, tables.connectors)
    assert sum(row["status"] == "Charging" for row in stored) == 19
    assert {row["transaction_id"] for row in await rows(database, tables.meter_values)} == set(
        range(1, 20)
    )
    (point,) = await rows(database, tables.charge_points)
    assert point["last_seen_at"] == NOW
    assert counters["rows_set_aside"] == 4
    told = [line for line in logs if line["event"] == "row_set_aside"]
    assert len(told) == 4
    assert any("NOBODY" in line["row"] for line in told)
    assert all(line["reason"] for line in told)
    await behind.flush()
    assert counters["rows_set_aside"] == 4, "they do not come back"


async def test_a_failing_database_is_waited_for(
    behind: WriteBehind, counters: Counters, database: Database, until: Callable[..., Any]
) -> None:
    behind.note_status(status(1))
    behind.note_meter_row(reading(1))
    await rename(database, "meter_values", "away")
    task = asyncio.create_task(kept_running(behind.run, counters, "write-behind"))
    await until(lambda: counters["write_behind_failures"] >= 2, "two tries failed")
    behind.note_meter_row(reading(2))
    await rename(database, "away", "meter_values")
    async with asyncio.timeout(10):
        while len(await rows(database, tables.meter_values)) < 2:  # noqa: ASYNC110 (a table)
            await asyncio.sleep(0.02)
    assert [row["transaction_id"] for row in await rows(database, tables.meter_values)] == [1, 2]
    assert counters["rows_set_aside"] == counters["defects"] == 0
    await stop(task)


async def test_what_waits_is_written_at_the_end(behind: WriteBehind, database: Database) -> None:
    task = asyncio.create_task(behind.run())
    await asyncio.sleep(0)
    behind.note_meter_row(reading(7))
    await stop(task)
    assert len(await rows(database, tables.meter_values)) == 1


async def test_too_many_readings_push_out_the_oldest(
    behind: WriteBehind, counters: Counters, database: Database
) -> None:
    for number in range(MAX_METER_ROWS + 3):
        behind.note_meter_row(reading(number))
    assert counters["meter_rows_lost"] == 3
    await behind.flush()
    assert min(row["transaction_id"] for row in await rows(database, tables.meter_values)) == 3
