"""Remedies from the loop over the broker to a scripted charger and back, and what is kept."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from central.adapters.db import remedy_tables, tables
from central.services.control_records import Page
from launcher.broker import BrokerInfo
from tests.integration.central.conftest import Central, Charger, Plug, StartCentral

pytestmark = pytest.mark.integration

QUICK = """
[[playbook]]
name = "controller"
title = "The controller hangs"
errors = ["InternalError", "OtherError", "ResetFailure", "NoError", "EVCommunicationError"]
confirm_s = 0
settle_s = 0.2
[[playbook.step]]
act = "trigger_status"
check = "reported"
within_s = 20
per_day = 5
pause_s = 0
[[playbook.step]]
act = "soft_reset"
check = "recovered"
within_s = {within_s}
per_day = 2
pause_s = 0
[[playbook.step]]
act = "hard_reset"
check = "recovered"
within_s = 20
per_day = 1
pause_s = 0
"""
Start = Callable[..., Awaitable[Central]]


@pytest.fixture
def start(start_central: StartCentral, broker: BrokerInfo, tmp_path: Path) -> Start:
    async def started(within_s: float = 20.0, **settings: str) -> Central:
        books = tmp_path / "books.toml"
        books.write_text(QUICK.format(within_s=within_s))
        given = {"MQTT_URL": broker.url, "ROLES": "gateway,control", "HEAL_MODE": "autopilot"}
        return await start_central(PLAYBOOKS_FILE=str(books), **{**given, **settings})

    return started


async def told(charger: Charger, action: str, **wanted: Any) -> None:
    """Wait until central called this."""

    def is_there() -> bool:
        calls = [payload for name, payload in charger.calls if name == action]
        return any(wanted.items() <= payload.items() for payload in calls)

    try:
        async with asyncio.timeout(25):
            while not is_there():  # noqa: ASYNC110 (a list that the reader fills)
                await asyncio.sleep(0.02)
    except TimeoutError:
        pytest.fail(f"{action} {wanted} was not called; there were {charger.calls}")


async def fault(charger: Charger, error: str = "InternalError") -> None:
    await charger.ask("StatusNotification", connectorId=1, status="Faulted", errorCode=error)


async def broken_charger(central: Central, plug: Plug, error: str = "InternalError") -> Charger:
    charger = await plug(central, "CP1")
    await charger.status("Available", 2)
    await fault(charger, error)
    return charger


async def acts(central: Central) -> list[tuple[str, str]]:
    async with central.units.read() as uow:
        rows = await uow.audit.page(Page(500, None, {"object_id": "CP1"}))
    return [(row.actor_kind, row.act) for row in reversed(rows)]


async def test_a_soft_reset_cures_what_hangs(start: Start, plug: Plug) -> None:
    central = await start()
    charger = await broken_charger(central, plug)
    await told(charger, "TriggerMessage", requestedMessage="StatusNotification", connectorId=1)
    await fault(charger)
    await told(charger, "Reset", type="Soft")
    await charger.boot()
    await charger.status("Available", 1)
    rows = await central.rows_when(
        remedy_tables.remedies, lambda rows: rows and rows[0]["ended_at"], "the remedy has ended"
    )
    assert (len(rows), rows[0]["detail"]["ended_by"]) == (1, "settled")
    steps = await central.rows(remedy_tables.remedy_attempts)
    assert [(s["act"], s["outcome"], s["effect"]) for s in steps] == [
        ("trigger_status", "accepted", "seen"),
        ("soft_reset", "accepted", "cleared"),
    ]
    commands = {row["id"]: row for row in await central.rows(tables.commands)}
    assert all(commands[s["command_id"]]["actor_kind"] == "autopilot" for s in steps)
    ours = [each for each in await acts(central) if each[1].startswith("remedy.")]
    assert ours == [
        ("autopilot", "remedy.opened"),
        ("autopilot", "remedy.trigger_status"),
        ("autopilot", "remedy.soft_reset"),
        ("autopilot", "remedy.cured"),
    ]


async def test_what_no_reset_clears_ends_with_a_technician(start: Start, plug: Plug) -> None:
    central = await start(within_s=0.5)
    charger = await broken_charger(central, plug)
    charger.answers["TriggerMessage"] = {"status": "NotImplemented"}
    await told(charger, "Reset", type="Soft")
    charger.answers["Reset"] = {"status": "Rejected"}
    await told(charger, "Reset", type="Hard")
    await central.rows_when(
        remedy_tables.remedies, lambda rows: rows[0]["state"] == "escalated", "it is given up"
    )
    assert ("autopilot", "technician.needed") in await acts(central)
    steps = await central.rows(remedy_tables.remedy_attempts)
    assert [s["effect"] for s in steps] == ["refused", "not_seen", "refused"]


async def test_a_ground_fault_is_taken_out_of_service_and_nothing_else(
    start: Start, plug: Plug
) -> None:
    central = await start()
    charger = await broken_charger(central, plug, "GroundFailure")
    await told(charger, "ChangeAvailability", connectorId=1, type="Inoperative")
    await charger.status("Unavailable", 1)
    await central.rows_when(
        remedy_tables.remedies, lambda rows: rows[0]["state"] == "escalated", "a person is asked"
    )
    assert ("autopilot", "technician.needed") in await acts(central)
    assert not [name for name, _ in charger.calls if name in {"Reset", "UnlockConnector"}]
