"""Bodies of the API: requests (unknown fields refused) and answers.

Instants are ISO 8601 in UTC, money is a decimal string, units stand in names.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from central.core.json_values import BROKEN_TEXT, is_text
from central.core.rules import Mode

RiskLevel = Literal["low", "watch", "high", "critical"]


def _checked(text: str) -> str:
    if not is_text(text):
        raise ValueError(BROKEN_TEXT)
    return text


Text = Annotated[str, Field(pattern=r"^[^\x00]*$"), AfterValidator(_checked)]
"""Text that can be stored: JSON lets half a character through, and NUL, which no database text
holds."""


def _number(value: object) -> object:
    if isinstance(value, bool | str):
        raise ValueError("a number")  # noqa: TRY004 (pydantic wants it)
    return value


IsNumber = BeforeValidator(_number)
"""In JSON, true is no 1 and "1" is no 1."""


class Request(BaseModel):
    """Root of what clients send."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class LoginIn(BaseModel):
    """Name and password; blanks count."""

    model_config = ConfigDict(extra="forbid")
    username: Text = Field(min_length=1, max_length=60)
    password: Text = Field(min_length=1, max_length=200)


class SwitchesIn(Request):
    """What of the loop's switches is to change."""

    mode: Mode | None = None
    use_price: bool | None = None
    use_power: bool | None = None
    stopped: bool | None = None
    """The kill switch: true ends all heals everywhere, and none opens until it is false again."""


class ReasonIn(Request):
    """Why a person does it."""

    reason: Text = Field(min_length=1, max_length=300)


class ScenarioIn(Request):
    """Where a scenario runs, and how long (simulated seconds; absent = its default)."""

    station_id: Text = Field(min_length=1, max_length=64)
    length_s: float | None = Field(None, gt=0, le=86_400)


class UserOut(BaseModel):
    """A person."""

    name: str
    role: str


class LoginOut(BaseModel):
    """A new session; its token is in the cookie."""

    user: UserOut


class MeOut(UserOut):
    """Who asks, and what the role may do."""

    can: list[str]


class HealthOut(BaseModel):
    """How central is."""

    status: str
    chargers: int
    chargers_connected: int
    chargers_scored: int
    chargers_pending: int
    edges_online: int
    mqtt: bool
    now: str
    counters: dict[str, int]
    """What this process refused, repaired or lost since its start, by name."""


class BandOut(BaseModel):
    """Where a level begins and ends."""

    enter: float
    clear: float


class LevelsOut(BaseModel):
    """Risk levels above low."""

    watch: BandOut
    high: BandOut
    critical: BandOut


class SwitchesOut(BaseModel):
    """The loop's switches in force."""

    mode: Mode
    """Where the region has none of its own."""
    use_price: bool
    use_power: bool
    regions: dict[str, Mode]
    """By region: a station's city."""
    stopped: bool


class HealConfigOut(SwitchesOut):
    """Switches and factors of the loop."""

    surge_factor: float
    discount_factor: float


class EnabledOut(BaseModel):
    """Whether something is there."""

    enabled: bool


class ClockOut(BaseModel):
    """Simulated seconds a real second, and simulated now."""

    factor: float
    now: str


class ConfigOut(BaseModel):
    """What pages need to know before anything else."""

    currency: str
    risk_levels: LevelsOut
    heal: HealConfigOut
    simulator: EnabledOut
    clock: ClockOut
    version: str


class PortsOut(BaseModel):
    """Ports of a station."""

    total: int
    available: int
    occupied: int
    out_of_service: int


class NextPriceOut(BaseModel):
    """A price that follows, at the latest then."""

    per_kwh: str
    at: str


class PriceOut(BaseModel):
    """What a session that starts now pays."""

    per_kwh: str
    base_per_kwh: str
    currency: str
    kind: Literal["base", "surge", "discount"]
    reason: str | None
    until: str | None
    next: NextPriceOut | None
    """While a surge or a discount is in force."""


class AlternativeOut(BaseModel):
    """The cheaper neighbour."""

    id: str
    name: str
    distance_km: float
    per_kwh: str


class PublicStationOut(BaseModel):
    """A station as anybody may see it: never a risk."""

    id: str
    name: str
    city: str
    city_name: str
    state_name: str
    """Of the country; `state` is the station's."""
    latitude_deg: float | None
    longitude_deg: float | None
    network: str
    location_type: str
    charger_type: str
    power_kw: float | None
    connector_types: list[str]
    ports: PortsOut
    state: Literal["operational", "partial_outage", "offline", "under_maintenance"]
    wait_min: float | None
    price: PriceOut | None
    alternative: AlternativeOut | None
    updated_at: str | None


class RiskOut(BaseModel):
    """Probability that a fault starts within 1 h."""

    value: float
    level: RiskLevel
    cause: str | None
    at: str


class StationHealOut(BaseModel):
    """The heal that a station takes part in."""

    id: int
    state: str
    role: Literal["stressed", "target"]
    since: str


class StationOut(PublicStationOut):
    """A station as operations see it."""

    risk: RiskOut | None
    temperature_c: float | None
    ambient_c: float | None
    load_kw: float | None
    rated_kw: float | None
    utilisation: float | None
    limit_kw: float | None
    heal: StationHealOut | None
    revenue_at_risk_per_h: str | None
    revenue_index: float | None
    last_seen_at: str | None
    simulated: bool


class ConnectorOut(BaseModel):
    """A connector."""

    id: int
    type: str
    status: str
    error_code: str
    power_w: float | None
    soc_pct: float | None
    since: str | None


class ContributionOut(BaseModel):
    """A feature's share in a risk."""

    feature: str
    value: float | None
    points: float


class TemperatureOutlookOut(BaseModel):
    """Temperature to expect at an instant, and the band that holds it nine times of ten."""

    at: str
    low_c: float
    mid_c: float
    high_c: float


class ChargerOut(BaseModel):
    """A charger."""

    id: str
    station_id: str
    vendor: str
    model: str
    firmware_version: str
    connected: bool
    last_seen_at: str | None
    registration: str
    risk: RiskOut | None
    temperature_c: float | None
    power_w: float | None
    power_limit_w: float | None
    price_per_kwh: str | None


class ChargerDetailOut(ChargerOut):
    """A charger with its connectors and the reasons of its risk."""

    connectors: list[ConnectorOut]
    contributions: list[ContributionOut]
    stale_inputs: list[str]
    temperature_forecast: list[TemperatureOutlookOut]


class StationDetailOut(StationOut):
    """A station with its chargers."""

    chargers: list[ChargerDetailOut]


class TelemetryPointOut(BaseModel):
    """A step of a station's history."""

    at: str
    temperature_c: float | None
    ambient_c: float | None
    load_kw: float | None
    offered_kw: float | None
    utilisation: float | None
    risk_1h: float | None


class TelemetryEventOut(BaseModel):
    """An act in a station's history."""

    at: str
    kind: str
    text: str


class TelemetryPriceOut(BaseModel):
    """A price that was shown from an instant on."""

    at: str
    per_kwh: str


class TelemetryOut(BaseModel):
    """A station's history."""

    points: list[TelemetryPointOut]
    levels: LevelsOut
    events: list[TelemetryEventOut]
    prices: list[TelemetryPriceOut]


class PublicStationPage(BaseModel):
    """A page of stations."""

    items: list[PublicStationOut]
    next_cursor: str | None


class StationPage(BaseModel):
    """A page of stations."""

    items: list[StationOut]
    next_cursor: str | None


class ChargerPage(BaseModel):
    """A page of chargers."""

    items: list[ChargerOut]
    next_cursor: str | None
