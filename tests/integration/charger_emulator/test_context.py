"""Weather and traffic over a real broker."""

import asyncio
import contextlib
from datetime import UTC, datetime

import aiomqtt
import pytest

from charger_emulator.adapters.clock import ScaledClock
from charger_emulator.adapters.context import publish_contexts
from charger_emulator.core.chance import Purpose, stream
from contract.clock import ClockSetting
from contract.messages import Context, decode
from contract.topics import CONTEXT_FILTER, context_topic
from launcher.broker import BrokerInfo
from tests.unit.charger_emulator.worlds import AFTERNOON_S, small_world

pytestmark = pytest.mark.integration


async def test_each_city_has_a_retained_context(broker: BrokerInfo) -> None:
    world = small_world(warm_up_h=0.0)
    epoch = datetime.fromtimestamp(AFTERNOON_S, UTC)
    clock = ScaledClock(ClockSetting(40.0, epoch, datetime.now(UTC)))
    task = asyncio.create_task(publish_contexts(world, clock, broker.url, stream(1, Purpose.LINK)))
    try:
        context = await _first_context(broker)
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    assert context.city == "phoenix"
    assert abs(context.temperature_c - 40.0) < 6.0
    assert 1.0 <= context.traffic_index <= 10.0


async def _first_context(broker: BrokerInfo) -> Context:
    host, port = broker.url.rsplit("@", 1)[-1].split(":")
    user, password = broker.url.split("://")[1].rsplit("@", 1)[0].split(":")
    async with (
        asyncio.timeout(10),
        aiomqtt.Client(
            host,
            int(port),
            username=user,
            password=password,
            protocol=aiomqtt.ProtocolVersion.V5,
        ) as client,
    ):
        await client.subscribe(CONTEXT_FILTER, qos=1)
        async for message in client.messages:
            if str(message.topic) == context_topic("phoenix"):
                return decode(bytes(message.payload), Context)
    raise AssertionError("no context came")
