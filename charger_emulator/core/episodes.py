"""What happens to the stations of a data set, apart from drawn faults and ordinary days.

Heat alone, a crowd alone and weak cooling alone are mostly harmless; together they make a charger
trip. All of them occur, in varied strength, so that a model has to tell them apart. Power limits
come at random hours whatever the state, so that it learns what a limit does.
"""

from typing import Final

import numpy as np

from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.layout import FloatArray
from charger_emulator.core.scenario import Stress

_DAY_S: Final = 86_400.0
STRESS_PER_DAY: Final = 0.30
HEAT_PER_DAY: Final = 0.12
CROWD_PER_DAY: Final = 0.12
COOLING_PER_DAY: Final = 0.12
DEAD_FAN_SHARE: Final = 0.65
DEAD_FAN_COOLING: Final = (0.18, 0.37)
DIRTY_FILTER_COOLING: Final = (0.60, 0.90)
"""Weak cooling is one of two things: a fan that stopped, or air that finds its way less well. The
first does not heal by itself within hours; the second only makes a charger warmer."""
LIMIT_RATIO: Final = 0.03
"""Share of charger-hours with a power limit."""


def episodes_of(seed: int, day: int, stations: int) -> list[Stress]:
    """Scenarios that begin on a day (UTC days since 1970), at most one per station."""
    found = []
    for station in range(stations):
        rng = stream(seed, Purpose.EPISODES, day << 12 | station)
        kind = rng.random()
        start_s = day * _DAY_S + 60.0 * float(rng.integers(0, 1440))
        length_s = 60.0 * float(rng.uniform(120.0, 360.0))
        hot_c, rush = rng.uniform(32.0, 43.0), rng.uniform(0.6, 2.6)
        is_dead = rng.random() < DEAD_FAN_SHARE
        cooling = rng.uniform(*(DEAD_FAN_COOLING if is_dead else DIRTY_FILTER_COOLING))
        is_hot = rng.random() < 0.7
        causes: tuple[float | None, float, float]
        if (kind := kind - STRESS_PER_DAY) < 0.0:
            causes = (float(hot_c) if is_hot else None, float(cooling), float(rush))
        elif (kind := kind - HEAT_PER_DAY) < 0.0:
            causes = (float(hot_c), 1.0, 0.0)
        elif (kind := kind - CROWD_PER_DAY) < 0.0:
            causes = (float(hot_c) if is_hot else None, 1.0, float(rush))
        elif (kind := kind - COOLING_PER_DAY) < 0.0:
            causes = (None, float(cooling), 0.0)
        else:
            continue
        ambient_c, cooling_ratio, rush_ratio = causes
        name = f"episode-{day}-{station}"
        found.append(
            Stress(
                name, name, station, start_s, start_s + length_s,
                ambient_c, cooling_ratio, rush_ratio,
            )
        )  # fmt: skip
    return found


def limits_w(seed: int, hour: int, rated_w: FloatArray) -> FloatArray:
    """Power limit per charge point in an hour (hours since 1970); infinite for most."""
    rng = stream(seed, Purpose.LIMITS, hour)
    is_limited = rng.random(len(rated_w)) < LIMIT_RATIO
    ratio = rng.uniform(0.15, 0.9, len(rated_w))
    result: FloatArray = np.where(is_limited, ratio * rated_w, np.inf)
    return result
