"""Twenty chargers charge for thirty simulated minutes while everything around them breaks.

The edge is a process of its own and loses its power without a word. At the end central holds every
start, reading and stop once, in order and under its own ids, and no driver waited too long.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from launcher.broker import BrokerInfo
from tests.integration.edge_agent.peers import Cable
from tests.system.edge_chaos import BookKeepingCharger, LedgerCentral, differences

pytestmark = [pytest.mark.system, pytest.mark.slow]

FACTOR = 40.0
CHARGERS = 20
MINUTES = 30.0
"""Simulated."""


class EdgeProcess:
    """The edge under test; `kill` is a power cut."""

    def __init__(self, data_dir: Path, port: int, central: Cable, broker_url: str) -> None:
        self._port = port
        self._skew = timedelta()
        self._settings: dict[str, object] = {
            "ocpp_port": port,
            "central_url": f"ws://127.0.0.1:{central.port}/ocpp",
            "mqtt_url": broker_url,
            "data_dir": data_dir,
            "uplink_ping_s": 1.0,
            "pong_timeout_s": 1.5,
            "reconnect_spread_s": 1.0,
            "unknown_tag_offline": "accept",
            "replay_per_s": 200,
        }
        self._process: subprocess.Popen[bytes] | None = None
        self.kills = 0

    def start(self) -> None:
        anchor = datetime.now(UTC) + self._skew
        clock = {
            "factor": FACTOR,
            "epoch": "2026-07-01T00:00:00Z",
            "anchor": anchor.isoformat(),
        }
        given = {**self._settings, "clock": json.dumps(clock)}
        settings = {f"SNTRY_EDGE_{key.upper()}": str(value) for key, value in given.items()}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "edge_agent", "serve"], env={**os.environ, **settings}
        )

    def kill(self, *, skew_s: float = 0.0) -> None:
        """Cut its power; its clock will be off by so many real seconds when it is back."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._skew = timedelta(seconds=skew_s)
        self.kills += 1

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=20)

    def health(self) -> Any:
        url = f"http://127.0.0.1:{self._port}/health"
        with urllib.request.urlopen(url, timeout=5) as answer:
            return json.load(answer)


Breakage = Callable[[], Awaitable[None]]


class Chaos:
    """Breaks one thing after the other, at random, and mends it again."""

    def __init__(
        self,
        edge: EdgeProcess,
        central: LedgerCentral,
        uplink: Cable,
        broker: Cable,
        chance: np.random.Generator,
    ) -> None:
        self._edge = edge
        self._central = central
        self._uplink = uplink
        self._broker = broker
        self._chance = chance
        self.done: list[str] = []

    @property
    def breakages(self) -> list[Breakage]:
        """All there are: uplink, central, broker, the edge's power and its clock."""
        return [
            self._cut_uplink,
            self._freeze_uplink,
            self._restart_central,
            self._silence_central,
            self._slow_central,
            self._lose_answers,
            self._cut_broker,
            self._kill_edge,
            self._kill_edge_and_turn_its_clock,
        ]

    async def run(self, until_s: float) -> None:
        breakages = self.breakages
        turn: list[Breakage] = []
        while time.monotonic() < until_s:
            if not turn:
                turn = [breakages[each] for each in self._chance.permutation(len(breakages))]
            breakage = turn.pop()
            self.done.append(breakage.__name__.strip("_"))
            await breakage()
            await self._for(0.3, 1.5)

    async def _for(self, low_s: float, high_s: float) -> None:
        await asyncio.sleep(float(self._chance.uniform(low_s, high_s)))

    async def _cut_uplink(self) -> None:
        self._uplink.cut()
        await self._for(1.0, 5.0)
        await self._uplink.start()

    async def _freeze_uplink(self) -> None:
        self._uplink.freeze()
        await self._for(0.5, 3.0)

    async def _restart_central(self) -> None:
        await self._central.stop()
        await self._for(0.5, 3.0)
        await self._central.start()

    async def _silence_central(self) -> None:
        self._central.is_silent = True
        await self._for(2.0, 10.0)
        self._central.is_silent = False

    async def _slow_central(self) -> None:
        self._central.delay_s = float(self._chance.uniform(0.2, 1.0))
        await self._for(1.0, 3.0)
        self._central.delay_s = 0.0

    async def _lose_answers(self) -> None:
        self._central.loses_answers = True
        await self._for(0.3, 1.0)
        self._central.loses_answers = False

    async def _cut_broker(self) -> None:
        self._broker.cut()
        await self._for(0.5, 2.0)
        await self._broker.start()

    async def _kill_edge(self) -> None:
        await asyncio.to_thread(self._edge.kill)
        self._edge.start()
        await self._for(3.0, 6.0)

    async def _kill_edge_and_turn_its_clock(self) -> None:
        skew_s = float(self._chance.uniform(-3600.0, 3600.0))
        await asyncio.to_thread(self._edge.kill, skew_s=skew_s)
        self._edge.start()
        await self._for(3.0, 6.0)


async def play(
    seed: int, minutes: float, data_dir: Path, broker: BrokerInfo, port: int
) -> tuple[Chaos, EdgeProcess, list[BookKeepingCharger], LedgerCentral]:
    """Everything from start to calm; returns what took part."""
    chance = np.random.default_rng(seed)
    central = LedgerCentral()
    await central.start()
    uplink = Cable(central.port)
    broker_cable = Cable(broker.port)
    await uplink.start()
    await broker_cable.start()
    broker_url = broker.url.replace(str(broker.port), str(broker_cable.port))
    edge = EdgeProcess(data_dir, port, uplink, broker_url)
    edge.start()
    chargers = [
        BookKeepingCharger(f"CHAOS-{number}", port, FACTOR, each)
        for number, each in enumerate(chance.spawn(CHARGERS))
    ]
    chaos = Chaos(edge, central, uplink, broker_cable, chance)
    try:
        async with asyncio.TaskGroup() as tasks:
            running = [tasks.create_task(each.run()) for each in chargers]
            await chaos.run(time.monotonic() + minutes * 60.0 / FACTOR)
            for each in chargers:
                each.stop()
            await asyncio.wait(running)
            await _calm(edge)
    finally:
        await asyncio.to_thread(edge.stop)
        uplink.cut()
        broker_cable.cut()
        await central.stop()
    return chaos, edge, chargers, central


async def _calm(edge: EdgeProcess, timeout_s: float = 45.0) -> None:
    """Until central has heard all there is, and the broker is back."""
    deadline_s = time.monotonic() + timeout_s
    health = await asyncio.to_thread(edge.health)
    while health["waiting"] > 0 or not health["mqtt"]:
        assert time.monotonic() < deadline_s, f"still waiting: {health}"
        await asyncio.sleep(0.1)
        health = await asyncio.to_thread(edge.health)


def judge(
    seed: int,
    played: tuple[Chaos, EdgeProcess, list[BookKeepingCharger], LedgerCentral],
) -> None:
    chaos, edge, chargers, central = played
    messages = sum(len(each.sent) for each in chargers)
    repeats = sum(each.repeats for each in chargers)
    print(  # noqa: T201 (the seed, to play it again)
        f"chaos: seed {seed}, {len(chaos.done)} breakages, {edge.kills} kills, "
        f"{messages} messages of sessions, {repeats} repeated by chargers"
    )
    problems = [
        problem for each in chargers for problem in differences(each, central.books[each.identity])
    ]
    assert problems == []
    assert set(chaos.done) == {each.__name__.strip("_") for each in chaos.breakages}
    assert [late for each in chargers for late in each.late] == []
    assert edge.kills >= 1
    assert messages > 10 * CHARGERS


@pytest.mark.timeout(180)
async def test_nothing_is_lost_doubled_or_out_of_order_whatever_breaks(
    tmp_path: Path, broker: BrokerInfo, free_port: int
) -> None:
    seed = 20260701
    judge(seed, await play(seed, MINUTES, tmp_path / "edge", broker, free_port))


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("run", range(4))
async def test_the_same_for_longer_and_from_a_new_seed(
    tmp_path: Path, broker: BrokerInfo, free_port: int, run: int
) -> None:
    seed = int(np.random.SeedSequence().generate_state(1)[0])
    print(f"run {run}: seed {seed}")  # noqa: T201 (also when it never ends)
    judge(seed, await play(seed, 6 * MINUTES, tmp_path / "edge", broker, free_port))
