"""What a charger's OCPP frames tell about it, as observations.

Chargers differ in units, phases and manners. Values are brought to one unit here; what is odd
(text, NaN, a decimal comma, an unknown word) is left out and never fails the frame, which
is relayed as it is. An observation carries the time at which the frame was heard, since chargers'
clocks are not to be trusted; readings that come late are told apart (`lateness`) and say only
that the charger is alive.

Sources: OCPP 1.6 chapters 4 and 7 (defaults of SampledValue: 7.43), and the manners of chargers in
the field.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from contract.observations import NAN, Kind, Observation
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus
from edge_agent.core.lateness import Lateness
from edge_agent.core.metering import meter_observation, number, word

_MAX_TRANSACTIONS: Final = 64
_WHOLE: Final = re.compile(r"-?[0-9]{1,19}", re.ASCII)
_WHOLE_LIMIT: Final = 2**63
"""OCPP's integers have 32 bits; some chargers send 64."""
_STATUSES: Final = {each.lower(): n for n, each in enumerate(ChargePointStatus)}
_ERRORS: Final = {each.lower(): n for n, each in enumerate(ChargePointErrorCode)}
_OTHER_ERROR: Final = _ERRORS[ChargePointErrorCode.OTHER_ERROR.lower()]


@dataclass(frozen=True, slots=True)
class _Started:
    connector: int
    meter_start_wh: float


class Observer:
    """Reads one charger's frames; keeps its open transactions, since a stop names no connector."""

    def __init__(self) -> None:
        self._open: dict[int, _Started] = {}
        self._lateness = Lateness()

    def heard(self, action: str, payload: str, at: datetime) -> list[Observation]:
        """Observations of one frame of the charger, at least one.

        Args:
            action: of a call; empty for an answer.
            payload: JSON text.
            at: simulated instant at which the frame came.
        """
        at_s = at.timestamp()
        found: list[Observation] = []
        if action == "StopTransaction":
            found = [self._stop(_object(payload), at_s)]
        elif action == "MeterValues":
            found = self._meter_values(_object(payload), at_s)
        elif action in _READERS:
            found = _READERS[action](_object(payload), at_s)
        return found or [Observation(Kind.ALIVE, at_s)]

    def answered(self, action: str, request: str, response: str) -> None:
        """Learn the transaction id from central's answer to a StartTransaction."""
        if action != "StartTransaction":
            return
        asked, told = _object(request), _object(response)
        transaction_id = _whole(told.get("transactionId"))
        connector = _whole(asked.get("connectorId"))
        if transaction_id is None or connector is None:
            return
        self._open[transaction_id] = _Started(connector, number(asked.get("meterStart")))
        if len(self._open) > _MAX_TRANSACTIONS:
            self._open.pop(next(iter(self._open)))

    def _meter_values(self, fields: dict[str, Any], at_s: float) -> list[Observation]:
        connector = _whole(fields.get("connectorId"))
        readings = fields.get("meterValue")
        if connector is None or not isinstance(readings, list):
            return []
        found = []
        for reading in readings:
            if not isinstance(reading, dict):
                continue
            if not self._lateness.is_now(connector, reading.get("timestamp"), at_s):
                continue
            measured = meter_observation(connector, at_s, reading.get("sampledValue"))
            if measured is not None:
                found.append(measured)
        return found

    def _stop(self, fields: dict[str, Any], at_s: float) -> Observation:
        """Energy is NaN for a transaction whose start was not seen: no guess."""
        transaction_id = _whole(fields.get("transactionId"))
        started = self._open.pop(transaction_id, None) if transaction_id is not None else None
        if started is None:
            return Observation(Kind.STOP, at_s)
        energy_wh = number(fields.get("meterStop")) - started.meter_start_wh
        return Observation(
            Kind.STOP,
            at_s,
            connector=started.connector,
            value=energy_wh if energy_wh >= 0.0 else NAN,
        )


def _start(fields: dict[str, Any], at_s: float) -> list[Observation]:
    connector = _whole(fields.get("connectorId"))
    return [] if connector is None else [Observation(Kind.START, at_s, connector=connector)]


def _status(fields: dict[str, Any], at_s: float) -> list[Observation]:
    connector = _whole(fields.get("connectorId"))
    status = _STATUSES.get(word(fields.get("status"), default="").lower())
    if connector is None or status is None:
        return []
    sent = fields.get("errorCode", ChargePointErrorCode.NO_ERROR)
    error = _ERRORS.get(word(sent, default="").lower(), _OTHER_ERROR)
    return [Observation(Kind.STATUS, at_s, connector=connector, status=status, error=error)]


_READERS: Final = {
    "StatusNotification": _status,
    "StartTransaction": _start,
}


def _object(payload: str) -> dict[str, Any]:
    """The payload's fields; none if it cannot be read."""
    try:
        value = msgspec.json.decode(payload)
    except (msgspec.DecodeError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _whole(value: object) -> int | None:
    """An integer of at most 64 bits, also one that was sent as text."""
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if -_WHOLE_LIMIT <= value < _WHOLE_LIMIT else None
