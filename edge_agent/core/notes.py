"""What is stored, answered at once and told to central later: states, events, progress, readings.

Of states, progress and readings the newest says all, so a newer one takes the place of an older one
that still waits. A state with an error goes up always, since the failure model learns from them.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from contract.ocpp16 import ChargePointErrorCode
from edge_agent.core import payloads, rules
from edge_agent.core.delivery import Delivery
from edge_agent.core.frames import Call
from edge_agent.core.local_answers import timestamp
from edge_agent.core.outlet import Outlet
from edge_agent.core.storage import DropRecord, PutRecord, Record, RecordKind
from edge_agent.core.traffic import Now

_Key = tuple[object, ...]


class Notes:
    """The notes of one charger.

    Args:
        ids: fresh message ids.
        next_number: gives the number of the next record.
        delivery: the way up.
        out: where effects go.
    """

    def __init__(
        self, ids: Iterator[str], next_number: Callable[[], int], delivery: Delivery, out: Outlet
    ) -> None:
        self._ids = ids
        self._next_number = next_number
        self._delivery = delivery
        self._out = out
        self._latest: dict[_Key, Record] = {}

    def status(self, call: Call, now: Now) -> None:
        """StatusNotification; one without a time gets the present one if it has to wait."""
        said = payloads.fields(call.payload)
        key = (call.action, payloads.whole(said.get("connectorId")))
        is_spare = said.get("errorCode") in (None, ChargePointErrorCode.NO_ERROR)
        payload = call.payload
        if not self._delivery.is_prompt and "timestamp" not in said:
            payload = payloads.with_field(payload, "timestamp", f'"{timestamp(now.at)}"')
        self._note(RecordKind.STATUS, replace(call, payload=payload), key, is_spare=is_spare)

    def event(self, call: Call) -> None:
        """SecurityEventNotification: all of them."""
        self._note(RecordKind.SECURITY, call)

    def progress(self, call: Call) -> None:
        """Of a firmware update or an upload: the newest."""
        self._note(RecordKind.LATEST, call, (call.action,))

    def reading(self, call: Call) -> None:
        """MeterValues of no session: the newest of the same measurands of a connector."""
        said = payloads.fields(call.payload)
        connector = payloads.whole(said.get("connectorId"))
        self._note(RecordKind.LATEST, call, (call.action, connector, _measurands(said)))

    def _note(
        self, kind: RecordKind, call: Call, key: _Key | None = None, *, is_spare: bool = True
    ) -> None:
        """Store a message and answer it; with a key it takes the place of an older one."""
        record = Record(
            number=self._next_number(),
            kind=kind,
            message_id=next(self._ids),
            action=call.action,
            payload=call.payload,
            is_spare=is_spare and key is not None,
        )
        dropped: list[DropRecord] = []
        if key is not None:
            older = self._latest.get(key)
            self._latest[key] = record
            if older is not None and older.is_spare and self._delivery.drop(kind, older.number):
                dropped.append(DropRecord(older.number))
            if len(self._latest) > rules.MAX_WAITING:
                del self._latest[next(iter(self._latest))]
        self._out.keep(PutRecord(record), *dropped, survives_power_cut=kind is RecordKind.SECURITY)
        self._delivery.add(record)
        self._out.promise(call.id_json)


def _measurands(said: dict[str, Any]) -> frozenset[tuple[str, str]]:
    """Measurand and phase of every value (OCPP 1.6, 7.43: energy where none is named)."""
    readings = said.get("meterValue")
    found = set()
    for reading in readings if isinstance(readings, list) else ():
        sampled = reading.get("sampledValue") if isinstance(reading, dict) else None
        for each in sampled if isinstance(sampled, list) else ():
            if isinstance(each, dict):
                found.add((str(each.get("measurand")), str(each.get("phase"))))
    return frozenset(found)
