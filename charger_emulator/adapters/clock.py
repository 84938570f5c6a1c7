"""The clock: simulated Unix seconds over real time. The only place that reads it."""

import time
from datetime import UTC, datetime

from contract.clock import ClockSetting


class ScaledClock:
    """Simulated time as the shared `CLOCK` setting says."""

    def __init__(self, setting: ClockSetting | None = None) -> None:
        now = datetime.now(UTC)
        self.setting = setting or ClockSetting(factor=1.0, epoch=now, anchor=now)

    def now_s(self) -> float:
        """Simulated Unix time in seconds."""
        return self.setting.simulated(datetime.now(UTC)).timestamp()

    def real_s(self, simulated_s: float) -> float:
        """Length of a simulated duration in real seconds."""
        return self.setting.real_s(simulated_s)


def real_now() -> datetime:
    """Real time, UTC."""
    return datetime.now(UTC)


def monotonic_s() -> float:
    """Real seconds since some instant, for deadlines."""
    return time.monotonic()


def wire_instant(at_s: float) -> str:
    """Simulated instant as RFC 3339 with Z, as OCPP and HTTP want it."""
    text = datetime.fromtimestamp(at_s, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")
