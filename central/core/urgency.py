"""Which of several calls that wait for a charger goes first: what protects people and hardware.

Within one urgency the order of asking holds.
"""

from enum import IntEnum
from typing import Final


class Urgency(IntEnum):
    """Smaller goes first."""

    STOP = 0
    START = 1
    POWER = 2
    DRIVER = 3
    OTHER = 4
    SLOW = 5


_BY_ACTION: Final = {
    "RemoteStopTransaction": Urgency.STOP,
    "UnlockConnector": Urgency.STOP,
    "Reset": Urgency.STOP,
    "RemoteStartTransaction": Urgency.START,
    "ReserveNow": Urgency.START,
    "CancelReservation": Urgency.START,
    "SetChargingProfile": Urgency.POWER,
    "ClearChargingProfile": Urgency.POWER,
    "ChangeAvailability": Urgency.POWER,
    "DataTransfer": Urgency.DRIVER,
    "SendLocalList": Urgency.SLOW,
    "GetDiagnostics": Urgency.SLOW,
    "GetLog": Urgency.SLOW,
    "UpdateFirmware": Urgency.SLOW,
    "SignedUpdateFirmware": Urgency.SLOW,
}


def urgency_of(action: str) -> Urgency:
    """How urgent a call of OCPP 1.6 is."""
    return _BY_ACTION.get(action, Urgency.OTHER)
