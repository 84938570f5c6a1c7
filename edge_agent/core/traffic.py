"""What goes into the proxy machine and what comes out: events, effects, the two times."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from edge_agent.core.storage import Aside, Change, Record, RecordKind


@dataclass(frozen=True, slots=True)
class Now:
    """One instant on both clocks: deadlines count `real_s`, OCPP timestamps show `at`."""

    real_s: float
    """Monotonic real seconds."""
    at: datetime
    """Simulated UTC."""
    is_trusted: bool = True
    """The wall clock does not contradict what is known; else `at` is the edge's best guess."""


# events: what happened


@dataclass(frozen=True, slots=True)
class ChargerOpened:
    """The charger's socket is open; it takes the place of an older one (newest wins)."""

    has_uplink: bool
    """A connection to central of its own is open already."""


@dataclass(frozen=True, slots=True)
class ChargerClosed:
    """The charger's socket is gone."""

    detail: str = ""


@dataclass(frozen=True, slots=True)
class UplinkUp:
    """A fresh connection to central is open for the present charger."""


@dataclass(frozen=True, slots=True)
class UplinkDown:
    """The connection to central is gone, or could not be made."""

    detail: str = ""


@dataclass(frozen=True, slots=True)
class UplinkRefused:
    """Central said no to this charger's identity or password."""

    status: int
    """HTTP status, 401 or 404."""


@dataclass(frozen=True, slots=True)
class PingEnded:
    """A websocket ping to central was answered in time, or not."""

    is_answered: bool


@dataclass(frozen=True, slots=True)
class FromCharger:
    """A text frame of the charger."""

    text: str


@dataclass(frozen=True, slots=True)
class FromCentral:
    """A text frame of central."""

    text: str


@dataclass(frozen=True, slots=True)
class Tick:
    """The instant of a `WakeAt` has come."""


@dataclass(frozen=True, slots=True)
class BacklogRead:
    """What a `ReadBacklog` found, in order; none = there is no more."""

    kind: RecordKind
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class RecordsGone:
    """Records were shed to keep within the disk's budget; central will not hear them."""

    numbers: Collection[int]


@dataclass(frozen=True, slots=True)
class KeepFailed:
    """The disk did not take a `Keep` with these records.

    Its promises were broken to the charger, which keeps the messages itself.
    """

    numbers: Collection[int]


class Storage(Enum):
    """What the disk takes."""

    FREE = "free"
    STOPS_ONLY = "stops only"
    """The budget is used up to the reserve."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class StorageChanged:
    """From now on the disk takes this."""

    storage: Storage


@dataclass(frozen=True, slots=True)
class Retry:
    """A person wants these tried again; a session's in order, its start among them or known."""

    asides: tuple[Aside, ...]


@dataclass(frozen=True, slots=True)
class KeyProven:
    """Central let the edge in with the password that it gave it for this charger."""


@dataclass(frozen=True, slots=True)
class KeyRefused:
    """Central does not know that password, and let the edge in with the charger's own."""


Event = (
    ChargerOpened
    | ChargerClosed
    | UplinkUp
    | UplinkDown
    | UplinkRefused
    | PingEnded
    | FromCharger
    | FromCentral
    | Tick
    | BacklogRead
    | RecordsGone
    | KeepFailed
    | StorageChanged
    | KeyProven
    | KeyRefused
    | Retry
)


# effects: what to do


@dataclass(frozen=True, slots=True)
class ToCharger:
    """Send this frame to the charger."""

    text: str


@dataclass(frozen=True, slots=True)
class ToCentral:
    """Send this frame to central."""

    text: str
    record: int | None = None
    """Number of the record in it."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Write to disk, all or nothing; the effects behind it in the same list wait until it is done.

    If the disk does not take it, hand in `KeepFailed` with its records, do not send those, and
    break its promises.
    """

    changes: tuple[Change, ...]
    survives_power_cut: bool
    """Also a power cut, not only the end of this process."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Answer a charger's call once the `Keep` before it is done; fail the call if it failed."""

    id_json: str
    payload: str


@dataclass(frozen=True, slots=True)
class TakeKey:
    """Central's new password for this charger's uplink, in the `Keep` before it.

    Once that is done tell central Accepted and come back to it with the password; tell it Rejected
    if it failed.
    """

    id_json: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CentralTime:
    """Central says what time it is, and the edge's clock is not trusted: a better guess."""

    at: datetime


@dataclass(frozen=True, slots=True)
class TakeRoot:
    """Believe this certificate of an authority, PEM, on the way to central; answer as it goes."""

    id_json: str
    certificate: str


@dataclass(frozen=True, slots=True)
class ReadBacklog:
    """Hand in a `BacklogRead` with the next records of a kind after a number."""

    kind: RecordKind
    after: int


@dataclass(frozen=True, slots=True)
class CloseCharger:
    """Close the charger's socket."""

    reason: str


@dataclass(frozen=True, slots=True)
class CloseUplink:
    """Close the connection to central; while the charger is there, make a new one."""

    reason: str


@dataclass(frozen=True, slots=True)
class WakeAt:
    """Hand in a `Tick` at this real instant; an earlier wish stays valid."""

    real_s: float


@dataclass(frozen=True, slots=True)
class Heard:
    """The charger said this: material for observations. `action` is empty for an answer."""

    action: str
    payload: str


@dataclass(frozen=True, slots=True)
class Answered:
    """Central's answer to a charger's call went through to the charger."""

    action: str
    request: str
    response: str


@dataclass(frozen=True, slots=True)
class News:
    """Worth a `ChargerEvent`; `contract.messages.ChargerEvent.kind` names the kinds."""

    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Odd:
    """Somebody broke a rule and the connection lives on: count it by `kind`, log it."""

    kind: str
    detail: str = ""


Effect = (
    ToCharger
    | ToCentral
    | Keep
    | Promise
    | TakeKey
    | TakeRoot
    | CentralTime
    | ReadBacklog
    | CloseCharger
    | CloseUplink
    | WakeAt
    | Heard
    | Answered
    | News
    | Odd
)
