"""Settings of the emulator: environment variables `SNTRY_EMULATOR_<NAME>`, frozen.

`load_settings` is the one door; its error names the key, the value (never a secret's) and what is
allowed.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from charger_emulator.core.security import KeyForm, check_address
from contract.clock import ClockSetting, parse_clock

PREFIX: Final = "SNTRY_EMULATOR_"
_REAL_TIME: Final = (
    '{"factor": 1, "epoch": "2026-01-01T00:00:00Z", "anchor": "2026-01-01T00:00:00Z"}'
)
_SECRETS: Final = ("control_token", "mqtt_url", "ocpp_password")


class Settings(BaseSettings):
    """All settings of one emulator process."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", arbitrary_types_allowed=True
    )

    fleet_file: Path
    central_url: str = "ws://127.0.0.1:9000/ocpp"
    """The chargers connect to this, plus "/" and their identity."""
    ocpp_password: SecretStr = SecretStr("")
    """HTTP Basic password of all chargers; empty = none is sent."""
    ocpp_key_form: KeyForm = KeyForm.AUTO
    """How chargers read an AuthorizationKey: as hex, literally, or by its length (auto)."""
    secure_url: str = ""
    """Where security profiles 2 and 3 connect; empty = `central_url`, with wss."""
    central_root_file: Path | None = None
    """PEM file of roots that all chargers believe from the start (CentralSystemRootCertificate)."""
    control_host: str = "127.0.0.1"
    control_port: int = Field(9100, ge=0, le=65_535)
    control_token: SecretStr = Field(min_length=8)
    control_file: Path | None = None
    """Where to write, for this user only, how the control API is reached."""
    seed: int = Field(1, ge=0, le=2**32)
    mqtt_url: SecretStr | None = None
    """Where weather, traffic and events are published; None = nowhere."""
    clock: Annotated[ClockSetting, NoDecode] = parse_clock(_REAL_TIME)
    price_elasticity: float = Field(-1.0, ge=-5.0, le=0.0)
    mean_utilisation: float = Field(0.42, ge=0.0, le=0.9)
    fault_rate: float = Field(0.0, ge=0.0, le=20.0)
    """Drawn faults per charger and day."""
    state_dir: Path | None = None
    """Where chargers keep what outlives the process; None = they forget all when it ends."""
    warm_up_h: float = Field(8.0, ge=0.0, le=48.0)
    """Simulated hours that the world has already run when the chargers connect."""

    @field_validator("clock", mode="before")
    @classmethod
    def _read_clock(cls, value: object) -> object:
        return parse_clock(value) if isinstance(value, str) else value

    @field_validator("secure_url")
    @classmethod
    def _check_secure_url(cls, value: str) -> str:
        if value:
            check_address(value, ("wss",))
        return value

    @field_validator("central_url")
    @classmethod
    def _check_url(cls, value: str) -> str:
        check_address(value)
        return value


def load_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings.

    Raises:
        ValueError: one line per wrong key: its name, value and what is allowed.
    """
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    unknown = sorted(
        k for k in environment if k.upper().startswith(PREFIX) and k.upper() not in known
    )
    if unknown:
        raise ValueError(f"{', '.join(unknown)} not known: one of {', '.join(sorted(known))}")
    try:
        return Settings()
    except ValidationError as err:
        raise ValueError("\n".join(_line(each) for each in err.errors())) from err


def _line(error: Any) -> str:
    name = str(error["loc"][0]) if error["loc"] else "settings"
    if error["type"] == "missing":
        return f"{PREFIX}{name.upper()} is missing"
    value = "(secret)" if name in _SECRETS else repr(error["input"])
    return f"{PREFIX}{name.upper()} {value} is not allowed: {error['msg']}"
