"""The only place where the edge reads a clock."""

import contextlib
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from contract.clock import ClockSetting
from edge_agent.adapters.log import Log
from edge_agent.core.timekeeping import Timekeeper
from edge_agent.core.traffic import Now

LAST_GOOD: Final = "last-good-time"
_LOG = Log("edge.clock")


class Clock:
    """Real and simulated time by the common setting.

    Args:
        setting: the line from real to simulated time.
        known_past: a real instant that is surely over.
    """

    def __init__(self, setting: ClockSetting, known_past: datetime | None = None) -> None:
        self._setting = setting
        self._keeper = Timekeeper(known_past or datetime.fromtimestamp(0, UTC))
        self.is_trusted = True
        self.real_at = datetime.now(UTC)
        """Real UTC at the last reading."""

    @property
    def factor(self) -> float:
        """Simulated seconds per real second."""
        return self._setting.factor

    def now(self) -> Now:
        """This instant on both clocks."""
        real_s = time.monotonic()
        reading = self._keeper.read(datetime.now(UTC), real_s)
        self.real_at = reading.at
        if reading.is_trusted != self.is_trusted:
            self.is_trusted = reading.is_trusted
            gained_s = reading.gained.total_seconds()
            _LOG.warning("clock", trusted=reading.is_trusted, at=str(reading.at), gained_s=gained_s)
        at = self._setting.simulated(reading.at)
        return Now(real_s=real_s, at=at, is_trusted=reading.is_trusted)

    def learn(self, at: datetime) -> None:
        """Central says what time it is; of use where simulated time is the real one."""
        if self._setting.factor == 1.0 and self._setting.epoch == self._setting.anchor:
            self._keeper.learn(at, time.monotonic())

    def real_s(self, simulated_s: float) -> float:
        """Length of a simulated duration in real seconds."""
        return self._setting.real_s(simulated_s)


def known_past(data_dir: Path) -> datetime:
    """A real instant that is surely over: the last good time, or this program's own age."""
    found = [datetime.fromtimestamp(0, UTC)]
    with contextlib.suppress(OSError):
        found.append(datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC))
    with contextlib.suppress(OSError, ValueError):
        text = (data_dir / LAST_GOOD).read_text(encoding="ascii").strip()
        found.append(datetime.fromisoformat(text).astimezone(UTC))
    return max(found)


def machine_run() -> str:
    """Names this run of the machine; the monotonic clock begins anew with the next one."""
    with contextlib.suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return f"process {time.monotonic_ns()}"  # not known here: this process only


def wall_s() -> int:
    """Real Unix time in whole seconds."""
    return int(time.time())
