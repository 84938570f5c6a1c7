"""What answers of the central system tell a charger to go by: an interval, and the time."""

from datetime import UTC, datetime
from typing import Final

from charger_emulator.core.configuration import YEAR_S

UNTOLD_INTERVAL_S: Final = 60
"""Between heartbeats, or boots, where BootNotification's answer names no usable interval (4.2)."""


def interval_s(told: object) -> int:
    """Simulated seconds of BootNotification's answer: 1 second to a year; else the usual ones."""
    match told:
        case bool():
            return UNTOLD_INTERVAL_S
        case int() if 0 < told <= YEAR_S:
            return told
        case _:
            return UNTOLD_INTERVAL_S


def instant_s(told: object) -> float | None:
    """Unix seconds of a currentTime, UTC where no zone is named; None = it is no time."""
    try:
        at = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
