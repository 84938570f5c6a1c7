"""How often what breaks, for how long, and when: the figures behind drawn faults.

Modes belong to a level: a connector, a cabinet (charge point) or a whole station. Rates are per
unit of that level and day at mean frailty, free and at a mean hour.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from charger_emulator.core.layout import FloatArray
from contract.observations import FAULT_MODES

(THERMAL, FAN, CONTACTOR, COMMUNICATION, GROUND, OVER_CURRENT, METER, READER, SUPPLY,
 MAINTENANCE) = range(len(FAULT_MODES))  # fmt: skip

CONNECTOR_MIX: Final = {CONTACTOR: 0.38, GROUND: 0.24, OVER_CURRENT: 0.20, METER: 0.18}
CABINET_MIX: Final = {FAN: 0.42, COMMUNICATION: 0.36, READER: 0.22}
STATION_MIX: Final = {SUPPLY: 1.0}
"""Shares of the modes: on purpose 30 to 50 % of all drawn faults show nothing before they fail
(`UNPREDICTABLE_MODES`)."""
RAMP_S: Final = {
    FAN: (1_200.0, 21_600.0),
    CONTACTOR: (21_600.0, 259_200.0),
    COMMUNICATION: (900.0, 10_800.0),
    METER: (3_600.0, 86_400.0),
}
"""From the first trace to the failure, drawn evenly on a logarithmic scale."""
EVEN_HOURS: Final = (1.0,) * 24
RESTART_HOURS: Final = (
    0.9, 0.9, 0.9, 1.0, 4.0, 1.0, 0.9, 0.7, 0.7, 0.7, 0.7, 0.7,
    0.7, 0.8, 0.8, 0.9, 1.1, 2.4, 2.4, 1.1, 0.9, 0.9, 0.9, 0.9,
)  # fmt: skip
"""Sudden onsets by local hour: restarts at 04 h, the evening at 17 and 18 h (public status log,
Ireland 2018). Faults that ramp up smear it, so its peaks are higher than those that are seen."""


@dataclass(frozen=True, slots=True)
class Repair:
    """How long an outage lasts: a log-normal over a floor, and a tail of days."""

    floor_s: float = 0.0
    median_s: float = 1_800.0
    """Of what comes on top of the floor."""
    sigma: float = 1.67
    most_s: float = 86_400.0
    long_ratio: float = 0.0
    """Share that waits for parts."""
    long_mean_s: float = 0.0

    def draw(self, rng: np.random.Generator) -> float:
        """Seconds from failure to repair."""
        if rng.random() < self.long_ratio:
            return self.floor_s + float(rng.exponential(self.long_mean_s))
        above_s = self.median_s * math.exp(self.sigma * rng.standard_normal())
        return self.floor_s + min(self.most_s, max(0.0, above_s))


SHORT_REPAIR: Final = Repair(floor_s=300.0, median_s=1_500.0)
"""Median 30 min, 90th percentile about 4 h; none longer than a day."""


@dataclass(frozen=True, slots=True)
class Hazards:
    """Rates, and what they depend on. All rates 0 = nothing breaks by chance."""

    connector_per_day: float = 0.0
    cabinet_per_day: float = 0.0
    station_per_day: float = 0.0
    frailty_shape: float = 2.0
    """Of the gamma distribution of each unit's own factor on its rate; its mean is 1."""
    busy_factor: float = 1.0
    """Hazard of a connector in use over that of a free one."""
    hours: tuple[float, ...] = EVEN_HOURS
    """Relative hazard by local hour; only the ratios count."""
    repair: Repair = SHORT_REPAIR
    station_repair: Repair = SHORT_REPAIR
    relapse_ratio: float = 0.0
    """Share of repairs after which the unit fails again within half an hour."""
    down_at_start_ratio: float = 0.0
    """Share of connectors that have been down for long when the world begins."""
    is_even: bool = False
    """As many onsets as the fleet's summed hazard makes, without the scatter of chance; which unit
    it hits stays chance. For tables whose class shares must come out."""
    maintenance_every_s: float = 0.0
    """Planned work at each station; 0 = none."""
    maintenance_s: tuple[float, float] = (0.0, 0.0)
    """Shortest and longest planned work."""

    @property
    def is_quiet(self) -> bool:
        """Nothing happens by chance."""
        rates = self.connector_per_day + self.cabinet_per_day + self.station_per_day
        return rates <= 0.0

    def scaled(self, factor: float) -> "Hazards":
        """The same with all rates times a factor; at 0 there is no planned work either.

        Raises:
            ValueError: if the factor is negative.
        """
        if factor < 0.0:
            raise ValueError(f"fault rate {factor:g} is not allowed: 0 or more")
        return replace(
            self,
            connector_per_day=self.connector_per_day * factor,
            cabinet_per_day=self.cabinet_per_day * factor,
            station_per_day=self.station_per_day * factor,
            down_at_start_ratio=self.down_at_start_ratio if factor else 0.0,
            maintenance_every_s=self.maintenance_every_s if factor else 0.0,
        )

    def hour_factors(self) -> FloatArray:
        """24 factors with mean 1."""
        hours = np.array(self.hours)
        result: FloatArray = hours / hours.mean()
        return result


LIVE: Final = Hazards(connector_per_day=0.085, cabinet_per_day=0.45)
"""At a connector rate that makes one fault per charge point and day with 6.5 connectors."""
ESB: Final = Hazards(
    connector_per_day=0.250,
    cabinet_per_day=0.117,
    frailty_shape=0.19,
    busy_factor=3.2,
    hours=RESTART_HOURS,
    repair=Repair(450.0, 300.0, 2.35, 172_800.0, 0.0065, 40 * 86_400.0),
    relapse_ratio=0.48,
    down_at_start_ratio=0.14,
)
"""The public log of Ireland 2018: many short outages, few connectors with most of them, and some
that stay down for weeks (14.9 % are down at any time)."""
TABLE_A: Final = Hazards(
    connector_per_day=0.0062,
    cabinet_per_day=0.009,
    station_per_day=0.0470,
    frailty_shape=6.0,
    busy_factor=2.0,
    hours=RESTART_HOURS,
    repair=Repair(3_600.0, 57_600.0, 0.45, 172_800.0),
    station_repair=Repair(3_600.0, 57_600.0, 0.45, 172_800.0),
    is_even=True,
    maintenance_every_s=17 * 86_400.0,
    maintenance_s=(8 * 3600.0, 24 * 3600.0),
)
"""The 33-column format: outages of about 20 h, and as much planned work."""
