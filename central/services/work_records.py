"""Rows of work orders as the repository gives and takes them, and the repository as a protocol."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from central.core.work_catalogue import ChargerKind
from central.core.work_orders import WorkOrder
from central.core.work_proof import ChargerSeen
from central.core.work_steps import Line
from central.services.records import ConnectorStatus
from contract.ids import ChargePointId, StationId


@dataclass(frozen=True, slots=True)
class LineRow:
    """A stored line of a timeline."""

    id: int
    order_id: int
    line: Line


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """A photo that was taken at an order; its file lies under its token."""

    order_id: int
    at: datetime
    actor: str
    token: str
    media_type: str
    size_bytes: int
    sha256: str
    text: str


@dataclass(frozen=True, slots=True)
class Photo(NewPhoto):
    """A stored photo."""

    id: int = 0


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Which orders, and how many; newest first."""

    limit: int
    before_id: int | None = None
    is_open: bool | None = None
    charge_point: str | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    """By column: state, technician, station_id, cause, urgency, topic."""


@dataclass(frozen=True, slots=True)
class RepeatFault:
    """Faults of one topic at a charger."""

    topic: str
    faults: int
    """Reports in which the charger was Faulted."""
    last_at: datetime
    orders: int
    """Opened for it in the same time."""


@dataclass(frozen=True, slots=True)
class MinuteRow:
    """Means of a charger over a minute (risk: the highest); None = not measured."""

    at: datetime
    temperature_c: float | None
    ambient_c: float | None
    power_w: float | None
    current_a: float | None
    voltage_v: float | None
    risk_1h: float | None


@dataclass(frozen=True, slots=True)
class Make:
    """What a charger is, as it said when it booted."""

    vendor: str
    model: str
    serial_number: str
    firmware_version: str


class WorkOrders(Protocol):
    """Orders with their timelines and photos, and what proves them."""

    async def add(self, order: WorkOrder) -> WorkOrder:
        """Put down; gives it with its id."""

    async def save(self, order: WorkOrder) -> None:
        """Renew."""

    async def get(self, order_id: int) -> WorkOrder | None:
        """One of them."""

    async def open(self) -> list[WorkOrder]:
        """All that did not end, oldest first."""

    async def page(self, page: WorkPage) -> list[WorkOrder]:
        """Newest first."""

    async def add_line(self, order_id: int, line: Line) -> None:
        """Lengthen a timeline."""

    async def lines(self, order_id: int, limit: int, after_id: int | None) -> list[LineRow]:
        """A timeline, oldest first, after a line."""

    async def lines_after(self, line_id: int, limit: int) -> list[LineRow]:
        """Lines of all orders after a number, oldest first: for who tells people of them."""

    async def had(self, order_id: int, technician: str) -> bool:
        """Whether it was ever given to a technician."""

    async def add_photo(self, photo: NewPhoto) -> Photo:
        """Put down; the same picture of the same order is kept once."""

    async def photos(self, order_id: int) -> list[Photo]:
        """Of one order, oldest first."""

    async def kinds(self, chargers: Collection[ChargePointId]) -> dict[ChargePointId, ChargerKind]:
        """What chargers are; unknown ones are left out."""

    async def chargers_of(self, station: StationId) -> list[ChargePointId]:
        """Accepted chargers of a station, by id."""

    async def seen(
        self, chargers: Collection[ChargePointId], before: datetime, since: datetime
    ) -> dict[ChargePointId, ChargerSeen]:
        """Chargers as they are: what was usual before one instant, sessions begun since another."""

    async def freeze(self, order_id: int, frozen: Mapping[str, Any]) -> None:
        """Keep with an order what else would be pruned."""

    async def frozen(self, order_id: int) -> Mapping[str, Any]:
        """What was kept with an order."""

    async def minutes(
        self, charge_point: ChargePointId, start: datetime, end: datetime
    ) -> Sequence[MinuteRow]:
        """Readings and risk of a charger in [start, end) by minute, oldest first."""

    async def makes(self, chargers: Collection[ChargePointId]) -> dict[ChargePointId, Make]:
        """What chargers said of themselves."""

    async def faults(
        self, charge_point: ChargePointId, start: datetime, end: datetime
    ) -> Sequence[ConnectorStatus]:
        """Faults and warnings as the charger reported them in [start, end), oldest first."""

    async def earnings_per_h(
        self, chargers: Collection[ChargePointId], start: datetime, end: datetime
    ) -> dict[ChargePointId, float]:
        """Mean money an hour above energy's cost; of sessions that began in [start, end)."""

    async def repeats(self, charge_point: ChargePointId, since: datetime) -> Sequence[RepeatFault]:
        """Faults of a charger since then by topic, the most first."""
