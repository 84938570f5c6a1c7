"""Wires central: database, broker, clock, and the roles that this process plays.

`build` makes the parts that all roles share, `serve` starts the roles and ends when a server cannot
listen or the process is told to stop; a loop that fails begins anew. Between roles there is only
the database and the broker.
"""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog

from central.adapters.clock import ScaledClock, monotonic_s, wall_now
from central.adapters.db.engine import Database
from central.adapters.db.migrate import migrate
from central.adapters.db.unit_of_work import SqlUnitsOfWork
from central.adapters.ids import RandomIds, chance
from central.adapters.matching import matched
from central.adapters.model_archives import (
    FolderModels,
    is_signed,
    read_model_keys,
    read_shipped,
    shipped_directory,
)
from central.adapters.mqtt.commands import ChargerCaller
from central.adapters.mqtt.gateway_commands import GatewayCommands
from central.adapters.mqtt.ingest import Ingest
from central.adapters.mqtt.link import MqttLink, parse_address
from central.adapters.mqtt.model_offers import ModelOffers
from central.adapters.mqtt.receipts import Receipts
from central.adapters.ocpp.credentials import Passwords
from central.adapters.ocpp.gateway import Gateway, GatewayParts, Listener
from central.adapters.ocpp.handshake import Doorkeeper, Profile
from central.adapters.ocpp.schemas import call_schemas
from central.adapters.ocpp.session import NoteFrame
from central.adapters.pki import Authority, open_authority
from central.adapters.playbook_file import read_playbooks
from central.adapters.quirk_file import read_quirks
from central.adapters.routing import OsrmRoads
from central.adapters.senders.addresses import shown_address
from central.adapters.senders.apprise import AppriseSender
from central.adapters.senders.technician_topic import TopicSender
from central.adapters.senders.webhook import WebhookSender
from central.adapters.simulator import HttpSimulator
from central.adapters.uploads import FolderUploads
from central.adapters.work_catalogue_file import read_catalogue
from central.api.deps import ApiParts, ChargerDoor
from central.api.server import make_app, run_server
from central.config import Role, Settings
from central.core.alarm_signals import WatchRules
from central.core.geography import Metric
from central.core.handshake_rate import HandshakeRate, Rate
from central.core.rules import HealRules, Mode, SurgeAlone, Switches, TargetRules
from central.services.admission import NewcomerRules
from central.services.alarms import AlarmSettings, AlarmWatch
from central.services.auth import Auth
from central.services.charging_parts import ChargingParts, ChargingRules
from central.services.chat import Chat, ChatParts
from central.services.control import Control, ControlSettings
from central.services.counters import Counters
from central.services.couriers import CourierParts, Couriers
from central.services.drive_times import DriveTimes
from central.services.explanations import Explainer, ExplainerSettings
from central.services.fleet_import import import_fleet
from central.services.isolation import kept_running
from central.services.message_log import MessageLog
from central.services.model_drift import DriftWatch
from central.services.models import Registry
from central.services.notice_records import ChannelKind
from central.services.notifications import Notifier
from central.services.orders import Orders
from central.services.people import People
from central.services.remedies import RemedyLoop, RemedyParts
from central.services.repeats import Repeats
from central.services.retention import Kept, run_retention
from central.services.routes import Routes
from central.services.silent_sessions import run_silent_sessions
from central.services.simulation import Simulation
from central.services.station_reader import StationReader
from central.services.stream import Stream
from central.services.tick import Tick
from central.services.travel import TravelTimes
from central.services.work_planning import Planner
from central.services.work_watch import WorkWatch
from central.services.write_behind import WriteBehind
from contract.fleet import decode_fleet

if TYPE_CHECKING:
    from central.adapters.llm.gemini import Gemini

log = structlog.get_logger(__name__)

ARTIFACTS: Final = Path(__file__).parents[1] / "models" / "artifacts"
"""Data of the edges' program, in the same distribution; read, never imported."""


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
    authority: Authority | None
    roads: OsrmRoads | None
    tasks: asyncio.TaskGroup
    on_listening: Callable[[str, int], None]
    """Told the name and port of each server that takes connections."""

    def keep_running(self, run: Callable[[], Awaitable[None]], what: str) -> None:
        """A loop of this process; a defect in it is logged and does not end the others."""
        self.tasks.create_task(kept_running(run, self.counters, what))


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
        receipt_url=settings.receipt_url,
    )
    quirks = read_quirks(settings.quirks_file)
    charging = ChargingParts(app.units, write_behind, app.clock, app.counters, rules, quirks)
    gateway = Gateway(
        GatewayParts(
            charging=charging,
            door=Doorkeeper(
                app.units, Passwords(), newcomers, app.counters, handshake_rate(settings)
            ),
            ids=app.ids,
            authority=app.authority,
            note_frame=start_message_log(app),
        )
    )
    commands = GatewayCommands(
        gateway, app.link, app.clock, app.counters, is_sole_gateway=settings.sole_gateway
    )
    commands.subscribe()
    silence = timedelta(hours=settings.session_silence_h)
    app.keep_running(write_behind.run, "write-behind")
    app.keep_running(partial(run_silent_sessions, charging, silence), "silent sessions")
    app.keep_running(commands.run, "gateway commands")
    app.tasks.create_task(gateway.run(listeners_of(settings, app.authority), app.on_listening))


def handshake_rate(settings: Settings) -> HandshakeRate:
    """How many handshakes are let in."""
    return HandshakeRate(
        Rate(settings.handshakes_per_s_per_address, settings.handshake_burst_per_address),
        Rate(settings.handshakes_per_s, settings.handshake_burst),
    )


def start_message_log(app: App) -> NoteFrame | None:
    """Write down all frames that pass; None where the settings keep none."""
    settings = app.settings
    if settings.message_log_days == 0:
        return None
    shows_tags = settings.message_log_id_tags
    messages = MessageLog(app.units, app.clock, app.counters, shows_id_tags=shows_tags)
    app.keep_running(messages.run, "message log")
    return messages.note


def listeners_of(settings: Settings, authority: Authority | None) -> list[Listener]:
    """The ports for chargers: plain, and where they are set TLS, with client certificates too."""
    listeners = [Listener("ocpp", settings.ocpp_host, settings.ocpp_port)]
    secure = (
        ("ocpp_tls", settings.ocpp_tls_port, Profile.TLS),
        ("ocpp_mtls", settings.ocpp_mtls_port, Profile.CLIENT_CERTIFICATE),
    )
    for name, port, profile in secure:
        if port is not None and authority is not None:
            tls = authority.tls(wants_client=profile is Profile.CLIENT_CERTIFICATE)
            listeners.append(Listener(name, settings.ocpp_host, port, profile, tls))
    return listeners


def start_ingest(app: App) -> None:
    """Role ingest: from the broker into the database, and out again when it is old."""
    receipts = Receipts(app.link)
    kept = Kept(
        readings=timedelta(days=app.settings.readings_kept_days),
        commands=timedelta(days=app.settings.commands_kept_days),
        messages=timedelta(days=app.settings.message_log_days),
    )
    ingest = Ingest(app.units, app.clock, app.counters, receipts)
    ingest.subscribe(app.link)
    app.keep_running(receipts.run, "receipts")
    app.keep_running(ingest.run, "ingest")
    app.keep_running(partial(run_retention, app.units, app.clock, kept), "retention")


def start_control(app: App) -> None:
    """Role control: the loop that heals, and the stations' changes in the stream."""
    rules, initial = heal_rules(app.settings), initial_switches(app.settings)
    settings = ControlSettings(rules, initial, app.roads)
    remedies = RemedyLoop(
        RemedyParts(
            units=app.units,
            calls=app.calls,
            clock=app.clock,
            ids=app.ids,
            counters=app.counters,
            playbooks=read_playbooks(app.settings.playbooks_file),
            rules=rules,
        )
    )
    control = Control(
        app.units,
        app.calls,
        app.clock,
        monotonic_s,
        settings,
        app.counters,
        (remedies, Tick(app.units)),
    )
    app.keep_running(control.run, "control")
    alarms = AlarmWatch(app.units, app.clock, monotonic_s, app.counters, alarm_settings(app))
    app.keep_running(alarms.run, "alarms")
    catalogue = read_catalogue(app.settings.work_catalogue_file)
    planner = planner_of(app)
    work = WorkWatch(app.units, app.clock, monotonic_s, app.counters, catalogue, planner)
    app.keep_running(work.run, "work orders")
    start_explainer(app)
    start_notifications(app)
    offers = ModelOffers(app.units, app.link, app.settings.upload_url)
    app.keep_running(offers.run, "model offers")
    watch = DriftWatch(app.units, app.clock, read_shipped(shipped_directory(ARTIFACTS)))
    app.keep_running(watch.run, "drift watch")


def open_gemini(settings: Settings) -> "Gemini | None":
    """The language model, where a key is set and its package is installed."""
    if settings.gemini_api_key is None:
        return None
    try:  # the extra `gemini` is 85 MB: only who sets a key needs it
        from central.adapters.llm.gemini import Gemini, GeminiSettings
    except ImportError:
        log.warning("gemini_missing", reason="SNTRY_CENTRAL_GEMINI_API_KEY needs sntry[gemini]")
        return None
    return Gemini(
        GeminiSettings(
            settings.gemini_api_key,
            settings.gemini_model,
            settings.gemini_url,
            settings.gemini_timeout_s,
        )
    )


def start_explainer(app: App) -> None:
    """Let a language model put causes into words, where there is one."""
    model = open_gemini(app.settings)
    if model is None:
        return
    explainer = Explainer(
        app.units,
        model,
        app.clock,
        wall_now,
        monotonic_s,
        app.counters,
        ExplainerSettings(app.settings.gemini_calls_per_day),
    )

    async def explain() -> None:
        try:
            await explainer.run()
        finally:
            await model.close()

    app.keep_running(explain, "explanations")


def start_notifications(app: App) -> None:
    """Tell people what happens, over the channels that they have."""
    settings = app.settings
    within = timedelta(minutes=settings.answer_critical_within_min)
    notifier = Notifier(app.units, app.clock, app.counters, within)
    app.keep_running(notifier.run, "notifications")

    async def send() -> None:
        webhooks, services = WebhookSender(wall_now), AppriseSender()
        parts = CourierParts(
            units=app.units,
            clock=app.clock,
            wall_now=wall_now,
            monotonic_s=monotonic_s,
            chance=chance,
            counters=app.counters,
            senders={
                ChannelKind.APPRISE: services,
                ChannelKind.WEBHOOK: webhooks,
                ChannelKind.MQTT: TopicSender(app.link),
            },
            site_url=(settings.public_url or "").rstrip("/"),
        )
        try:
            await Couriers(parts).run()
        finally:
            services.close()
            await webhooks.close()

    app.keep_running(send, "couriers")


def planner_of(app: App) -> Planner:
    """Planning of work orders, with the router of the settings."""
    return Planner(app.units, app.clock, TravelTimes(app.roads, monotonic_s), matched)


def alarm_settings(app: App) -> AlarmSettings:
    """Numbers of the alarms: silent is who misses three heartbeats."""
    heartbeat = timedelta(seconds=app.settings.heartbeat_interval_s)
    return AlarmSettings(WatchRules(silent_after=3 * heartbeat))


def start_api(app: App) -> None:
    """Role api: REST, the stream, and the dashboard."""
    app.tasks.create_task(run_api(app))


async def run_api(app: App) -> None:
    """Serve HTTP until cancelled."""
    settings = app.settings
    auth = Auth(app.units, app.clock, monotonic_s)
    given = settings.admin_password
    made_up = await auth.ensure_first_admin(None if given is None else given.get_secret_value())
    if made_up is not None:  # to the terminal, once; never to the log
        sys.stderr.write(f"\nFirst login: user admin, password {made_up}\n\n")
    url, token = settings.simulator_url, settings.simulator_token.get_secret_value()
    simulator = None if url is None else HttpSimulator(url, token)
    stream = Stream(app.units, app.clock, monotonic_s)
    stations, gemini = StationReader(app.units, app.clock, monotonic_s), open_gemini(settings)
    initial = initial_switches(settings)
    orders = Orders(app.units, app.calls, app.clock, app.ids)
    parts = ApiParts(
        uows=app.units,
        clock=app.clock,
        auth=auth,
        people=People(app.units, app.calls, app.clock, app.ids, initial, app.tasks, app.counters),
        orders=orders,
        repeats=Repeats(app.units, app.clock),
        uploads=FolderUploads(settings.upload_dir),
        models=Registry(
            orders=orders,
            archives=FolderModels(settings.upload_dir / "models", shipped_directory(ARTIFACTS)),
            keys=read_model_keys(settings.model_keys_file),
            verify=is_signed,
            public_url=settings.upload_url,
            shipped=read_shipped(shipped_directory(ARTIFACTS)),
        ),
        door=ChargerDoor(
            url=settings.charger_url,
            port=settings.ocpp_port,
            tls_port=settings.ocpp_tls_port,
            registration=settings.registration.value,
            calls=call_schemas(),
        ),
        public_url=settings.upload_url,
        root_pem=None if app.authority is None else app.authority.root_pem,
        simulation=Simulation(app.units, app.clock, simulator),
        stations=stations,
        stream=stream,
        rules=heal_rules(settings),
        drives=DriveTimes(app.roads, monotonic_s, app.counters),
        routes=Routes(app.roads, monotonic_s, app.counters),
        shown_address=shown_address,
        chat=Chat(
            ChatParts(
                units=app.units,
                clock=app.clock,
                stations=stations,
                counters=app.counters,
                wall_now=wall_now,
                monotonic_s=monotonic_s,
                chooser=gemini,
                calls_per_day=settings.gemini_calls_per_day,
            )
        ),
        currency=settings.currency,
        counters=app.counters,
        clock_factor=settings.clock.factor,
        version=version("sntry"),
        is_mqtt_connected=lambda: app.link.is_connected,
        dashboard_dir=settings.dashboard_dir,
        playbooks=read_playbooks(settings.playbooks_file),
        catalogue=read_catalogue(settings.work_catalogue_file),
        planner=planner_of(app),
    )
    app.keep_running(stream.run, "stream")
    try:
        await run_server(
            make_app(app.ids, parts),
            settings.http_host,
            settings.http_port,
            lambda port: app.on_listening("http", port),
        )
    finally:
        if simulator is not None:
            await simulator.close()
        if gemini is not None:
            await gemini.close()


def heal_rules(settings: Settings) -> HealRules:
    """The loop's numbers: the defaults of `HealRules`, bounded by the operator's settings."""
    return HealRules(
        price_cap_per_kwh=settings.price_cap_per_kwh,
        price_floor_per_kwh=settings.price_floor_per_kwh,
        surge_without_target=SurgeAlone(settings.surge_without_target.value),
        target=TargetRules(metric=Metric(settings.target_distance.value)),
        declared_emergency=settings.declared_emergency,
    )


def initial_switches(settings: Settings) -> Switches:
    """The loop's switches until a person changes them."""
    return Switches(Mode(settings.heal_mode.value), settings.heal_price, settings.heal_power)


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
