"""How many drivers want to charge, where and when: before any price or queue is seen.

Each station is the centre of a neighbourhood whose demand follows the hour, the day type, the month
and the kind of place, times a slowly wandering factor. Arrivals of a minute depend on (seed,
minute) only, so runs with other prices or limits meet the same drivers.
"""

import math
from typing import Final

import numpy as np

from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.layout import FloatArray, Layout
from charger_emulator.core.weather import Local

NOISE_SIGMA: Final = 0.2
_NOISE_MEMORY_MIN: Final = 240.0
EVENT_FACTOR: Final = 1.15
MEAN_OCCUPANCY_S: Final = {True: 2_100.0, False: 9_400.0}
"""Mean time on a connector by "is DC", with plugging and leaving; measured on the emulator."""

_Bumps = tuple[tuple[float, float, float], ...]
"""(height, hour, width in hours) on top of a base of 1."""

_PROFILES: Final[dict[str, tuple[_Bumps, _Bumps]]] = {
    "Airport": (((1.0, 7, 3.0), (1.0, 17, 4.0)), ((0.8, 9, 4.0), (0.9, 17, 4.0))),
    "Highway Corridor": (((1.5, 13, 5.0), (0.7, 18, 2.5)), ((2.0, 14, 4.5),)),
    "Hotel/Hospitality": (((0.6, 9, 2.5), (1.6, 19, 4.5)), ((0.6, 10, 2.5), (1.6, 18, 4.5))),
    "Residential": (((0.5, 7, 2.0), (1.8, 19, 3.5)), ((0.8, 12, 4.0), (1.2, 19, 4.0))),
    "Shopping Center": (((1.4, 13, 3.5), (1.4, 18, 2.5)), ((2.2, 14, 3.5),)),
    "Suburban": (((0.9, 9, 3.0), (1.4, 18, 3.0)), ((1.5, 13, 4.0),)),
    "Urban Center": (((1.2, 10, 3.5), (1.3, 17, 3.5)), ((1.6, 15, 5.0),)),
    "Workplace": (((2.2, 10, 3.0), (0.8, 14, 2.0)), ((0.5, 12, 4.0),)),
}
_BASE: Final = 1.0


def _weights(bumps: _Bumps) -> FloatArray:
    """24 hourly weights with mean 1; hours wrap around midnight."""
    hours = np.arange(24.0)
    total = np.full(24, _BASE)
    for height, at, width in bumps:
        away = np.abs(hours - at)
        total += height * np.exp(-((np.minimum(away, 24.0 - away) / width) ** 2))
    result: FloatArray = total / total.mean()
    return result


PROFILES: Final = {
    place: (_weights(weekday), _weights(weekend)) for place, (weekday, weekend) in _PROFILES.items()
}


def shape(location_type: str, local: Local) -> float:
    """Demand relative to the mean of the year, for a place and a local time."""
    weights = PROFILES[location_type][local.is_weekend]
    hour = int(local.hour) % 24
    share = local.hour - int(local.hour)
    season = 1.0 + 0.06 * math.cos((local.month - 7) / 12.0 * math.tau)
    return season * float(weights[hour] * (1.0 - share) + weights[(hour + 1) % 24] * share)


class Demand:
    """Arrivals per station and minute. `arrivals` once for every minute, in order."""

    def __init__(self, layout: Layout, seed: int, mean_utilisation: float) -> None:
        occupancy_s = np.array([MEAN_OCCUPANCY_S[bool(dc)] for dc in layout.station_is_dc])
        self.base_per_s: FloatArray = mean_utilisation * layout.station_connectors / occupancy_s
        self._layout = layout
        self._seed = seed
        self._log_factor = NOISE_SIGMA * stream(seed, Purpose.DEMAND).standard_normal(
            layout.station_count
        )

    def arrivals(
        self, minute: int, locals_of_stations: list[Local], events: FloatArray
    ) -> FloatArray:
        """Number of drivers per station who begin to look for a charger in this minute.

        Args:
            minute: simulated Unix time / 60.
            locals_of_stations: local calendar per station.
            events: 1 where an event is on, per station.
        """
        rng = stream(self._seed, Purpose.DEMAND, minute)
        memory = math.exp(-1.0 / _NOISE_MEMORY_MIN)
        draw = rng.standard_normal(len(self.base_per_s))
        spread = NOISE_SIGMA * math.sqrt(1.0 - memory * memory)
        self._log_factor = memory * self._log_factor + spread * draw
        stations = self._layout.stations
        shapes = np.array(
            [shape(s.location_type, at) for s, at in zip(stations, locals_of_stations, strict=True)]
        )
        factor = np.exp(self._log_factor - NOISE_SIGMA**2 / 2.0)
        mean = self.base_per_s * shapes * factor * np.where(events > 0, EVENT_FACTOR, 1.0) * 60.0
        result: FloatArray = rng.poisson(mean).astype(np.float64)
        return result
