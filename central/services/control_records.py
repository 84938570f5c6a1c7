"""Rows of what the control loop and people do, as the repositories give and take them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from central.core.control import Asked
from central.core.desired import Accepted
from central.core.facts import StationFacts
from central.core.heal import Heal
from contract.ids import ChargePointId, StationId


@dataclass(frozen=True, slots=True)
class HealRow:
    """A stored heal."""

    id: int
    heal: Heal
    asked: Asked | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A price override, in force or over."""

    id: int
    station_id: StationId
    heal_id: int | None
    kind: str
    factor: Decimal
    base_per_kwh: Decimal
    price_per_kwh: Decimal
    currency: str
    start_at: datetime
    until_at: datetime
    ended_at: datetime | None
    state: str
    paired_station_id: StationId | None
    actor_kind: str
    actor: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act, by whom and why; `id` 0 before it is stored."""

    at: datetime
    actor_kind: str
    actor: str
    act: str
    object_type: str
    object_id: str
    reason: str = ""
    before: Any = None
    after: Any = None
    request_id: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class User:
    """A person who may log in."""

    id: int
    name: str
    password_hash: str
    role: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class StationInfo:
    """What stands on a station's card beside its facts."""

    network: str
    city: str
    city_name: str
    state_name: str
    location_type: str
    charger_type: str
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class NetworkRows:
    """Everything that is known of the network at one instant."""

    stations: Mapping[StationId, StationFacts]
    info: Mapping[StationId, StationInfo]
    accepted: Mapping[ChargePointId, Accepted]


@dataclass(frozen=True, slots=True)
class ConnectorRow:
    """One connector as a page shows it."""

    id: int
    type: str
    status: str
    error_code: str
    power_w: float | None
    soc_pct: float | None
    since: datetime | None


@dataclass(frozen=True, slots=True)
class ChargerRow:
    """One charger as a page shows it."""

    id: ChargePointId
    station_id: StationId
    vendor: str
    model: str
    firmware_version: str
    connected: bool
    last_seen_at: datetime | None
    registration: str
    temperature_c: float | None
    power_w: float | None
    power_limit_w: float | None
    price_per_kwh: Decimal | None
    scored_at: datetime | None
    risk_1h: float | None
    risk_level: str | None
    risk_cause: str | None
    temperature_forecast: Sequence[Mapping[str, Any]] | None
    """Of the score at `scored_at`, as the wire has it."""
    connectors: tuple[ConnectorRow, ...] = ()
    contributions: tuple[Mapping[str, Any], ...] = ()
    stale_inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One charging session as a page shows it."""

    id: int
    charge_point_id: ChargePointId
    connector_id: int
    id_tag: str
    started_at: datetime
    stopped_at: datetime | None
    stop_reason: str | None
    meter_start_wh: int
    last_meter_wh: int | None
    price_per_kwh: Decimal
    currency: str
    cost: Decimal | None
    problem: str | None
    started_offline: bool


@dataclass(frozen=True, slots=True)
class TelemetryBucket:
    """Means (temperature and risk: highest) of a station's chargers over a span of time."""

    at: datetime
    temperature_c: float | None = None
    ambient_c: float | None = None
    load_w: float | None = None
    offered_w: float | None = None
    utilisation: float | None = None
    risk_1h: float | None = None


@dataclass(frozen=True, slots=True)
class PastSums:
    """What happened at a station within a span of time."""

    sessions: int = 0
    energy_wh: int = 0
    revenue: Mapping[str, Decimal] = field(default_factory=dict)
    """By currency."""
    used_s: float = 0.0
    """Connector seconds that sessions took."""
    heals: int = 0
    surges: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """How many chargers there are, are connected, and have a score."""

    chargers: int = 0
    connected: int = 0
    scored: int = 0
    pending: int = 0
    edges_online: int = 0


OTHER_THAN: Final = "object_type_other_than"
"""Filter of the audit: rows about anything but this."""


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page of a list begins and how long it is; newest first."""

    limit: int
    before_id: int | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
