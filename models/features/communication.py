"""The link: silence, reconnects and answer times."""

import math
from typing import Final

from contract.observations import NAN, Kind, Observation
from models.features.windows import EventLog, Samples

_HOUR_S: Final = 3600.0
_DAY_S: Final = 86_400.0
_PERCENTILE: Final = 0.95
_LONGEST_ROUND_TRIP_S: Final = 3600.0


class Communication:
    """The link to one charger; feed it every observation."""

    def __init__(self) -> None:
        self._frame_at_s = NAN
        self._is_known = False
        self._reconnects = EventLog(_DAY_S, 512)
        self._round_trips_s = Samples(_HOUR_S, 64)

    def observe(self, at_s: float, observation: Observation) -> None:
        """Note a frame, a connection or an answer."""
        match observation.kind:
            case Kind.CONNECTED:
                if self._is_known:
                    self._reconnects.add(at_s)
                self._is_known = True
            case Kind.DISCONNECTED | Kind.CONTEXT:
                pass
            case Kind.ROUND_TRIP:
                self._frame_at_s = at_s
                if 0.0 <= observation.value <= _LONGEST_ROUND_TRIP_S:
                    self._round_trips_s.add(at_s, observation.value)
            case _:
                self._frame_at_s = at_s

    def silence_s(self, now_s: float) -> float:
        """Age of the last frame; NaN before the first."""
        return now_s - self._frame_at_s

    def features(self, now_s: float) -> tuple[float, ...]:
        """silence_s, reconnects_24h, round_trip_p95_s."""
        return (
            self.silence_s(now_s),
            float(self._reconnects.within(now_s, _DAY_S)[0]),
            self._round_trip_p95_s(now_s),
        )

    def _round_trip_p95_s(self, now_s: float) -> float:
        values = sorted(sample[1] for sample in self._round_trips_s.within(now_s))
        if not values:
            return NAN
        # Nearest rank: the smallest value that 95 % do not exceed.
        return values[math.ceil(_PERCENTILE * len(values)) - 1]
