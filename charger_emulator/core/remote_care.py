"""What a charger keeps about its upkeep from afar: firmware, updates and uploads under way."""

from dataclasses import dataclass, field
from typing import Final

from charger_emulator.core.firmware import Update
from charger_emulator.core.uploads import LogUpload

FIRMWARE: Final = "2.4.1"
"""Version that a charger leaves the factory with."""


@dataclass(slots=True)
class Maintenance:
    """State of one charge point."""

    firmware: str = FIRMWARE
    boots: int = 0
    """How often the central system has accepted a boot."""
    taken_out: set[int] = field(default_factory=set)
    """Connectors (indices) that an update took out of service and has to bring back."""
    update: Update | None = None
    """The last one."""
    upload: LogUpload | None = None
    """The last one."""
