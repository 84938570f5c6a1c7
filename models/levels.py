"""Levels of risk with hysteresis: a level is entered at one value and left at a lower one."""

from collections.abc import Mapping
from typing import Final

import msgspec

LOW: Final = "low"
NAMES: Final = ("watch", "high", "critical")
"""Above `low`, in rising order."""


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Risk at which a level begins, and below which it ends."""

    enter: float
    clear: float


def check_levels(levels: Mapping[str, Level]) -> None:
    """See that the levels are the three we know, in order, each with a gap.

    Raises:
        ValueError: naming the level at fault and what is allowed.
    """
    if set(levels) != set(NAMES):
        raise ValueError(f"levels {sorted(levels)} are not allowed: exactly {', '.join(NAMES)}")
    below = 0.0
    for name in NAMES:
        level = levels[name]
        if not (0.0 < level.clear < level.enter <= 1.0 and level.enter > below):
            raise ValueError(
                f"level {name}: enter {level.enter}, clear {level.clear} is not allowed: "
                f"0 < clear < enter <= 1 and enter above the level below ({below})"
            )
        below = level.enter


def next_level(previous: str, risk: float, levels: Mapping[str, Level]) -> str:
    """Level after one more score.

    Args:
        previous: the level so far; `low` at first.
        risk: calibrated risk, 0..1.
        levels: the bundle's levels.

    Raises:
        ValueError: if `previous` is no level or the risk is outside 0..1.
    """
    if not 0.0 <= risk <= 1.0:
        raise ValueError(f"risk {risk} is not allowed: 0..1")
    if previous != LOW and previous not in NAMES:
        raise ValueError(f"level {previous!r} is not allowed: {LOW}, {', '.join(NAMES)}")
    held = NAMES.index(previous) if previous != LOW else -1
    for index in reversed(range(len(NAMES))):
        level = levels[NAMES[index]]
        if risk >= (level.clear if index <= held else level.enter):
            return NAMES[index]
    return LOW
