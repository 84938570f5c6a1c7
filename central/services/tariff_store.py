"""Repository of tariffs and of sessions' marks, as small protocols."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from central.core.idling import Mark
from central.core.tariff_book import Assignment, TariffBook, Version
from contract.ids import ChargePointId, StationId


@dataclass(frozen=True, slots=True)
class TariffRow:
    """A tariff's name; its prices are in its versions."""

    id: str
    name: str
    created_at: datetime


class Tariffs(Protocol):
    """Tariffs, their versions, and where they are assigned. Rows are added, never changed."""

    async def add(self, row: TariffRow) -> bool:
        """Put down; False where the id is taken."""

    async def get(self, tariff_id: str) -> TariffRow | None:
        """One of them."""

    async def page(self, limit: int, after: str | None) -> list[TariffRow]:
        """By id."""

    async def add_version(self, version: Version, now: datetime, actor: str) -> None:
        """Put down; its number is the next one."""

    async def versions(self, tariff_ids: Sequence[str]) -> list[Version]:
        """Versions of these tariffs, oldest first."""

    async def assign(self, assignment: Assignment, now: datetime, actor: str) -> None:
        """From an instant on."""

    async def assignments(self, limit: int, before_id: int | None) -> list[tuple[int, Assignment]]:
        """Newest first, with their numbers."""

    async def book(self) -> TariffBook:
        """All that is assigned anywhere."""

    async def book_of(self, charge_point: ChargePointId | None, station: StationId) -> TariffBook:
        """What bears on one charger, or on one station."""


class SessionMarks(Protocol):
    """When sessions stood idle."""

    async def add(self, marks: Sequence[tuple[int, Mark]]) -> None:
        """Put down, each with its transaction."""

    async def of(self, transaction_id: int) -> list[Mark]:
        """Of one session, oldest first."""
