"""What a car takes: its peak power up to 80 % state of charge, then less and less."""

from typing import Final

import numpy as np

from charger_emulator.core.layout import FloatArray

TAPER_FROM: Final = 0.80
POWER_AT_FULL: Final = 0.12
"""Share of peak power left as the battery gets full."""


def acceptance_w(peak_w: FloatArray, soc_ratio: FloatArray) -> FloatArray:
    """Power that a battery accepts; 0 once it is full.

    Args:
        peak_w: of the car, 0 or more.
        soc_ratio: state of charge, 0..1.
    """
    over = np.clip((soc_ratio - TAPER_FROM) / (1.0 - TAPER_FROM), 0.0, 1.0)
    accepted = peak_w * (1.0 - (1.0 - POWER_AT_FULL) * over)
    result: FloatArray = np.where(soc_ratio >= 1.0, 0.0, accepted)
    return result
