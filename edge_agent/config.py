"""Settings of the edge: a TOML file and environment variables, frozen, unknown ones refused.

The file has the names below as keys, the environment has them as `SNTRY_EDGE_<NAME>` and wins.
`load_settings` is the one door; its error names the key, the value (never a secret's) and what is
allowed. A file that holds a secret must be its owner's alone (mode 0600 or less). Read with
msgspec, which the wire needs anyway: pydantic would take 7 of the 90 MiB that an edge with one
charger may have.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta
from typing_extensions import override

from contract.clock import MAX_FACTOR_WITH_EDGE, ClockSetting, parse_clock
from contract.ids import UNASSIGNED_STATION, ChargePointId, StationId, charge_point_id
from contract.topics import charger_topic
from edge_agent.core.errors import LocalError

PREFIX: Final = "SNTRY_EDGE_"
_SECRETS: Final = frozenset({"mqtt_url"})
OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
PRIVATE: Final = "0600 is allowed, or less (chmod 600)"
"""Mode of a file with a secret."""
_REAL_TIME: Final = (
    '{"factor": 1, "epoch": "2026-01-01T00:00:00Z", "anchor": "2026-01-01T00:00:00Z"}'
)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All settings of one edge process; its `repr` shows no secret."""

    edge_id: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_.\-]{1,40}$")] = "edge-1"
    ocpp_host: Annotated[str, Meta(min_length=1)] = "127.0.0.1"
    ocpp_port: Annotated[int, Meta(ge=0, le=65_535)] = 9000
    central_url: str = "ws://127.0.0.1:9001/ocpp"
    central_ca_file: Path | None = None
    """Whom to believe that he is central; None = the system's authorities. For wss only."""
    central_cert_file: Path | None = None
    """This edge's certificate, for a central that asks for one (security profile 3)."""
    central_key_file: Path | None = None
    """Its key; mode 0600 or less."""
    central_down_statuses: str = ""
    """HTTP statuses, comma-separated, with which what stands before central says that central is
    away; else 401 and 404 are central's verdict on a charger."""
    ocpp_cert_file: Path | None = None
    """The edge's certificate toward chargers, which then come with wss (security profile 2)."""
    ocpp_key_file: Path | None = None
    """Its key; mode 0600 or less."""
    ocpp_client_ca_file: Path | None = None
    """Who signs the chargers' own certificates; each must then have one (security profile 3)."""
    mqtt_url: str = "mqtt://127.0.0.1:1883"
    mqtt_user: str | None = None
    """Where the address names none."""
    mqtt_password_file: Path | None = None
    """One line; mode 0600 or less."""
    mqtt_ca_file: Path | None = None
    """Whom to believe that he is the broker; None = the system's authorities. For mqtts only."""
    mqtt_cert_file: Path | None = None
    """This edge's certificate, for brokers that ask for one."""
    mqtt_key_file: Path | None = None
    """Its key; mode 0600 or less."""
    fleet_file: Path | None = None
    station: str = UNASSIGNED_STATION
    """Station of chargers in no fleet file."""
    model_dir: Path | None = None
    """None = the bundle that comes with the program."""
    model_keys_file: Path | None = None
    """Public keys whose signatures on bundles from central count; None = none is taken."""
    model_ca_file: Path | None = None
    """Whom to believe that he gives out bundles over https; None = the system's authorities."""
    model_probation_s: Annotated[float, Meta(ge=1.0, le=2_592_000.0)] = 3600.0
    """Simulated seconds that a new bundle scores beside the one in force, before it counts."""
    data_dir: Path = Path("sntry-edge")
    outbox_mib: Annotated[int, Meta(ge=1, le=16_384)] = 64
    """Space on disk for messages that central has not confirmed."""
    clock: ClockSetting = parse_clock(_REAL_TIME)
    score_interval_s: Annotated[float, Meta(ge=1.0, le=3600.0)] = 10.0
    """Simulated seconds."""
    fast_loop: bool = False
    """Run on uvloop where it is installed: pays for hundreds of chargers, takes 2 MiB that an edge
    with a few can use better."""
    max_chargers: Annotated[int, Meta(ge=1, le=100_000)] = 2000
    charger_ping_s: Annotated[float, Meta(ge=1.0, le=3600.0)] = 60.0
    """Real seconds between two pings to a charger."""
    uplink_ping_s: Annotated[float, Meta(ge=0.5, le=3600.0)] = 20.0
    """Real seconds between two pings to central."""
    pong_timeout_s: Annotated[float, Meta(ge=0.1, le=600.0)] = 10.0
    """Real seconds that a pong may take."""
    guard_power_ratio: Annotated[float, Meta(ge=0.05, le=0.9)] | None = None
    """Share of the rated power that the guard leaves a charger that is about to trip while central
    does nothing; None = no guard."""
    guard_temperature_c: Annotated[float, Meta(ge=40.0, le=120.0)] = 80.0
    """Cabinet temperature at which a trip counts as near."""
    guard_patience_s: Annotated[float, Meta(ge=0.0, le=3600.0)] = 60.0
    """Simulated seconds that central has to act itself, while it is in reach."""
    guard_step_s: Annotated[float, Meta(ge=10.0, le=86_400.0)] = 300.0
    """Simulated seconds of calm until a quarter of the power comes back."""
    site_limit_w: Annotated[float, Meta(gt=0.0, le=1e9)] | None = None
    """What all chargers of the fleet file may draw together, by fixed shares; None = no limit."""
    safe_limit_w: Annotated[float, Meta(ge=0.0, le=1e7)] | None = None
    """What a session may draw where neither central nor the edge says more: the default profile of
    every connector, put into the charger; None = what the charger can."""
    nominal_voltage_v: Annotated[float, Meta(ge=100.0, le=1000.0)] = 230.0
    """Phase to neutral; with the phases, for chargers that count in A."""
    nominal_phases: Annotated[int, Meta(ge=1, le=3)] = 3
    status_port: Annotated[int, Meta(ge=0, le=65_535)] = 0
    """Of the status page, on 127.0.0.1 only; 0 = a free one. `sntry edge status` finds it."""

    unknown_tag_offline: Literal["reject", "accept"] = "reject"
    """Answer to an id tag that nobody knows while central is away."""
    unknown_charger_offline: Literal["pending", "accept"] = "pending"
    """Answer to the boot of a charger that central never judged, while central is away."""
    on_uplink_loss: Literal["keep", "close"] = "keep"
    """What becomes of a charger's socket while central is away."""
    on_uplink_loss_exceptions: str = ""
    """Identities, comma-separated, for which it is the other way round."""
    call_timeouts: str = ""
    """Real seconds after which chargers give a call up, `CP-1=2,CP-2=30,*=20` (* = all others);
    where nothing is said, the edge learns it."""
    queued_transfers: str = ""
    """DataTransfer messages that are stored while central is away, and Accepted: `VENDOR` or
    `VENDOR/MESSAGE`, comma-separated."""
    price_holds_s: Annotated[float, Meta(ge=60.0, le=86_400.0)] = 1800.0
    """Simulated seconds that another price than the base may stand while central is away."""
    replay_per_s: Annotated[float, Meta(ge=1.0, le=10_000.0)] = 20.0
    """Stored messages of a charger that go to central in a real second after an outage."""
    reconnect_spread_s: Annotated[float, Meta(ge=1.0, le=600.0)] = 30.0
    """Real seconds over which chargers spread their first attempt after central was lost: a network
    that comes back at once would bring a restarted central down again."""
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


@dataclass(frozen=True, slots=True)
class _Given:
    """A setting that somebody gave: `key` is what he calls it."""

    key: str
    name: str
    value: Any

    def known(self, names: Iterable[str]) -> str:
        """What the settings are called where this one stands."""
        if self.key.startswith(PREFIX):
            names = (f"{PREFIX}{name.upper()}" for name in names)
        return ", ".join(sorted(names))


def load_settings(environment: Mapping[str, str], config_file: Path | None = None) -> Settings:
    """Read the settings from a TOML file, if there is one, and from environment variables.

    Raises:
        LocalError: naming every wrong key, its value and what is allowed.
    """
    given = [*_from_file(config_file), *_from_environment(environment)]
    types = {field.name: field.type for field in msgspec.structs.fields(Settings)}
    values: dict[str, Any] = {}
    problems: list[str] = []
    for each in given:
        if each.name not in types:
            # without its value: it may be a misspelt key of a secret
            problems.append(f"{each.key} is not a setting; allowed: {each.known(types)}")
            continue
        try:
            values[each.name] = _read(each.name, types[each.name], each.value)
        except ValueError as err:
            is_hidden = each.name in _SECRETS or _is_secret(each)
            shown = "(hidden)" if is_hidden else repr(each.value)
            problems.append(f"{each.key}={shown} is not allowed: {err}")
    if problems:
        raise LocalError("\n".join(problems))
    settings = Settings(**values)
    if settings.spool_reserve_mib >= settings.spool_mib:
        raise LocalError(
            f"{PREFIX}SPOOL_RESERVE_MIB={settings.spool_reserve_mib:g} is not allowed: "
            f"less than {PREFIX}SPOOL_MIB={settings.spool_mib:g}"
        )
    return settings


def _from_environment(environment: Mapping[str, str]) -> Iterator[_Given]:
    for key, value in environment.items():
        if key.upper().startswith(PREFIX):
            yield _Given(key.upper(), key.upper().removeprefix(PREFIX).lower(), value)


def _from_file(path: Path | None) -> Iterator[_Given]:
    """Settings in a TOML file.

    Raises:
        LocalError: if it cannot be read, or others can read the secret in it.
    """
    if path is None:
        return
    import tomllib  # 0.6 MiB that an edge without a file need not have

    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            found = tomllib.load(file)
    except OSError as err:
        raise LocalError(f"settings file {path} cannot be read: {err.strerror}") from err
    except ValueError as err:  # no TOML, or no UTF-8; its message quotes no values
        raise LocalError(f"settings file {path} is no TOML: {err}") from err
    given = [_Given(f"{path}: {name}", name, value) for name, value in found.items()]
    if mode & OTHERS and any(_is_secret(each) for each in given):
        raise LocalError(
            f"settings file {path} holds a password and has mode {mode:04o}; {PRIVATE}"
        )
    yield from given


def _is_secret(given: _Given) -> bool:
    """Its value must not be shown, e.g. a password in an address, also in one without a place."""
    return "@" in str(given.value)


def _read(name: str, kind: Any, value: Any) -> Any:
    """A setting's value; raises ValueError with what is allowed."""
    if isinstance(value, str) and any("\ud800" <= each <= "\udfff" for each in value):
        raise ValueError("text in UTF-8")  # it could be sent in no message
    if name in _READERS:
        if not isinstance(value, str):
            raise ValueError("text is allowed")
        return _READERS[name](value)
    return msgspec.convert(value, kind, strict=False)


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


def read_call_timeouts(text: str) -> dict[str, float]:
    """Call time-outs by identity, real seconds; `*` is everybody else.

    Raises:
        ValueError: with what is allowed.
    """
    found: dict[str, float] = {}
    for entry in filter(None, (each.strip() for each in text.split(","))):
        name, _, seconds = (each.strip() for each in entry.partition("="))
        try:
            found[name if name == "*" else charge_point_id(name)] = float(seconds)
        except ValueError as err:
            raise ValueError(f"{entry!r} is none of IDENTITY=SECONDS or *=SECONDS") from err
        if not 1.0 <= found[name] <= 600.0:
            raise ValueError(f"{entry!r}: 1 to 600 s")
    return found


def read_statuses(text: str) -> frozenset[int]:
    """HTTP statuses in a list.

    Raises:
        ValueError: with what is allowed.
    """
    found = [each.strip() for each in text.split(",") if each.strip()]
    if not all(each.isascii() and each.isdigit() and 400 <= int(each) <= 599 for each in found):
        raise ValueError("HTTP statuses from 400 to 599, comma-separated")
    return frozenset(map(int, found))


def _statuses(text: str) -> str:
    read_statuses(text)
    return text


def _call_timeouts(text: str) -> str:
    read_call_timeouts(text)
    return text


_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "central_url": _address("ws", "wss", has_user=False),
    "mqtt_url": _address("mqtt", "mqtts", has_user=True),
    "clock": _clock,
    "call_timeouts": _call_timeouts,
    "central_down_statuses": _statuses,
    "station": _station,
    **dict.fromkeys(
        (
            *("fleet_file", "model_dir", "data_dir", "mqtt_password_file"),
            *("model_keys_file", "model_ca_file"),
            *("mqtt_ca_file", "mqtt_cert_file", "mqtt_key_file"),
            *("central_ca_file", "central_cert_file", "central_key_file"),
            *("ocpp_cert_file", "ocpp_key_file", "ocpp_client_ca_file"),
        ),
        Path,
    ),
}
"""Settings that a constraint cannot describe."""
