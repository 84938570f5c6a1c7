"""Wires central: database, broker, clock, and the roles that this process plays.

`build` makes the parts that all roles share, `serve` starts the roles and ends when a server cannot
listen or the process is told to stop; a loop that fails begins anew. Between roles there is only
the database and the broker.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import structlog

from central.adapters.clock import ScaledClock, wall_now
from central.adapters.db.engine import Database
from central.adapters.db.migrate import migrate
from central.adapters.db.unit_of_work import SqlUnitsOfWork
from central.adapters.ids import RandomIds
from central.adapters.mqtt.commands import ChargerCaller
from central.adapters.mqtt.link import MqttLink, parse_address
from central.adapters.pki import Authority, open_authority
from central.adapters.routing import OsrmRoads
from central.app.api import start_api
from central.app.control import start_control
from central.app.gateway import start_gateway
from central.app.ingest import start_ingest
from central.app.parts import App
from central.config import Role, Settings
from central.services.counters import Counters
from central.services.fleet_import import import_fleet
from contract.fleet import decode_fleet

log = structlog.get_logger(__name__)


def _log_listening(server: str, port: int) -> None:
    log.info("listening", server=server, port=port)


async def serve(
    settings: Settings, on_listening: Callable[[str, int], None] = _log_listening
) -> None:
    """Play the roles of the settings until cancelled.

    Raises:
        ValueError: if the fleet file is not one; names the file and what is wrong.
    """
    database = Database(settings.database_url.get_secret_value())
    try:
        await migrate(database)
        await prepare_database(settings, SqlUnitsOfWork(database))
        async with open_roads(settings) as roads, asyncio.TaskGroup() as tasks:
            authority = await open_pki(settings)
            app = build(settings, database, authority, roads, tasks, on_listening)
            for role in settings.roles:
                ROLES[role](app)
            app.keep_running(app.link.run, "broker link")
    finally:
        await database.close()


@asynccontextmanager
async def open_roads(settings: Settings) -> AsyncIterator[OsrmRoads | None]:
    """The router of the settings, if they name one."""
    if settings.router_url is None:
        yield None
        return
    roads = OsrmRoads(settings.router_url)
    try:
        yield roads
    finally:
        await roads.close()


async def open_pki(settings: Settings) -> Authority | None:
    """The certificate authority of the settings' folder, if they name one."""
    folder = settings.pki_dir
    if folder is None:
        return None
    return await asyncio.to_thread(open_authority, folder, settings.tls_names, wall_now)


def build(
    settings: Settings,
    database: Database,
    authority: Authority | None,
    roads: OsrmRoads | None,
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
        calls=ChargerCaller(units, link, clock, ids, counters),
        authority=authority,
        roads=roads,
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


ROLES: Final[dict[Role, Callable[[App], None]]] = {
    Role.GATEWAY: start_gateway,
    Role.INGEST: start_ingest,
    Role.CONTROL: start_control,
    Role.API: start_api,
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
