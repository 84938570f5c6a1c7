"""Heat inside a charge point's cabinet.

One heat capacity, heated by losses and cooled by fans: dT/dt = (T_steady - T) / tau, solved
exactly, so that step(a) then step(b) equals step(a + b) while load, cooling and ambient stay.
Losses are half proportional to load (converter) and half to its square (conductors). Weaker
cooling raises the steady temperature and slows the approach, because the heat capacity stays the
same.
"""

from typing import Final

import numpy as np

from charger_emulator.core.layout import FloatArray

RISE_FULL_K: Final = 30.0
"""Steady rise over ambient at full load with healthy cooling."""
TIME_CONSTANT_S: Final = 720.0
"""With healthy cooling."""
DERATING_FROM_C: Final = 75.0
DERATING_TO_C: Final = 85.0
DERATED_RATIO: Final = 0.77
"""Power left at DERATING_TO_C and above. A cabinet whose fans are gone still gets hotter than that
(30 K x g(0.77) / 0.357 = 57 K over 40.6 C): derating alone does not save it, a lower limit does."""
WARNING_C: Final = 80.0
WARNING_CLEAR_C: Final = 75.0
TRIP_C: Final = 90.0
RESTART_BELOW_C: Final = 50.0
RESTART_AFTER_S: Final = 1800.0
MIN_COOLING_RATIO: Final = 0.02


def heat_ratio(load_ratio: FloatArray) -> FloatArray:
    """Losses over losses at full load, for power over rated power in 0..1."""
    return 0.5 * load_ratio * (1.0 + load_ratio)


def steady_c(
    load_ratio: FloatArray, cooling_ratio: FloatArray, ambient_c: FloatArray
) -> FloatArray:
    """Temperature that the cabinet would settle at."""
    cooling = np.maximum(cooling_ratio, MIN_COOLING_RATIO)
    result: FloatArray = ambient_c + RISE_FULL_K * heat_ratio(load_ratio) / cooling
    return result


def step(
    temperature_c: FloatArray,
    load_ratio: FloatArray,
    cooling_ratio: FloatArray,
    ambient_c: FloatArray,
    dt_s: float,
) -> FloatArray:
    """Temperature after `dt_s` at constant load.

    Args:
        temperature_c: now, shape (n,).
        load_ratio: power over rated power, 0..1.
        cooling_ratio: health of the cooling, 1 good; below 0.02 counts as 0.02.
        ambient_c: air around.
        dt_s: 0 or more.
    """
    target = steady_c(load_ratio, cooling_ratio, ambient_c)
    cooling = np.maximum(cooling_ratio, MIN_COOLING_RATIO)
    result: FloatArray = target + (temperature_c - target) * np.exp(
        -dt_s * cooling / TIME_CONSTANT_S
    )
    return result


def derating_ratio(temperature_c: FloatArray) -> FloatArray:
    """Share of rated power that the charger allows itself at a temperature."""
    over = (temperature_c - DERATING_FROM_C) / (DERATING_TO_C - DERATING_FROM_C)
    result: FloatArray = 1.0 - (1.0 - DERATED_RATIO) * np.clip(over, 0.0, 1.0)
    return result
