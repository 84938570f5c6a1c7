"""Rows of outages, exclusions and failed starts, and the port that keeps them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from central.core.first_attempts import FailedStart, SessionFact
from central.core.uptime import Exclusion, ExclusionCause, Outage, OutageKind, Span
from central.services.control_records import Page
from central.services.items import iso, iso_or_none
from contract.ids import ChargePointId

STATUS_KINDS = (OutageKind.FAULTED, OutageKind.UNAVAILABLE)
LINK_KINDS = (OutageKind.OUT_OF_CONTACT,)
STATION_KINDS = (OutageKind.MAINTENANCE,)


@dataclass(frozen=True, slots=True)
class OutageChange:
    """A port went down, or came up again; connector 0 = all of the charger's.

    It ends the outages of `kinds` that last; `kind` None begins none.
    """

    charge_point_id: ChargePointId
    connector_id: int
    kinds: tuple[OutageKind, ...]
    at: datetime
    kind: OutageKind | None = None
    error_code: str = ""


@dataclass(frozen=True, slots=True)
class NewExclusion:
    """A span that a person excludes from the outages, with evidence."""

    charge_point_id: ChargePointId
    connector_id: int
    cause: ExclusionCause
    start_at: datetime
    end_at: datetime
    evidence: str


@dataclass(frozen=True, slots=True)
class ExclusionRow:
    """An exclusion as kept; a withdrawn one counts no more, and stays."""

    id: int
    charge_point_id: ChargePointId
    connector_id: int
    cause: str
    start_at: datetime
    end_at: datetime
    evidence: str
    actor: str
    created_at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str | None


class Reliability(Protocol):
    """Outages, exclusions, failed starts."""

    async def change(self, changes: Sequence[OutageChange]) -> None:
        """Ports went down or came up, in the order of their instants for each port."""

    async def outages(
        self, chargers: Collection[ChargePointId], since: datetime
    ) -> dict[ChargePointId, list[Outage]]:
        """Outages of chargers that did not end before an instant."""

    async def exclusions(
        self, chargers: Collection[ChargePointId], since: datetime
    ) -> dict[ChargePointId, list[Exclusion]]:
        """Exclusions of chargers that count and did not end before an instant."""

    async def known_since(
        self, chargers: Collection[ChargePointId]
    ) -> dict[tuple[ChargePointId, int], datetime]:
        """When a port was first reported, where that is known."""

    async def exclude(self, new: NewExclusion, actor: str, now: datetime) -> int:
        """Put an exclusion down; gives its id."""

    async def withdraw(self, exclusion_id: int, actor: str, now: datetime) -> bool:
        """It counts no more; False where it never did, or does not any more."""

    async def exclusion(self, exclusion_id: int) -> ExclusionRow | None:
        """One of them."""

    async def exclusion_page(self, page: Page) -> list[ExclusionRow]:
        """Newest first; filter `charge_point_id`."""

    async def add_failed_starts(self, starts: Sequence[FailedStart]) -> None:
        """Starts that never became sessions."""

    async def failed_starts(
        self, station: str | None, start: datetime, end: datetime
    ) -> dict[str, list[FailedStart]]:
        """Those that began in [start, end), by station; None = of all stations."""

    async def sessions(
        self, station: str | None, start: datetime, end: datetime
    ) -> dict[str, list[SessionFact]]:
        """Sessions that began in [start, end) and are over, by station; None = of all."""

    async def in_use(
        self, station: str, start: datetime, end: datetime
    ) -> dict[tuple[str, int], list[Span]]:
        """Sessions at each port of a station that touch [start, end); a running one ends there."""

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` outages and failed starts each that ended before an instant."""


def exclusion_item(row: ExclusionRow) -> dict[str, Any]:
    """An exclusion as pages see it."""
    return {
        "id": row.id,
        "charge_point": row.charge_point_id,
        "connector_id": row.connector_id or None,
        "cause": row.cause,
        "start_at": iso(row.start_at),
        "end_at": iso(row.end_at),
        "evidence": row.evidence,
        "actor": row.actor,
        "created_at": iso(row.created_at),
        "withdrawn_at": iso_or_none(row.withdrawn_at),
        "withdrawn_by": row.withdrawn_by,
    }
