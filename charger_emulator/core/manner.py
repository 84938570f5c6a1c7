"""How a charger talks: everything in which real stacks differ from the text of the standard.

A `Manner` is settings only. The plain manner changes nothing. A persona is a whole manner with a
name; a switch is a patch upon one, and any number of switches add up. What the settings mean is
carried out in `speech.py` (calls that go out), `hearing.py` (calls that come in) and by the line
that stands between a charger and its socket.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping
from typing import Any, Final, Literal

import msgspec
from typing_extensions import override

from charger_emulator.core.outbox import Replay

Seconds = float
MAX_WAIT_S: Final = 86_400.0


class Manner(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All settings. Lists name OCPP actions; `_s` of links and answers are real seconds."""

    # the connection
    path: str = "{url}/{id}"
    """Address, from the central system's URL and the charger's percent-encoded identity."""
    reconnect_s: tuple[Seconds, Seconds] | None = None
    """The wait doubles from the first to the second with each failure; None = the link's own."""
    reconnect_jitter: bool = True
    """Each wait is drawn between half of itself and itself."""
    boots_on_reconnect: bool = False
    ping_s: Seconds | None = None
    """0 = never pings; None = the link's own."""
    pongs: bool = True
    compression: bool = False
    closes: bool = True
    """False: a connection is left lying, without a close frame and without a FIN."""
    keeps_old_socket: bool = False
    """A new connection is made while the one before stays open."""
    key_form: Literal["text", "hex", "bytes", "wrong"] = "text"
    """The password as text; the key's bytes as hex digits; the bytes that hex digits stand for."""
    tls: Literal["", "1.0"] = ""
    """Highest version that is offered; empty = the newest."""
    read_pause_s: Seconds = 0.0
    """Rest before each frame is taken from the socket: a slow reader."""

    # calls that go out
    message_ids: Literal["plain", "restart", "uuid", "weak", "random"] = "plain"
    """plain counts on over connections, restart begins anew on each, weak repeats its groups."""
    overlaps: bool = False
    """Each call is followed by a heartbeat before its answer is there."""
    call_timeout_s: Seconds | None = None
    """None = the link's own."""
    gives_up: bool = False
    """Transaction messages that are not answered are dropped after TransactionMessageAttempts."""
    waits_for_ever: tuple[str, ...] = ()
    """Calls that nothing but their answer, or the end of the connection, lets go of."""
    repeats: tuple[str, ...] = ()
    """Sent again, with a new id, after they were answered."""
    withholds: tuple[str, ...] = ()
    """Never sent; the charger goes on as if they had been answered."""
    withholds_reset_stops: bool = False
    """No StopTransaction because of a reset."""
    loses_answers: tuple[str, ...] = ()
    """Their answers never arrive."""
    cuts_link_after: tuple[str, ...] = ()
    """The link breaks as soon as these were sent, once for each time they are due."""
    status_before_boot: bool = False
    boots_every_s: Seconds = 0.0
    """0 = only when there is a reason."""
    replay: Replay = "in_order"
    """Order of what waited while there was no link."""

    # what calls say
    boot: dict[str, str] = {}
    """Fields of BootNotification."""
    omits: tuple[str, ...] = ()
    """Fields that are left out, as Action.field."""
    rewrites: dict[str, dict[str, str]] = {}
    """Values by Action.field: what is sent for a value; "*" stands for all."""
    connector_zero: bool = True
    """Reports the status of connector 0."""
    unknown_transaction_id: int = -1
    id_tags: Literal["as_is", "lower", "reversed"] = "as_is"
    """reversed: the bytes of a hexadecimal card number in the other order."""
    timestamps: Literal["milliseconds", "seconds", "naive"] = "milliseconds"
    clock_offset_s: Seconds = 0.0
    clock_since_1970: Literal["never", "before_boot", "always"] = "never"
    """The clock begins at 1970 when the power comes on."""

    # meters
    energy: Literal["Wh", "Wh_decimals", "kWh", "kWh_as_Wh"] = "Wh"
    energy_per_phase: bool = False
    power_per_phase: bool = False
    power_decimals: int = 0
    units: Literal["all", "none", "not_soc"] = "all"
    contexts: bool = True
    measurands: tuple[str, ...] = ()
    """The only ones that are sent; empty = all."""
    register: Literal["lifetime", "session", "session_in_transactions"] = "lifetime"
    """Begins at 0 with each session: everywhere, or in StartTransaction and StopTransaction."""
    odd_values: bool = False
    """Now and then a value is negative, empty, NaN or has a comma."""
    empty_samples: bool = False
    signed_stop: bool = False
    """StopTransaction carries a signed data set (OCMF) as a string."""

    # calls that come in
    answers: bool = True
    answer_delay_s: Seconds = 0.0
    accepts_only: tuple[str, ...] = ()
    """Calls that are answered with Accepted, and nothing happens."""
    rejects: tuple[str, ...] = ()
    """Calls, or Action:key for a configuration key, that are refused."""
    reboot_for_keys: tuple[str, ...] = ()
    """Configuration keys whose change is answered with RebootRequired and takes no effect."""
    ignores_keys: tuple[str, ...] = ()
    """Configuration keys whose change is Accepted and takes no effect."""
    reboots_on_config: bool = False
    max_stack_level: int = -1
    """Charging profiles above it are refused; -1 = as the hardware allows."""
    rate_units: tuple[str, ...] = ()
    """Units of charging rates that are not refused; empty = as the hardware allows."""
    max_periods: int = 0
    """Charging schedules with more periods are refused; 0 = as the hardware allows."""
    clear_stack_zero_unknown: bool = False
    """ClearChargingProfile with stack level 0 answers Unknown."""


PLAIN: Final = Manner()


class Persona(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stack as it was observed."""

    title: str
    description: str
    manner: Manner = PLAIN
    configuration: dict[str, str] = {}
    """Configuration keys that the stack has from the start."""


class Switch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One misbehaviour."""

    text: str
    set: dict[str, Any] = {}
    """Settings of a manner."""


PLAIN_PERSONA: Final = Persona("Plain", "Talks as the standard says.")
_TYPES: Final = {field.name: field.type for field in msgspec.structs.fields(Manner)}


class MannerBook(msgspec.Struct, frozen=True):
    """All personas and switches by name."""

    personas: dict[str, Persona]
    switches: dict[str, Switch]


def patched(manner: Manner, patch: Mapping[str, Any]) -> Manner:
    """A manner with some settings replaced.

    Raises:
        ValueError: naming the setting, the value and what is allowed.
    """
    changes = {}
    for name, value in patch.items():
        if name not in _TYPES:
            raise ValueError(f"setting {name!r} is not known: {', '.join(_TYPES)}")
        try:
            changes[name] = msgspec.convert(value, _TYPES[name])
        except msgspec.ValidationError as err:
            raise ValueError(f"{name} {value!r} is not allowed: {err}") from err
        numbers = value if isinstance(value, list | tuple) else [value]
        is_wait = name.endswith("_s") and name != "clock_offset_s" and value is not None
        if is_wait and not all(0 <= each <= MAX_WAIT_S for each in numbers):
            raise ValueError(f"{name} {value!r} is not allowed: 0 to {MAX_WAIT_S:.0f}")
    return msgspec.structs.replace(manner, **changes)


def added(manner: Manner, patch: Mapping[str, Any]) -> Manner:
    """A manner with a patch upon it: lists and tables grow, all other settings are replaced.

    Raises:
        ValueError: as `patched`.
    """
    grown = dict(patch)
    for name, value in patch.items():
        old = getattr(manner, name, None)
        if isinstance(old, tuple) and isinstance(getattr(PLAIN, name), tuple):
            grown[name] = (*old, *(each for each in value if each not in old))
        elif isinstance(old, dict):
            grown[name] = {**old, **value}
    return patched(manner, grown)


class Switches(MutableMapping[str, bool]):
    """Which misbehaviours are on, by name; whoever sets one tells `changed`."""

    def __init__(self, names: Collection[str], changed: Callable[[], None]) -> None:
        self._names, self._changed = names, changed
        self._on: frozenset[str] = frozenset()

    @override
    def __getitem__(self, name: str) -> bool:
        if name not in self._names:
            raise KeyError(name)
        return name in self._on

    @override
    def __setitem__(self, name: str, is_on: bool) -> None:
        self.set_all({name: is_on})

    @override
    def __delitem__(self, name: str) -> None:
        raise TypeError(f"switch {name!r} cannot be taken away, only turned off")

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    @override
    def __len__(self) -> int:
        return len(self._names)

    def set_all(self, changes: Mapping[str, bool]) -> None:
        """Set several, and tell of it once.

        Raises:
            ValueError: if one is not known; none is set then.
        """
        for name in changes:
            if name not in self._names:
                raise ValueError(f"switch {name!r} is not known: {', '.join(self._names)}")
        on = {name for name, is_on in changes.items() if is_on}
        self._on = (self._on - changes.keys()) | on
        self._changed()


class Manners:
    """The manner of one charger: a persona, the switches that are on, and single settings on top.

    `now` is what holds at the moment; `is_plain` tells that nothing has to be done.
    """

    def __init__(self, book: MannerBook) -> None:
        self._book = book
        self.persona_name, self.persona = "plain", PLAIN_PERSONA
        self.settings: dict[str, Any] = {}
        self.now = PLAIN
        self.is_plain = True
        self.on_change: Callable[[], None] = lambda: None
        """Told whenever `now` may be another one."""
        self.switches = Switches(book.switches, self._combine)

    def become(self, name: str) -> Persona:
        """Take on a persona.

        Raises:
            ValueError: if there is none of that name.
        """
        if name not in self._book.personas:
            known = ", ".join(self._book.personas)
            raise ValueError(f"persona {name!r} is not known: {known}")
        self.persona_name, self.persona = name, self._book.personas[name]
        self._combine()
        return self.persona

    def switch(self, changes: Mapping[str, bool]) -> None:
        """Turn misbehaviours on or off; all of them or none.

        Raises:
            ValueError: if one is not known.
        """
        self.switches.set_all(changes)

    def adjust(self, settings: Mapping[str, Any]) -> None:
        """Set single settings, above persona and switches; they stay until `clear`.

        Raises:
            ValueError: as `patched`.
        """
        patched(PLAIN, settings)
        self.settings.update(settings)
        self._combine()

    def clear(self) -> None:
        """Turn every switch off and forget single settings; the persona stays."""
        self.settings.clear()
        self.switches.set_all(dict.fromkeys(self.switches, False))

    def on(self) -> list[str]:
        """Names of the switches that are on."""
        return [name for name, is_on in self.switches.items() if is_on]

    def _combine(self) -> None:
        manner = self.persona.manner
        for name in self.on():
            manner = added(manner, self._book.switches[name].set)
        self.now = patched(manner, self.settings)
        self.is_plain = self.now == PLAIN
        self.on_change()


def reconnect_wait_s(
    manner: Manner, usual_s: tuple[float, float], failures: int, draw_ratio: float
) -> float:
    """Real seconds before the next try to connect.

    Args:
        manner: whose.
        usual_s: first and longest wait where the manner has none.
        failures: tries that failed in a row; 0 after a connection that worked.
        draw_ratio: 0..1, by chance.
    """
    first_s, longest_s = manner.reconnect_s or usual_s
    wait_s = min(longest_s, first_s * 2.0 ** min(max(failures - 1, 0), 32))
    return wait_s * (0.5 + 0.5 * draw_ratio) if manner.reconnect_jitter else wait_s
