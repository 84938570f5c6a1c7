"""How connectors of one charge point share what it may give, and how fast their power follows.

On AC less than 6 A cannot be offered (IEC 61851-1): a connector that would get less gives nothing
at all, so that the others can go on. Power follows a new limit along a straight ramp, and the
energy of a ramp is exact, so a step may be cut anywhere.
"""

from typing import Final

import numpy as np

from charger_emulator.core.layout import BoolArray, FloatArray, Layout

MIN_AC_A: Final = 6.0
"""IEC 61851-1: the smallest current that a control pilot can offer."""
DOWN_S: Final = 5.0
"""From full power to nothing; IEC 61851-1 gives a car 5 s to follow."""
UP_S: Final = 20.0
"""From nothing to full power; a 150 kW DC charger rises by some 20 A a second at 400 V."""


def served(floor_w: FloatArray, allowed_w: FloatArray, layout: Layout) -> BoolArray:
    """Connectors whose least power still fits, lower numbers first.

    Args:
        floor_w: least power per connector, 0 where there is none or nothing is asked for.
        allowed_w: per charge point.
        layout: who belongs to whom.
    """
    upto = np.cumsum(floor_w)
    before = (upto - floor_w)[layout.cp_first]
    point = layout.connector_cp
    result: BoolArray = upto - before[point] <= allowed_w[point] * (1.0 + 1e-12)
    return result


def share_w(
    wanted_w: FloatArray, floor_w: FloatArray, allowed_w: FloatArray, layout: Layout
) -> FloatArray:
    """Power per connector: its floor first, then the rest in proportion to what it still wants.

    Args:
        wanted_w: per connector, at least its floor.
        floor_w: as `served` took it; those not served want nothing.
        allowed_w: per charge point, 0 or more; the sum stays within.
        layout: who belongs to whom.
    """
    point = layout.connector_cp
    floors = np.add.reduceat(floor_w, layout.cp_first)
    extra = np.add.reduceat(wanted_w, layout.cp_first) - floors
    base = np.minimum(1.0, allowed_w / np.maximum(floors, 1e-9))
    rest = np.clip((allowed_w - floors) / np.maximum(extra, 1e-9), 0.0, 1.0)
    result: FloatArray = floor_w * base[point] + (wanted_w - floor_w) * rest[point]
    return result


def follow(
    power_w: FloatArray, target_w: FloatArray, full_w: FloatArray, dt_s: float
) -> tuple[FloatArray, FloatArray]:
    """Let power go towards a target for a while.

    Args:
        power_w: at the start.
        target_w: where it goes; it never passes it.
        full_w: the connector's rating, which sets the slope by `UP_S` and `DOWN_S`.
        dt_s: 0 or more.

    Returns:
        Power at the end, and mean power.
    """
    gap_w = target_w - power_w
    slope_w_per_s = np.where(gap_w > 0.0, full_w / UP_S, full_w / DOWN_S)
    whole_s = np.abs(gap_w) / slope_w_per_s
    spent_s = np.minimum(whole_s, dt_s)
    moved_w = np.sign(gap_w) * slope_w_per_s * spent_s
    end_w = np.where(whole_s <= dt_s, target_w, power_w + moved_w)
    if dt_s <= 0.0:
        return end_w, end_w
    share = spent_s / dt_s
    return end_w, 0.5 * (power_w + end_w) * share + target_w * (1.0 - share)
