"""Repository of load sharing, as a small protocol, and its rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from central.core.load_sharing.facts import AcceptedLimit, Plug, PlugKey, Share
from central.core.load_sharing.plans import LimitPlan, Place, Signal
from central.core.load_sharing.profiles import ToldLimit
from contract.ids import ChargePointId, StationId


@dataclass(frozen=True, slots=True)
class GridArea:
    """A part of the grid that several stations hang on; its limits are in its plan."""

    id: str
    name: str
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Accepted:
    """What one charger accepted of ours; `default` None with `refused_at` = it takes nothing."""

    default: AcceptedLimit | None
    refused_at: datetime | None
    limits: dict[int, AcceptedLimit]


class LoadSharingStore(Protocol):
    """Limits of places, what chargers accepted, what each session is given."""

    async def areas(self) -> list[GridArea]:
        """All of them, by id."""

    async def put_area(self, area: GridArea) -> None:
        """Put down, or renew."""

    async def drop_area(self, area: str) -> None:
        """Forget it, its plan and its signal."""

    async def plans(self) -> dict[Place, LimitPlan]:
        """Of all places that have one."""

    async def put_plan(self, place: Place, plan: LimitPlan) -> None:
        """Put down, or renew."""

    async def drop_plan(self, place: Place) -> None:
        """Forget it."""

    async def signals(self) -> dict[Place, Signal]:
        """The newest of each place."""

    async def is_place(self, place: Place) -> bool:
        """Whether there is such a station or area."""

    async def save_signal(self, place: Place, signal: Signal) -> None:
        """Keep it, unless a newer one is known."""

    async def plugs(self, wanted: Collection[StationId]) -> dict[ChargePointId, list[Plug]]:
        """Connectors with a car at these stations, by charger."""

    async def accepted(
        self, at: Collection[StationId] | None = None
    ) -> dict[ChargePointId, Accepted]:
        """What chargers accepted of ours, and still may have; None = everywhere."""

    async def has_default(self, charge_point: ChargePointId) -> bool:
        """Whether the charger accepted a safe default of ours, and still has it."""

    async def record_limit(
        self, charge_point: ChargePointId, connector: int, limit: ToldLimit, at: datetime
    ) -> None:
        """The charger took a limit."""

    async def record_refusal(self, charge_point: ChargePointId, at: datetime) -> None:
        """The charger takes no limits."""

    async def forget_limits(self, charge_point: ChargePointId, connector: int | None) -> None:
        """It has them no more; None = those of all connectors."""

    async def shares(self, at: Collection[StationId] | None = None) -> list[Share]:
        """What was decided last; None = everywhere."""

    async def save_shares(self, shares: Sequence[Share], gone: Collection[PlugKey]) -> None:
        """Renew some, forget others."""
