"""What a charger shows of its connectors, and what of it the central system has heard.

A status is reported when it changes, or once it was stable for MinimumStatusDuration (OCPP 1.6,
9.1.18); after a lost link only what changed meanwhile, after a boot everything (errata 3.22).
"""

from dataclasses import dataclass
from typing import Any, Protocol

from charger_emulator.core.configuration import Configuration
from charger_emulator.core.outbox import Answer, Message
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus

_UNAVAILABLE = ChargePointStatus.UNAVAILABLE


@dataclass(frozen=True, slots=True)
class Shown:
    """One connector as it shows itself; `at_s` is an instant of the world."""

    status: ChargePointStatus
    error: ChargePointErrorCode
    info: str
    at_s: float


class Controller(Protocol):
    """What the board needs of its charger."""

    configuration: Configuration
    is_online: bool

    def queue(self, message: Message) -> None:
        """Queue a message."""

    def stamp(self, world_s: float) -> str:
        """An instant of the world as the charger writes it."""


class StatusBoard:
    """Statuses of connectors 1 .. n and of 0, the charge point itself."""

    def __init__(self, charger: Controller, connectors: int, now_s: float) -> None:
        self._charger = charger
        start = Shown(ChargePointStatus.AVAILABLE, ChargePointErrorCode.NO_ERROR, "", now_s)
        self.shown = dict.fromkeys(range(connectors + 1), start)
        self.is_in_service = True
        """As the last ChangeAvailability of the whole charge point said."""
        self.due_s: dict[int, float] = {}
        """When a status will have been stable for long enough, by connector number."""
        self._reported: dict[int, Shown] = {}

    def show(self, number: int, shown: Shown) -> None:
        """A connector shows this from now on; it is reported when that is due."""
        self.shown[number] = shown
        stable_s = self._charger.configuration.count("MinimumStatusDuration")
        if not self._charger.is_online:
            return
        if stable_s:
            self.due_s[number] = shown.at_s + stable_s
        else:
            self.report(number)

    def show_service(self, now_s: float, *, on: bool) -> None:
        """The whole charge point goes in or out of service; 0 shows it when all connectors do."""
        self.is_in_service = on
        wanted = ChargePointStatus.AVAILABLE if on else _UNAVAILABLE
        old = self.shown[0]
        waits = not on and any(s.status is not _UNAVAILABLE for n, s in self.shown.items() if n)
        if not waits and old.status not in (wanted, ChargePointStatus.FAULTED):
            self.show(0, Shown(wanted, old.error, "", now_s))

    def warn(self, error: ChargePointErrorCode, info: str, now_s: float) -> None:
        """The charge point itself has an error that leaves its status as it is."""
        self.show(0, Shown(self.shown[0].status, error, info, now_s))

    def report_changed(self) -> None:
        """Report what the central system has not heard."""
        self.due_s.clear()
        for number, shown in self.shown.items():
            if not self._is_known(number, shown):
                self.report(number)

    def report_stable(self, now_s: float) -> None:
        """Report what has been stable for long enough."""
        for number in [n for n, at_s in self.due_s.items() if at_s <= now_s]:
            del self.due_s[number]
            if not self._is_known(number, self.shown[number]):
                self.report(number)

    def forget_reported(self) -> None:
        """After a boot the central system knows nothing."""
        self._reported.clear()

    def report(self, number: int) -> None:
        """Queue a StatusNotification of the present status."""
        shown = self.shown[number]

        def remember(answer: Answer) -> None:
            if answer is not None:
                self._reported[number] = shown

        payload = self.payload(number)
        self._charger.queue(Message("StatusNotification", payload, on_answer=remember))

    def payload(self, number: int) -> dict[str, Any]:
        """StatusNotification of a connector as it is."""
        shown = self.shown[number]
        payload: dict[str, Any] = {
            "connectorId": number,
            "errorCode": shown.error,
            "status": shown.status,
            "timestamp": self._charger.stamp(shown.at_s),
        }
        return payload | {"info": shown.info[:50]} if shown.info else payload

    def _is_known(self, number: int, shown: Shown) -> bool:
        old = self._reported.get(number)
        return old is not None and (old.status, old.error) == (shown.status, shown.error)
