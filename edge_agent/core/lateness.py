"""Which readings tell about now, though the clock of a charger is not to be trusted.

After an outage, or a boot that central let wait, a charger sends what it kept in one burst. Put
where they arrive, such readings stand minutes of warming side by side at one instant, and the
slope of the temperature is wrong for as long as its window is. So a reading counts only if its own
stamp says now, or if it comes at the pace of its stamps: a charger whose clock is an hour off
counts on, one that empties its memory does not.
"""

from datetime import UTC, datetime
from typing import Final, NamedTuple

from edge_agent.core.metering import word

NOW_WITHIN_S: Final = 90.0
"""A stamp so near to the arrival, before or after, says now; simulated seconds."""
_PACE: Final = (0.5, 2.0)
"""Time between two arrivals over time between their stamps, of readings sent as they are taken."""
_MAX_CONNECTORS: Final = 64
_CLOCK_IS_SET_FROM: Final = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
"""Chargers without a clock stamp 1970 until their first boot answer."""


class _Reading(NamedTuple):
    arrived_s: float
    stamped_s: float
    is_now: bool


class Lateness:
    """Tells late readings of one charger apart; remembers the last reading of each connector."""

    def __init__(self) -> None:
        self._last: dict[int, _Reading] = {}

    def is_now(self, connector: int, stamp: object, at_s: float) -> bool:
        """Whether a reading tells about now.

        Args:
            connector: 0 = the whole charge point.
            stamp: the `timestamp` of the reading as it was sent; one that cannot be read, or of a
                clock that was never set, says nothing and the reading counts.
            at_s: its arrival, simulated Unix time.
        """
        stamped_s = _unix_s(stamp)
        if stamped_s is None or stamped_s < _CLOCK_IS_SET_FROM:
            return True
        is_now = abs(at_s - stamped_s) <= NOW_WITHIN_S or self._is_paced(connector, stamped_s, at_s)
        self._last[connector] = _Reading(at_s, stamped_s, is_now)
        if len(self._last) > _MAX_CONNECTORS:
            self._last.pop(next(iter(self._last)))
        return is_now

    def _is_paced(self, connector: int, stamped_s: float, at_s: float) -> bool:
        last = self._last.get(connector)
        if last is None:
            return False
        if stamped_s == last.stamped_s:
            return last.is_now
        low, high = _PACE
        apart_s = stamped_s - last.stamped_s
        return apart_s > 0.0 and low * apart_s <= at_s - last.arrived_s <= high * apart_s


def _unix_s(stamp: object) -> float | None:
    try:
        stamped_at = datetime.fromisoformat(word(stamp, default=""))
    except ValueError:
        return None
    if stamped_at.tzinfo is None:
        stamped_at = stamped_at.replace(tzinfo=UTC)
    return stamped_at.timestamp()
