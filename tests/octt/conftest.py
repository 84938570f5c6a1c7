from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.octt.central import Central
from tests.octt.files import FileServer, file_server
from tests.octt.rig import Rig, SteppedClock, bench_central, one_charger


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
async def central(clock: SteppedClock) -> AsyncIterator[Central]:
    """The scripted central system, listening."""
    async with bench_central(clock) as running:
        yield running


@pytest.fixture
async def rig(central: Central, clock: SteppedClock, tmp_path: Path) -> AsyncIterator[Rig]:
    """One AC charger with two connectors, still switched off."""
    made = Rig(central, clock, one_charger(), state_dir=tmp_path / "state")
    yield made
    await made.stop()


@pytest.fixture
def files() -> Iterator[FileServer]:
    """An HTTP server for firmware and logs."""
    with file_server() as running:
        yield running
