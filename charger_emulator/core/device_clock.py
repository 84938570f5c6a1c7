"""A charger's own clock: set by the central system, drifting, and sometimes wrong.

It runs beside the world's time as a straight line. All timestamps that a charger sends, and the
instants of its charging profiles, are read from it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

TOLERANCE_S: Final = 1.0
"""Smaller errors are left alone, so that time does not jump at each heartbeat."""
EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)
"""No clock is set to before the one, or to the other and later."""


def is_possible(clock_s: float) -> bool:
    """Whether a clock may be set to an instant, in Unix seconds."""
    return EARLIEST.timestamp() <= clock_s < LATEST.timestamp()


@dataclass(slots=True)
class DeviceClock:
    """World time in, the charger's time out; both Unix seconds."""

    offset_s: float = 0.0
    """Ahead of the world at `since_s`."""
    drift_ppm: float = 0.0
    """Runs fast by so many millionths."""
    since_s: float = 0.0

    def at(self, world_s: float) -> float:
        """What the clock shows at an instant of the world."""
        return world_s + self.offset_s + self.drift_ppm * 1e-6 * (world_s - self.since_s)

    def world(self, clock_s: float) -> float:
        """Instant of the world at which the clock shows this."""
        rate = 1.0 + self.drift_ppm * 1e-6
        origin_s = self.since_s + self.offset_s
        return self.since_s + (clock_s - origin_s) / rate

    def skew(self, by_s: float, now_s: float) -> None:
        """Move the clock.

        Raises:
            ValueError: if it would show an instant that is not possible.
        """
        if not is_possible(self.at(now_s) + by_s):
            allowed = f"{EARLIEST.year} to {LATEST.year - 1}"
            raise ValueError(
                f"a skew of {by_s:g} s is not allowed: the clock must stay in {allowed}"
            )
        self.offset_s += by_s

    def reset(self) -> None:
        """Show the world's time, and do not drift."""
        self.offset_s = self.drift_ppm = 0.0

    def set_drift(self, drift_ppm: float, now_s: float) -> None:
        """Let it run fast (or slow) from now on, without a jump."""
        self.offset_s, self.since_s = self.at(now_s) - now_s, now_s
        self.drift_ppm = drift_ppm

    def hear(self, told_s: float, asked_s: float, now_s: float) -> bool:
        """Take the central system's time (4.2, 4.6); True if the clock was set.

        A time that is not possible is ignored.

        Args:
            told_s: its currentTime.
            asked_s: when the question went out, world time.
            now_s: when the answer came, world time. The answer is as old as half the way there and
                back, and no error smaller than that way is believed.
        """
        way_s = max(0.0, now_s - asked_s)
        true_s = told_s + way_s / 2.0
        if not is_possible(told_s) or abs(true_s - self.at(now_s)) <= TOLERANCE_S + way_s:
            return False
        self.offset_s, self.since_s = true_s - now_s, now_s
        return True
