"""One clock for all programs: simulated time is a straight line over real time.

Windows, confirmations, expiries and OCPP timestamps use simulated time. Socket deadlines and pings
use real time. A real installation has `factor` 1, where both are the same.
"""

from datetime import datetime
from typing import Final

import msgspec

MAX_FACTOR: Final = 600.0
"""Fastest clock of any program; with an edge agent in the path 40 is the limit (ADR 0007)."""
MAX_FACTOR_WITH_EDGE: Final = 40.0


class ClockSetting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The line: at real instant `anchor` it is simulated instant `epoch`, running `factor` fast.

    Raises:
        ValueError: if the factor is outside (0, 600] or an instant has no time zone.
    """

    factor: float
    epoch: datetime
    anchor: datetime

    def __post_init__(self) -> None:
        if not 0.0 < self.factor <= MAX_FACTOR:
            raise ValueError(f"clock factor {self.factor} is not allowed: above 0, at most 600")
        for name, instant in (("epoch", self.epoch), ("anchor", self.anchor)):
            if instant.tzinfo is None:
                raise ValueError(f"clock {name} {instant.isoformat()} has no time zone")

    def simulated(self, real: datetime) -> datetime:
        """Simulated instant at a real one (aware, UTC in and out)."""
        return self.epoch + (real - self.anchor) * self.factor

    def real_s(self, simulated_s: float) -> float:
        """Length of a simulated duration in real seconds."""
        return simulated_s / self.factor


def parse_clock(text: str) -> ClockSetting:
    """Read a clock from JSON, as it stands in a setting.

    Raises:
        ValueError: if the text is not such a clock; the message says why.
    """
    try:
        return msgspec.json.decode(text, type=ClockSetting)
    except msgspec.DecodeError as err:
        raise ValueError(
            f"clock {text!r} is not allowed: JSON with factor, epoch and anchor ({err})"
        ) from err
