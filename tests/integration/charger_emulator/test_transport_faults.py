"""A bad network, drawn from a seed, over a real websocket."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from websockets.protocol import State

from charger_emulator.core.transport import Rule
from tests.integration.charger_emulator.bench import Bench
from tests.integration.charger_emulator.raw_central import RawCentral

pytestmark = pytest.mark.integration


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with RawCentral() as central:
        made = Bench(central)
        yield made
        await made.stop()


def set_rules(bench: Bench, *rules: Rule, seed: int = 1) -> None:
    bench.charger.voice.transport.set(rules, seed)


async def test_frames_are_late_and_stay_in_order(bench: Bench) -> None:
    await bench.boot()
    set_rules(bench, Rule(direction="out", latency_s=(0.1, 0.2)))
    loop = asyncio.get_running_loop()
    began_s = loop.time()
    for _ in range(3):
        bench.charger.say("Heartbeat", {})
    await bench.told("Heartbeat", 3)
    assert loop.time() - began_s >= 0.3
    assert bench.central.ids("Heartbeat") == sorted(bench.central.ids("Heartbeat"))


async def test_a_dropped_call_is_never_seen(bench: Bench) -> None:
    await bench.boot()
    set_rules(bench, Rule(direction="out", actions=("Heartbeat",), drop_ratio=1.0))
    bench.charger.say("Heartbeat", {})
    bench.charger.report(1)
    await bench.told("StatusNotification", 4)
    assert not bench.central.calls("Heartbeat")


async def test_a_dropped_answer_makes_the_call_time_out(bench: Bench) -> None:
    await bench.boot()
    failed = bench.chargers.counts.failed_calls
    set_rules(bench, Rule(direction="in", actions=("Heartbeat",), drop_ratio=1.0))
    bench.charger.say("Heartbeat", {})
    await bench.told("Heartbeat")
    await bench.until(lambda: bench.chargers.counts.failed_calls == failed + 1, "the time-out")


async def test_duplicates_and_halves(bench: Bench) -> None:
    await bench.boot()
    set_rules(bench, Rule(direction="out", actions=("Heartbeat",), duplicate_ratio=1.0))
    bench.charger.say("Heartbeat", {})
    await bench.told("Heartbeat", 2)
    assert len(set(bench.central.ids("Heartbeat"))) == 1
    set_rules(bench, Rule(direction="out", truncate_ratio=1.0))
    bench.charger.say("Heartbeat", {})
    await bench.until(lambda: bench.central.heard[-1].frame is None, "half a frame")
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        json.loads(bench.central.heard[-1].text)


async def test_an_abort_resets_the_connection_and_the_charger_comes_back(bench: Bench) -> None:
    await bench.boot()
    set_rules(bench, Rule(direction="out", actions=("Heartbeat",), abort_ratio=1.0))
    bench.charger.say("Heartbeat", {})
    await bench.until(lambda: len(bench.central.sockets) == 2, "the next connection")
    assert bench.central.sockets[0].close_code == 1006


async def test_a_half_open_connection_is_found_out_by_pings(bench: Bench) -> None:
    bench.switch(ping_s=0.1)
    await bench.boot()
    set_rules(bench, Rule(direction="out", actions=("Heartbeat",), half_open_ratio=1.0))
    bench.charger.say("Heartbeat", {})
    old = bench.central.sockets[0]
    pong = await old.ping()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await asyncio.shield(pong)
    assert old.state is State.OPEN
    await bench.until(lambda: len(bench.central.sockets) == 2, "the next connection")
    pong.cancel()
    assert not bench.central.calls("Heartbeat")


async def test_the_same_seed_hits_the_same_frames(bench: Bench) -> None:
    await bench.boot()
    rule = Rule(direction="out", actions=("Heartbeat",), drop_ratio=0.5)

    async def lost() -> list[bool]:
        set_rules(bench, rule, seed=7)
        pattern = []
        for _ in range(12):
            before, failed = len(bench.central.ids("Heartbeat")), bench.chargers.counts.failed_calls
            answered = bench.chargers.counts.calls + 1
            bench.charger.say("Heartbeat", {})
            await bench.until(
                lambda n=answered: bench.chargers.counts.calls == n and bench.is_quiet(), "settled"
            )
            await bench.until(
                lambda b=before, f=failed: (
                    len(bench.central.ids("Heartbeat")) > b
                    or bench.chargers.counts.failed_calls > f
                ),
                "seen or lost",
            )
            pattern.append(bench.chargers.counts.failed_calls > failed)
        return pattern

    first = await lost()
    assert 0 < sum(first) < 12
    assert await lost() == first


async def test_a_good_network_again(bench: Bench) -> None:
    await bench.boot()
    set_rules(bench, Rule(drop_ratio=1.0))
    set_rules(bench)
    bench.charger.say("Heartbeat", {})
    await bench.told("Heartbeat")
    assert bench.charger.voice.is_plain
