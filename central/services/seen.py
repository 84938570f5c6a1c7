"""What one round of the control loop saw and decided, for those that go along with it.

A follower gets every round, after the loop's own work: it needs no read of the network of its own.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from central.core.control import Decision
from central.core.heal import Heal
from central.core.rules import Switches
from central.services.control_records import NetworkRows
from contract.ids import StationId


@dataclass(frozen=True, slots=True)
class Seen:
    """One round."""

    network: NetworkRows
    heals: Mapping[StationId, Heal]
    """Those that are open."""
    decision: Decision
    switches: Switches
    now: datetime


class RoundFollower(Protocol):
    """Goes along with the loop; what it starts runs in the loop's tasks."""

    async def round(self, tasks: asyncio.TaskGroup, seen: Seen) -> None:
        """One round is over."""
