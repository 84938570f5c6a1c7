"""Jobs run beside the chargers: what goes wrong in one ends nothing else."""

import asyncio
from typing import Any

import pytest

from charger_emulator.adapters.jobs import Jobs
from charger_emulator.adapters.ocpp.park import Park
from tests.integration.charger_emulator.bench import Bench
from tests.integration.charger_emulator.raw_central import RawCentral

pytestmark = pytest.mark.integration


async def breaks(error: Exception) -> dict[str, Any]:
    raise error


@pytest.mark.parametrize(
    ("error", "text"),
    [
        pytest.param(ValueError("no such charger"), "no such charger", id="expected"),
        pytest.param(KeyError("kW"), "KeyError: 'kW'", id="a fault of ours"),
        pytest.param(OSError("disk full"), "OSError: disk full", id="of the system"),
    ],
)
async def test_a_job_that_breaks_has_failed_and_the_chargers_go_on(
    error: Exception, text: str
) -> None:
    async with RawCentral() as central:
        bench = Bench(central)
        park = Park(bench.chargers)
        task = asyncio.create_task(park.run())
        await bench.until(lambda: bench.charger.is_online, "the charger is online")
        state = Jobs(park).begin("test", breaks(error))
        await bench.until(lambda: state["state"] != "running", "the job is over")
        assert (state["state"], state["result"]) == ("failed", {"error": text})
        assert not task.done()
        assert bench.charger.is_online
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
