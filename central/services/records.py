"""What repositories hand out and take in: plain rows with names, one class a row form.

Instants are simulated UTC; money is Decimal per kWh or in total, in the station's currency.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from central.core.sessions import INFERRED
from central.core.tariffs import Terms, plain_tariff, terms_from_json
from contract.ids import ChargePointId, StationId


@dataclass(frozen=True, slots=True)
class Station:
    """A place, as the fleet file or a newcomer's registration told."""

    id: StationId
    name: str
    base_price_per_kwh: Decimal
    energy_cost_per_kwh: Decimal
    currency: str
    network: str = ""
    operator: str = ""
    city: str = ""
    city_name: str = ""
    state: str = ""
    latitude_deg: float | None = None
    longitude_deg: float | None = None
    time_zone: str = "UTC"
    location_type: str = ""
    charger_type: str = ""
    grid_limit_w: float | None = None
    grid_area: str = ""
    """Part of the grid that it hangs on with others; empty = none that is watched."""
    amenities: tuple[str, ...] = ()
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class NewChargePoint:
    """A charger to put down: from a fleet file, or because it connected."""

    id: ChargePointId
    station_id: StationId
    registration: str
    vendor: str = ""
    model: str = ""
    rated_power_w: float | None = None
    connector_power_w: float | None = None
    current_type: str = ""
    connector_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChargePoint:
    """What the gateway needs to know of a charger before it talks to it."""

    id: ChargePointId
    station_id: StationId
    registration: str
    password_hash: str | None
    rated_power_w: float | None
    booted_at: datetime | None
    can_show_price: bool | None
    price_per_kwh: Decimal | None
    """Last price that the charger accepted; None = never one."""
    price_text: str | None
    base_price_per_kwh: Decimal
    currency: str
    time_zone: str = "UTC"
    power_limit_w: float | None = None
    power_limit_until: datetime | None = None
    display: dict[str, Any] | None = None
    """Its keys for prices (`central.core.displays`); None = never read."""
    serial_number: str = ""
    vendor: str = ""
    model: str = ""
    firmware_version: str = ""
    pending_password_hash: str | None = None
    """A new password, until it is used for the first time."""
    security_profile: int = 0
    """The least that it may connect with (security white paper); only an admin lowers it."""


@dataclass(frozen=True, slots=True)
class BootFacts:
    """What a BootNotification tells, cut to the columns' lengths."""

    vendor: str
    model: str
    serial_number: str
    firmware_version: str


@dataclass(frozen=True, slots=True)
class ConnectorStatus:
    """Latest StatusNotification of a connector (0 = the charge point itself)."""

    charge_point_id: ChargePointId
    connector_id: int
    status: str
    error_code: str
    info: str
    vendor_error_code: str
    status_at: datetime
    received_at: datetime


@dataclass(frozen=True, slots=True)
class ConnectorMeter:
    """Latest reading of a connector; None = not in the message, keep what was."""

    charge_point_id: ChargePointId
    connector_id: int
    power_w: float | None
    energy_wh: float | None
    soc_pct: float | None
    metered_at: datetime
    current_l1_a: float | None = None
    current_l2_a: float | None = None
    current_l3_a: float | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A whole charger's temperature and power from its own MeterValues (connector 0)."""

    charge_point_id: ChargePointId
    at: datetime
    temperature_c: float | None
    ambient_c: float | None
    power_w: float | None


@dataclass(frozen=True, slots=True)
class LinkState:
    """A charger's socket came or went."""

    charge_point_id: ChargePointId
    connected: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class MeterRow:
    """One meterValue element as it came, for the record."""

    charge_point_id: ChargePointId
    connector_id: int
    transaction_id: int | None
    at: datetime
    received_at: datetime
    sampled: list[Any]


@dataclass(frozen=True, slots=True)
class NewTransaction:
    """A StartTransaction; the first five fields are its content key."""

    charge_point_id: ChargePointId
    connector_id: int
    id_tag: str
    started_at: datetime
    meter_start_wh: int
    received_at: datetime
    price_per_kwh: Decimal
    currency: str
    started_offline: bool = False
    """It began while the charger was not connected."""
    terms: dict[str, Any] | None = None
    """What it was told, by value (`central.core.tariffs.terms_to_json`)."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """A session as kept."""

    id: int
    charge_point_id: ChargePointId
    connector_id: int
    id_tag: str
    started_at: datetime
    meter_start_wh: int
    price_per_kwh: Decimal
    currency: str
    meter_stop_wh: int | None
    stopped_at: datetime | None
    stop_reason: str | None
    last_meter_wh: int | None
    cost: Decimal | None
    terms: dict[str, Any] | None = None
    reviewed_at: datetime | None = None
    """A person decided what it took: no stop changes it any more."""

    @property
    def is_held(self) -> bool:
        """It ended, and nobody is charged before a person looked at it."""
        return self.stopped_at is not None and self.cost is None

    @property
    def agreed(self) -> Terms:
        """The terms that it began with; one from before there were tariffs has its price only."""
        if self.terms is None:
            return Terms(plain_tariff(self.price_per_kwh, self.currency))
        return terms_from_json(self.terms)

    @property
    def is_unsure(self) -> bool:
        """No stop came: it runs, or its end is inferred. A real stop still counts."""
        is_inferred = self.stop_reason == INFERRED and self.reviewed_at is None
        return self.stopped_at is None or is_inferred


@dataclass(frozen=True, slots=True)
class Orphan:
    """A message that names no session of ours; `matched_id` = the one that it was given to."""

    id: int
    payload: dict[str, Any]
    received_at: datetime
    matched_id: int | None


@dataclass(frozen=True, slots=True)
class TransactionEnd:
    """How a session ended. `cost` None = the readings are not plausible; held for review."""

    id: int
    meter_stop_wh: int
    stopped_at: datetime
    stop_reason: str
    cost: Decimal | None
    problem: str | None = None
    """Why a person has to look at the readings before anybody is charged."""
    lines: list[dict[str, Any]] | None = None
    """Of its receipt (`central.core.receipts.line_to_json`)."""


@dataclass(frozen=True, slots=True)
class AcceptedPrice:
    """What a charger showed from an instant on; None = it did not say."""

    id: int
    at: datetime
    price_per_kwh: Decimal
    per_hour: Decimal | None
    flat: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class Billed:
    """Where a session was, and what came of its bill."""

    station: str
    """Its name."""
    lines: list[dict[str, Any]] | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class CommandRow:
    """One call to a charger: who wanted it and why, and what became of it."""

    id: str
    charge_point_id: ChargePointId
    action: str
    payload: dict[str, Any]
    actor_kind: str
    actor: str
    reason: str
    state: str
    created_at: datetime
    answer: dict[str, Any] | None = None
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One event of the stream; `id` is the cursor."""

    id: int
    at: datetime
    topic: str
    type: str
    origin: str
    data: dict[str, Any]
