"""Role api: REST, the stream, and the dashboard."""

import sys
from importlib.metadata import version

from central.adapters.clock import monotonic_s, wall_now
from central.adapters.model_archives import (
    FolderModels,
    is_signed,
    read_model_keys,
    read_shipped,
    shipped_directory,
)
from central.adapters.ocpp.schemas import call_schemas
from central.adapters.playbook_file import read_playbooks
from central.adapters.senders.addresses import shown_address
from central.adapters.simulator import HttpSimulator
from central.adapters.uploads import FolderUploads
from central.adapters.work_catalogue_file import read_catalogue
from central.api.deps import ApiParts, ChargerDoor
from central.api.server import make_app, run_server
from central.app.parts import ARTIFACTS, App, heal_rules, initial_switches, open_gemini, planner_of
from central.services.auth import Auth
from central.services.chat import Chat, ChatParts
from central.services.drive_times import DriveTimes
from central.services.models import Registry
from central.services.orders import Orders
from central.services.people import People
from central.services.repeats import Repeats
from central.services.routes import Routes
from central.services.simulation import Simulation
from central.services.station_reader import StationReader
from central.services.stream import Stream


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
