"""A real edge between scripted peers, with a real broker and the committed model bundle."""

import asyncio
import json
import os
import urllib.request
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from contract.fleet import ChargePointRecord, Fleet, StationRecord, encode_fleet
from contract.ids import ChargePointId, CityId, StationId
from edge_agent.app import App
from edge_agent.config import Settings, load_settings
from launcher.broker import BrokerInfo
from tests.integration.edge_agent.peers import ScriptedCentral, ScriptedCharger, plug_in


@dataclass(frozen=True)
class RunningEdge:
    """Where an edge listens; `health` asks it."""

    app: App
    port: int
    edge_id: str

    async def health(self) -> Any:
        url = f"http://127.0.0.1:{self.port}/health"

        def ask() -> Any:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return json.load(answer)

        return await asyncio.to_thread(ask)

    async def counted(self, kind: str) -> int:
        counts: dict[str, int] = (await self.health())["counts"]
        return counts.get(kind, 0)


@pytest.fixture
async def central() -> AsyncIterator[ScriptedCentral]:
    scripted = ScriptedCentral()
    await scripted.start()
    yield scripted
    await scripted.stop()


@pytest.fixture
def settings_of(
    central: ScriptedCentral, broker: BrokerInfo, tmp_path: Path, free_port: int
) -> Callable[..., dict[str, str]]:
    """Environment of an edge for this test, as the launcher would give it."""

    def make(**more: object) -> dict[str, str]:
        settings: dict[str, object] = {
            "edge_id": f"edge-{os.getpid()}-{free_port}",
            "ocpp_port": free_port,
            "central_url": central.url,
            "mqtt_url": broker.url,
            "data_dir": tmp_path / "edge",
            "score_interval_s": 1.0,
            "reconnect_spread_s": 1.0,
            **more,
        }
        return {f"SNTRY_EDGE_{key.upper()}": str(value) for key, value in settings.items()}

    return make


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[RunningEdge]:
    app = App(settings)
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(app.run())
        edge = RunningEdge(app, settings.ocpp_port, settings.edge_id)
        try:
            await _listening(settings.ocpp_port, task)
            yield edge
        finally:
            app.stop()


async def _listening(port: int, task: "asyncio.Task[None]") -> None:
    async with asyncio.timeout(15.0):
        while not task.done():
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                await writer.wait_closed()
                return


@pytest.fixture
def fleet_of(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """A fleet file with one charger at one station."""

    def make(charge_point: str, station: str, city: str) -> Path:
        charger = ChargePointRecord(
            id=ChargePointId(charge_point),
            vendor="V",
            model="M",
            rated_power_w=50_000.0,
            connector_power_w=50_000.0,
            current_type="DC",
            connector_types=["CCS"],
        )
        place = StationRecord(
            id=StationId(station),
            name="Test",
            network="N",
            operator="O",
            city=CityId(city),
            city_name=city,
            state="MA",
            latitude_deg=42.0,
            longitude_deg=-71.0,
            time_zone="America/New_York",
            location_type="Workplace",
            charger_type="DC",
            grid_limit_w=100_000.0,
            base_price_per_kwh=Decimal("0.35"),
            energy_cost_per_kwh=Decimal("0.12"),
            currency="USD",
            amenities=[],
            simulated=True,
            charge_points=[charger],
        )
        path = tmp_path / "fleet.json"
        path.write_bytes(encode_fleet(Fleet(stations=[place])))
        return path

    return make


@pytest.fixture
async def edge(settings_of: Callable[..., dict[str, str]]) -> AsyncIterator[RunningEdge]:
    async with running(load_settings(settings_of())) as edge:
        yield edge


@pytest.fixture
async def plug(edge: RunningEdge) -> AsyncIterator[Callable[..., Any]]:
    """`await plug("CP-1")`: a charger at this test's edge, unplugged at the end."""
    async with AsyncExitStack() as stack:

        async def connect(
            identity: str, password: str | bytes | None = None, **options: Any
        ) -> ScriptedCharger:
            charger = await plug_in(edge.port, identity, password, **options)
            stack.push_async_callback(charger.socket.close)
            return charger

        yield connect
