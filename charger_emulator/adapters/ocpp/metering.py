"""Meter values of one charge point: sampled, clock-aligned, triggered, and those of a stop.

Which values, is said by the configuration keys MeterValuesSampledData, MeterValuesAlignedData,
StopTxnSampledData and StopTxnAlignedData (OCPP 1.6, chapter 9). The charge point's own meter
(connector 0) is read clock-aligned always; those of connectors are when the aligned data hold the
energy register, which is theirs.
"""

from collections.abc import Callable
from typing import Any, Final, Protocol

from charger_emulator.adapters.ocpp.samples import REGISTER, Readings
from charger_emulator.core.configuration import Configuration
from charger_emulator.core.outbox import Message, Outbox, Session
from charger_emulator.core.stop_data import StopData

PERIODIC: Final = "Sample.Periodic"
CLOCK: Final = "Sample.Clock"
_CROWDED: Final = 300
"""Waiting messages from which on clock-aligned samples of the charge point are left out."""


class Controller(Protocol):
    """What metering needs of its charger."""

    point: int
    connectors: range
    configuration: Configuration
    sessions: dict[int, Session]
    outbox: Outbox
    is_online: bool
    readings: Callable[[], Readings]
    """Reads all meters now."""

    def queue(self, message: Message) -> None:
        """Queue a message."""

    def stamp(self, world_s: float) -> str:
        """An instant of the world as the charger writes it."""


class Metering:
    """Reads, sends and collects. Numbers are OCPP's: 0 = the charge point."""

    def __init__(self, charger: Controller) -> None:
        self._charger = charger
        self._words = charger.configuration.words
        self._stop_data: dict[int, StopData] = {}

    def sample(self, number: int, readings: Readings, at_s: float, context: str = PERIODIC) -> None:
        """Queue MeterValues of a connector; with a transaction they are kept while offline.

        Args:
            number: which; 0 = the charge point.
            readings: what meters show.
            at_s: instant of the world that they belong to.
            context: as on the wire.
        """
        kind = "Aligned" if context == CLOCK else "Sampled"
        session, at = self._charger.sessions.get(number), self._charger.stamp(at_s)
        if session is not None and context in (PERIODIC, CLOCK):
            self._collect(number, readings, at, f"StopTxn{kind}Data", context)
        values = self._read(number, readings, f"MeterValues{kind}Data", context)
        keeps = session is not None
        is_crowded = not number and len(self._charger.outbox) > _CROWDED
        if not values or is_crowded or not (keeps or self._charger.is_online):
            return
        meter_value = [{"timestamp": at, "sampledValue": values}]
        payload = {"connectorId": number, "meterValue": meter_value}
        self._charger.queue(Message("MeterValues", payload, session, is_transaction=keeps))

    def aligned(self, readings: Readings, at_s: float) -> None:
        """Queue what the clock asks for, of all meters."""
        self.sample(0, readings, at_s, CLOCK)
        wanted = self._words("MeterValuesAlignedData")
        for number in range(1, len(self._charger.connectors) + 1):
            if REGISTER in wanted:
                self.sample(number, readings, at_s, CLOCK)
            elif number in self._charger.sessions:
                at = self._charger.stamp(at_s)
                self._collect(number, readings, at, "StopTxnAlignedData", CLOCK)

    def now(self) -> Readings:
        """What all meters show now."""
        return self._charger.readings()

    def begin(self, number: int, at_s: float) -> None:
        """A transaction starts."""
        if self._words("StopTxnSampledData") or self._words("StopTxnAlignedData"):
            self._stop_data[number] = StopData()
            self._mark(number, at_s, "Transaction.Begin")

    def end(self, number: int, at_s: float) -> list[dict[str, Any]]:
        """A transaction ends: what its StopTransaction carries along."""
        if number not in self._stop_data:
            return []
        self._mark(number, at_s, "Transaction.End")
        return self._stop_data.pop(number).all()

    def _mark(self, number: int, at_s: float, context: str) -> None:
        if self._words("StopTxnSampledData"):
            at = self._charger.stamp(at_s)
            self._collect(number, self.now(), at, "StopTxnSampledData", context)

    def _collect(self, number: int, readings: Readings, at: str, key: str, context: str) -> None:
        kept = self._stop_data.get(number)
        if kept is not None:
            kept.add(at, self._read(number, readings, key, context))

    def _read(self, number: int, readings: Readings, key: str, context: str) -> list[Any]:
        wanted = self._words(key)
        if number:
            return readings.of_connector(self._charger.connectors[number - 1], wanted, context)
        return readings.of_charge_point(self._charger.point, wanted, context)
