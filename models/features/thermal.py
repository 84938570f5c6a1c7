"""Heat: how warm the charger is, how warm the air, and how fast it is changing."""

from typing import Final

from contract.observations import NAN, Kind, Observation
from models.features.windows import Maximum, Samples, plausible

FRESH_S: Final = 900.0
"""A measured value older than this is no longer known (contract.features)."""
CONTEXT_FRESH_S: Final = 10_800.0
"""Weather and traffic hold longer: context arrives retained and changes slowly."""
_SLOPE_WINDOW_S: Final = 600.0
_SLOPE_SAMPLES: Final = 3
_HOUR_S: Final = 3600.0
_COLDEST_C: Final = -60.0
_HOTTEST_C: Final = 200.0


class Thermal:
    """Temperatures of one charger; feed it every observation that may carry one."""

    def __init__(self) -> None:
        self._temperature = (NAN, NAN)
        self._inlet = (NAN, NAN)
        self._weather = (NAN, NAN)
        self._recent = Samples(_SLOPE_WINDOW_S, 128)
        self._highest = Maximum(_HOUR_S)

    def observe(self, at_s: float, observation: Observation) -> None:
        """Note the temperatures that the observation carries."""
        ambient_c = plausible(observation.ambient_c, _COLDEST_C, _HOTTEST_C)
        if observation.kind == Kind.CONTEXT:
            if ambient_c == ambient_c:
                self._weather = (at_s, ambient_c)
            return
        if ambient_c == ambient_c:
            self._inlet = (at_s, ambient_c)
        temperature_c = plausible(observation.temperature_c, _COLDEST_C, _HOTTEST_C)
        if temperature_c == temperature_c:
            self._temperature = (at_s, temperature_c)
            self._recent.add(at_s, temperature_c)
            self._highest.add(at_s, temperature_c)

    def temperature_c(self, now_s: float) -> float:
        """Latest inside temperature, NaN when older than 15 min."""
        at_s, value = self._temperature
        return value if now_s - at_s <= FRESH_S else NAN

    def measured_at_s(self, now_s: float) -> float:
        """When that was measured, NaN when older than 15 min."""
        at_s = self._temperature[0]
        return at_s if now_s - at_s <= FRESH_S else NAN

    def ambient_c(self, now_s: float) -> float:
        """Latest inlet temperature, else the weather's; NaN when both are old."""
        at_s, value = self._inlet
        if now_s - at_s <= FRESH_S:
            return value
        at_s, value = self._weather
        return value if now_s - at_s <= CONTEXT_FRESH_S else NAN

    def features(self, now_s: float) -> tuple[float, ...]:
        """temperature_c, ambient_c, temperature_rise_k, ..slope_k_per_min, ..max_1h_c."""
        temperature_c = self.temperature_c(now_s)
        ambient_c = self.ambient_c(now_s)
        return (
            temperature_c,
            ambient_c,
            temperature_c - ambient_c,
            self._slope_k_per_min(now_s),
            self._highest.value(now_s),
        )

    def _slope_k_per_min(self, now_s: float) -> float:
        samples = self._recent.within(now_s)
        if len(samples) < _SLOPE_SAMPLES:
            return NAN
        start_s = samples[0][0]
        n = float(len(samples))
        sum_t = sum_c = sum_tt = sum_tc = 0.0
        first_c = samples[0][1]
        for at_s, value_c in samples:
            t_min = (at_s - start_s) / 60.0
            c_k = value_c - first_c
            sum_t += t_min
            sum_c += c_k
            sum_tt += t_min * t_min
            sum_tc += t_min * c_k
        spread = n * sum_tt - sum_t * sum_t
        # Samples within a second of each other say nothing about a slope.
        return (n * sum_tc - sum_t * sum_c) / spread if spread > n * n / 3600.0 else NAN
