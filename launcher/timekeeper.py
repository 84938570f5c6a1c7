"""Keeps the clock file of a running demo up to date."""

from datetime import datetime
from pathlib import Path

from contract.clock import ClockSetting
from launcher.clock import real_now
from launcher.timeline import TOUCH_EVERY, final_mark, running_mark, write_mark


class Timekeeper:
    """Keeps the promise in the clock file fresh."""

    def __init__(self, path: Path, clock: ClockSetting) -> None:
        self._path = path
        self._clock = clock
        self._touched_at: datetime | None = None

    def touch(self) -> None:
        """Renew the promise where it is due."""
        now = real_now()
        if self._touched_at is None or now - self._touched_at >= TOUCH_EVERY:
            write_mark(self._path, running_mark(self._clock, now))
            self._touched_at = now

    def close(self) -> None:
        """Write the end of the run; all programs have stopped."""
        write_mark(self._path, final_mark(self._clock, real_now()))
