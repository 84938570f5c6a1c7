"""Central's only door to the clock: simulated time for its rules, real time for its sockets."""

import time
from datetime import UTC, datetime

from contract.clock import ClockSetting


class ScaledClock:
    """Implements `central.services.ports.Clock` over the machine's clock."""

    def __init__(self, setting: ClockSetting) -> None:
        self.setting = setting
        self._ahead = setting.epoch - setting.anchor if setting.factor == 1.0 else None

    def now(self) -> datetime:
        """The simulated instant, aware UTC."""
        real = datetime.now(UTC)
        if self._ahead is None:
            return self.setting.simulated(real)
        return real + self._ahead if self._ahead else real

    def real_s(self, simulated_s: float) -> float:
        """Real seconds that a simulated duration takes."""
        return self.setting.real_s(simulated_s)


def wall_now() -> datetime:
    """The real instant, aware UTC: what certificates are judged by."""
    return datetime.now(UTC)


def monotonic_s() -> float:
    """Real seconds that only ever grow; the zero means nothing."""
    return time.monotonic()
