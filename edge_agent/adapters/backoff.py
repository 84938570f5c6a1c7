"""Waits between attempts to connect: growing and jittered, so that no restarted peer is stormed."""

from collections.abc import Callable
from typing import Final

Chance = Callable[[float, float], float]
"""A number drawn evenly from low to high (`numpy.random` would cost an edge box 2 MiB)."""

FIRST_S: Final = 0.5
LONGEST_S: Final = 10.0


class Backoff:
    """Real seconds to wait before the next attempt; say `succeeded` when one worked.

    Args:
        chance: where the jitter comes from.
        spread_s: the first wait is at most this; at least twice the shortest.
        longest_s: no wait is longer.
    """

    def __init__(
        self, chance: Chance, spread_s: float = 2.0 * FIRST_S, longest_s: float = LONGEST_S
    ) -> None:
        self._chance = chance
        self._spread_s = spread_s
        self._longest_s = longest_s
        self._ceiling_s = spread_s

    def next_s(self) -> float:
        """A wait of 0.5 s at least; its ceiling doubles from attempt to attempt."""
        wait_s = self._chance(FIRST_S, min(self._ceiling_s, self._longest_s))
        self._ceiling_s = min(2.0 * self._ceiling_s, self._longest_s)
        return wait_s

    def succeeded(self) -> None:
        """Begin again with short waits."""
        self._ceiling_s = self._spread_s
