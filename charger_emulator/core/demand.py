"""How many drivers want to charge, where and when: before any price or queue is seen.

Each station is the centre of a neighbourhood whose demand follows the hour, the day type, the month
and the kind of place, times a slowly wandering factor. Arrivals of a minute depend on (seed,
minute) only, so runs with other prices or limits meet the same drivers. A regime whose demand
comes from a log has arrivals by connector type instead of by kind of place.
"""

import math
from typing import Final

import numpy as np

from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.layout import FloatArray, IntArray, Layout
from charger_emulator.core.regime import Regime
from charger_emulator.core.use_by_hour import USE, arrivals_per_hour, type_of
from charger_emulator.core.weather import Local

NOISE_SIGMA: Final = 0.2
_NOISE_MEMORY_MIN: Final = 240.0
EVENT_FACTOR: Final = 1.15
SEASON_RATIO: Final = 0.06
"""How much more than the mean people drive in July."""

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


class Demand:
    """Arrivals per station and minute. `arrivals` once for every minute, in order."""

    def __init__(self, layout: Layout, seed: int, mean_utilisation: float, regime: Regime) -> None:
        self._seed = seed
        count = layout.station_count
        rng = stream(seed, Purpose.DEMAND)
        self._log_factor = NOISE_SIGMA * rng.standard_normal(count)
        sigma = regime.busyness_sigma
        busyness = np.exp(sigma * rng.standard_normal(count) - sigma**2 / 2.0)
        self.weights, per_connector_s = _weights_of(layout, regime, mean_utilisation)
        """(stations, 2, 24): relative arrivals by day type and hour."""
        factor = np.where(layout.station_is_dc, *regime.demand_factor) * busyness
        self.base_per_s: FloatArray = factor * layout.station_connectors * per_connector_s

    def arrivals(
        self, minute: int, locals_of_cities: list[Local], city: IntArray, events: FloatArray
    ) -> FloatArray:
        """Number of drivers per station who begin to look for a charger in this minute.

        Args:
            minute: simulated Unix time / 60.
            locals_of_cities: local calendar per city.
            city: position of each station's city.
            events: 1 where an event is on, per station.
        """
        rng = stream(self._seed, Purpose.DEMAND, minute)
        memory = math.exp(-1.0 / _NOISE_MEMORY_MIN)
        draw = rng.standard_normal(len(self.base_per_s))
        spread = NOISE_SIGMA * math.sqrt(1.0 - memory * memory)
        self._log_factor = memory * self._log_factor + spread * draw
        shapes = self._shapes(locals_of_cities, city)
        factor = np.exp(self._log_factor - NOISE_SIGMA**2 / 2.0)
        mean = self.base_per_s * shapes * factor * np.where(events > 0, EVENT_FACTOR, 1.0) * 60.0
        result: FloatArray = rng.poisson(mean).astype(np.float64)
        return result

    def _shapes(self, locals_of_cities: list[Local], city: IntArray) -> FloatArray:
        """Demand relative to the mean of the year, per station."""
        hour = np.array([int(each.hour) % 24 for each in locals_of_cities])[city]
        share = np.array([each.hour % 1.0 for each in locals_of_cities])[city]
        day = np.array([int(each.is_weekend) for each in locals_of_cities])[city]
        months = np.array([each.month for each in locals_of_cities])
        season = 1.0 + SEASON_RATIO * np.cos((months - 7) / 12.0 * math.tau)[city]
        at = np.arange(len(city))
        now, following = self.weights[at, day, hour], self.weights[at, day, (hour + 1) % 24]
        result: FloatArray = season * (now * (1.0 - share) + following * share)
        return result


def _weights_of(
    layout: Layout, regime: Regime, mean_utilisation: float
) -> tuple[FloatArray, FloatArray]:
    """Weights (stations, 2, 24), and mean arrivals per connector and second (stations,)."""
    weights, rates = [], []
    by_type = {}
    for index, station in enumerate(layout.stations):
        dc, odd = bool(layout.station_is_dc[index]), bool(index % 2)
        if regime.demand_by_log:
            first = station.charge_points[0]
            kind = type_of(first.connector_types[0], first.connector_power_w)
            habit = regime.habit(station.location_type, dc=dc, odd=odd)
            if (kind, habit) not in by_type:
                by_type[kind, habit] = arrivals_per_hour(USE[kind], habit)
            per_hour = by_type[kind, habit]
            mean = (5.0 * per_hour[0].mean() + 2.0 * per_hour[1].mean()) / 7.0
            # An hour's arrivals stand at its middle; weights are joined by lines from full hours.
            weights.append((per_hour + np.roll(per_hour, 1, axis=1)) / 2.0 / mean)
            rates.append(mean / 3600.0)
        else:
            occupancy_s = regime.occupancy_s(station.location_type, dc=dc, odd=odd)
            weights.append(np.stack(PROFILES[station.location_type]))
            rates.append(mean_utilisation / occupancy_s)
    return np.stack(weights), np.array(rates)
