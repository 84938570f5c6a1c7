"""What load sharing knows of sites at one instant, and what it keeps of each session.

Powers are W as drawn from the grid, currents A per phase. `None` means not known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias

from central.core.load_sharing.plans import (
    MIN_CURRENT_A,
    MIN_DC_W,
    VOLTAGE_V,
    ChargerPlan,
    LimitNow,
)
from contract.ids import ChargePointId, ConnectorId, StationId

ALL_PHASES: Final = (1, 2, 3)
PlugKey: TypeAlias = tuple[ChargePointId, ConnectorId]


@dataclass(frozen=True, slots=True)
class AcceptedLimit:
    """A limit that a charger took, as it was sent: A (per phase) or W."""

    value: float
    unit: str
    phases: int
    accepted_at: datetime
    until: datetime | None = None
    transaction_id: int | None = None

    def power_w(self, voltage_v: float, phases: int) -> float:
        """W of a session on so many phases (3 for DC)."""
        if self.unit == "W":
            return self.value
        return self.value * voltage_v * min(phases, self.phases)


@dataclass(frozen=True, slots=True)
class Plug:
    """A connector with a car."""

    id: ConnectorId
    since: datetime
    transaction_id: int | None
    """None = not known (yet): it can be told nothing of its own."""
    power_w: float | None = None
    currents_a: tuple[float, ...] = ()
    """Of L1, L2, L3 as the charger measured them."""
    metered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """A charger in load sharing."""

    id: ChargePointId
    is_dc: bool
    rated_w: float
    connector_w: float
    connectors: int
    guaranteed_w: float
    """What it has in any case."""
    plan: ChargerPlan = field(default_factory=ChargerPlan)
    connected: bool = True
    booted_at: datetime | None = None
    refuses: bool = False
    """It takes no charging profiles."""
    held_w: float | None = None
    """A limit on the whole charger that it accepted for another reason."""
    default: AcceptedLimit | None = None
    """Safe default of each connector."""
    limits: Mapping[ConnectorId, AcceptedLimit] = field(default_factory=dict)
    plugs: tuple[Plug, ...] = ()

    @property
    def lines(self) -> tuple[int, ...]:
        """Phases that it can use."""
        return ALL_PHASES if self.is_dc else ALL_PHASES[: self.plan.phases]

    @property
    def top_w(self) -> float:
        """The most that it draws."""
        return self.rated_w if self.held_w is None else min(self.rated_w, self.held_w)

    @property
    def safe_w(self) -> float:
        """What each connector has in any case."""
        return min(self.guaranteed_w / max(self.connectors, 1), self.connector_w)

    def minimum_w(self, voltage_v: float, phases: int) -> float:
        """Least power of a session that charges on so many phases."""
        if self.plan.minimum_w is not None:
            return self.plan.minimum_w
        return MIN_DC_W if self.is_dc else MIN_CURRENT_A * voltage_v * phases

    def site_line(self, phase: int) -> int:
        """Line of the site, 1..3, behind L1, L2 or L3 of the charger."""
        return "RST".index(self.plan.rotation[phase - 1]) + 1


@dataclass(frozen=True, slots=True)
class Site:
    """A station that shares."""

    id: StationId
    limit: LimitNow
    outlets: tuple[Outlet, ...] = ()
    area: str | None = None
    voltage_v: float = VOLTAGE_V


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the grid that several stations hang on."""

    id: str
    limit: LimitNow


@dataclass(frozen=True, slots=True)
class Share:
    """What one session is given, and what must be kept of it until the next decision."""

    charge_point: ChargePointId
    connector: ConnectorId
    transaction_id: int
    limit_w: float
    """What the charger is to be told."""
    until: datetime
    """End of that, unless it is renewed."""
    decided_at: datetime
    may_draw_w: float
    """The most that the charger may hold, as far as is known."""
    phases: tuple[int, ...]
    """L1..L3 that the car uses; all, until it was seen to use fewer."""
    turned_at: datetime
    """When it was last let in or paused."""
    raised_at: datetime | None = None
    need_w: float | None = None
    """It takes no more than this by itself; None = unknown."""
    reason: str = ""

    @property
    def key(self) -> PlugKey:
        """Whose it is."""
        return self.charge_point, self.connector

    @property
    def is_paused(self) -> bool:
        """It gets nothing now, and waits for its turn."""
        return self.limit_w <= 0.0
