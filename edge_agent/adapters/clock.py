"""The only place where the edge reads a clock."""

import time
from datetime import UTC, datetime

from contract.clock import ClockSetting
from edge_agent.core.traffic import Now


class Clock:
    """Real and simulated time by the common setting."""

    def __init__(self, setting: ClockSetting) -> None:
        self._setting = setting

    @property
    def factor(self) -> float:
        """Simulated seconds per real second."""
        return self._setting.factor

    def now(self) -> Now:
        """This instant on both clocks."""
        return Now(real_s=time.monotonic(), at=self._setting.simulated(datetime.now(UTC)))

    def real_s(self, simulated_s: float) -> float:
        """Length of a simulated duration in real seconds."""
        return self._setting.real_s(simulated_s)


def wall_s() -> int:
    """Real Unix time in whole seconds."""
    return int(time.time())
