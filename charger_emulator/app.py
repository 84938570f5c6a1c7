"""Wiring: who plays which part when the emulator runs."""

import asyncio
import contextlib
import logging
import signal
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import uvicorn
from cryptography.x509 import Certificate

from charger_emulator.adapters.clock import ScaledClock
from charger_emulator.adapters.context import publish_contexts
from charger_emulator.adapters.control_api import View, build_api
from charger_emulator.adapters.flash import Flash
from charger_emulator.adapters.live_client import ControlFile, write_control_file
from charger_emulator.adapters.ocpp.chargers import Chargers
from charger_emulator.adapters.ocpp.park import Park
from charger_emulator.adapters.ocpp.service import equip
from charger_emulator.adapters.scenario_files import read_scenarios
from charger_emulator.config import Settings
from charger_emulator.core.certificates import read_chain
from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.security import BASIC_OVER_TLS, Credentials
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
    flash = None if settings.state_dir is None else Flash(settings.state_dir)
    chargers = Chargers(world, clock, settings.central_url, password, flash=flash)
    chargers.secure_url = settings.secure_url
    _equip(chargers, settings)
    chargers.remember()
    chargers.adopt(effects)
    return chargers


def _equip(chargers: Chargers, settings: Settings) -> None:
    """Give all chargers what they bring along for security.

    Raises:
        ValueError: if the file of roots is not usable.
    """
    file, password = settings.central_root_file, settings.ocpp_password.get_secret_value()
    roots = [] if file is None else _read_roots(file)
    is_tls = bool(roots and password) and urlsplit(settings.central_url).scheme == "wss"
    for charger in chargers.all:
        equip(charger, roots, settings.ocpp_key_form)
        first = charger.vault.credentials.proven
        if is_tls and first.profile < BASIC_OVER_TLS:
            charger.vault.credentials = Credentials(replace(first, profile=BASIC_OVER_TLS))


def _read_roots(file: Path) -> list[Certificate]:
    try:
        return read_chain(file.read_text(encoding="ascii"))
    except (OSError, ValueError) as err:
        raise ValueError(f"central_root_file {str(file)!r} is not usable: {err}") from err


async def serve(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM."""
    chargers = build_chargers(settings)
    world, clock = chargers.world, chargers.clock
    park = Park(chargers, lambda made: _equip(made, settings))
    token = settings.control_token.get_secret_value()
    api = build_api(View(chargers, read_scenarios(), park), token)
    if settings.control_file is not None:
        url = f"http://{settings.control_host}:{settings.control_port}"
        write_control_file(settings.control_file, ControlFile(url, token))
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
        tasks = [group.create_task(server.serve()), group.create_task(park.run())]
        if settings.mqtt_url is not None:
            url = settings.mqtt_url.get_secret_value()
            rng = stream(settings.seed, Purpose.LINK)
            tasks.append(group.create_task(publish_contexts(world, clock, url, rng)))
        await stop.wait()
        for task in tasks:
            task.cancel()
    if settings.control_file is not None:
        settings.control_file.unlink(missing_ok=True)
    log.info("emulator_stopped")
