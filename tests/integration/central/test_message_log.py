"""Every frame that passes is in the log soon after, in both directions, without secrets."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from central.adapters.db.engine import Database
from central.adapters.db.field_tables import ocpp_messages
from central.adapters.db.migrate import migrate
from central.adapters.db.unit_of_work import SqlUnitsOfWork
from central.core.message_log import Direction
from central.services.counters import Counters
from central.services.errors import DatabaseUnavailableError
from central.services.log_records import LogPage, LogRow
from central.services.message_log import FRAMES_MAX, MessageLog
from contract.ids import ChargePointId
from tests.integration.central.conftest import ADMIN_PASSWORD, Central, Plug, StartCentral
from tests.integration.central.seeds import SettableClock

pytestmark = pytest.mark.integration

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
CP = ChargePointId("CP1")


@contextlib.asynccontextmanager
async def signed_in(central: Central) -> AsyncIterator[httpx.AsyncClient]:
    url = f"http://127.0.0.1:{central.ports['http']}/api/v1"
    headers = {"X-Requested-With": "sntry"}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=10) as client:
        given = {"username": "admin", "password": ADMIN_PASSWORD}
        assert (await client.post("/auth/login", json=given)).status_code == 200
        yield client


def frames(rows: list[dict[str, Any]]) -> int:
    """How many frames some rows hold."""
    return sum(1 if row["answer_kind"] is None else 2 for row in rows)


async def test_both_directions_are_found_by_charger_action_and_id(
    start_central: StartCentral, plug: Plug
) -> None:
    central = await start_central(ROLES="gateway,api")
    charger, other = await plug(central, "CP1"), await plug(central, "CP2")
    await charger.ask("Authorize", "id-1", idTag="04A2B3C4D5")
    await charger.raw('[2, "odd", "Fly", {}]')
    await other.ask("Heartbeat", "id-1")
    await central.rows_when(ocpp_messages, lambda rows: frames(rows) >= 10, "all are there")
    async with signed_in(central) as client:

        async def found(**filters: Any) -> list[tuple[str, str, str, str]]:
            answer = await client.get("/ocpp-messages", params=filters)
            assert answer.status_code == 200
            return [
                (each["direction"], each["kind"], each["action"], each["message_id"])
                for each in answer.json()["items"]
            ]

        pair = [("out", "result", "Authorize", "id-1"), ("in", "call", "Authorize", "id-1")]
        assert await found(charge_point="CP1", message_id="id-1") == pair
        assert await found(action="Authorize") == pair
        assert await found(charge_point="CP1", kind="error") == [("out", "error", "Fly", "odd")]
        assert len(await found(charge_point="CP1")) == 6
        assert await found(charge_point="CP2", direction="in", action="Heartbeat") == [
            ("in", "call", "Heartbeat", "id-1")
        ]
        text = (await client.get("/ocpp-messages")).text
        assert "B3C4D5" not in text
        assert "***C4D5" in text


async def test_pages_are_stable_while_frames_go_on(start_central: StartCentral, plug: Plug) -> None:
    central = await start_central(ROLES="gateway,api")
    charger = await plug(central, "CP1")
    for number in range(5):
        await charger.ask("Heartbeat", f"h{number}")
    await central.rows_when(ocpp_messages, lambda rows: frames(rows) == 12, "12 frames")
    seen, cursor = [], ""
    async with signed_in(central) as client:
        while cursor is not None:
            params = {"limit": 5, "cursor": cursor}
            page = (await client.get("/ocpp-messages", params=params)).json()
            seen += [each["id"] for each in page["items"]]
            cursor = page["next_cursor"]
            await charger.ask("Heartbeat")
    assert len(seen) == 12
    assert seen == sorted(set(seen), reverse=True)


async def test_nothing_is_written_down_where_the_settings_say_so(
    start_central: StartCentral, plug: Plug
) -> None:
    central = await start_central(MESSAGE_LOG_DAYS="0")
    charger = await plug(central, "CP1")
    await charger.start()
    await charger.close()
    central.task.cancel()
    await asyncio.gather(central.task, return_exceptions=True)
    assert await central.rows(ocpp_messages) == []


async def test_frames_are_written_before_the_process_ends(
    start_central: StartCentral, plug: Plug
) -> None:
    central = await start_central()
    charger = await plug(central, "CP1")
    await charger.ask("Heartbeat", "last")
    central.task.cancel()
    await asyncio.gather(central.task, return_exceptions=True)
    async with central.units.read() as uow:
        newest = await uow.messages.page(LogPage(2))
    assert [(each.message_id, each.kind) for each in newest] == [
        ("last", "result"),
        ("last", "call"),
    ]


class Failing(SqlUnitsOfWork):
    """A database that can be switched off."""

    is_off = False

    def write(self) -> Any:
        if self.is_off:
            raise DatabaseUnavailableError("off")
        return super().write()


async def test_a_database_that_fails_costs_no_frame_until_there_are_too_many(
    tmp_path: Path,
) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}")
    await migrate(database)
    units, counters = Failing(database), Counters()
    log = MessageLog(units, SettableClock(NOW), counters, shows_id_tags=False)
    units.is_off = True
    log.note(CP, Direction.FROM_CHARGER, '[2,"1","Heartbeat",{}]')
    with pytest.raises(DatabaseUnavailableError):
        await log.flush()
    log.note(CP, Direction.TO_CHARGER, '[3,"1",{}]')
    units.is_off = False
    await log.flush()
    async with units.read() as uow:
        rows = await uow.messages.page(LogPage(10))
    assert [(row.kind, row.action) for row in rows] == [
        ("result", "Heartbeat"),
        ("call", "Heartbeat"),
    ]
    for number in range(FRAMES_MAX + 3):
        log.note(CP, Direction.FROM_CHARGER, json.dumps([3, f"{number}", {}]))
    assert counters.snapshot()["log_frames_lost"] == 3
    await database.close()


@pytest.fixture
async def mixed(database_url: str) -> AsyncIterator[tuple[SqlUnitsOfWork, list[LogRow]]]:
    """A log of calls with and without answers, both ways, and all of its frames, newest first."""
    database = Database(database_url)
    await migrate(database)
    units, clock = SqlUnitsOfWork(database), SettableClock(NOW)
    log = MessageLog(units, clock, Counters(), shows_id_tags=False)
    for number in range(12):
        caller, callee = list(Direction) if number % 3 else reversed(Direction)
        answer = f'[3,"{number}",{{}}]' if number % 4 else f'[4,"{number}","GenericError","",{{}}]'
        log.note(CP, caller, f'[2,"{number}","{"Reset" if number % 2 else "Heartbeat"}",{{}}]')
        clock.at += timedelta(minutes=1)
        if number % 5 == 0:
            await log.flush()  # its answer comes later, and has a row of its own
        if number % 6:
            log.note(CP, callee, answer)
    await log.flush()
    async with units.read() as uow:
        rows = await uow.messages.page(LogPage(1000))
    yield units, rows
    await database.close()


@pytest.mark.each_database
async def test_each_frame_is_an_item_of_its_own_wherever_it_is_kept(
    mixed: tuple[SqlUnitsOfWork, list[LogRow]],
) -> None:
    _, rows = mixed
    assert len(rows) == 12 + 10
    assert [row.id for row in rows] == sorted({row.id for row in rows}, reverse=True)
    for answer in (row for row in rows if row.kind != "call"):
        (call,) = (
            row for row in rows if row.kind == "call" and row.message_id == answer.message_id
        )
        assert call.action == answer.action
        assert {call.direction, answer.direction} == {"in", "out"}
        assert call.id < answer.id
        assert answer.at - call.at == timedelta(minutes=1)


FILTERS: list[dict[str, str]] = [
    {},
    {"direction": "in"},
    {"kind": "result"},
    {"kind": "error", "direction": "out"},
    {"action": "Reset", "kind": "call"},
    {"message_id": "7"},
    {"charge_point_id": "nobody"},
]


@pytest.mark.each_database
@pytest.mark.parametrize("filters", FILTERS, ids=str)
async def test_pages_of_any_length_hold_what_the_filters_say(
    mixed: tuple[SqlUnitsOfWork, list[LogRow]], filters: dict[str, str]
) -> None:
    units, rows = mixed
    since, until = NOW + timedelta(minutes=2), NOW + timedelta(minutes=10)
    for span in ((None, None), (since, until)):
        wanted = [
            row
            for row in rows
            if all(getattr(row, name) == value for name, value in filters.items())
            and (span[0] is None or span[0] <= row.at)
            and (span[1] is None or row.at < span[1])
        ]
        for limit in (1, 2, 3, 7):
            seen: list[LogRow] = []
            async with units.read() as uow:
                while True:
                    before = seen[-1].id if seen else None
                    page = await uow.messages.page(LogPage(limit, before, filters, *span))
                    assert len(page) <= limit
                    if not page:
                        break
                    seen += page
            assert seen == wanted


async def test_old_messages_are_pruned_in_bites(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}")
    await migrate(database)
    units, clock = SqlUnitsOfWork(database), SettableClock(NOW)
    log = MessageLog(units, clock, Counters(), shows_id_tags=False)
    for _ in range(4):
        log.note(CP, Direction.FROM_CHARGER, '[2,"1","Heartbeat",{}]')
        clock.at += timedelta(hours=1)
    await log.flush()
    async with units.write() as uow:
        before = NOW + timedelta(hours=2)
        assert [await uow.messages.prune(before, 1) for _ in range(3)] == [1, 1, 0]
        await uow.commit()
    async with units.read() as uow:
        assert len(await uow.messages.page(LogPage(10))) == 2
    await database.close()
