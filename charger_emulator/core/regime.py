"""Whose world it is: habits, demand, hazards and weather that belong together.

The sources disagree (a real log is 14.9 % down, the 33-column format wants 3.9 % offline), so each
has a regime of its own, and every figure names the one it was measured in.

    live     the demo and the data for training: busy stations, faults as ordered
    esb      calibrated to a public status log of Ireland, November 2018
    table_a  calibrated to the 33-column station table
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from charger_emulator.core import habits, hazards
from charger_emulator.core.habits import Habit
from charger_emulator.core.hazards import Hazards


@dataclass(frozen=True, slots=True)
class Climate:
    """How weather and traffic differ from the plain normals of a metro."""

    day_noise_f: float = 0.0
    """Standard deviation of what changes over days."""
    stretch: float = 1.0
    """Factor on the distance from `centre_f`."""
    centre_f: float = 64.6
    shift_f: float = 0.0
    coldest_f: float = -20.0
    hottest_f: float = 115.0
    rain_factor: float = 1.0
    """On the share of wet hours."""
    rain_mm: float = 2.5
    """Mean of a wet hour."""
    traffic_stretch: float = 1.0
    traffic_shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Regime:
    """One set of figures. `demand_by_log` takes arrivals from `use_by_hour`."""

    name: str
    hazards: Hazards
    ac_public: Habit
    mean_occupancy_s: tuple[float, float]
    """Mean time on a connector, (DC, public AC), with plugging and leaving; measured."""
    climate: Climate = Climate()
    dc: Habit = habits.DC
    demand_by_log: bool = False
    demand_factor: tuple[float, float] = (1.0, 1.0)
    """Corrects demand (DC, AC) for sessions cut short and connectors that are down."""
    busyness_sigma: float = 0.0
    """Spread of demand between stations, of the logarithm."""

    def habit(self, location_type: str, *, dc: bool, odd: bool) -> Habit:
        """Habit of a station's visitors; workplaces are of two sorts, even and odd."""
        if dc:
            return self.dc
        if location_type == "Workplace":
            return habits.LABORATORY if odd else habits.CAMPUS
        return self.ac_public

    def occupancy_s(self, location_type: str, *, dc: bool, odd: bool) -> float:
        """Mean time that a visit takes a connector."""
        if not dc and location_type == "Workplace":
            return float(self.habit(location_type, dc=dc, odd=odd).stays(401).mean())
        return self.mean_occupancy_s[not dc]


LIVE: Final = Regime("live", hazards.LIVE, habits.AC_PUBLIC_EUROPE, (2_100.0, 9_400.0))
ESB: Final = Regime(
    "esb",
    hazards.ESB,
    habits.AC_LOGGED,
    (2_100.0, 9_400.0),
    dc=habits.DC_LOGGED,
    demand_by_log=True,
    demand_factor=(0.905, 0.985),
)
TABLE_A: Final = Regime(
    "table_a",
    hazards.TABLE_A,
    habits.AC_PUBLIC_US,
    (2_100.0, 6_700.0),
    climate=Climate(
        day_noise_f=5.0,
        stretch=1.21,
        shift_f=7.1,
        coldest_f=20.1,
        hottest_f=110.0,
        rain_factor=1.52,
        rain_mm=5.0,
        traffic_stretch=1.12,
        traffic_shift=1.1,
    ),
    busyness_sigma=0.5,
)
REGIMES: Final[Mapping[str, Regime]] = {each.name: each for each in (LIVE, ESB, TABLE_A)}
