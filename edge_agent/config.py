"""Settings of the edge: environment variables `SNTRY_EDGE_<NAME>`, frozen, unknown ones refused.

`load_settings` is the one door; its error names the key, the value (never a secret's) and what is
allowed. Read with msgspec, which the wire needs anyway: pydantic would take 7 of the 90 MiB that an
edge with one charger may have.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta
from typing_extensions import override

from contract.clock import MAX_FACTOR_WITH_EDGE, ClockSetting, parse_clock
from contract.ids import UNASSIGNED_STATION, ChargePointId, StationId
from contract.topics import charger_topic
from edge_agent.core.errors import LocalError

PREFIX: Final = "SNTRY_EDGE_"
_SECRETS: Final = frozenset({"mqtt_url"})
_REAL_TIME: Final = (
    '{"factor": 1, "epoch": "2026-01-01T00:00:00Z", "anchor": "2026-01-01T00:00:00Z"}'
)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All settings of one edge process; its `repr` shows no secret."""

    edge_id: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_.\-]{1,40}$")] = "edge-1"
    ocpp_host: Annotated[str, Meta(min_length=1)] = "127.0.0.1"
    ocpp_port: Annotated[int, Meta(ge=0, le=65_535)] = 9000
    central_url: str = "ws://127.0.0.1:9001/ocpp"
    mqtt_url: str = "mqtt://127.0.0.1:1883"
    fleet_file: Path | None = None
    station: str = UNASSIGNED_STATION
    """Station of chargers in no fleet file."""
    model_dir: Path | None = None
    """None = the bundle that comes with the program."""
    data_dir: Path = Path("sntry-edge")
    clock: ClockSetting = parse_clock(_REAL_TIME)
    score_interval_s: Annotated[float, Meta(ge=1.0, le=3600.0)] = 10.0
    """Simulated seconds."""
    max_chargers: Annotated[int, Meta(ge=1, le=100_000)] = 2000
    charger_ping_s: Annotated[float, Meta(ge=1.0, le=3600.0)] = 60.0
    """Real seconds between two pings to a charger."""
    uplink_ping_s: Annotated[float, Meta(ge=0.5, le=3600.0)] = 20.0
    """Real seconds between two pings to central."""
    pong_timeout_s: Annotated[float, Meta(ge=0.1, le=600.0)] = 10.0
    """Real seconds that a pong may take."""

    unknown_tag_offline: Literal["reject", "accept"] = "reject"
    """Answer to an id tag that nobody knows while central is away."""
    unknown_charger_offline: Literal["pending", "accept"] = "pending"
    """Answer to the boot of a charger that central never judged, while central is away."""
    on_uplink_loss: Literal["keep", "close"] = "keep"
    """What becomes of a charger's socket while central is away."""
    on_uplink_loss_exceptions: str = ""
    """Identities, comma-separated, for which it is the other way round."""
    replay_per_s: Annotated[float, Meta(ge=1.0, le=10_000.0)] = 20.0
    """Stored messages of a charger that go to central in a real second after an outage."""
    reconnect_spread_s: Annotated[float, Meta(ge=1.0, le=600.0)] = 1.0
    """Real seconds over which chargers spread their first attempt after central was lost."""
    reconnect_longest_s: Annotated[float, Meta(ge=1.0, le=3600.0)] = 300.0
    """Real seconds between two attempts, at most; they double from the spread on."""
    spool_mib: Annotated[float, Meta(ge=1.0, le=65_536.0)] = 256.0
    """Most that stored messages may take on disk."""
    spool_reserve_mib: Annotated[float, Meta(ge=0.1, le=4096.0)] = 16.0
    """The part of it that only stops may use."""

    @override
    def __repr__(self) -> str:
        shown = {
            name: "(hidden)" if name in _SECRETS else getattr(self, name)
            for name in self.__struct_fields__
        }
        return f"Settings({shown})"


def load_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings from environment variables.

    Raises:
        LocalError: naming every wrong key, its value and what is allowed.
    """
    types = {field.name: field.type for field in msgspec.structs.fields(Settings)}
    known = sorted(f"{PREFIX}{name.upper()}" for name in types)
    given = {key.upper(): value for key, value in environment.items()}
    values: dict[str, Any] = {}
    problems: list[str] = []
    for key, text in given.items():
        if not key.startswith(PREFIX):
            continue
        name = key.removeprefix(PREFIX).lower()
        if name not in types:
            # without its value: it may be a misspelt key of a secret
            problems.append(f"{key} is not a setting; allowed: {', '.join(known)}")
            continue
        try:
            values[name] = _read(name, types[name], text)
        except ValueError as err:
            is_secret = name in _SECRETS or "@" in text  # a password in an address without one
            shown = "(hidden)" if is_secret else repr(text)
            problems.append(f"{key}={shown} is not allowed: {err}")
    if problems:
        raise LocalError("\n".join(problems))
    settings = Settings(**values)
    if settings.spool_reserve_mib >= settings.spool_mib:
        raise LocalError(
            f"{PREFIX}SPOOL_RESERVE_MIB={settings.spool_reserve_mib:g} is not allowed: "
            f"less than {PREFIX}SPOOL_MIB={settings.spool_mib:g}"
        )
    return settings


def _read(name: str, kind: Any, text: str) -> Any:
    """A setting's value; raises ValueError with what is allowed."""
    if any("\ud800" <= each <= "\udfff" for each in text):  # it could be sent in no message
        raise ValueError("text in UTF-8")
    if name in _READERS:
        return _READERS[name](text)
    return msgspec.convert(text, kind, strict=False)


def _clock(text: str) -> ClockSetting:
    clock = parse_clock(text)
    if clock.factor > MAX_FACTOR_WITH_EDGE:
        raise ValueError(f"a factor of at most {MAX_FACTOR_WITH_EDGE:.0f} with an edge")
    return clock


def _address(*schemes: str, has_user: bool) -> Callable[[str], str]:
    host = "[USER:PASSWORD@]HOST[:PORT]" if has_user else "HOST[:PORT]"
    allowed = f"an address of the form {' or '.join(f'{each}://{host}' for each in schemes)}"

    def read(text: str) -> str:
        try:
            parts = urlsplit(text)
            is_usable = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
            is_usable = is_usable and (has_user or "@" not in parts.netloc)
        except ValueError as err:
            raise ValueError(allowed) from err
        if not is_usable:
            raise ValueError(allowed)
        return text.rstrip("/")

    return read


def _station(text: str) -> str:
    charger_topic(StationId(text), ChargePointId("-"), "score")
    return text


_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "central_url": _address("ws", "wss", has_user=False),
    "mqtt_url": _address("mqtt", "mqtts", has_user=True),
    "clock": _clock,
    "station": _station,
    "fleet_file": Path,
    "model_dir": Path,
    "data_dir": Path,
}
"""Settings that a constraint cannot describe."""
