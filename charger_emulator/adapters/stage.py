"""Runs a scenario on its own: a fresh world, its own clock, and a verdict.

With a central system it runs live, at the scenario's speed. Without one the chargers stay offline
and time is stepped, so that the same seed gives the same verdict at any load of the machine.
"""

import asyncio
from datetime import UTC
from typing import Any, Final

from typing_extensions import override

from charger_emulator.adapters.clock import ScaledClock, real_now
from charger_emulator.adapters.director import play
from charger_emulator.adapters.ocpp.chargers import Chargers
from charger_emulator.adapters.ocpp.park import Park
from charger_emulator.adapters.scenario_files import Run, ScenarioFile
from charger_emulator.core.cities import pick
from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.world import World, WorldSetting
from contract.clock import ClockSetting

STEP_S: Final = 10.0
"""Simulated seconds of one step without a central system."""
_NOWHERE: Final = "ws://127.0.0.1:1/ocpp"


class SteppedClock(ScaledClock):
    """Simulated time that moves by steps."""

    def __init__(self, at_s: float) -> None:
        super().__init__()
        self._at_s = at_s

    @override
    def now_s(self) -> float:
        """Simulated Unix time in seconds."""
        return self._at_s

    @override
    def real_s(self, simulated_s: float) -> float:
        """Steps take no time."""
        return 0.0

    def step(self) -> None:
        """Go on by one step."""
        self._at_s += STEP_S


async def run_scenario(
    scenario: ScenarioFile, central_url: str = "", password: str = ""
) -> dict[str, Any]:
    """Run a scenario from its beginning to its verdict.

    Args:
        scenario: what.
        central_url: a central system that takes the chargers; not used by scenarios without one.
        password: HTTP Basic password of the chargers; empty = none is sent.

    Raises:
        ValueError: if a central system is needed and none is given, or the scenario names a
            charger that is not there.
    """
    run = scenario.run
    if not run.needs_central:
        return await _run_stepped(scenario)
    if not central_url:
        raise ValueError(f"{scenario.title!r} needs a central system: --central-url ws://...")
    clock = ScaledClock(ClockSetting(run.speed, run.start_at.astimezone(UTC), real_now()))
    park = Park(_chargers(run, clock, central_url, password))
    park.fleet.world.ask_first()
    async with asyncio.TaskGroup() as group:
        chargers = group.create_task(park.run())
        try:
            return await play(scenario, park)
        finally:
            chargers.cancel()


async def _run_stepped(scenario: ScenarioFile) -> dict[str, Any]:
    clock = SteppedClock(scenario.run.start_at.astimezone(UTC).timestamp())
    park = Park(_chargers(scenario.run, clock, _NOWHERE))

    async def rest() -> None:
        clock.step()
        for each in (park.fleet, *park.made):
            each.tick()
        await asyncio.sleep(0)

    return await play(scenario, park, rest)


def _chargers(run: Run, clock: ScaledClock, url: str, password: str = "") -> Chargers:
    fleet = make_fleet(run.stations, run.seed, pick(tuple(run.cities)))
    setting = WorldSetting(seed=run.seed, mean_utilisation=run.mean_utilisation)
    start_s = clock.now_s()
    world = World(fleet, setting, start_s - run.warm_up_h * 3600.0)
    effects = world.advance(start_s)
    chargers = Chargers(world, clock, url, password)
    chargers.adopt(effects)
    return chargers
