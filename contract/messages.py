"""Messages over MQTT, as JSON: frozen, and unknown fields are refused.

Instants are simulated UTC. A value that was not measured is `None`, never a guess. `sequence`
counts up per edge and start (`birth`), so that a reader sees a gap. `historical` marks what was
spooled while the link was down.
"""

from datetime import datetime
from typing import Annotated, Any, Final, TypeVar

import msgspec

from contract.ids import ChargePointId, CityId, EdgeId


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Root of all messages; `encode` and `decode` are its two ways over the wire."""


class Telemetry(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an edge measured at one charger in the last scoring interval."""

    at: datetime
    edge: EdgeId
    birth: int
    sequence: int
    temperature_c: float | None = None
    ambient_c: float | None = None
    power_w: float | None = None
    offered_w: float | None = None
    current_a: float | None = None
    voltage_v: float | None = None
    energy_1h_wh: float | None = None
    utilisation_ratio: float | None = None
    connectors_in_use: int | None = None
    connectors_usable: int | None = None
    last_frame_age_s: float | None = None
    features: list[float | None] = []
    """All 33 in the order of `contract.features.FEATURES`; None = missing."""
    historical: bool = False


class Contribution(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One feature's share in a risk: `points` is its signed part of the calibrated probability.

    All features' points together are the risk less what a charger has of which nothing is known.
    """

    feature: str
    value: float | None
    points: float


class TemperatureOutlook(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Temperature to expect in so many minutes, and the band that holds it nine times of ten."""

    minutes: int
    low_c: float
    mid_c: float
    high_c: float


class Score(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Risk of one charger: calibrated probability that a fault starts within the next hour."""

    at: datetime
    edge: EdgeId
    birth: int
    sequence: int
    model: str
    feature_set: str
    risk_1h: float
    risk_6h: float | None = None
    risk_24h: float | None = None
    """The same within 6 and 24 hours, never below `risk_1h`; None from a bundle without them."""
    level: str
    """low, watch, high or critical, with the bundle's own enter and clear values."""
    cause: str | None = None
    """Named K-Means cluster; set from level watch upward."""
    load_sensitive: bool = False
    """The cause is one that less load cures: the only ones that price and power may answer."""
    cause_distance: float | None = None
    contributions: list[Contribution] = []
    stale_inputs: list[str] = []
    temperature_forecast: list[TemperatureOutlook] = []
    """Nearest first; none where temperature, air or load is not known."""
    historical: bool = False


class ChargerEvent(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something an edge saw that OCPP does not tell: the charger's link, a local alarm."""

    at: datetime
    edge: EdgeId
    birth: int
    sequence: int
    kind: str
    """connected, disconnected, risk_level, uplink_lost, uplink_back, guard_engaged (the edge lowers
    the power itself), guard_limited (the charger took that), guard_released, authorized_locally
    (the edge's own verdict on a tag), central_slow (the edge answers too often in its place),
    charger_key_refused (its own password stays good on its way to the edge), timestamp_corrected
    (of a start or stop that was stamped by a wrong clock: raw and right), charger_swapped (another
    machine under the same identity), price_restored (central was away too long)."""
    detail: str = ""
    historical: bool = False


DELIVERY_STEPS: Final = ("fetching", "checking", "probation", "taken", "refused", "rolled_back")


class ModelDelivery(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How far an edge is with the model that central offers it."""

    model: str
    """Id of the offered bundle; empty = the one that comes with the program."""
    step: str
    """One of DELIVERY_STEPS. probation: it scores beside the model in force, which still counts."""
    detail: str = ""
    """Why it was refused or rolled back, or how it does."""


class EdgeState(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Presence of an edge; also its last will, with `online` false and the birth it belongs to."""

    edge: EdgeId
    online: bool
    birth: int
    at: datetime | None = None
    version: str = ""
    model: str = ""
    chargers: int = 0
    delivery: ModelDelivery | msgspec.UnsetType = msgspec.UNSET
    """Not there until central offers something."""


class ModelOffer(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Central to an edge, retained: the model bundle that it shall score with."""

    model: str | None
    """Id of the bundle; None = the one that comes with the program."""
    sha256: str = ""
    """Of the archive, hexadecimal."""
    size_bytes: Annotated[int, msgspec.Meta(ge=0, le=2**40)] = 0
    url: str = ""
    """Where the archive is, http or https; ranges are served."""
    token: str = ""
    """Password of the edge there; its name is its id (HTTP Basic)."""


Number = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
"""A birth or a sequence number, as a database can keep it."""


class Receipt(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Central to an edge: these of its messages are stored, or will never be.

    A receipt says nothing of numbers that it does not name. The same number may be named again.
    """

    birth: Number
    ranges: list[tuple[Number, Number]]
    """Sequence numbers of that birth, first and last, both included."""


class EdgeCommand(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Request to an edge itself; never a command for a charger."""

    kind: str
    """status: tell how you are; rebirth: say your presence and send what has no receipt again."""


class EdgeAnswer(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What became of an `EdgeCommand`."""

    command_id: str
    outcome: str
    """accepted or rejected."""
    at: datetime
    payload: dict[str, Any] = {}
    """The status; or the `reason` of a rejection."""


class Context(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What surrounds a city's chargers."""

    city: CityId
    at: datetime
    temperature_c: float
    precipitation_mm: float
    weather: str
    traffic_index: float
    """1 (free) to 10 (jammed)."""
    event: str
    """none, concert, conference, festival or sports_game."""
    fuel_price_per_gallon: float


class LimitSignal(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The most that a station or a grid area may draw, as somebody outside says it.

    A station follows it only where its operator set a safe limit, which holds before the first
    signal and after the end of the last one.
    """

    at: datetime
    expires_at: datetime
    limit_w: float
    source: str = ""
    """Who says it, for people: solar, the grid operator."""


class PersonNotice(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Central to a person, on the person's own topic and to webhooks: what happened.

    A message that is sent again, after a crash in the middle, has the same `id`.
    """

    id: Number
    at: datetime
    person: str
    family: str
    """alarm, order, digest or test."""
    severity: str
    """warning, high or critical: the worst in it."""
    title: str
    text: str
    link: str
    """Of the page about it; a path where central does not know its own address."""
    count: Number
    """How many things it tells; the text names the first ones."""


class ChargerCall(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Request to the gateway that holds a charger's socket: send this OCPP call."""

    command_id: str
    charge_point: ChargePointId
    action: str
    payload: dict[str, Any]
    timeout_s: float = 30.0
    """Real seconds until the outcome is `timeout`."""


OUTCOMES: Final = ("accepted", "rejected", "error", "timeout", "offline")


class ChargerAnswer(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What became of a `ChargerCall`: the three ways to fail are kept apart."""

    command_id: str
    outcome: str
    """One of OUTCOMES. `accepted`: CALLRESULT whose status, if any, is no refusal."""
    at: datetime
    payload: dict[str, Any] = {}
    """The CALLRESULT, or {"code", "description"} of a CALLERROR."""


M = TypeVar("M", bound=Message)


def encode(message: Message) -> bytes:
    """JSON form of a message."""
    return msgspec.json.encode(message)


def decode(payload: bytes, kind: type[M]) -> M:
    """Read a message.

    Raises:
        ValueError: if the payload is not such a message; says which field.
    """
    try:
        return msgspec.json.decode(payload, type=kind)
    except msgspec.DecodeError as err:
        raise ValueError(f"not a {kind.__name__}: {err}") from err
