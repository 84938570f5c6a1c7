import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from charger_emulator.adapters.ocpp.chargers import Chargers
from charger_emulator.app import build_chargers
from charger_emulator.config import Settings
from charger_emulator.core.cities import pick
from charger_emulator.core.fleet import make_fleet
from contract.clock import ClockSetting
from contract.fleet import encode_fleet
from tests import ports
from tests.integration.charger_emulator.scripted_central import ScriptedCentral

Until = Callable[..., Coroutine[Any, Any, None]]
TOKEN = "test-token"


@pytest.fixture
async def central(free_port: int) -> AsyncIterator[ScriptedCentral]:
    async with ScriptedCentral(free_port) as running:
        yield running
        assert not running.violations


@pytest.fixture
def free_port_2() -> int:
    return ports.free_port()


def make_settings(tmp_path: Path, central_url: str, **changes: Any) -> Settings:
    """One DC station in Phoenix without drivers of its own, on a clock of factor 100."""
    fleet_file = tmp_path / "fleet.json"
    fleet_file.write_bytes(
        encode_fleet(make_fleet(changes.pop("stations", 1), 1, pick(("phoenix",))))
    )
    now = datetime.now(UTC)
    epoch = datetime(2026, 7, 1, 21, tzinfo=UTC)
    values = {
        "fleet_file": fleet_file,
        "central_url": central_url,
        "control_token": TOKEN,
        "mean_utilisation": 0.0,
        "warm_up_h": 0.0,
        "clock": ClockSetting(factor=100.0, epoch=epoch, anchor=now),
    }
    return Settings(**(values | changes))


@pytest.fixture
async def start(tmp_path: Path, central: ScriptedCentral) -> AsyncIterator[Callable[..., Chargers]]:
    """Start chargers that talk to the scripted central: `start(seed=3, ...)`."""
    tasks: list[asyncio.Task[None]] = []

    def begin(**changes: Any) -> Chargers:
        settings = make_settings(tmp_path, f"ws://127.0.0.1:{central.port}/ocpp", **changes)
        central.clock = settings.clock
        chargers = build_chargers(settings)
        tasks.append(asyncio.create_task(chargers.run()))
        return chargers

    yield begin
    for task in tasks:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
