"""Rows of the API's lists and details, and the port that reads them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from central.services.control_records import SessionRow
from central.services.records import CommandRow
from contract.ids import ChargePointId


@dataclass(frozen=True, slots=True)
class PlacedConnector:
    """A connector with the place it is at."""

    charge_point_id: ChargePointId
    station_id: str
    connector_id: int
    status: str
    error_code: str
    info: str
    vendor_error_code: str
    status_at: datetime
    power_w: float | None
    energy_wh: float | None
    soc_pct: float | None
    metered_at: datetime | None


@dataclass(frozen=True, slots=True)
class MeterValueRow:
    """One meterValue element of a session."""

    id: int
    connector_id: int
    at: datetime
    received_at: datetime
    sampled: Sequence[Any]


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Where a page of calls begins, newest first: after this instant and id."""

    limit: int
    before: tuple[datetime, str] | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    """`charge_point_id`, `action`, `state`, `actor`."""


@dataclass(frozen=True, slots=True)
class ConnectorPage:
    """Where a page of connectors begins, by charger and number."""

    limit: int
    after: tuple[str, int] | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    """`charge_point_id`, `station_id`, `status`."""


class Lists(Protocol):
    """Reads for the API."""

    async def connectors(self, page: ConnectorPage) -> list[PlacedConnector]:
        """By charger and number."""

    async def tasks(self, page: TaskPage) -> list[CommandRow]:
        """Calls to chargers, newest first."""

    async def answered(
        self, charge_point: ChargePointId, actions: Collection[str], limit: int
    ) -> list[CommandRow]:
        """The newest calls of these actions that a charger accepted, oldest first."""

    async def session(self, session_id: int) -> SessionRow | None:
        """One session."""

    async def meter_values(
        self, session_id: int, limit: int, before_id: int | None
    ) -> list[MeterValueRow]:
        """Readings of a session, newest first."""

    async def ended_sessions(self, charge_point: ChargePointId, ids: Collection[int]) -> set[int]:
        """Which of these sessions of a charger are over."""
