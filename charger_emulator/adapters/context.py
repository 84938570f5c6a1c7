"""Publishes weather, traffic, events and fuel price of each city over MQTT, retained.

Every five simulated minutes, and when weather or event change. A lost broker is waited for, for
ever.
"""

import asyncio
import logging
from datetime import UTC, datetime
from typing import Final
from urllib.parse import unquote, urlsplit

import aiomqtt
import numpy as np

from charger_emulator.adapters.clock import ScaledClock
from charger_emulator.core.world import World
from contract.messages import Context, encode
from contract.topics import QOS, context_topic

log = logging.getLogger(__name__)
INTERVAL_S: Final = 300.0
LOOK_S: Final = 60.0
"""Simulated seconds between two looks for a change."""
MIN_LOOK_REAL_S: Final = 0.5
BACK_OFF_S: Final = (0.5, 10.0)


def contexts(world: World, at_s: float) -> list[Context]:
    """Surroundings of all cities now."""
    weather = world.weather
    at = datetime.fromtimestamp(at_s, UTC)
    return [
        Context(
            city=city.id,
            at=at,
            temperature_c=round(float(weather.temperature_c[index]), 2),
            precipitation_mm=float(weather.precipitation_mm[index]),
            weather=weather.words(index),
            traffic_index=float(weather.traffic_index[index]),
            event=weather.event[index],
            fuel_price_per_gallon=weather.fuel_price(index),
        )
        for index, city in enumerate(weather.cities)
    ]


async def publish_contexts(
    world: World, clock: ScaledClock, url: str, rng: np.random.Generator
) -> None:
    """Publish until cancelled.

    Args:
        world: whose weather.
        clock: simulated time.
        url: mqtt://user:password@host:port.
        rng: for the jitter of reconnects.
    """
    parts = urlsplit(url)
    wait_s = BACK_OFF_S[0]
    while True:
        try:
            async with aiomqtt.Client(
                parts.hostname or "127.0.0.1",
                parts.port or 1883,
                username=unquote(parts.username) if parts.username else None,
                password=unquote(parts.password) if parts.password else None,
                protocol=aiomqtt.ProtocolVersion.V5,
            ) as client:
                log.info("context_connected host=%s port=%s", parts.hostname, parts.port)
                wait_s = BACK_OFF_S[0]
                await _publish(client, world, clock)
        except aiomqtt.MqttError as err:
            log.warning("context_lost reason=%s", err)
        await asyncio.sleep(wait_s * float(rng.uniform(0.5, 1.0)))
        wait_s = min(BACK_OFF_S[1], wait_s * 2.0)


async def _publish(client: aiomqtt.Client, world: World, clock: ScaledClock) -> None:
    sent: dict[str, tuple[str, str]] = {}
    due_s = 0.0
    while True:
        now_s = clock.now_s()
        for context in contexts(world, now_s):
            words = (context.weather, context.event)
            if now_s >= due_s or sent.get(context.city) != words:
                topic = context_topic(context.city)
                await client.publish(topic, encode(context), qos=QOS, retain=True)
                sent[context.city] = words
        if now_s >= due_s:
            due_s = now_s + INTERVAL_S
        await asyncio.sleep(max(MIN_LOOK_REAL_S, clock.real_s(LOOK_S)))
