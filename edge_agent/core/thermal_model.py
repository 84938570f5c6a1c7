"""How one charger warms and cools, learned from what it does.

One heat capacity: dT/dt = linear * u + square * u^2 - cooling * (T - ambient), for the load u
(power over rated power, 0..1). Losses of converters grow with the load, those of conductors with
its square; dust and worn fans lower `cooling`. Integrated over a span the equation is linear in the
three parameters, so noise of single readings is not multiplied by differentiating, and a recursive
least-squares fit is exact however long the span is.

What is known fades at its own pace (a random walk for each parameter instead of one forgetting
factor): cooling may change within the hour, losses hardly ever. Where a charger idles for days and
teaches nothing, uncertainty grows to that of a new charger and no further.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

FULL_LOAD_RISE_K: Final = 25.0
TIME_CONSTANT_S: Final = 900.0
"""A charger of which nothing is known yet: this much warmer at full load, with this slowness."""
_PRIOR: Final = np.array(
    [
        0.5 * FULL_LOAD_RISE_K / TIME_CONSTANT_S,
        0.5 * FULL_LOAD_RISE_K / TIME_CONSTANT_S,
        1.0 / TIME_CONSTANT_S,
    ]
)
_PRIOR_VARIANCE: Final = (0.8 * _PRIOR) ** 2
_DRIFT_PER_S: Final = _PRIOR_VARIANCE * np.array([1e-6, 1e-6, 3e-5])
"""Variance that a second adds: losses are forgotten in a week, cooling in ten hours."""
_LOWEST: Final = np.array([0.0, 0.0, 1.0 / 21_600.0])
_HIGHEST: Final = np.array([0.5, 0.5, 1.0 / 60.0])
"""Full load never warms by more than 0.5 K/s; nothing settles in less than a minute."""
_NOISE_K2: Final = 0.5
"""Variance of a span's temperature difference: two readings of 0.3 K, draughts and sun."""
_SURPRISE: Final = 3.0
"""Standard deviations beyond which a difference counts as so many, so that one cannot mislead."""

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Span:
    """What happened to a charger between two readings of its temperature."""

    duration_s: float
    change_k: float
    load_s: float
    """Integral of the load."""
    load_square_s: float
    above_ambient_k_s: float
    """Integral of the temperature over ambient."""


class ThermalModel:
    """Parameters of one charger; `learn` spans in their order, `step` ahead from any state."""

    def __init__(self) -> None:
        self._parameters: Vector = _PRIOR.copy()
        self._covariance: NDArray[np.float64] = np.diag(_PRIOR_VARIANCE)

    @property
    def parameters(self) -> tuple[float, float, float]:
        """Warming by the load and by its square at full load, K/s, and cooling, 1/s."""
        linear, square, cooling = self._parameters.tolist()
        return linear, square, cooling

    def learn(self, span: Span) -> None:
        """Take in one span of some minutes."""
        cause = np.array([span.load_s, span.load_square_s, -span.above_ambient_k_s])
        self._covariance += np.diag(_DRIFT_PER_S * span.duration_s)
        gained = self._covariance @ cause
        variance = float(cause @ gained) + _NOISE_K2
        allowed_k = _SURPRISE * math.sqrt(variance)
        missed_k = span.change_k - float(cause @ self._parameters)
        gain = gained / variance
        moved = self._parameters + gain * min(max(missed_k, -allowed_k), allowed_k)
        self._parameters = np.clip(moved, _LOWEST, _HIGHEST)
        self._covariance -= np.outer(gain, gained)
        self._forget_no_further()

    def expected_k(self, span: Span) -> float:
        """Change of temperature that the model would have expected over a span."""
        linear, square, cooling = self.parameters
        return linear * span.load_s + square * span.load_square_s - cooling * span.above_ambient_k_s

    def step(self, temperature_c: float, ambient_c: float, load: float, duration_s: float) -> float:
        """Temperature after `duration_s` of constant load and air; exact for any duration."""
        linear, square, cooling = self.parameters
        steady_c = ambient_c + load * (linear + square * load) / cooling
        return steady_c + (temperature_c - steady_c) * math.exp(-cooling * duration_s)

    def _forget_no_further(self) -> None:
        """Scale rows and columns down whose variance has outgrown a new charger's."""
        spread = np.sqrt(np.minimum(_PRIOR_VARIANCE / np.diag(self._covariance), 1.0))
        scaled = self._covariance * np.outer(spread, spread)
        self._covariance = (scaled + scaled.T) / 2.0
