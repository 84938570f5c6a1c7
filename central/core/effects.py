"""What a decision of the control loop does, as data. A closed union; the service carries it out.

Each effect names its station (one open heal a station) and its reasons, so that the record, the
stream and the tests read the same fact.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

from central.core.pricing import PriceKind
from contract.ids import ChargePointId, StationId


@dataclass(frozen=True, slots=True)
class SetLimit:
    """Hold a charger at a power until an instant."""

    station: StationId
    charge_point: ChargePointId
    limit_w: float
    until: datetime
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClearLimit:
    """Give a charger its full power back."""

    station: StationId
    charge_point: ChargePointId
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetPrice:
    """Show an override at a station, on behalf of the heal of `station`."""

    station: StationId
    shown_at: StationId
    kind: PriceKind
    factor: Decimal
    base_per_kwh: Decimal
    per_kwh: Decimal
    currency: str
    until: datetime
    paired: StationId | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExtendPrice:
    """Let an override last longer; the price stays."""

    station: StationId
    shown_at: StationId
    kind: PriceKind
    until: datetime


@dataclass(frozen=True, slots=True)
class RestorePrice:
    """End an override: the station shows its base price again."""

    station: StationId
    shown_at: StationId
    kind: PriceKind
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something for the record: a heal opened or ended, a technician is needed, nobody found."""

    station: StationId
    act: str
    reasons: tuple[str, ...]


Effect: TypeAlias = SetLimit | ClearLimit | SetPrice | ExtendPrice | RestorePrice | Note
