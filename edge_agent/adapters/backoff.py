"""Waits between attempts to connect: growing and jittered, so that no restarted peer is stormed."""

from collections.abc import Callable
from typing import Final

Chance = Callable[[float, float], float]
"""A number drawn evenly from low to high (`numpy.random` would cost an edge box 2 MiB)."""

FIRST_S: Final = 0.5
LONGEST_S: Final = 10.0


class Backoff:
    """Real seconds to wait before the next attempt; say `succeeded` when one worked."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._ceiling_s = 2.0 * FIRST_S

    def next_s(self) -> float:
        """A wait in 0.5..10 s; its ceiling doubles from attempt to attempt."""
        wait_s = self._chance(FIRST_S, self._ceiling_s)
        self._ceiling_s = min(2.0 * self._ceiling_s, LONGEST_S)
        return wait_s

    def succeeded(self) -> None:
        """Begin again with short waits."""
        self._ceiling_s = 2.0 * FIRST_S
