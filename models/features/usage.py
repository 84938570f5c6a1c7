"""Use: connectors taken, sessions begun and ended, and how long a driver would wait."""

from typing import Final

from contract.observations import NAN, Kind, Observation
from contract.ocpp16 import IN_USE_STATUSES, USABLE_STATUSES, ChargePointStatus
from models.features.windows import EventLog, TimeMean

_HOUR_S: Final = 3600.0
_DAY_S: Final = 86_400.0
_ABORTED_BELOW_WH: Final = 100.0
_CHARGING_ABOVE_W: Final = 100.0
_STATUSES: Final = tuple(ChargePointStatus)
_USABLE: Final = tuple(status in USABLE_STATUSES for status in _STATUSES)
_IN_USE: Final = tuple(status in IN_USE_STATUSES for status in _STATUSES)
_CHARGING: Final = _STATUSES.index(ChargePointStatus.CHARGING)
_AVAILABLE: Final = _STATUSES.index(ChargePointStatus.AVAILABLE)
STATUS_COUNT: Final = len(_STATUSES)


class Usage:
    """Connectors and sessions of one charger.

    A connector that never reports its status is taken from its transactions and its power.

    Args:
        connectors: how many there are; None = as many as were seen.
    """

    def __init__(self, connectors: int | None) -> None:
        self._connectors = connectors
        self._reported: dict[int, int] = {}
        self._inferred: dict[int, int] = {}
        self._is_whole_down = False
        self._utilisation = TimeMean(_DAY_S, 288)
        self._started_at_s: dict[int, float] = {}
        self._starts = EventLog(_HOUR_S, 256)
        self._lengths_min = EventLog(_DAY_S, 512)
        self._aborted = EventLog(_DAY_S, 512)

    def observe(self, at_s: float, observation: Observation) -> None:
        """Note a STATUS, START, STOP or METER; the status has been checked to exist."""
        connector = observation.connector
        match observation.kind:
            case Kind.STATUS if connector == 0:
                self._is_whole_down = not _USABLE[observation.status]
            case Kind.STATUS:
                self._reported[connector] = observation.status
            case Kind.START if connector > 0:
                self._starts.add(at_s)
                self._started_at_s[connector] = at_s
                self._inferred[connector] = _CHARGING
            case Kind.STOP:
                self._note_stop(at_s, observation)
            case Kind.METER if connector > 0 and observation.power_w > _CHARGING_ABOVE_W:
                self._inferred[connector] = _CHARGING
            case _:
                return
        self._utilisation.set(at_s, self.utilisation())

    def is_in_use(self, connector: int) -> bool:
        """Whether a driver has the connector."""
        return _IN_USE[self._reported.get(connector, self._inferred.get(connector, _AVAILABLE))]

    def count(self) -> tuple[int, int] | None:
        """Connectors in use and usable; None before any connector is known."""
        statuses = {**self._inferred, **self._reported}
        if not statuses and not self._is_whole_down:
            return None
        if self._is_whole_down:
            return 0, 0
        usable = [status for status in statuses.values() if _USABLE[status]]
        return sum(_IN_USE[status] for status in usable), len(usable)

    def utilisation(self) -> float:
        """Connectors in use over usable ones, 0..1; NaN with none usable."""
        counted = self.count()
        if counted is None or counted[1] == 0:
            return NAN
        return counted[0] / counted[1]

    def features(self, now_s: float) -> tuple[float, ...]:
        """The eight features of use, in the order of the table."""
        ended, total_min = self._lengths_min.within(now_s, _DAY_S)
        mean_min = total_min / ended if ended else NAN
        stopped, aborted = self._aborted.within(now_s, _DAY_S)
        known = self._connectors or len({**self._inferred, **self._reported}) or 1
        return (
            self.utilisation(),
            self._mean(now_s, _HOUR_S),
            self._mean(now_s, 6 * _HOUR_S),
            self._mean(now_s, _DAY_S),
            self._starts.within(now_s, _HOUR_S)[0] / known,
            mean_min,
            aborted / stopped if stopped else NAN,
            self._wait_min(mean_min),
        )

    def _mean(self, now_s: float, window_s: float) -> float:
        mean = self._utilisation.mean(now_s, window_s)
        return min(max(mean, 0.0), 1.0) if mean == mean else NAN

    def _wait_min(self, mean_min: float) -> float:
        counted = self.count()
        if counted is None or counted[1] == 0:
            return NAN
        in_use, usable = counted
        if mean_min != mean_min or in_use < usable:
            return 0.0 if mean_min == mean_min else NAN
        return mean_min / usable

    def _note_stop(self, at_s: float, observation: Observation) -> None:
        started_at_s = self._started_at_s.pop(observation.connector, None)
        if started_at_s is not None:
            self._lengths_min.add(at_s, (at_s - started_at_s) / 60.0)
        if observation.value == observation.value:
            self._aborted.add(at_s, float(observation.value < _ABORTED_BELOW_WH))
        if observation.connector > 0:  # 0: the charger did not say whose session it was
            self._inferred[observation.connector] = _AVAILABLE
