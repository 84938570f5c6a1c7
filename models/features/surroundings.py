"""What lies around a charger: traffic, events, the local time of day."""

import math
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from contract.observations import NAN, Observation
from models.features.thermal import CONTEXT_FRESH_S
from models.features.windows import plausible

_DAY_H: Final = 24.0
_SATURDAY: Final = 5


class Surroundings:
    """Context of one charger.

    Args:
        time_zone: IANA name, e.g. America/Chicago.

    Raises:
        ValueError: if there is no such time zone.
    """

    def __init__(self, time_zone: str) -> None:
        try:
            self._zone = ZoneInfo(time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as err:
            raise ValueError(
                f"time zone {time_zone!r} is not allowed: an IANA name such as America/Chicago"
            ) from err
        self._traffic = (NAN, NAN)
        self._event = (NAN, NAN)

    def observe(self, at_s: float, observation: Observation) -> None:
        """Note a CONTEXT."""
        traffic = plausible(observation.value, 1.0, 10.0)
        if traffic == traffic:
            self._traffic = (at_s, traffic)
        self._event = (at_s, float(observation.status == 1))

    def is_fresh(self, now_s: float) -> bool:
        """Whether a context message still holds."""
        return now_s - self._event[0] <= CONTEXT_FRESH_S

    def features(self, now_s: float) -> tuple[float, ...]:
        """traffic_index, local_event, hour_sin, hour_cos, weekend."""
        local = datetime.fromtimestamp(now_s, self._zone)
        angle = (local.hour + local.minute / 60.0 + local.second / 3600.0) / _DAY_H * math.tau
        return (
            self._held(self._traffic, now_s),
            self._held(self._event, now_s),
            math.sin(angle),
            math.cos(angle),
            float(local.weekday() >= _SATURDAY),
        )

    @staticmethod
    def _held(value: tuple[float, float], now_s: float) -> float:
        return value[1] if now_s - value[0] <= CONTEXT_FRESH_S else NAN
