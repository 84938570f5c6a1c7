"""How a message is tried again: with growing pauses, a bounded number of times.

Frozen numbers and no clock; chance is handed in.
"""

from typing import Final

TRIES_MAX: Final = 8
"""Within about an hour; then it counts as failed."""
FIRST_PAUSE_S: Final = 5.0
GROWTH: Final = 3.0
LONGEST_PAUSE_S: Final = 900.0


def pause_s(tries: int, chance: float) -> float | None:
    """Real seconds until the next try after `tries` that failed; None = there is none.

    Args:
        tries: from 1.
        chance: 0..1; pauses are between half and the whole of their length, so that messages that
            failed together do not come back together.
    """
    if tries >= TRIES_MAX:
        return None
    whole_s = min(FIRST_PAUSE_S * GROWTH ** (tries - 1), LONGEST_PAUSE_S)
    return whole_s * (0.5 + chance / 2)
