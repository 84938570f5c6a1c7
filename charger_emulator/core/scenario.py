"""What can be done to a station on purpose: heat, weak cooling, a rush of drivers.

A scenario changes causes only. Utilisation, waiting and temperature follow from physics and people.
"""

import math
from dataclasses import dataclass
from typing import Final

RAMP_UP_S: Final = 720.0
RAMP_DOWN_S: Final = 900.0
IMPAIRED_COOLING_RATIO: Final = 0.357
HOT_AMBIENT_C: Final = (105.0 - 32.0) / 1.8
RUSH_RATIO: Final = 2.0
"""Drivers per unit of service capacity, after the first wave."""
FIRST_WAVE_RATIO: Final = 17.0
"""The same in the first wave, on top."""
FIRST_WAVE_S: Final = 360.0


@dataclass(frozen=True, slots=True)
class Stress:
    """One running scenario at one station. Ends by itself; afterwards the causes fade."""

    id: str
    name: str
    station: int
    start_s: float
    end_s: float
    ambient_c: float | None = HOT_AMBIENT_C
    """Air temperature that is approached; None leaves the weather alone."""
    cooling_ratio: float = IMPAIRED_COOLING_RATIO
    rush_ratio: float = RUSH_RATIO
    """0 = no extra drivers."""

    def intensity(self, now_s: float) -> float:
        """0..1: how much of ambient and cooling has come through."""
        if now_s < self.start_s:
            return 0.0
        up = min(1.0, (now_s - self.start_s) / RAMP_UP_S)
        if now_s <= self.end_s:
            return up
        peak = min(1.0, (self.end_s - self.start_s) / RAMP_UP_S)
        return peak * max(0.0, 1.0 - (now_s - self.end_s) / RAMP_DOWN_S)

    def is_over(self, now_s: float) -> bool:
        """Nothing of it is left."""
        return now_s >= self.end_s + RAMP_DOWN_S

    def ambient(self, weather_c: float, now_s: float) -> float:
        """Air temperature at the station; never below the weather's."""
        if self.ambient_c is None:
            return weather_c
        return weather_c + self.intensity(now_s) * max(0.0, self.ambient_c - weather_c)

    def cooling(self, now_s: float) -> float:
        """Factor on the health of the cooling."""
        return math.exp(self.intensity(now_s) * math.log(self.cooling_ratio))

    def extra_drivers(self, capacity_per_s: float, now_s: float) -> int:
        """Extra drivers who have appeared by now, evenly spread over each wave.

        Args:
            capacity_per_s: cars that the station can serve per second at its usual pace.
            now_s: simulated now.
        """
        spent_s = min(max(0.0, now_s - self.start_s), self.end_s - self.start_s)
        first_s = min(spent_s, FIRST_WAVE_S)
        # The first wave is as much larger than the rest as RUSH_RATIO says, whatever the strength.
        return math.floor(
            capacity_per_s * self.rush_ratio * (spent_s + first_s * FIRST_WAVE_RATIO / RUSH_RATIO)
        )
