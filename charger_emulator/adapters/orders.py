"""What can be ordered at a charger, by API, command line and scenario file: one table for all.

An order is a table with `do` and the order's own fields, the same everywhere:

    {"do": "plug", "connector_id": 1, "id_tag": "CARD-1"}

What cannot be done now is a ValueError that says why. Orders on many chargers (`FleetOrder`) take
time; `fleet_script.py` carries them out.
"""

from typing import Annotated, Any, Final, Literal, get_args

import msgspec
from msgspec import Meta

from charger_emulator.core.manner import MAX_WAIT_S
from charger_emulator.core.transport import Rule
from contract.ocpp16 import ChargePointErrorCode

Number = Annotated[int, Meta(ge=1, le=100)]
NumberOrAll = Annotated[int, Meta(ge=0, le=100)]
Tag = Annotated[str, Meta(min_length=1, max_length=20)]
Wait = Annotated[float, Meta(ge=0, le=MAX_WAIT_S)]
Year = Annotated[float, Meta(ge=0, le=366 * 86_400.0)]


class _Order(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do"):
    """The table's `do` names the order."""


class Plug(_Order, frozen=True, tag="plug"):
    """A car plugs in; with `id_tag` its driver shows a card at once."""

    connector_id: Number = 1
    id_tag: Annotated[str, Meta(max_length=20)] = ""


class Unplug(_Order, frozen=True, tag="unplug"):
    """all: the car leaves, whatever goes on; ev, cable: only that end of the cable is pulled."""

    connector_id: Number = 1
    side: Literal["all", "ev", "cable"] = "all"


class ShowTag(_Order, frozen=True, tag="tag"):
    """A card is shown: to start, to stop, or to get a cable back."""

    id_tag: Tag
    connector_id: Number = 1


class Start(_Order, frozen=True, tag="start"):
    """A car plugs in where none is, and a card is shown."""

    id_tag: Tag
    connector_id: Number = 1


class Stop(_Order, frozen=True, tag="stop"):
    """The session ends at the charger: by its own card, the stop button, or the red one."""

    connector_id: Number = 1
    by: Literal["card", "button", "emergency"] = "card"


class Configure(_Order, frozen=True, tag="configure"):
    """A configuration key is set at the charger itself; `force` sets read-only ones, too."""

    key: str
    value: str
    force: bool = False


class AddToCache(_Order, frozen=True, tag="cache"):
    """A card is put into the authorisation cache."""

    id_tag: Tag
    status: Literal["Accepted", "Blocked", "Expired", "Invalid", "ConcurrentTx"] = "Accepted"


class Break(_Order, frozen=True, tag="break"):
    """A connector is faulted at once (0 = all of the charger)."""

    connector_id: NumberOrAll = 0
    error_code: ChargePointErrorCode = ChargePointErrorCode.OTHER_ERROR
    info: Annotated[str, Meta(max_length=50)] = ""


class Warn(_Order, frozen=True, tag="warn"):
    """An error is reported that leaves the status as it is; NoError takes it back."""

    error_code: ChargePointErrorCode
    connector_id: NumberOrAll = 0
    info: Annotated[str, Meta(max_length=50)] = ""


class Repair(_Order, frozen=True, tag="repair"):
    """Faulted connectors work again (0 = all), and what degrades is as new."""

    connector_id: NumberOrAll = 0


class Degrade(_Order, frozen=True, tag="degrade"):
    """A part begins to fail, with its warning signs: one of the fault modes of the world."""

    mode: str
    connector_id: Number = 1
    ramp_s: Year = 3_600.0
    """Simulated seconds until it fails."""
    repair_s: Year = 1_800.0
    """Simulated seconds from failure to repair."""


class BreakLock(_Order, frozen=True, tag="lock"):
    """The lock of a cable fails to lock or to unlock; none = it works."""

    fault: Literal["none", "lock", "unlock"]
    connector_id: Number = 1


class BreakReset(_Order, frozen=True, tag="break_reset"):
    """So many attempts to reset will fail."""

    times: Annotated[int, Meta(ge=0, le=100)] = 1


class OpenDoor(_Order, frozen=True, tag="open_door"):
    """Somebody tampers with the cabinet."""


class FitCable(_Order, frozen=True, tag="fit_cable"):
    """The charger has fixed cables, or sockets."""

    fixed: bool


class Power(_Order, frozen=True, tag="power"):
    """The mains come or go; `tells`: with energy left to say so."""

    on: bool
    tells: bool = False


class Restart(_Order, frozen=True, tag="restart"):
    """The charger restarts by itself, as after a Reset."""

    hard: bool = True


class DropLink(_Order, frozen=True, tag="drop_link"):
    """The connection ends; without `fin` the other side is not told. The charger connects again."""

    fin: bool = True


class SkewClock(_Order, frozen=True, tag="skew"):
    """The charger's clock is set wrong by so many seconds; the next time it is told corrects it."""

    seconds: Annotated[float, Meta(ge=-3.2e9, le=3.2e9)]


class Drift(_Order, frozen=True, tag="drift"):
    """The charger's clock runs fast by so many millionths (or slow)."""

    ppm: Annotated[float, Meta(ge=-1e5, le=1e5)]


class Switch(_Order, frozen=True, tag="switch"):
    """Misbehaviours go on or off, by name."""

    set: dict[str, bool]


class Adjust(_Order, frozen=True, tag="manner"):
    """Single settings of the charger's manner."""

    set: dict[str, Any]


class Become(_Order, frozen=True, tag="persona"):
    """The charger talks like another stack from its next connection on."""

    name: str


class Network(_Order, frozen=True, tag="network"):
    """Frames meet faults by these rules; none = a good network."""

    rules: tuple[Rule, ...] = ()
    seed: Annotated[int, Meta(ge=0, le=2**62)] = 0


class Scripted(_Order, frozen=True, tag="scripted"):
    """Nothing happens at the charger by itself any more: all is left to orders."""

    on: bool = True


class Trace(_Order, frozen=True, tag="trace"):
    """The last frames of the charger are kept, to be read."""

    on: bool = True


class Clear(_Order, frozen=True, tag="clear"):
    """Everything that was done wrong ends: switches, manner, network, faults, power, link."""


class Storm(_Order, frozen=True, tag="storm"):
    """All connections break at once and all chargers come back at once."""

    fin: bool = False


class Blackout(_Order, frozen=True, tag="blackout"):
    """The mains go everywhere, and come back within `spread_s` after `length_s`."""

    length_s: Wait = 300.0
    spread_s: Wait = 30.0


class RollingRestart(_Order, frozen=True, tag="rolling_restart"):
    """The chargers restart one after the other, `gap_s` simulated seconds apart."""

    gap_s: Wait = 10.0
    hard: bool = False


class Heat(_Order, frozen=True, tag="stress"):
    """The stations of the chosen chargers get heat, weak cooling and a rush of drivers."""

    length_s: Wait = 4_500.0
    ambient_f: Annotated[float, Meta(ge=-60, le=150)] | None = 105.0
    cooling_ratio: Annotated[float, Meta(gt=0, le=1)] = 0.357
    rush_ratio: Annotated[float, Meta(ge=0, le=10)] = 1.6


ChargerOrder = (
    Plug
    | Unplug
    | ShowTag
    | Start
    | Stop
    | Configure
    | AddToCache
    | Break
    | Warn
    | Repair
    | Degrade
    | BreakLock
    | BreakReset
    | OpenDoor
    | FitCable
    | Power
    | Restart
    | DropLink
    | SkewClock
    | Drift
    | Switch
    | Adjust
    | Become
    | Network
    | Scripted
    | Trace
    | Clear
)
FleetOrder = Storm | Blackout | RollingRestart | Heat
Order = ChargerOrder | FleetOrder
KINDS: Final[dict[str, type[msgspec.Struct]]] = {
    str(kind.__struct_config__.tag): kind for kind in get_args(Order)
}

FLEET_KINDS: Final = get_args(FleetOrder)
"""Those that take time."""


def read_order(data: Any) -> Order:
    """Read an order from a table.

    Raises:
        ValueError: naming the field, its value and what is allowed.
    """
    name = data.get("do") if isinstance(data, dict) else None
    if not isinstance(name, str) or name not in KINDS:
        raise ValueError(f"do {name!r} is not known: {', '.join(KINDS)}")
    try:
        return msgspec.convert(data, Order)  # type: ignore[no-any-return]
    except msgspec.ValidationError as err:
        fields = ", ".join(KINDS[name].__struct_fields__) or "none"
        raise ValueError(f"{name}: {err}; its fields: {fields}") from err
