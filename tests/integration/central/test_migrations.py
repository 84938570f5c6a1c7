"""A database of the first revision is taken along to the newest one with all that it holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, text

from central.adapters.db.engine import SQLITE, Database
from central.adapters.db.migrate import alembic_config, migrate, revision
from tests.postgresql import PostgreSQL

pytestmark = pytest.mark.integration

FIRST = "0001"
ROWS = (
    "INSERT INTO stations (id, name, network, operator, city, city_name, state, time_zone,"
    " location_type, charger_type, base_price_per_kwh, energy_cost_per_kwh, currency, amenities,"
    " simulated, under_maintenance) VALUES ('s','S','','','','','','UTC','','','0.35','0.1','USD',"
    " '[]',false,false)",
    "INSERT INTO charge_points (id, station_id, registration, password_hash, vendor, model,"
    " serial_number, firmware_version, current_type, connector_types, connected, load_sensitive)"
    " VALUES ('CP1','s','accepted','hash','','','','','','[]',false,false)",
    "INSERT INTO orphans (charge_point_id, action, payload, received_at)"
    " VALUES ('CP1','StopTransaction','{}','2026-01-01 00:00:00')",
    "INSERT INTO id_tags (id_tag, status) VALUES ('a','Accepted')",
    "INSERT INTO transactions (charge_point_id, connector_id, id_tag, meter_start_wh, started_at,"
    " received_at, price_per_kwh, currency)"
    " VALUES ('CP1',1,'a',5,'2026-01-01 00:00:00','2026-01-01 00:00:00','0.35','USD')",
)


@pytest.fixture(params=["sqlite", "postgresql"])
def blank_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"{SQLITE}:///{tmp_path / 'x.db'}"
        return
    server: PostgreSQL = request.getfixturevalue("server")
    with server.blank() as url:
        yield url


def _to_first(connection: Connection) -> None:
    command.upgrade(alembic_config(connection), FIRST)
    for row in ROWS:
        connection.execute(text(row))


def _back_to_first(connection: Connection) -> None:
    command.downgrade(alembic_config(connection), FIRST)


async def test_rows_of_the_first_revision_are_kept(blank_url: str) -> None:
    database = Database(blank_url)
    async with database.write() as connection:
        await connection.run_sync(_to_first)
        await connection.commit()
    await migrate(database)
    async with database.read() as connection:
        points = await connection.execute(
            text("SELECT password_hash, security_profile, pending_password_hash FROM charge_points")
        )
        orphans = await connection.execute(text("SELECT may_match, matched_id FROM orphans"))
        sessions = await connection.execute(
            text("SELECT meter_start_wh, problem, started_offline, terms FROM transactions")
        )
        found = [tuple(each.one()) for each in (points, orphans, sessions)]
    assert found == [("hash", 0, None), (False, None), (5, None, False, None)]
    await database.close()


def _to_calls_with_answers(connection: Connection) -> None:
    command.upgrade(alembic_config(connection), "0015")
    connection.execute(
        text(
            "INSERT INTO ocpp_messages (charge_point_id, at, direction, kind, action, message_id,"
            " payload, size_bytes, answered_at, answer_kind, answer, answer_bytes) VALUES"
            " ('CP1','2026-01-01 00:00:00','out','call','Reset','1','{}',5,"
            "  '2026-01-01 00:00:01','result','[]',7),"
            " ('CP1','2026-01-01 00:00:00','in','call','Heartbeat','2','{}',5,NULL,NULL,NULL,NULL)"
        )
    )
    command.downgrade(alembic_config(connection), "0014")


async def test_an_answer_beside_its_call_has_a_row_of_its_own_again(blank_url: str) -> None:
    database = Database(blank_url)
    async with database.write() as connection:
        await connection.run_sync(_to_calls_with_answers)
        await connection.commit()
    async with database.read() as connection:
        rows = await connection.execute(
            text("SELECT direction, kind, action, payload, size_bytes FROM ocpp_messages")
        )
        found = sorted(tuple(row) for row in rows)
    assert found == [
        ("in", "call", "Heartbeat", "{}", 5),
        ("in", "result", "Reset", "[]", 7),
        ("out", "call", "Reset", "{}", 5),
    ]
    await database.close()


async def test_there_is_a_way_back(blank_url: str) -> None:
    database = Database(blank_url)
    await migrate(database)
    async with database.write() as connection:
        await connection.run_sync(_back_to_first)
        await connection.commit()
    assert await revision(database) == FIRST
    await migrate(database)
    assert await revision(database) != FIRST
    await database.close()
