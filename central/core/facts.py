"""What the control loop knows of the network at one instant: plain, frozen, read from the database.

`None` means not known. All instants are simulated UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from central.core.tariffs import Terms
from contract.ids import ChargePointId, ConnectorId, StationId


@dataclass(frozen=True, slots=True)
class ScoreFact:
    """One score of a charger: risk of a fault within the hour, as the edge sent it."""

    at: datetime
    risk: float
    level: str
    load_sensitive: bool
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class ConnectorFacts:
    """Last reported state of one connector (OCPP status, never connector 0)."""

    id: ConnectorId
    status: str
    error_code: str = "NoError"
    reported_at: datetime | None = None
    """When we were told."""


@dataclass(frozen=True, slots=True)
class ChargerFacts:
    """One charge point as last reported."""

    id: ChargePointId
    connected: bool = True
    disconnected_at: datetime | None = None
    rated_power_w: float | None = None
    connector_power_w: float | None = None
    current_type: str = ""
    connector_types: tuple[str, ...] = ()
    connectors: tuple[ConnectorFacts, ...] = ()
    telemetry_at: datetime | None = None
    temperature_c: float | None = None
    ambient_c: float | None = None
    power_w: float | None = None
    load_ratio_15min: float | None = None
    """Mean power over the last 15 min / rated power; only known for chargers in a heal."""
    limit_w: float | None = None
    """Limit that it accepted and that did not end; only known for chargers in a heal."""
    limit_accepted_at: datetime | None = None
    least_power_w: float | None = None
    """Lowest measured power of the last minute; only known for chargers in a heal."""
    scores: tuple[ScoreFact, ...] = ()
    """Newest first. The latest always; more only where the risk is high or a heal runs."""
    can_show_price: bool | None = None
    terms: Terms | None = None
    """Of a tariff of its own; None = its station's."""
    booted_at: datetime | None = None

    @property
    def score(self) -> ScoreFact | None:
        """The latest score."""
        return self.scores[0] if self.scores else None


@dataclass(frozen=True, slots=True)
class StationFacts:
    """One station with its tariff and chargers."""

    id: StationId
    name: str
    operator: str
    base_per_kwh: Decimal
    energy_cost_per_kwh: Decimal
    currency: str
    latitude_deg: float | None = None
    longitude_deg: float | None = None
    region: str = ""
    """Where a mode of the loop may be set apart: its city."""
    under_maintenance: bool = False
    simulated: bool = False
    chargers: tuple[ChargerFacts, ...] = ()
    session_mean_min: float | None = None
    """Mean length of the sessions that ended in the last 24 h."""
    arrivals_per_h: float | None = None
    """Sessions that began there lately, in an hour."""
    time_zone: str = "UTC"
    terms: Terms | None = None
    """Of its tariff, whose price of this hour is `base_per_kwh`; None = it has that price only."""


def chargers_by_id(station: StationFacts) -> list[ChargerFacts]:
    """Chargers of a station in an order that does not depend on how they were read."""
    return sorted(station.chargers, key=lambda charger: charger.id)


@dataclass(frozen=True, slots=True)
class PastHeal:
    """A heal that ended: for the cool-down and the count within 24 h."""

    opened_at: datetime
    ended_at: datetime
    was_active: bool
    """It acted; a proposal that nobody approved did not."""


@dataclass(frozen=True, slots=True)
class Network:
    """All stations, and what ended at each within the last 24 h."""

    stations: Mapping[StationId, StationFacts]
    past_heals: Mapping[StationId, tuple[PastHeal, ...]]
    drives_min: Mapping[StationId, Mapping[StationId, float | None]] = field(default_factory=dict)
    """Minutes on the road from a station to others, as far as a router told; None = no road."""
