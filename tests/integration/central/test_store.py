"""The database: migrations, one writer, and what repositories promise."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from central.adapters.clock import ScaledClock
from central.adapters.db import tables
from central.adapters.db.engine import Database, check_url
from central.adapters.db.migrate import migrate, revision
from central.adapters.db.unit_of_work import SqlUnitsOfWork
from central.services.counters import Counters
from central.services.errors import DatabaseUnavailableError
from central.services.records import (
    BootFacts,
    CommandRow,
    ConnectorMeter,
    ConnectorStatus,
    MeterRow,
    NewChargePoint,
    Station,
    Surroundings,
)
from central.services.retention import Kept, prune
from central.services.write_behind import WriteBehind
from contract.clock import ClockSetting
from contract.ids import ChargePointId, EdgeId, StationId
from contract.messages import EdgeState, Score, Telemetry

pytestmark = [pytest.mark.integration, pytest.mark.each_database]

T0 = datetime(2026, 6, 1, 12, tzinfo=UTC)
CP = ChargePointId("CP1")


def after(minutes: float) -> datetime:
    return T0 + timedelta(minutes=minutes)


def station(**changes: Any) -> Station:
    given = {"name": "S", "base_price_per_kwh": Decimal("0.35"), "currency": "USD"}
    return Station(
        **{"id": StationId("s"), "energy_cost_per_kwh": Decimal("0.1"), **given, **changes}
    )


def telemetry(minutes: float, temperature_c: float) -> Telemetry:
    return Telemetry(
        at=after(minutes), edge=EdgeId("e"), birth=1, sequence=1, temperature_c=temperature_c
    )


def score(minutes: float, risk: float) -> Score:
    given = {"edge": EdgeId("e"), "birth": 1, "sequence": 1, "model": "m", "feature_set": "f"}
    return Score(at=after(minutes), risk_1h=risk, level="low", **given)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    await migrate(database)
    yield database
    await database.close()


@pytest.fixture
async def units(database: Database) -> SqlUnitsOfWork:
    units = SqlUnitsOfWork(database)
    async with units.write() as uow:
        await uow.stations.upsert([station()])
        await uow.charge_points.upsert([NewChargePoint(CP, StationId("s"), "accepted")])
        await uow.commit()
    return units


async def charger(database: Database) -> dict[str, Any]:
    async with database.read() as connection:
        return dict((await connection.execute(select(tables.charge_points))).mappings().one())


async def test_migrations_lead_to_the_tables(database: Database) -> None:
    async with database.read() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(
                MigrationContext.configure(sync, opts={"compare_type": True}), tables.metadata
            )
        )
    assert differences == []


async def test_migrating_twice_changes_nothing(database: Database) -> None:
    before = await revision(database)
    await migrate(database)
    assert await revision(database) == before
    assert before is not None


@pytest.mark.parametrize("url", ["sqlite://", "sqlite+aiosqlite:///:memory:", "mysql://x/y"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"is not allowed: sqlite\+aiosqlite:///path"):
        check_url(url)


async def test_what_was_not_committed_is_gone(units: SqlUnitsOfWork) -> None:
    async with units.write() as uow:
        await uow.stations.upsert([station(id=StationId("t"))])
    async with units.read() as uow:
        assert [each.id for each in await uow.stations.all()] == ["s"]


async def test_readers_cannot_write(database: Database) -> None:
    with pytest.raises(DatabaseUnavailableError, match=r"read-?only"):
        async with database.read() as connection:
            await connection.execute(insert(tables.settings).values(key="a", value=1))


async def test_foreign_keys_are_enforced(database: Database) -> None:
    connector = {"charge_point_id": "nobody", "connector_id": 1, "status": "Available"}
    async with database.write() as connection:
        with pytest.raises(IntegrityError):
            await connection.execute(
                insert(tables.connectors).values(**connector, status_at=T0, received_at=T0)
            )


async def test_writers_of_two_processes_do_not_lock_each_other_out(database: Database) -> None:
    other = Database(database.url)

    async def write(through: Database, name: str) -> None:
        for number in range(20):
            async with through.write() as connection:
                row = {"key": f"{name}{number}", "value": number}
                await connection.execute(insert(tables.settings).values(row))
                await connection.commit()

    async with asyncio.TaskGroup() as tasks:
        for name in "abc":
            tasks.create_task(write(database, name))
            tasks.create_task(write(other, name.upper()))
    await other.close()
    async with database.read() as connection:
        assert len((await connection.execute(select(tables.settings))).all()) == 120


async def test_naive_instants_are_refused(units: SqlUnitsOfWork) -> None:
    async with units.write() as uow:
        with pytest.raises(Exception, match="has no time zone"):
            await uow.charge_points.save_seen({CP: datetime(2026, 1, 1)})  # noqa: DTZ001


async def test_fleet_renews_but_does_not_undo_a_rejection(units: SqlUnitsOfWork) -> None:
    async with units.write() as uow:
        await uow.charge_points.set_registration(CP, "rejected")
        renewed = NewChargePoint(CP, StationId("s"), "accepted", vendor="New")
        await uow.charge_points.upsert([renewed])
        await uow.stations.upsert([station(name="Renamed")])
        await uow.commit()
    async with units.read() as uow:
        found = await uow.charge_points.get(CP)
        assert found is not None
        assert found.registration == "rejected"
        assert [each.name for each in await uow.stations.all()] == ["Renamed"]


async def test_boot_that_was_not_accepted_leaves_no_boot_time(
    units: SqlUnitsOfWork, database: Database
) -> None:
    async with units.write() as uow:
        await uow.charge_points.record_boot(CP, BootFacts("v", "m", "s", "f"), None)
        await uow.commit()
    row = await charger(database)
    assert (row["vendor"], row["booted_at"]) == ("v", None)


async def test_newest_telemetry_is_the_latest_whatever_the_order(
    units: SqlUnitsOfWork, database: Database
) -> None:
    async with units.write() as uow:
        await uow.telemetry.add_telemetry([(CP, telemetry(2, 50.0)), (CP, telemetry(1, 40.0))])
        await uow.telemetry.add_telemetry([(CP, telemetry(0, 30.0))])
        await uow.telemetry.add_scores([(CP, score(1, 0.2)), (CP, score(3, 0.9))])
        await uow.telemetry.add_scores([(CP, score(2, 0.5))])
        await uow.commit()
    row = await charger(database)
    assert (row["temperature_c"], row["telemetry_at"]) == (50.0, after(2))
    assert (row["risk_1h"], row["scored_at"]) == (0.9, after(3))


async def test_repeated_telemetry_is_kept_once(units: SqlUnitsOfWork, database: Database) -> None:
    async with units.write() as uow:
        for _ in range(2):
            await uow.telemetry.add_telemetry([(CP, telemetry(0, 30.0))])
            await uow.telemetry.add_scores([(CP, score(0, 0.1))])
        await uow.commit()
    async with database.read() as connection:
        for table in (tables.telemetry, tables.scores):
            assert len((await connection.execute(select(table))).all()) == 1


async def test_own_readings_count_only_while_the_edge_is_silent(
    units: SqlUnitsOfWork, database: Database
) -> None:
    async with units.write() as uow:
        await uow.telemetry.add_telemetry([(CP, telemetry(0, 50.0))])
        await uow.charge_points.save_surroundings([Surroundings(CP, after(0.5), 44.0, 20.0, 1.0)])
        await uow.commit()
    assert (await charger(database))["temperature_c"] == 50.0
    async with units.write() as uow:
        await uow.charge_points.save_surroundings([Surroundings(CP, after(2), None, 20.0, 1.0)])
        await uow.commit()
    row = await charger(database)
    assert (row["temperature_c"], row["ambient_c"]) == (50.0, 20.0)


async def test_late_will_of_an_older_birth_is_ignored(
    units: SqlUnitsOfWork, database: Database
) -> None:
    async with units.write() as uow:
        edge = EdgeId("e")
        online = EdgeState(edge=edge, online=True, birth=2, version="1", chargers=7)
        assert await uow.telemetry.save_edge(online)
        assert not await uow.telemetry.save_edge(EdgeState(edge=edge, online=False, birth=1))
        await uow.commit()
    async with database.read() as connection:
        row = (await connection.execute(select(tables.edges))).mappings().one()
    assert (row["online"], row["birth"], row["chargers"]) == (True, 2, 7)
    async with units.write() as uow:
        assert await uow.telemetry.save_edge(EdgeState(edge=edge, online=False, birth=2))
        await uow.commit()
    async with database.read() as connection:
        row = (await connection.execute(select(tables.edges))).mappings().one()
    assert (row["online"], row["chargers"]) == (False, 7)


async def test_shown_prices_begin_with_the_one_in_force(units: SqlUnitsOfWork) -> None:
    async with units.write() as uow:
        for minutes, price in ((-9, "0.1"), (-5, "0.2"), (1, "0.3"), (2, "0.4")):
            await uow.charge_points.record_price(CP, Decimal(price), "text", after(minutes))
        shown = await uow.charge_points.shown_prices(CP, T0)
    assert [str(each.per_kwh) for each in shown] == ["0.2", "0.3", "0.4"]


async def test_pruning_takes_only_what_is_old_and_at_most_the_limit(
    units: SqlUnitsOfWork, database: Database
) -> None:
    async with units.write() as uow:
        await uow.telemetry.add_telemetry([(CP, telemetry(n, 30.0)) for n in range(10)])
        assert await uow.telemetry.prune(after(6), limit=4) == 4
        assert await uow.telemetry.prune(after(6), limit=4) == 2
        assert await uow.telemetry.prune(after(6), limit=4) == 0
        await uow.commit()


async def test_retention_bites_until_all_that_is_old_is_gone(
    units: SqlUnitsOfWork, database: Database
) -> None:
    days = (0, 1, 6, 8, 9)
    async with units.write() as uow:
        await uow.telemetry.add_telemetry([(CP, telemetry(-d * 1440 - 1, 30.0)) for d in days])
        await uow.transactions.add_meter_values(
            [MeterRow(CP, 1, None, after(-d * 1440), T0, []) for d in days]
        )
        await uow.commit()
    noon = ClockSetting(factor=1, epoch=T0, anchor=datetime.now(UTC))
    kept = Kept(readings=timedelta(days=7))
    assert await prune(units, ScaledClock(noon), kept) == 4 + 2
    async with database.read() as connection:
        assert len((await connection.execute(select(tables.telemetry))).all()) == 1
        assert len((await connection.execute(select(tables.meter_values))).all()) == 3


async def test_cursors_of_the_stream_grow_and_are_never_given_again(units: SqlUnitsOfWork) -> None:
    async with units.write() as uow:
        first = await uow.outbox.append(T0, "prices", "price.started", "system", {"a": 1})
        second = await uow.outbox.append(after(1), "audit", "x", "system", {})
        assert second > first
        assert [each.id for each in await uow.outbox.after(0, ["audit"], 10)] == [second]
        assert await uow.outbox.prune(after(5), 10) == 1, "the newest stays as the cursor"
        assert await uow.outbox.append(after(6), "audit", "x", "system", {}) > second
        await uow.commit()


async def test_an_error_of_the_database_tells_no_values(units: SqlUnitsOfWork) -> None:
    point = NewChargePoint(ChargePointId("CP2"), StationId("s3cr3t"), "accepted")
    async with units.write() as uow:
        with pytest.raises(IntegrityError) as error:
            await uow.charge_points.add(point)
    assert "foreign key" in str(error.value).lower()
    assert "s3cr3t" not in str(error.value)


async def test_write_behind_keeps_the_newest_of_each_connector(
    units: SqlUnitsOfWork, database: Database
) -> None:
    behind = WriteBehind(units, Counters())
    for minutes, status in enumerate(("Preparing", "Charging")):
        behind.note_status(
            ConnectorStatus(CP, 1, status, "NoError", "", "", after(minutes), after(minutes))
        )
    behind.note_meter(ConnectorMeter(CP, 1, 7000.0, None, None, after(0)))
    behind.note_meter(ConnectorMeter(CP, 1, None, 500.0, None, after(1)))
    await behind.flush()
    async with database.read() as connection:
        row = (await connection.execute(select(tables.connectors))).mappings().one()
    assert (row["status"], row["power_w"], row["energy_wh"]) == ("Charging", 7000.0, 500.0)


async def test_write_behind_keeps_its_notes_when_the_database_fails(
    units: SqlUnitsOfWork, database: Database
) -> None:
    behind = WriteBehind(units, Counters())
    behind.note_seen(CP, after(1))
    async with database.write() as connection:
        await connection.execute(text("ALTER TABLE charge_points RENAME TO away"))
        await connection.commit()
    with pytest.raises(DatabaseUnavailableError):
        await behind.flush()
    async with database.write() as connection:
        await connection.execute(text("ALTER TABLE away RENAME TO charge_points"))
        await connection.commit()
    await behind.flush()
    assert (await charger(database))["last_seen_at"] == after(1)


async def test_raw_readings_become_quarters_and_late_ones_are_added(units: SqlUnitsOfWork) -> None:
    def row(minutes: float, energy_wh: int) -> MeterRow:
        return MeterRow(CP, 1, None, after(minutes), T0, [{"value": str(energy_wh)}])

    async with units.write() as uow:
        await uow.transactions.add_meter_values([row(n, 100 * n) for n in range(40)])
        whole = await uow.readings.raw(CP, T0, after(60))
        assert await uow.readings.roll_up(after(30), limit=20) == 20
        assert await uow.readings.roll_up(after(30), limit=20) == 10
        await uow.commit()
    async with units.read() as uow:
        old = await uow.readings.quarters(CP, T0, after(60), 10)
        raw = await uow.readings.raw(CP, T0, after(60))
        assert [each.samples for each in old] == [15, 15]
        assert [*old, *raw] == whole, "nothing is lost and nothing counted twice"
    async with units.write() as uow:
        await uow.transactions.add_meter_values([row(7, 90_000)])
        await uow.readings.roll_up(after(30), limit=100)
        [first, _] = await uow.readings.quarters(CP, T0, after(60), 10)
        assert (first.samples, first.register_high_wh) == (16, 90_000)


async def test_the_price_that_a_charger_shows_is_never_forgotten(units: SqlUnitsOfWork) -> None:
    async with units.write() as uow:
        for minutes, price in enumerate(("0.1", "0.2", "0.3", "0.4")):
            await uow.charge_points.record_price(CP, Decimal(price), "text", after(minutes))
        assert await uow.charge_points.prune_prices(after(2.5), 10) == 2
        assert await uow.charge_points.prune_prices(after(2.5), 10) == 0
        shown = await uow.charge_points.shown_prices(CP, T0)
    assert [str(each.per_kwh) for each in shown] == ["0.3", "0.4"]


async def test_old_calls_are_forgotten(units: SqlUnitsOfWork) -> None:
    async with units.write() as uow:
        for n in range(3):
            made = CommandRow(f"c{n}", CP, "Reset", {}, "human", "x", "y", "queued", after(n))
            await uow.commands.add(made)
        assert await uow.commands.prune(after(2), limit=10) == 2
        assert await uow.commands.get("c1") is None
        assert await uow.commands.get("c2") is not None
