"""Wires central: database, broker, clock, and the roles that this process plays.

`build` makes the parts that all roles share, `serve` starts the roles and ends when one of them
fails or the process is told to stop. Between roles there is only the database and the broker.
"""

import asyncio
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog

from central.adapters.clock import ScaledClock
from central.adapters.db.engine import Database
from central.adapters.db.migrate import migrate
from central.adapters.db.unit_of_work import SqlUnitsOfWork
from central.adapters.ids import RandomIds
from central.adapters.mqtt.commands import ChargerCaller
from central.adapters.mqtt.gateway_commands import GatewayCommands
from central.adapters.mqtt.ingest import Ingest
from central.adapters.mqtt.link import MqttLink, parse_address
from central.adapters.ocpp.credentials import Passwords
from central.adapters.ocpp.gateway import Gateway, GatewayParts
from central.adapters.ocpp.handshake import Doorkeeper
from central.config import Role, Settings
from central.services.admission import NewcomerRules
from central.services.charging_parts import ChargingParts, ChargingRules
from central.services.counters import Counters
from central.services.fleet_import import import_fleet
from central.services.retention import run_retention
from central.services.write_behind import WriteBehind
from contract.fleet import decode_fleet

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class App:
    """What all roles of one process share."""

    settings: Settings
    clock: ScaledClock
    ids: RandomIds
    counters: Counters
    database: Database
    units: SqlUnitsOfWork
    link: MqttLink
    calls: ChargerCaller
    tasks: asyncio.TaskGroup
    on_listening: Callable[[str, int], None]
    """Told the name and port of each server that takes connections."""


def _log_listening(server: str, port: int) -> None:
    log.info("listening", server=server, port=port)


async def serve(
    settings: Settings, on_listening: Callable[[str, int], None] = _log_listening
) -> None:
    """Play the roles of the settings until cancelled.

    Raises:
        ValueError: if the fleet file is not one; names the file and what is wrong.
    """
    database = Database(settings.database_url)
    try:
        await migrate(database)
        await prepare_database(settings, SqlUnitsOfWork(database))
        async with asyncio.TaskGroup() as tasks:
            app = build(settings, database, tasks, on_listening)
            for role in settings.roles:
                ROLES[role](app)
            tasks.create_task(app.link.run())
    finally:
        await database.close()


def build(
    settings: Settings,
    database: Database,
    tasks: asyncio.TaskGroup,
    on_listening: Callable[[str, int], None],
) -> App:
    """Make the shared parts; nothing runs yet."""
    clock, ids, counters = ScaledClock(settings.clock), RandomIds(), Counters()
    units = SqlUnitsOfWork(database)
    address = parse_address(settings.mqtt_url.get_secret_value())
    client_id = f"{settings.mqtt_client_id}-{ids.new()[:8]}"
    link = MqttLink(address, client_id, counters)
    return App(
        settings=settings,
        clock=clock,
        ids=ids,
        counters=counters,
        database=database,
        units=units,
        link=link,
        calls=ChargerCaller(units, link, clock, ids),
        tasks=tasks,
        on_listening=on_listening,
    )


async def prepare_database(settings: Settings, units: SqlUnitsOfWork) -> None:
    """Take over the fleet file, and what a former process left behind."""
    fleet_file = settings.fleet_file
    if fleet_file is not None:
        payload = await asyncio.to_thread(fleet_file.read_bytes)
        await import_fleet(units, decode_fleet(payload, str(fleet_file)), fleet_file)
    if Role.GATEWAY in settings.roles:
        now = ScaledClock(settings.clock).now()
        async with units.write() as uow:
            await uow.charge_points.mark_all_disconnected(now)
            await uow.commands.abandon_open("central was restarted", now)
            await uow.commit()


def start_gateway(app: App) -> None:
    """Role gateway: the chargers' sockets, and commands for them."""
    settings = app.settings
    write_behind = WriteBehind(app.units, app.counters)
    newcomers = NewcomerRules(
        policy=settings.registration.value,
        price_per_kwh=settings.default_price_per_kwh,
        energy_cost_per_kwh=settings.default_energy_cost_per_kwh,
        currency=settings.currency,
    )
    rules = ChargingRules(
        takes_unknown_tags=settings.takes_unknown_tags,
        heartbeat_interval_s=settings.heartbeat_interval_s,
        pending_interval_s=settings.pending_interval_s,
    )
    gateway = Gateway(
        GatewayParts(
            charging=ChargingParts(app.units, write_behind, app.clock, app.counters, rules),
            door=Doorkeeper(app.units, Passwords(), newcomers, app.counters),
            ids=app.ids,
        )
    )
    commands = GatewayCommands(
        gateway, app.link, app.clock, app.counters, is_sole_gateway=settings.sole_gateway
    )
    commands.subscribe()
    app.tasks.create_task(write_behind.run())
    app.tasks.create_task(commands.run())
    app.tasks.create_task(
        gateway.run(
            settings.ocpp_host,
            settings.ocpp_port,
            lambda port: app.on_listening("ocpp", port),
        )
    )


def start_ingest(app: App) -> None:
    """Role ingest: from the broker into the database, and out again when it is old."""
    ingest = Ingest(app.units, app.clock, app.counters)
    ingest.subscribe(app.link)
    app.tasks.create_task(ingest.run())
    app.tasks.create_task(run_retention(app.units, app.clock))


ROLES: Final[dict[Role, Callable[[App], None]]] = {
    Role.GATEWAY: start_gateway,
    Role.INGEST: start_ingest,
}
"""How each role is started: it states its subscriptions and creates its tasks."""


async def serve_until_told(settings: Settings) -> None:
    """`serve`, ended by SIGINT or SIGTERM as if it had been cancelled."""
    task = asyncio.current_task()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, lambda: task.cancel() if task else None)
    try:
        await serve(settings)
    except asyncio.CancelledError:
        log.info("stopped")
