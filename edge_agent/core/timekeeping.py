"""What time it is, on a machine whose clock may be wrong: chargers take theirs from the edge.

An edge box often has no battery behind its clock and begins in 1970 or where it was switched off,
and a session's timestamps are legal evidence. So time never runs back, and never begins before an
instant that is known to be past: the last good one that was written down, or the program's own age.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

STEP: Final = timedelta(seconds=2)
"""A wall clock further behind than this was turned, not slewed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at the clocks."""

    at: datetime
    """Real UTC, never before an earlier reading."""
    is_trusted: bool
    """The wall clock does not contradict what is known."""
    gained: timedelta = timedelta()
    """How far the time before was behind, at the reading at which the trust came back."""


class Timekeeper:
    """The time from a wall clock and a monotonic one.

    Args:
        known_past: an instant that is surely over.
    """

    def __init__(self, known_past: datetime) -> None:
        self._at = known_past
        self._monotonic_s: float | None = None
        self._is_trusted: bool | None = None

    def learn(self, at: datetime, monotonic_s: float) -> None:
        """Somebody who is believed says what time it is: a better guess, while there is only one.

        Args:
            at: aware; earlier than the guess it changes nothing.
            monotonic_s: as for `read`.
        """
        if self._is_trusted is False and self._monotonic_s is not None:
            guess = self._at + timedelta(seconds=monotonic_s - self._monotonic_s)
            if at > guess + STEP:
                self._at, self._monotonic_s = at.astimezone(UTC), monotonic_s

    def read(self, wall: datetime, monotonic_s: float) -> Reading:
        """The time now.

        Args:
            wall: the machine's wall clock, aware.
            monotonic_s: its monotonic clock; never decreases.
        """
        began_s = monotonic_s if self._monotonic_s is None else self._monotonic_s
        expected = self._at + timedelta(seconds=monotonic_s - began_s)
        wall = wall.astimezone(UTC)
        was_untrusted = self._is_trusted is False
        is_trusted = wall >= expected - (timedelta() if was_untrusted else STEP)
        self._at = max(wall, self._at) if is_trusted else expected
        self._monotonic_s, self._is_trusted = monotonic_s, is_trusted
        gained = self._at - expected if is_trusted and was_untrusted else timedelta()
        return Reading(self._at, is_trusted, gained)
