"""Security events of a charger: what is logged, what is sent, what must not get lost.

Words and criticality are those of the table in OCA's security paper. Events wait while there is no
link; when there are too many, the oldest gives way, critical ones last.
"""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MAX_WAITING: Final = 100
MAX_TRIES: Final = 3
"""A server that keeps answering with an error does not know the message."""
TECH_INFO_LENGTH: Final = 255


class SecurityEvent(StrEnum):
    """Types that this charger can raise."""

    FIRMWARE_UPDATED = "FirmwareUpdated"
    REFUSED_BY_CENTRAL = "FailedToAuthenticationAtCentralSystem"
    STARTUP = "StartupOfTheDevice"
    RESET_OR_REBOOT = "ResetOrReboot"
    RECONFIGURED = "ReconfigurationOfSecurityParameters"
    SETTING_TIME = "SettingSystemTime"
    TAMPER = "TamperDetectionActivated"
    INVALID_FIRMWARE_SIGNATURE = "InvalidFirmwareSignature"
    INVALID_FIRMWARE_CERTIFICATE = "InvalidFirmwareSigningCertificate"
    INVALID_CENTRAL_CERTIFICATE = "InvalidCentralSystemCertificate"
    INVALID_OWN_CERTIFICATE = "InvalidChargePointCertificate"
    INVALID_TLS_VERSION = "InvalidTLSVersion"
    INVALID_CIPHER_SUITE = "InvalidTLSCipherSuite"


CRITICAL: Final = frozenset(
    {
        SecurityEvent.FIRMWARE_UPDATED,
        SecurityEvent.STARTUP,
        SecurityEvent.RESET_OR_REBOOT,
        SecurityEvent.SETTING_TIME,
        SecurityEvent.TAMPER,
    }
)


@dataclass(slots=True, eq=False)
class RaisedEvent:
    """One event on its way; `at_s` is the charger's own time."""

    kind: SecurityEvent
    at_s: float
    info: str
    tries: int = 0
    is_sent: bool = False
    """On its way; its answer is awaited."""


class EventQueue:
    """Events that the central system has not acknowledged. `next`, send, then `settle`."""

    def __init__(self) -> None:
        self._waiting: deque[RaisedEvent] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def all(self) -> list[RaisedEvent]:
        """The oldest first."""
        return list(self._waiting)

    def put(self, kind: SecurityEvent, at_s: float, info: str = "") -> None:
        """Add one; when full, the oldest is dropped, a critical one only among its like."""
        self._waiting.append(RaisedEvent(kind, at_s, info[:TECH_INFO_LENGTH]))
        if len(self._waiting) > MAX_WAITING:
            minor = (e for e in self._waiting if e.kind not in CRITICAL)
            self._waiting.remove(next(minor, self._waiting[0]))

    def next(self) -> RaisedEvent | None:
        """The oldest; it stays here until it is settled."""
        return self._waiting[0] if self._waiting else None

    def settle(self, event: RaisedEvent, *, arrived: bool, linked: bool) -> None:
        """An event was answered, or not.

        Args:
            event: which.
            arrived: acknowledged.
            linked: the link was there all the time: not arriving was the server's doing.
        """
        event.is_sent = False
        if not arrived and linked:
            event.tries += 1
        if (arrived or event.tries >= MAX_TRIES) and event in self._waiting:
            self._waiting.remove(event)
