"""How long drivers wait at stations: what was measured, and what a newcomer expects."""

import math
from collections import deque
from typing import Final

import numpy as np

from charger_emulator.core.layout import Layout

WINDOW_S: Final = 1800.0
"""Drivers who plugged in within this time count for the measured wait."""
MEAN_SESSION_S: Final = {True: 1_950.0, False: 9_000.0}
"""What drivers expect of a DC (True) or AC station before it has shown better."""
_MEMORY: Final = 0.92


class Waits:
    """By station. `began` when somebody plugs in, `ended` after each session."""

    def __init__(self, layout: Layout) -> None:
        self.mean_session_s = np.array([MEAN_SESSION_S[bool(dc)] for dc in layout.station_is_dc])
        self._recent: list[deque[tuple[float, float]]] = [
            deque() for _ in range(layout.station_count)
        ]

    def began(self, station: int, arrived_at_s: float, now_s: float) -> None:
        """A driver plugs in who came at an instant; NaN = the way here is not known."""
        if not math.isnan(arrived_at_s):
            self._recent[station].append((now_s, now_s - arrived_at_s))

    def ended(self, station: int, spent_s: float) -> None:
        """A session took so long."""
        self.mean_session_s[station] *= _MEMORY
        self.mean_session_s[station] += (1.0 - _MEMORY) * spent_s

    def expected_min(self, station: int, ahead: int, usable: int) -> float:
        """What a driver would expect to wait, with so many before it for so many connectors."""
        if usable == 0:
            return math.inf
        return (ahead + 0.5) * float(self.mean_session_s[station]) / usable / 60.0

    def measured_min(self, station: int, now_s: float) -> float:
        """Mean wait of the drivers served in the last half hour; 0 with none."""
        recent = self._recent[station]
        while recent and recent[0][0] < now_s - WINDOW_S:
            recent.popleft()
        return sum(wait_s for _, wait_s in recent) / len(recent) / 60.0 if recent else 0.0
