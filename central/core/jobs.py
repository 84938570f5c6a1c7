"""What takes a charger minutes: firmware, diagnostics and logs, by what it reports of them.

A job runs from the charger's answer until one of its last statuses. `Idle` is only the answer to a
TriggerMessage and says nothing about a job (OCPP 1.6, 4.4 and 4.5).
"""

from enum import StrEnum
from typing import Final


class JobKind(StrEnum):
    """What the charger was asked for."""

    DIAGNOSTICS = "diagnostics"
    LOG = "log"
    FIRMWARE = "firmware"
    SIGNED_FIRMWARE = "signed_firmware"


class JobState(StrEnum):
    """How far a job is."""

    ASKED = "asked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"


OPEN: Final = (JobState.ASKED, JobState.RUNNING)
DONE: Final = frozenset({"Uploaded", "Installed"})
FAILED: Final = frozenset(
    {
        "UploadFailed",
        "UploadFailure",
        "BadMessage",
        "NotSupportedOperation",
        "PermissionDenied",
        "DownloadFailed",
        "InstallationFailed",
        "InstallVerificationFailed",
        "InvalidSignature",
    }
)
"""Last words of a job (OCPP 1.6, 7.24 and 7.25; security white paper, 5.12 and 5.19)."""
MAX_STATUSES: Final = 50


def state_after(state: str, status: str) -> str:
    """State of a job when the charger reports a status; one that has ended stays as it is."""
    if state not in OPEN or status == "Idle":
        return state
    if status in DONE:
        return JobState.DONE
    return JobState.FAILED if status in FAILED else JobState.RUNNING
