"""Wiring: who plays which part when the emulator runs."""

import asyncio
import contextlib
import logging
import signal
from typing import Final

import uvicorn

from charger_emulator.adapters.clock import ScaledClock
from charger_emulator.adapters.context import publish_contexts
from charger_emulator.adapters.control_api import View, build_api
from charger_emulator.adapters.ocpp.chargers import Chargers
from charger_emulator.adapters.scenario_files import read_scenarios
from charger_emulator.config import Settings
from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.world import World, WorldSetting
from contract.fleet import decode_fleet

log = logging.getLogger(__name__)
HOUR_S: Final = 3600.0


def build_chargers(settings: Settings) -> Chargers:
    """A world that has been running for a while, with its chargers about to connect.

    Raises:
        ValueError: if the fleet file is not usable.
    """
    fleet = decode_fleet(settings.fleet_file.read_bytes(), str(settings.fleet_file))
    clock = ScaledClock(settings.clock)
    setting = WorldSetting(
        seed=settings.seed,
        mean_utilisation=settings.mean_utilisation,
        price_elasticity=settings.price_elasticity,
        fault_rate_per_day=settings.fault_rate,
    )
    start_s = clock.now_s()
    # A world begins on the hour: runs of one seed and one clock meet the same people.
    origin_s = (start_s - settings.warm_up_h * HOUR_S) // HOUR_S * HOUR_S
    world = World(fleet, setting, origin_s)
    effects = world.advance(start_s)
    world.ask_first()
    password = settings.ocpp_password.get_secret_value()
    chargers = Chargers(world, clock, settings.central_url, password)
    chargers.adopt(effects)
    return chargers


async def serve(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM."""
    chargers = build_chargers(settings)
    world, clock = chargers.world, chargers.clock
    api = build_api(View(chargers, read_scenarios()), settings.control_token.get_secret_value())
    server = uvicorn.Server(
        uvicorn.Config(
            api,
            host=settings.control_host,
            port=settings.control_port,
            log_level="warning",
            access_log=False,
            lifespan="off",
        )
    )
    server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign, assignment]
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    log.info(
        "emulator_started stations=%d chargers=%d connectors=%d factor=%g",
        world.layout.station_count,
        world.layout.charge_point_count,
        world.layout.connector_count,
        settings.clock.factor,
    )
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(server.serve()), group.create_task(chargers.run())]
        if settings.mqtt_url is not None:
            url = settings.mqtt_url.get_secret_value()
            rng = stream(settings.seed, Purpose.LINK)
            tasks.append(group.create_task(publish_contexts(world, clock, url, rng)))
        await stop.wait()
        for task in tasks:
            task.cancel()
    log.info("emulator_stopped")
