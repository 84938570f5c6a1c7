"""How much public connectors are used hour by hour, and the arrivals that make it so.

Shares of time in use by connector type, day type and local hour, given that the connector works,
from a public status log of Ireland (November 2018). Sites whose sockets are shown together count
half where only one is in use.
"""

from typing import Final

import numpy as np

from charger_emulator.core.habits import Habit
from charger_emulator.core.layout import FloatArray

# fmt: off
USE: Final[dict[str, tuple[tuple[float, ...], tuple[float, ...]]]] = {
    "CHAdeMO": (
        (0.0259, 0.0234, 0.0183, 0.0195, 0.0154, 0.0221, 0.0574, 0.0770,
         0.1497, 0.2089, 0.2005, 0.2171, 0.2530, 0.2642, 0.2465, 0.2430,
         0.2429, 0.2502, 0.2373, 0.2295, 0.1928, 0.1305, 0.1024, 0.0680),
        (0.0408, 0.0328, 0.0175, 0.0099, 0.0165, 0.0113, 0.0193, 0.0573,
         0.1118, 0.1552, 0.1804, 0.2610, 0.3030, 0.2930, 0.2903, 0.2942,
         0.2877, 0.2682, 0.2491, 0.1871, 0.1475, 0.1122, 0.0946, 0.0687),
    ),
    "ComboCCS": (
        (0.0301, 0.0219, 0.0223, 0.0211, 0.0199, 0.0216, 0.0688, 0.0931,
         0.1774, 0.2460, 0.2315, 0.2408, 0.2831, 0.3011, 0.2698, 0.2663,
         0.2600, 0.2765, 0.2668, 0.2382, 0.2108, 0.1397, 0.1114, 0.0648),
        (0.0418, 0.0290, 0.0198, 0.0085, 0.0285, 0.0113, 0.0102, 0.0567,
         0.1158, 0.1602, 0.1925, 0.2733, 0.2954, 0.2807, 0.2938, 0.3177,
         0.3205, 0.3204, 0.2734, 0.2188, 0.1769, 0.1262, 0.0990, 0.0779),
    ),
    "FastAC43": (
        (0.0076, 0.0074, 0.0065, 0.0062, 0.0062, 0.0070, 0.0193, 0.0217,
         0.0443, 0.0492, 0.0550, 0.0534, 0.0644, 0.0698, 0.0625, 0.0600,
         0.0569, 0.0483, 0.0528, 0.0425, 0.0364, 0.0298, 0.0219, 0.0111),
        (0.0099, 0.0044, 0.0062, 0.0062, 0.0049, 0.0085, 0.0122, 0.0187,
         0.0238, 0.0378, 0.0495, 0.0670, 0.0601, 0.0596, 0.0797, 0.0758,
         0.0883, 0.0536, 0.0512, 0.0308, 0.0311, 0.0214, 0.0166, 0.0148),
    ),
    "StandardType2": (
        (0.0636, 0.0598, 0.0574, 0.0580, 0.0587, 0.0593, 0.0644, 0.0825,
         0.1359, 0.2247, 0.2629, 0.2742, 0.2666, 0.2547, 0.2364, 0.2241,
         0.2039, 0.1790, 0.1701, 0.1743, 0.1643, 0.1318, 0.0993, 0.0795),
        (0.0772, 0.0694, 0.0669, 0.0656, 0.0631, 0.0599, 0.0541, 0.0634,
         0.0854, 0.1341, 0.1860, 0.2159, 0.2238, 0.2198, 0.2198, 0.2329,
         0.2137, 0.1813, 0.1488, 0.1311, 0.1205, 0.1007, 0.0853, 0.0718),
    ),
}
# fmt: on
"""Type: (weekday, weekend), 24 shares each."""
_WEEK_H: Final = 168
_MAX_STAY_H: Final = 24
_STEPS: Final = 60


def type_of(connector_type: str, power_w: float) -> str:
    """The type of the log that a connector of the emulated fleet stands for."""
    if connector_type == "J1772":
        return "FastAC43" if power_w >= 15_000.0 else "StandardType2"
    return "CHAdeMO" if connector_type == "NACS" else "ComboCCS"


def arrivals_per_hour(use: tuple[tuple[float, ...], tuple[float, ...]], habit: Habit) -> FloatArray:
    """Arrivals per connector and hour, shape (2, 24) by day type, whose stays give a use profile.

    Use in an hour is the sum of earlier arrivals times the chance to be still there. It is inverted
    by multiplicative steps (Richardson 1972, Lucy 1974), which keep arrivals positive.
    """
    weekday, weekend = np.array(use[0]), np.array(use[1])
    wanted = np.concatenate([np.tile(weekday, 5), np.tile(weekend, 2)])
    kernel = _presence(habit)
    arrivals = np.full(_WEEK_H, wanted.mean() / kernel.sum())
    turned = np.stack([np.roll(kernel, hour) for hour in range(_WEEK_H)], axis=1)
    for _ in range(_STEPS):
        ratio = wanted / np.maximum(turned @ arrivals, 1e-12)
        arrivals = arrivals * (turned.T @ ratio) / turned.sum(axis=0)
    days = arrivals.reshape(7, 24)
    result: FloatArray = np.stack([days[:5].mean(axis=0), days[5:].mean(axis=0)])
    return result


def _presence(habit: Habit) -> FloatArray:
    """Mean share of hour k that a visit takes which began at some time in hour 0, shape (168,)."""
    stays_h = habit.stays() / 3600.0
    kernel = np.zeros(_WEEK_H)
    begins_h = (np.arange(12) + 0.5) / 12.0
    for hour in range(_MAX_STAY_H):
        ends_h = begins_h[:, None] + stays_h[None, :]
        begun = np.maximum(begins_h[:, None], hour)
        kernel[hour] = np.clip(np.minimum(ends_h, hour + 1.0) - begun, 0.0, None).mean()
    return kernel
