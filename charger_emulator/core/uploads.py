"""Uploads of diagnostics and logs: what is reported when (OCPP 1.6, 6.8; OCA security paper, N01).

GetDiagnostics reports DiagnosticsStatusNotification, GetLog LogStatusNotification, which also says
why an upload failed.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from charger_emulator.core.errands import LEAST_PAUSE_S, Errand, Say, Send, WaitFor

IDLE: Final = "Idle"


class Upload(Enum):
    """What came of one attempt; the value is the status of a LogStatusNotification."""

    DONE = "Uploaded"
    FAILED = "UploadFailure"
    DENIED = "PermissionDenied"
    REFUSED = "BadMessage"
    UNSUPPORTED = "NotSupportedOperation"


_FINAL: Final = (Upload.DONE, Upload.UNSUPPORTED)
"""Not worth another attempt."""


@dataclass(frozen=True, slots=True)
class Order:
    """An upload that was asked for; `request_id` None = GetDiagnostics."""

    location: str
    name: str
    content: bytes
    retries: int
    retry_interval_s: float
    request_id: int | None = None


class LogUpload:
    """One upload on its way: drive `steps`, read `report` for triggers."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.status = IDLE
        self.is_under_way = True

    def steps(self) -> Errand:
        """All that has to be done, from the answer on."""
        order = self.order
        self.status = "Uploading"
        yield self.report()
        outcome: Upload = yield Send(order.location, order.name, order.content)
        for _ in range(order.retries):
            if outcome in _FINAL:
                break
            yield WaitFor(max(LEAST_PAUSE_S, order.retry_interval_s))
            outcome = yield Send(order.location, order.name, order.content)
        self.status = outcome.value
        yield self.report()
        self.status, self.is_under_way = IDLE, False

    def report(self) -> Say:
        """The present status, as a triggered message tells it."""
        if self.order.request_id is not None:
            return log_status(self.status, self.order.request_id)
        done = {"Idle": IDLE, "Uploading": "Uploading", "Uploaded": "Uploaded"}
        status = done.get(self.status, "UploadFailed")
        return Say("DiagnosticsStatusNotification", {"status": status})


def log_status(status: str, request_id: int | None) -> Say:
    """A LogStatusNotification; Idle belongs to no request."""
    payload: dict[str, Any] = {"status": status}
    if request_id is not None and status != IDLE:
        payload["requestId"] = request_id
    return Say("LogStatusNotification", payload)
