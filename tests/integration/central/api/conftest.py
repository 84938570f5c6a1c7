"""The real API on a real port over a real database; only the chargers are played."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from central.adapters.clock import monotonic_s
from central.adapters.db.engine import Database
from central.adapters.db.migrate import migrate
from central.adapters.db.unit_of_work import SqlUnitsOfWork
from central.adapters.ids import RandomIds
from central.adapters.model_archives import FolderModels, is_signed, read_model_keys
from central.adapters.ocpp.schemas import call_schemas
from central.adapters.playbook_file import read_playbooks
from central.adapters.uploads import FolderUploads
from central.api.deps import ApiParts, ChargerDoor
from central.api.server import make_app, run_server
from central.core.rules import HealRules, Mode, Switches
from central.services.auth import SESSION_LENGTH, Auth, token_hash
from central.services.counters import Counters
from central.services.drive_times import DriveTimes
from central.services.models import Registry
from central.services.orders import Orders
from central.services.outbox import emit
from central.services.people import People
from central.services.repeats import Repeats
from central.services.simulation import Simulation, Simulator
from central.services.station_reader import StationReader
from central.services.stream import Stream
from tests.fakes.charger_calls import FakeChargers
from tests.integration.central.seeds import SettableClock, measure, place, seed_stations
from tests.unit.models.bundles import new_keys

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
ROLES = ("viewer", "technician", "operator", "admin")
CHANGE = {"X-Requested-With": "sntry"}


@dataclass
class Api:
    """A running API and hands on what lies behind it."""

    url: str
    units: SqlUnitsOfWork
    clock: SettableClock
    chargers: FakeChargers
    parts: ApiParts
    clients: list[httpx.AsyncClient] = field(default_factory=list)

    def client(self, role: str | None = None, **headers: str) -> httpx.AsyncClient:
        """A browser of a person with this role, or of nobody."""
        cookies = {} if role is None else {"sntry_session": f"token-{role}"}
        made = httpx.AsyncClient(
            base_url=f"{self.url}/api/v1",
            cookies=cookies,
            headers={**CHANGE, **headers},
            timeout=30,
        )
        self.clients.append(made)
        return made

    async def emit(self, topic: str, event_type: str, data: dict[str, Any]) -> int:
        async with self.units.write() as uow:
            number = await emit(uow, self.clock.now(), topic, event_type, "system", data)
            await uow.commit()
        return number


@dataclass
class Reading:
    """What a stream told so far."""

    events: list[tuple[int | None, str, dict[str, Any]]] = field(default_factory=list)

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [data for _, each, data in self.events if each == kind]

    def ids(self) -> list[int]:
        return [number for number, _, _ in self.events if number is not None]


async def read_events(response: httpx.Response, reading: Reading, until: Any) -> None:
    """Parse server-sent events into `reading` until `until(reading)` holds or the stream ends."""
    fields: dict[str, str] = {}
    async with asyncio.timeout(10):
        async for line in response.aiter_lines():
            if line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif "event" in fields:
                number = int(fields["id"]) if "id" in fields else None
                reading.events.append((number, fields["event"], json.loads(fields["data"])))
                fields = {}
                if until(reading):
                    return
            else:
                fields = {}


@pytest.fixture
async def units(database_url: str) -> AsyncIterator[SqlUnitsOfWork]:
    database = Database(database_url)
    await migrate(database)
    yield SqlUnitsOfWork(database)
    await database.close()


@pytest.fixture
def simulator() -> Simulator | None:
    """None; tests that need one override this."""
    return None


@pytest.fixture
def dashboard_dir() -> Path | None:
    return None


@pytest.fixture
async def api(
    units: SqlUnitsOfWork,
    simulator: Simulator | None,
    dashboard_dir: Path | None,
    tmp_path: Path,
) -> AsyncIterator[Api]:
    """Three stations A, B, C in Phoenix, 3 km apart, and one person of each role."""
    clock = SettableClock(NOW)
    await seed_stations(units, NOW, *(place(name, 3.0 * n) for n, name in enumerate("ABC")))
    await measure(units, "A-1", NOW, risk=0.7, temperature_c=71.3, power_w=120_000.0)
    await seed_people(units)
    chargers = FakeChargers(units, clock)
    async with asyncio.TaskGroup() as tasks:
        stream, counters = Stream(units, clock, monotonic_s), Counters()
        parts = ApiParts(
            uows=units,
            clock=clock,
            auth=Auth(units, clock, monotonic_s),
            people=People(
                units, chargers, clock, RandomIds(), Switches(Mode.AUTOPILOT), tasks, counters
            ),
            orders=Orders(units, chargers, clock, RandomIds()),
            repeats=Repeats(units, clock),
            uploads=FolderUploads(tmp_path / "uploads"),
            models=Registry(
                orders=Orders(units, chargers, clock, RandomIds()),
                archives=FolderModels(tmp_path / "models"),
                keys=read_model_keys(new_keys(tmp_path)),
                verify=is_signed,
                public_url="http://central.test",
            ),
            door=ChargerDoor(None, 9001, None, "pending", call_schemas()),
            public_url="http://central.test",
            root_pem=None,
            simulation=Simulation(units, clock, simulator),
            stations=StationReader(units, clock, monotonic_s),
            stream=stream,
            rules=HealRules(),
            drives=DriveTimes(None, monotonic_s, counters),
            currency="USD",
            counters=counters,
            clock_factor=1.0,
            version="test",
            is_mqtt_connected=lambda: True,
            dashboard_dir=dashboard_dir,
            playbooks=read_playbooks(None),
        )
        listening: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        app = make_app(RandomIds(), parts)
        server = tasks.create_task(run_server(app, "127.0.0.1", 0, listening.set_result))
        reader = tasks.create_task(stream.run())
        made = Api(f"http://127.0.0.1:{await listening}", units, clock, chargers, parts)
        yield made
        for client in made.clients:
            await client.aclose()
        server.cancel()
        reader.cancel()


async def seed_people(units: SqlUnitsOfWork) -> None:
    async with units.write() as uow:
        for role in ROLES:
            await uow.users.add(f"{role}-person", "no hash", role, NOW)
            user = await uow.users.by_name(f"{role}-person")
            assert user is not None
            await uow.users.add_session(
                token_hash(f"token-{role}"), user.id, NOW, NOW + SESSION_LENGTH
            )
        await uow.commit()
