"""Steps of work that goes on for a while beside the calls: updates of firmware, uploads of logs.

A piece of work is a generator: it yields one step at a time and gets back what came of it (see each
step; None where nothing is said). The shell carries the steps out (`adapters/ocpp/errands.py`), so
the order of things is decided here, with no socket and no clock.
"""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, Final

from charger_emulator.core.events import SecurityEvent


@dataclass(frozen=True, slots=True)
class Say:
    """Send a message."""

    action: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Raise:
    """Log and send a security event."""

    event: SecurityEvent
    info: str = ""


@dataclass(frozen=True, slots=True)
class WaitUntil:
    """Wait for a simulated instant; one that is over passes at once."""

    at_s: float


LEAST_PAUSE_S: Final = 1.0
"""Simulated seconds between two attempts, where the order wants less."""


@dataclass(frozen=True, slots=True)
class WaitFor:
    """Wait for simulated seconds."""

    length_s: float


@dataclass(frozen=True, slots=True)
class Fetch:
    """Download a file; comes back as its bytes, or None."""

    location: str


@dataclass(frozen=True, slots=True)
class Send:
    """Upload a file; comes back as an `Upload`."""

    location: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class TakeOut:
    """Take connectors out of service, each when its session is over; done when all are out."""


@dataclass(frozen=True, slots=True)
class BringBack:
    """Put connectors that were taken out back into service."""


@dataclass(frozen=True, slots=True)
class Restart:
    """Start anew with another firmware; done when the central system has accepted the boot."""

    version: str


Step = Say | Raise | WaitUntil | WaitFor | Fetch | Send | TakeOut | BringBack | Restart
Errand = Generator[Step, Any, None]
