"""What chargers do against the standard, counted for each charger, firmware and kind.

A kind is one word for the sort, and the place: `frame:no_json`, `schema:MeterValues meterValue`,
`repair:timestamp`, `reading:soc_pct`, `refused:Authorize ProtocolError`. Places come from our code
and from the schemas, never from the charger, so there are some hundred kinds at most.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from contract.ids import ChargePointId

KIND_LENGTH: Final = 120
EXAMPLE_LENGTH: Final = 250
FIRMWARE_LENGTH: Final = 60


@dataclass(frozen=True, slots=True)
class Violation:
    """So many of one kind, by one charger with one firmware."""

    charge_point_id: ChargePointId
    firmware_version: str
    kind: str
    count: int
    first_at: datetime
    last_at: datetime
    example: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What is counted together."""
        return self.charge_point_id, self.firmware_version, self.kind

    def with_earlier(self, earlier: "Violation | None") -> "Violation":
        """This one and those of the same key before it."""
        if earlier is None:
            return self
        return Violation(
            self.charge_point_id,
            self.firmware_version,
            self.kind,
            earlier.count + self.count,
            min(earlier.first_at, self.first_at),
            self.last_at,
            self.example,
        )


@dataclass(frozen=True, slots=True)
class FirmwareViolation:
    """So many of one kind, by all chargers of a make with one firmware."""

    vendor: str
    model: str
    firmware_version: str
    kind: str
    count: int
    chargers: int
    last_at: datetime


class Violations(Protocol):
    """Counts of violations."""

    async def add(self, violations: list[Violation]) -> None:
        """Count on."""

    async def page(
        self, limit: int, after: tuple[str, str, str] | None, charge_point: str | None
    ) -> list[Violation]:
        """In the order of charger, firmware and kind, after a key."""

    async def by_firmware(self, limit: int, skip: int) -> list[FirmwareViolation]:
        """By make, model, firmware and kind, in this order."""
