"""Answers to ReserveNow and CancelReservation (OCPP 1.6, 5.13 and 5.2)."""

from collections.abc import Callable
from typing import Final

from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.payloads import Payload, instant_s, need, status, text
from charger_emulator.core.reservations import ACCEPTED, REJECTED, Reservation

_TAG_LENGTH: Final = 20


def _reserve(charger: Charger, payload: Payload) -> Payload:
    parent = payload.get("parentIdTag") is not None
    wanted = Reservation(
        id=need(payload, "reservationId", int),
        connector=need(payload, "connectorId", int),
        id_tag=text(payload, "idTag", _TAG_LENGTH),
        parent_tag=text(payload, "parentIdTag", _TAG_LENGTH) if parent else "",
        until_s=instant_s(payload, "expiryDate"),
    )
    any_supported = charger.configuration.is_on("ReserveConnectorZeroSupported")
    if not (wanted.connector or any_supported):
        return status(REJECTED)
    return status(charger.bookings.book(wanted))


def _cancel(charger: Charger, payload: Payload) -> Payload:
    found = charger.bookings.cancel(need(payload, "reservationId", int))
    return status(ACCEPTED if found else REJECTED)


HANDLERS: Final[dict[str, Callable[[Charger, Payload], Payload]]] = {
    "CancelReservation": _cancel,
    "ReserveNow": _reserve,
}
