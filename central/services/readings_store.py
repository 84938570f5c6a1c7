"""Repository of old readings, as a small protocol."""

from datetime import datetime
from typing import Protocol

from central.core.rollups import Quarter
from contract.ids import ChargePointId


class Readings(Protocol):
    """Raw readings become quarters of an hour."""

    async def roll_up(self, before: datetime, limit: int) -> int:
        """Turn at most `limit` raw readings from before an instant into quarters.

        The same unit of work forgets them: a reading is in one of the two, never in both. Gives how
        many they were.
        """

    async def quarters(
        self, charge_point: ChargePointId, start: datetime, end: datetime, limit: int
    ) -> list[Quarter]:
        """Quarters of a charger that begin in [start, end), oldest first."""

    async def raw(
        self, charge_point: ChargePointId, start: datetime, end: datetime
    ) -> list[Quarter]:
        """The same of readings that are still kept raw."""
