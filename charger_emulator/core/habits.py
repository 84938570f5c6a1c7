"""How long people stay and what they take: one habit per kind of charger and place.

Lengths and energies are log-normals with a side of its own below and above the median, because the
sources give quantiles that one log-normal cannot meet.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from charger_emulator.core.layout import FloatArray

_TAIL: Final = 1.2816
"""Standard deviations from the median to the 10th and 90th percentile."""
STAY_MAX_S: Final = 20 * 3600.0
STAY_MIN_S: Final = 60.0
OVERHEAD_S: Final = 95.0
"""Plugging in and leaving."""
_MIN, _HOUR, _KWH = 60.0, 3600.0, 1000.0


def sides(low: float, median: float, high: float) -> tuple[float, float, float]:
    """Median and the two spreads of a quantity from its 10th, 50th and 90th percentile."""
    return median, math.log(median / low) / _TAIL, math.log(high / median) / _TAIL


@dataclass(frozen=True, slots=True)
class Habit:
    """One kind of visit."""

    stay_s: tuple[float, float, float]
    """Median, spread below, spread above."""
    energy_wh: tuple[float, float, float] | None = None
    """The same; None = what power and stay give."""
    with_stay: float = 0.6
    """Correlation of energy with stay, on the scale of the logarithms."""
    abort_ratio: float = 0.03
    """Share of sessions that end with next to no energy."""
    peak_median_w: float = 112_000.0
    """What cars take at fast chargers."""
    peak_least_w: float = 45_000.0

    def stay(self, normal: float) -> float:
        """Length in seconds of the visit that a standard normal draw stands for."""
        return min(STAY_MAX_S, max(STAY_MIN_S, _quantile(self.stay_s, normal)))

    def wanted_wh(self, normal: float, other: float) -> float:
        """Energy wanted, given the draw of the stay and one of its own; infinite without a wish."""
        if self.energy_wh is None:
            return math.inf
        own = math.sqrt(1.0 - self.with_stay**2) * other
        return _quantile(self.energy_wh, self.with_stay * normal + own)

    def stays(self, count: int = 4001) -> FloatArray:
        """Lengths at evenly spaced probabilities, in seconds on the connector."""
        normal = _normal_quantiles(count)
        return np.array([self.stay(float(z)) + OVERHEAD_S for z in normal])


def _quantile(spread: tuple[float, float, float], normal: float) -> float:
    median, below, above = spread
    return median * math.exp(normal * (below if normal < 0.0 else above))


@lru_cache(maxsize=4)
def _normal_quantiles(count: int) -> FloatArray:
    """Quantiles of the standard normal at (i + 1/2) / count, by inverting its distribution."""
    grid = np.linspace(-4.5, 4.5, 9001)
    below = np.array([0.5 * (1.0 + math.erf(z / math.sqrt(2.0))) for z in grid])
    result: FloatArray = np.interp((np.arange(count) + 0.5) / count, below, grid)
    result.flags.writeable = False
    return result


DC: Final = Habit((30 * _MIN, 0.604, 0.604))
"""Median 30, mean 36, 90th percentile 65 min (public status log, Ireland 2018)."""
DC_LOGGED: Final = Habit((29 * _MIN, 0.604, 0.63), peak_median_w=46e3, peak_least_w=30e3)
"""The same with the cars of 2018: today's fill up before the longest visits of then are over. As
wished for: what is seen is longer by plugging in and leaving."""
AC_PUBLIC_EUROPE: Final = Habit((90 * _MIN, 1.239, 1.279))
"""Median 90, mean 194, 90th percentile 465 min (same)."""
AC_LOGGED: Final = Habit((102 * _MIN, 1.30, 1.30))
"""The same as wished for: what is seen is shorter, for a stay ends after 20 h at the latest and
faults end some before."""
AC_PUBLIC_US: Final = Habit(
    sides(31 * _MIN, 91 * _MIN, 204 * _MIN),
    sides(1.9 * _KWH, 6.7 * _KWH, 16.4 * _KWH),
    with_stay=0.75,
    abort_ratio=0.010,
)
"""Public level 2 sessions of Boulder 2018-2020: .1/.5/.9 quantiles; 1.0 % without energy."""
CAMPUS: Final = Habit(
    sides(0.9 * _HOUR, 4.8 * _HOUR, 9.6 * _HOUR),
    sides(0.9 * _KWH, 6.0 * _KWH, 20.2 * _KWH),
    with_stay=0.55,
)
"""Workplace sessions of ACN Caltech."""
LABORATORY: Final = Habit(
    sides(2.2 * _HOUR, 7.7 * _HOUR, 10.4 * _HOUR),
    sides(4.3 * _KWH, 11.6 * _KWH, 31.2 * _KWH),
    with_stay=0.4,
)
"""Workplace sessions of ACN JPL."""
