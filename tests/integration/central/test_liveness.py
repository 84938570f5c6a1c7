"""Sockets whose other end is gone, ignores pings, or does not read; and crowds at the door."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.frames import Frame, Opcode

from central.adapters.db import tables
from central.adapters.ocpp import watch
from tests.integration.central.conftest import Central, Charger, Plug, StartCentral

pytestmark = pytest.mark.integration

FAST_PINGS = '[[profile]]\nname = "fast"\nping_interval_s = 0.2\nsettle_s = 0.0\n'


@pytest.fixture
async def pinging(
    start_central: StartCentral, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Central:
    """A central that pings every 0.2 s."""
    monkeypatch.setattr(watch, "EVERY_S", 0.1)
    quirks = tmp_path / "quirks.toml"
    quirks.write_text(FAST_PINGS)
    return await start_central(QUIRKS_FILE=str(quirks), ROLES="gateway,api")


def noted_pings(charger: Charger) -> list[bytes]:
    """What central pings this charger with, from now on; it is answered all the same."""
    seen: list[bytes] = []
    protocol = charger.socket.protocol
    answered = protocol.recv_frame

    def note(frame: Frame) -> None:
        if frame.opcode is Opcode.PING:
            seen.append(bytes(frame.data))
        answered(frame)

    protocol.recv_frame = note  # type: ignore[method-assign]
    return seen


async def counted(central: Central, name: str) -> None:
    async with asyncio.timeout(15):
        while (await central.counters()).get(name, 0) == 0:  # noqa: ASYNC110 (over HTTP)
            await asyncio.sleep(0.05)


async def test_a_link_that_died_without_a_word_is_found(
    pinging: Central, plug: Plug, until: Callable[..., Any]
) -> None:
    charger, other = await plug(pinging, "CP1"), await plug(pinging, "CP2")
    pings = noted_pings(charger)
    await until(lambda: len(pings) >= 2, "central pinged twice, and had an answer")
    charger.socket.transport.pause_reading()  # nothing comes back any more
    await counted(pinging, "half_open_closed")
    rows = await pinging.rows_when(
        tables.charge_points,
        lambda rows: {row["id"]: row["connected"] for row in rows} == {"CP1": False, "CP2": True},
        "only the dead link is closed",
    )
    assert len(rows) == 2
    charger.socket.transport.resume_reading()
    assert "currentTime" in await other.ask("Heartbeat")


async def test_too_many_handshakes_are_told_when_to_come_back(
    start_central: StartCentral, plug: Plug
) -> None:
    central = await start_central(HANDSHAKES_PER_S="0.1", HANDSHAKE_BURST="2", ROLES="gateway,api")
    first, _ = await plug(central, "CP1"), await plug(central, "CP2")
    with pytest.raises(InvalidStatus) as error:
        await plug(central, "CP3", boot=False)
    response = error.value.response
    assert response.status_code == 503
    assert 1 <= int(response.headers["Retry-After"]) <= 10
    assert {row["id"] for row in await central.rows(tables.charge_points)} == {"CP1", "CP2"}
    assert "currentTime" in await first.ask("Heartbeat")
    assert (await central.counters())["handshakes_over_rate"] == 1


async def test_this_machine_is_no_single_address(start_central: StartCentral, plug: Plug) -> None:
    central = await start_central(
        HANDSHAKES_PER_S_PER_ADDRESS="0.1", HANDSHAKE_BURST_PER_ADDRESS="1"
    )
    for number in range(5):
        await plug(central, f"CP{number}")


async def test_health_needs_no_handshake(start_central: StartCentral) -> None:
    central = await start_central(HANDSHAKE_BURST="1", ROLES="gateway,api")
    async with httpx.AsyncClient() as client:
        for _ in range(5):
            answer = await client.get(f"http://127.0.0.1:{central.ports['http']}/api/v1/health")
            assert answer.status_code == 200
