"""Settings of the edge: environment variables `SNTRY_EDGE_<NAME>`, frozen, unknown ones refused.

`load_settings` is the one door; its error names the key, the value (never a secret's) and what is
allowed.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from contract.clock import MAX_FACTOR_WITH_EDGE, ClockSetting, parse_clock
from contract.ids import UNASSIGNED_STATION, ChargePointId, StationId
from contract.topics import charger_topic
from edge_agent.core.errors import LocalError

PREFIX: Final = "SNTRY_EDGE_"
_REAL_TIME: Final = (
    '{"factor": 1, "epoch": "2026-01-01T00:00:00Z", "anchor": "2026-01-01T00:00:00Z"}'
)


class Settings(BaseSettings):
    """All settings of one edge process."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", arbitrary_types_allowed=True
    )

    edge_id: str = Field("edge-1", pattern=r"^[A-Za-z0-9_.\-]{1,40}$")
    ocpp_host: str = "127.0.0.1"
    ocpp_port: int = Field(9000, ge=0, le=65_535)
    central_url: str = "ws://127.0.0.1:9001/ocpp"
    mqtt_url: SecretStr = SecretStr("mqtt://127.0.0.1:1883")
    fleet_file: Path | None = None
    station: str = UNASSIGNED_STATION
    """Station of chargers in no fleet file."""
    model_dir: Path | None = None
    """None = the bundle that comes with the program."""
    data_dir: Path = Path("sntry-edge")
    clock: Annotated[ClockSetting, NoDecode] = parse_clock(_REAL_TIME)
    score_interval_s: float = Field(10.0, ge=1.0, le=3600.0)
    """Simulated seconds."""
    max_chargers: int = Field(2000, ge=1, le=100_000)
    charger_ping_s: float = Field(60.0, ge=1.0, le=3600.0)
    """Real seconds between two pings to a charger."""
    uplink_ping_s: float = Field(20.0, ge=0.5, le=3600.0)
    """Real seconds between two pings to central."""
    pong_timeout_s: float = Field(10.0, ge=0.1, le=600.0)
    """Real seconds that a pong may take."""

    @field_validator("clock", mode="before")
    @classmethod
    def _read_clock(cls, value: object) -> object:
        return parse_clock(value) if isinstance(value, str) else value

    @field_validator("clock", mode="after")
    @classmethod
    def _check_factor(cls, clock: ClockSetting) -> ClockSetting:
        if clock.factor > MAX_FACTOR_WITH_EDGE:
            raise ValueError(f"a factor of at most {MAX_FACTOR_WITH_EDGE:.0f} with an edge")
        return clock

    @field_validator("central_url", mode="after")
    @classmethod
    def _check_central(cls, value: str) -> str:
        _check_address(value, ("ws", "wss"))
        return value.rstrip("/")

    @field_validator("mqtt_url", mode="after")
    @classmethod
    def _check_mqtt(cls, value: SecretStr) -> SecretStr:
        _check_address(value.get_secret_value(), ("mqtt", "mqtts"))
        return value

    @field_validator("station", mode="after")
    @classmethod
    def _check_station(cls, value: str) -> str:
        charger_topic(StationId(value), ChargePointId("-"), "score")
        return value


def _check_address(url: str, schemes: tuple[str, ...]) -> None:
    allowed = f"{schemes[0]}://HOST[:PORT] or {schemes[1]}://HOST[:PORT]"
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError as err:
        raise ValueError(f"an address of the form {allowed}") from err
    if not is_usable:
        raise ValueError(f"an address of the form {allowed}")


def load_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings from environment variables.

    Raises:
        LocalError: naming every wrong key, its value and what is allowed.
    """
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    given = {key: value for key, value in environment.items() if key.upper().startswith(PREFIX)}
    unknown = [
        f"{key}={value!r} is not a setting; allowed: {', '.join(sorted(known))}"
        for key, value in given.items()
        if key.upper() not in known
    ]
    if unknown:
        raise LocalError("\n".join(unknown))
    try:
        return Settings.model_validate(
            {key.upper().removeprefix(PREFIX).lower(): value for key, value in given.items()}
        )
    except ValidationError as err:
        raise LocalError("\n".join(_describe(each, given) for each in err.errors())) from err


def _describe(error: Any, given: Mapping[str, str]) -> str:
    field = str(error["loc"][0])
    key = f"{PREFIX}{field.upper()}"
    value = "(hidden)" if field == "mqtt_url" else repr(given.get(key, ""))
    return f"{key}={value} is not allowed: {error['msg']}"
