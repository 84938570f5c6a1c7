"""Statements that are compiled once give what SQLAlchemy gives: rows, types and errors."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError

from central.adapters.db.engine import Database
from central.adapters.db.migrate import migrate
from central.adapters.db.prepared import TOGETHER, Prepared
from central.adapters.db.rows import insert_or_update
from central.adapters.db.tables import outbox, settings, stations
from central.services.errors import DatabaseUnavailableError

pytestmark = [pytest.mark.integration, pytest.mark.each_database]

NEW = ("id", "name", "network", "operator", "city", "city_name", "state", "time_zone")
NEW += (
    "location_type",
    "charger_type",
    "grid_area",
    "base_price_per_kwh",
    "energy_cost_per_kwh",
    "currency",
)
NEW += ("amenities", "simulated", "under_maintenance")
ADD = Prepared(stations.insert(), NEW)
PUT = Prepared(insert_or_update(settings, ["key"], ["value"]), ["key", "value"])
SHOWN = (stations.c.id, stations.c.base_price_per_kwh, stations.c.amenities, stations.c.simulated)
ABOVE = select(*SHOWN).where(
    stations.c.simulated.is_(True), stations.c.id > bindparam("after"), stations.c.currency == "USD"
)
ORDERED = ABOVE.order_by(stations.c.id).limit(5)


def station(number: int, price: str = "0.1") -> tuple[object, ...]:
    words = (f"S{number}", "n", "", "", "", "", "", "UTC", "", "", "")
    return (*words, Decimal(price), Decimal(0), "USD", ["wc", number], True, False)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    await migrate(database)
    yield database
    await database.close()


async def test_rows_are_those_of_sqlalchemy(database: Database) -> None:
    async with database.write() as connection:
        await ADD.run_each(connection, [station(each, f"0.{each}0") for each in range(1, 9)])
        await connection.commit()
    async with database.glance() as connection:
        plain = [tuple(row) for row in await connection.execute(ORDERED, {"after": "S2"})]
        rows = await Prepared(ORDERED, ["after"]).rows(connection, "S2")
    assert rows == plain
    assert rows[0] == ("S3", Decimal("0.30"), ["wc", 3], True)
    assert isinstance(rows[0][3], bool)
    assert [row[0] for row in rows] == ["S3", "S4", "S5", "S6", "S7"]


@pytest.mark.parametrize("count", [0, 1, TOGETHER - 1, TOGETHER, TOGETHER + 1, 3 * TOGETHER + 7])
async def test_many_rows_are_all_put_down_in_their_order(database: Database, count: int) -> None:
    async with database.write() as connection:
        await ADD.run_each(connection, [station(each) for each in range(count)])
        marks = [(f"T{each}", each) for each in range(count)]
        await PUT.run_each(connection, [(key, f"{each}") for key, each in marks])
        await PUT.run_each(connection, [(key, "again") for key, _ in marks])
        await connection.commit()
    async with database.read() as connection:
        names = await Prepared(select(stations.c.id)).rows(connection)
        kept = await Prepared(select(settings.c.key, settings.c.value)).rows(connection)
    assert {name for (name,) in names} == {f"S{each}" for each in range(count)}
    assert sorted(kept) == sorted((key, "again") for key, _ in marks)


async def test_what_was_not_committed_is_gone(database: Database) -> None:
    async with database.write() as connection:
        await ADD.run(connection, *station(1))
    async with database.read() as connection:
        assert await Prepared(select(stations.c.id)).first(connection) is None


async def test_a_change_is_seen_where_it_was_made(database: Database) -> None:
    rename = update(stations).where(stations.c.id == bindparam("key"))
    renamed = Prepared(rename.values(name=bindparam("new_name")), ["new_name", "key"])
    async with database.write_together() as part:
        await ADD.run(part.connection, *station(1))
        await renamed.run(part.connection, "changed", "S1")
        assert await Prepared(select(stations.c.name)).first(part.connection) == ("changed",)
        await part.commit()
    async with database.read() as connection:
        assert await Prepared(select(stations.c.name)).rows(connection) == [("changed",)]


async def test_instants_come_back_in_utc(database: Database) -> None:
    at = datetime(2026, 6, 1, 14, 0, 0, 123456, timezone(timedelta(hours=2)))
    echo = Prepared(select(bindparam("at", type_=outbox.c.at.type)), ["at"])
    async with database.read() as connection:
        row = await echo.first(connection, at)
    assert row is not None
    assert row[0] == at
    assert row[0].tzinfo == UTC


async def test_a_row_that_breaks_a_rule_fails_as_with_sqlalchemy(database: Database) -> None:
    async with database.write() as connection:
        await ADD.run(connection, *station(1))
        with pytest.raises(IntegrityError) as error:
            await ADD.run(connection, *station(1))
    assert "wc" not in str(error.value), "an error's text goes to the log: it holds no row"


async def test_a_table_that_is_not_there_is_an_unavailable_database(database: Database) -> None:
    async with database.write() as connection:
        await connection.exec_driver_sql("ALTER TABLE outbox RENAME TO elsewhere")
        await connection.commit()
    gone = Prepared(select(outbox.c.id))
    with pytest.raises(DatabaseUnavailableError):
        async with database.glance() as connection:
            await gone.rows(connection)
    async with database.write() as connection:  # other tests use the database, too
        await connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO outbox")
        await connection.commit()
