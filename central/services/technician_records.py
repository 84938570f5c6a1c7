"""The repository of technicians, as a protocol."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from central.core.technicians import Spot, Technician
from central.core.work_orders import PartCount


class Technicians(Protocol):
    """Technicians with what is on their vans; only users of that role."""

    async def get(self, name: str) -> Technician | None:
        """One of them; a user of the role of whom nothing was put down yet is one, too."""

    async def page(self, limit: int, after: str | None) -> list[Technician]:
        """By name, those after a name."""

    async def all(self) -> list[Technician]:
        """All of whom something was put down, by name."""

    async def put(self, technician: Technician) -> None:
        """Put down or renew; position and stock stay."""

    async def delete(self, name: str) -> None:
        """Forget what was put down; the user stays."""

    async def locate(self, name: str, spot: Spot, at: datetime) -> None:
        """Where a technician is; an older place than the known one is ignored."""

    async def set_stock(self, name: str, stock: Mapping[str, int]) -> None:
        """Renew what is on a van; 0 = none."""

    async def use(self, name: str, parts: Sequence[PartCount]) -> None:
        """Take parts off a van; never below none."""
