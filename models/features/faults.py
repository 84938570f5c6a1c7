"""Fault history: errors reported, the last fault, time spent down.

It is the strongest honest signal that real chargers give, so it can be carried over a restart:
`to_state` and `restore`.
"""

import math
from typing import Any, Final

from contract.observations import Kind, Observation
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus
from models.features.windows import EventLog, TimeMean

_HOUR_S: Final = 3600.0
_DAY_S: Final = 86_400.0
_WEEK_S: Final = 604_800.0
_LONGEST_H: Final = 168.0
_FAULTED: Final = list(ChargePointStatus).index(ChargePointStatus.FAULTED)
_UNAVAILABLE: Final = list(ChargePointStatus).index(ChargePointStatus.UNAVAILABLE)
_NO_ERROR: Final = list(ChargePointErrorCode).index(ChargePointErrorCode.NO_ERROR)


class Faults:
    """Fault history of one charger.

    Args:
        connectors: how many there are; None = as many as were seen.
    """

    def __init__(self, connectors: int | None) -> None:
        self._connectors = connectors
        self._statuses: dict[int, int] = {}
        self._errors = EventLog(_WEEK_S, 1024)
        self._fault_at_s = -math.inf
        self._newest_s = -math.inf
        self._down = TimeMean(_WEEK_S, 168)

    def observe(self, at_s: float, observation: Observation) -> None:
        """Note a STATUS; its status has been checked to exist."""
        if observation.kind != Kind.STATUS:
            return
        self._newest_s = at_s
        if observation.error != _NO_ERROR:
            self._errors.add(at_s)
        before = self._statuses.get(observation.connector)
        self._statuses[observation.connector] = observation.status
        if observation.status == _FAULTED and before != _FAULTED:
            self._fault_at_s = at_s
        self._down.set(at_s, self._down_share())

    def features(self, now_s: float) -> tuple[float, ...]:
        """errors_1h, errors_24h, errors_7d, hours_since_fault, outage_ratio."""
        down = self._down.mean(now_s, _WEEK_S)
        return (
            float(self._errors.within(now_s, _HOUR_S)[0]),
            float(self._errors.within(now_s, _DAY_S)[0]),
            float(self._errors.within(now_s, _WEEK_S)[0]),
            min((now_s - self._fault_at_s) / _HOUR_S, _LONGEST_H),
            min(max(down, 0.0), 1.0) if down == down else 0.0,
        )

    def to_state(self) -> dict[str, object]:
        """The history as JSON values."""
        return {
            "newest_s": None if math.isinf(self._newest_s) else self._newest_s,
            "errors_at_s": self._errors.times_s(),
            "fault_at_s": None if math.isinf(self._fault_at_s) else self._fault_at_s,
            "statuses": {str(key): value for key, value in self._statuses.items()},
            "down": self._down.to_state() if self._statuses else None,
        }

    def restore(self, state: dict[str, Any]) -> float:
        """Go on from `to_state`.

        Returns:
            Time of the newest fact in it, -inf when it is empty.

        Raises:
            KeyError, TypeError, AttributeError, ValueError: if the state is no such history.
        """
        times_s = sorted(_finite(each) for each in state["errors_at_s"])
        for at_s in times_s:
            self._errors.add(at_s)
        fault_at_s, newest_s = state["fault_at_s"], state["newest_s"]
        self._fault_at_s = -math.inf if fault_at_s is None else _finite(fault_at_s)
        self._newest_s = -math.inf if newest_s is None else _finite(newest_s)
        self._statuses = {int(key): int(value) for key, value in state["statuses"].items()}
        if state["down"] is not None:
            self._down.restore(state["down"])
        return max([self._newest_s, self._fault_at_s, *times_s])

    def _down_share(self) -> float:
        if self._statuses.get(0) in (_FAULTED, _UNAVAILABLE):
            return 1.0
        connectors = [status for key, status in self._statuses.items() if key > 0]
        down = sum(status in (_FAULTED, _UNAVAILABLE) for status in connectors)
        return min(down / (self._connectors or len(connectors) or 1), 1.0)


def _finite(value: object) -> float:
    number = float(value)  # type: ignore[arg-type]
    if not math.isfinite(number):
        raise ValueError(f"{value!r} is not a time")
    return number
