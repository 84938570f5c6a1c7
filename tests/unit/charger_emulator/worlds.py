"""Builders shared by the emulator's tests."""

from datetime import UTC, datetime

from charger_emulator.core.cities import pick
from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.forecourt import Forecourt
from charger_emulator.core.regime import Regime
from charger_emulator.core.world import World, WorldSetting

AFTERNOON_S = datetime(2026, 7, 1, 21, 0, tzinfo=UTC).timestamp()
"""14:00 in Phoenix."""
NIGHT_S = datetime(2026, 7, 1, 9, 0, tzinfo=UTC).timestamp()
"""02:00 in Phoenix."""


def small_world(
    seed: int = 1,
    start_s: float = AFTERNOON_S,
    warm_up_h: float = 8.0,
    stations: int = 6,
    **settings: float | Regime,
) -> World:
    """Stations in Phoenix that have been running for a while."""
    fleet = make_fleet(stations, seed, pick(("phoenix",)))
    setting = WorldSetting(seed=seed, **settings)  # type: ignore[arg-type]
    world = World(fleet, setting, start_s - warm_up_h * 3600.0)
    world.advance(start_s)
    return world


def usable(forecourt: Forecourt, station: int) -> int:
    """Connectors of a station that drivers reckon with, from the wait that they expect."""
    wait_min = forecourt.expected_wait_min(station, ahead=0)
    return round(forecourt.waits.expected_min(station, 0, 1) / wait_min)
