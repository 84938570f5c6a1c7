"""Settings of central: environment variables `SNTRY_CENTRAL_<NAME>`, frozen, unknown ones refused.

`load_settings` is the one door; its error names the key, the value (never a secret's) and what is
allowed.
"""

import ipaddress
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from contract.clock import ClockSetting, parse_clock

PREFIX: Final = "SNTRY_CENTRAL_"
REAL_TIME: Final = (
    '{"factor": 1, "epoch": "2026-01-01T00:00:00Z", "anchor": "2026-01-01T00:00:00Z"}'
)
ALLOWED_SCHEMES: Final = {
    "database_url": ("sqlite+aiosqlite:///", "postgresql+asyncpg://"),
    "mqtt_url": ("mqtt://", "mqtts://"),
    "simulator_url": ("http://", "https://"),
    "public_url": ("http://", "https://"),
    "charger_url": ("ws://", "wss://"),
    "router_url": ("http://", "https://"),
    "gemini_url": ("http://", "https://"),
}


class Registration(StrEnum):
    """What happens to a charger that nobody announced."""

    CLOSED = "closed"
    """HTTP 404."""
    PENDING = "pending"
    """Its Boot is answered Pending until a person approves it."""
    OPEN = "open"
    """It is taken at once; only where nobody from outside can connect."""


class HealMode(StrEnum):
    """How far the control loop may go by itself."""

    OFF = "off"
    PROPOSE = "propose"
    AUTOPILOT = "autopilot"


class SurgeWithoutTarget(StrEnum):
    """May a station be surged while no other takes its drivers?"""

    ASK = "ask"
    YES = "yes"
    NO = "no"


class TargetDistance(StrEnum):
    """How the distance between stations is measured."""

    PROJECTED = "projected"
    DEGREES = "degrees"
    """Plain Euclidean on degrees, for comparison."""


class Role(StrEnum):
    """Parts of central that one process plays."""

    GATEWAY = "gateway"
    INGEST = "ingest"
    CONTROL = "control"
    API = "api"


class ConfigError(Exception):
    """A setting is missing, unknown or wrong; the message is for a person."""


class Settings(BaseSettings):
    """All settings of central, with their defaults."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", arbitrary_types_allowed=True
    )

    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///sntry-central.db")
    """SQLite or PostgreSQL; the latter holds a password."""
    mqtt_url: SecretStr = SecretStr("mqtt://127.0.0.1:1883")
    mqtt_client_id: str = Field("sntry-central", min_length=1, max_length=40)
    http_host: str = "127.0.0.1"
    http_port: int = Field(8080, ge=0, le=65_535)
    ocpp_host: str = "127.0.0.1"
    ocpp_port: int = Field(9001, ge=0, le=65_535)
    ocpp_tls_port: int | None = Field(None, ge=0, le=65_535)
    """Security profile 2: TLS and password. None = not served."""
    ocpp_mtls_port: int | None = Field(None, ge=0, le=65_535)
    """Security profile 3: TLS with the charger's certificate. None = not served."""
    pki_dir: Path | None = None
    """Keys and certificates of central's own authority; None = there is none."""
    tls_names: Annotated[tuple[str, ...], NoDecode] = ("localhost", "127.0.0.1")
    """Host names and addresses in the server's certificates."""
    registration: Registration = Registration.PENDING
    fleet_file: Path | None = None
    simulator_url: str | None = None
    simulator_token: SecretStr = SecretStr("")
    admin_password: SecretStr | None = None
    heal_mode: HealMode = HealMode.OFF
    heal_price: bool = True
    heal_power: bool = True
    price_cap_per_kwh: Decimal | None = Field(None, gt=0, le=100)
    price_floor_per_kwh: Decimal | None = Field(None, ge=0, le=100)
    surge_without_target: SurgeWithoutTarget = SurgeWithoutTarget.ASK
    router_url: str | None = None
    """A router with the HTTP API of OSRM; None = the nearest station is so by distance, and a
    way to a place is a straight line."""
    target_distance: TargetDistance = TargetDistance.PROJECTED
    declared_emergency: bool = False
    """Holds the surge factor at 1.10."""
    dashboard_dir: Path | None = None
    public_url: str | None = None
    """Where chargers reach the API, for uploads; None = http://HTTP_HOST:HTTP_PORT."""
    charger_url: str | None = Field(None, max_length=200)
    """What people set in a new charger, without its identity, where that is not OCPP_PORT of this
    host: behind a proxy, or at an edge agent."""
    quirks_file: Path | None = None
    """Quirk profiles of the operator, before those that come with central."""
    playbooks_file: Path | None = None
    """Playbooks of the operator, before those that come with central."""
    work_catalogue_file: Path | None = None
    """Parts and jobs of the operator, over those that come with central."""
    upload_dir: Path = Path("sntry-uploads")
    """Files of chargers, photos of work orders, and model bundles below `models`."""
    model_keys_file: Path | None = None
    """Public keys whose signatures on model bundles count; None = none is taken."""
    message_log_days: float = Field(7.0, ge=0, le=3650)
    """How long OCPP messages are kept, simulated days; 0 = none is written down."""
    message_log_id_tags: bool = False
    """Whether the log shows id tags whole; else only their last four characters."""
    gemini_api_key: SecretStr | None = None
    """Lets Gemini put causes of alarms into words; None = they are told by rule alone."""
    gemini_model: str = Field("gemini-2.5-flash", pattern="^[a-z0-9][a-z0-9._-]{1,59}$")
    gemini_url: str | None = None
    """Where its REST API is; None = Google's own address."""
    gemini_calls_per_day: int = Field(200, ge=0, le=1_000_000)
    """Questions in a day (real, UTC); what is more is told by rule alone."""
    gemini_timeout_s: float = Field(30.0, gt=0, le=600)
    """For one question with all its tries, real seconds."""
    answer_critical_within_min: float = Field(10.0, gt=0, le=10_080)
    """Simulated minutes that a critical alarm may wait for a person before it is told again."""
    roles: Annotated[tuple[Role, ...], NoDecode] = tuple(Role)
    clock: Annotated[ClockSetting, NoDecode] = parse_clock(REAL_TIME)
    authorize_unknown_tags: bool | None = None
    """None = yes where registration is open, else no."""
    handshakes_per_s: float = Field(500, gt=0, le=100_000)
    """Connections that chargers may open, in all; beyond it HTTP 503 with Retry-After."""
    handshake_burst: int = Field(5_000, ge=1, le=1_000_000)
    """How many of them may come at once."""
    handshakes_per_s_per_address: float = Field(20, gt=0, le=100_000)
    """The same of one address. Behind one there may be a fleet; loopback counts in all only."""
    handshake_burst_per_address: int = Field(500, ge=1, le=1_000_000)
    session_silence_h: int = Field(48, ge=1, le=8_760)
    """A charger out of contact for longer (simulated) has no running sessions any more."""
    sole_gateway: bool = True
    """Answer `offline` for chargers that this gateway does not hold."""
    heartbeat_interval_s: int = Field(300, ge=10, le=86_400)
    pending_interval_s: int = Field(30, ge=5, le=86_400)
    default_price_per_kwh: Decimal = Field(Decimal("0.35"), ge=0, le=100)
    default_energy_cost_per_kwh: Decimal = Field(Decimal("0.12"), ge=0, le=100)
    currency: str = Field("USD", pattern="^[A-Z]{3}$")
    readings_kept_days: int = Field(30, ge=1, le=3650)
    """Simulated days that raw readings are kept; then quarters of an hour stay of them."""
    commands_kept_days: int = Field(90, ge=1, le=3650)
    receipt_url: str | None = Field(None, pattern=r"^https?://\S*\{session\}\S*$", max_length=200)
    """Where drivers find the receipt of `{session}`; on displays that show QR codes."""

    @field_validator("roles", "tls_names", mode="before")
    @classmethod
    def _split_words(cls, value: object) -> object:
        return [part.strip() for part in value.split(",")] if isinstance(value, str) else value

    @field_validator("clock", mode="before")
    @classmethod
    def _read_clock(cls, value: object) -> object:
        return parse_clock(value) if isinstance(value, str) else value

    @field_validator(*ALLOWED_SCHEMES, mode="after")
    @classmethod
    def _check_scheme(cls, value: Any, info: Any) -> Any:
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        schemes = ALLOWED_SCHEMES[info.field_name]
        if text is not None and not text.startswith(schemes):
            raise ValueError(f"an address that begins with {' or '.join(schemes)}")
        return value

    @model_validator(mode="after")
    def _tls_needs_keys(self) -> Self:
        if self.pki_dir is None and (self.ocpp_tls_port, self.ocpp_mtls_port) != (None, None):
            raise ValueError(f"{PREFIX}OCPP_TLS_PORT and OCPP_MTLS_PORT need {PREFIX}PKI_DIR")
        if not all(self.tls_names):
            raise ValueError(f"{PREFIX}TLS_NAMES='' is not allowed: names with commas between")
        return self

    @model_validator(mode="after")
    def _open_on_loopback_only(self) -> Self:
        if self.registration is Registration.OPEN and not is_loopback(self.ocpp_host):
            raise ValueError(
                f"{PREFIX}REGISTRATION='open' is not allowed with {PREFIX}OCPP_HOST="
                f"{self.ocpp_host!r}: open only on loopback, else closed or pending"
            )
        return self

    @property
    def upload_url(self) -> str:
        """Where chargers reach the API, without a slash at its end."""
        return (self.public_url or f"http://{self.http_host}:{self.http_port}").rstrip("/")

    @property
    def takes_unknown_tags(self) -> bool:
        """Whether an id tag that is in no list may charge."""
        if self.authorize_unknown_tags is None:
            return self.registration is Registration.OPEN
        return self.authorize_unknown_tags


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server on this host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def load_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings from environment variables.

    Raises:
        ConfigError: naming every wrong key, its value and what is allowed.
    """
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    given = {key: value for key, value in environment.items() if key.upper().startswith(PREFIX)}
    problems = [
        f"{key}={value!r} is not a setting; allowed: {', '.join(sorted(known))}"
        for key, value in given.items()
        if key.upper() not in known
    ]
    if problems:
        raise ConfigError("\n".join(problems))
    try:
        return Settings.model_validate(
            {key.upper().removeprefix(PREFIX).lower(): value for key, value in given.items()}
        )
    except ValidationError as err:
        raise ConfigError("\n".join(_describe(each, given) for each in err.errors())) from err


def _describe(error: Any, given: Mapping[str, str]) -> str:
    if not error["loc"]:
        return str(error["ctx"]["error"]) if "ctx" in error else str(error["msg"])
    field = str(error["loc"][0])
    key = f"{PREFIX}{field.upper()}"
    return f"{key}={_shown(field, given.get(key, ''))} is not allowed: {error['msg']}"


def _shown(field: str, value: str) -> str:
    """A value as a message may show it: of an address, neither who nor what follows a `?`."""
    if any(word in field for word in ("token", "password", "api_key")):
        return "(hidden)"
    if field not in {"mqtt_url", "database_url"}:
        return repr(value)
    scheme, separator, rest = value.partition("://")
    _, at, place = rest.partition("?")[0].rpartition("@")
    return repr(f"{scheme}://{'...@' if at else ''}{place}") if separator else "(hidden)"
