"""Broken frames over a real websocket at a real central process: no crash, no leak, answers."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from tests.integration.central.mutations import Mutator
from tests.ports import free_port

pytestmark = pytest.mark.integration

BATCH = 100
NO_UTF8_EVERY = 1000
"""A text frame that is no UTF-8 ends its connection (RFC 6455, 8.1), and no other."""
WARM_UP = 0.5
"""Share of the frames after which caches and pools are full."""
MAX_GROWTH_BYTES = 12 * 2**20
CONNECTIONS = 2


@dataclass
class Victim:
    """A central in a process of its own."""

    ocpp_port: int
    http_port: int
    process: psutil.Process

    async def counters(self) -> dict[str, int]:
        async with httpx.AsyncClient(timeout=20) as client:
            answer = await client.get(f"http://127.0.0.1:{self.http_port}/api/v1/health")
        counted: dict[str, int] = answer.json()["counters"]
        return counted

    async def is_up(self) -> bool:
        try:
            await self.counters()
        except httpx.HTTPError:
            return False
        return True


@pytest.fixture
async def victim(tmp_path: Path) -> AsyncIterator[Victim]:
    ocpp_port, http_port = free_port(), free_port()
    settings = {
        "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'central.db'}",
        "MQTT_URL": "mqtt://127.0.0.1:1",
        "OCPP_PORT": str(ocpp_port),
        "HTTP_PORT": str(http_port),
        "REGISTRATION": "open",
        "ROLES": "gateway,api",
        "ADMIN_PASSWORD": "correct horse",
    }
    environment = {**os.environ, **{f"SNTRY_CENTRAL_{key}": each for key, each in settings.items()}}
    with (tmp_path / "log").open("w") as log:
        child = subprocess.Popen(  # noqa: ASYNC220 (it takes no time)
            [sys.executable, "-m", "central", "serve"], env=environment, stdout=log, stderr=log
        )
        victim = Victim(ocpp_port, http_port, psutil.Process(child.pid))
        async with asyncio.timeout(60):
            while not await victim.is_up():
                assert child.poll() is None, (tmp_path / "log").read_text()
                await asyncio.sleep(0.1)
        yield victim
        child.terminate()
        assert child.wait(20) == 0, "it ended as it was told"


async def plug(victim: Victim, identity: str) -> ClientConnection:
    url = f"ws://127.0.0.1:{victim.ocpp_port}/ocpp/{identity}"
    return await connect(
        url, subprotocols=[Subprotocol("ocpp1.6")], compression=None, max_size=None
    )


async def answered(socket: ClientConnection, message_id: str) -> list[Any]:
    """The answer to our own call; what else comes is left aside."""
    while True:
        frame = json.loads(await socket.recv())
        if frame[0] in (3, 4) and frame[1] == message_id:
            return list(frame)


async def survives(victim: Victim, identity: str, seed: int, frames: int) -> tuple[int, int]:
    """Send broken frames; after each batch the connection, or a new one, answers a Heartbeat.

    Returns:
        Frames sent, and connections that central closed because of one.
    """
    mutator, closed = Mutator(seed), 0
    socket = await plug(victim, identity)
    boot = json.dumps(
        [2, "b", "BootNotification", {"chargePointVendor": "V", "chargePointModel": "M"}]
    )
    await socket.send(boot)
    assert (await answered(socket, "b"))[0] == 3
    for start in range(0, frames, BATCH):
        try:
            for number in range(start, start + BATCH):
                if number % NO_UTF8_EVERY == NO_UTF8_EVERY - 1:
                    await socket.send(b'[2,"\xff\xfe"', text=True)
                await socket.send(mutator.frame(number))
            await socket.send(f'[2,"alive{start}","Heartbeat",{{}}]')
            async with asyncio.timeout(30):
                frame = await answered(socket, f"alive{start}")
        except ConnectionClosed:
            closed += 1
            socket = await plug(victim, identity)
            await socket.send('[2,"again","Heartbeat",{}]')
            async with asyncio.timeout(30):
                frame = await answered(socket, "again")
        assert "currentTime" in frame[2]
    await socket.close()
    return frames, closed


async def fuzz(victim: Victim, frames: int) -> None:
    """All connections at once, in two parts; memory must not grow in the second."""
    warm = int(frames * WARM_UP) // CONNECTIONS
    rest = frames // CONNECTIONS - warm
    rss = []
    for part, count in enumerate((warm, rest)):
        work = [survives(victim, f"F{n}", 100 * part + n, count) for n in range(CONNECTIONS)]
        results = await asyncio.gather(*work)
        for sent, closed in results:
            assert closed == sent // NO_UTF8_EVERY, "no other frame costs the connection"
        rss.append(victim.process.memory_info().rss)
    counters = await victim.counters()
    assert counters.get("defects", 0) == 0
    assert counters.get("own_answers_wrong", 0) == 0
    assert counters["frames_malformed"] > frames / 50
    assert counters["calls_refused"] > frames / 20
    assert rss[1] - rss[0] < MAX_GROWTH_BYTES, rss


@pytest.mark.timeout(240)
async def test_ten_thousand_broken_frames(victim: Victim) -> None:
    await fuzz(victim, 10_000)


@pytest.mark.long
@pytest.mark.timeout(1800)
async def test_a_hundred_thousand_broken_frames(victim: Victim) -> None:
    await fuzz(victim, 100_000)


def test_the_same_seed_gives_the_same_frames_and_most_differ() -> None:
    frames: Callable[[int], list[str | bytes]] = lambda seed: [  # noqa: E731
        (mutator := Mutator(seed)).frame(0),
        *[mutator.frame(n) for n in range(1, 500)],
    ]
    assert frames(1) == frames(1)
    assert len(set(map(str, frames(1)))) > 450
