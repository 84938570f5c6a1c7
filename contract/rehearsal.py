"""What an experiment and the two programs it rehearses say to each other: a line of JSON each way.

An emulated world plays the chargers and the drivers. `python -m edge_agent score` computes features
and risks from what its chargers report; `python -m central decide` is the control loop, which says
what every charger should show and give. Each is asked once a tick, in order of time, and answers
with one line; the first line says whose network it is. Instants are simulated UTC.
"""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

import msgspec

from contract.fleet import Fleet
from contract.ids import ChargePointId, StationId
from contract.messages import Message


class ScoreStart(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """First line to the scoring."""

    fleet: Fleet


class Reports(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the chargers said since the line before."""

    at: datetime
    rows: bytes
    """Observations as rows of `contract.observations.COLUMNS`, base64; `charge_point` counts the
    chargers in the order of the fleet."""


class Judged(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One charger's score with the readings beside it; None = not known."""

    charge_point: ChargePointId
    risk_1h: float
    level: str
    cause: str | None = None
    load_sensitive: bool = False
    temperature_c: float | None = None
    ambient_c: float | None = None
    power_w: float | None = None


class Scores(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Answer to `Reports`: chargers that are connected, calm ones less often than the others."""

    judged: list[Judged]


class LoopStart(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """First line to the loop: the network, and what the loop may use. It runs as autopilot."""

    fleet: Fleet
    use_price: bool
    use_power: bool
    limit_ratio: Annotated[float, msgspec.Meta(gt=0.0, le=1.0)] | None = None
    """Power of a stressed charger, of rated; None = the loop's own default."""


class ChargerNow(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What central knows of a charger."""

    charge_point: ChargePointId
    connected: bool
    statuses: list[str]
    """Last reported OCPP status of each connector, in order."""
    judged: Judged | None = None
    """A new score; None = none came."""


class NetworkNow(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The chargers that the loop is responsible for at an instant; it lets go of all others."""

    at: datetime
    chargers: list[ChargerNow]


class WantedNow(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one charger should show and give; no limit = None."""

    charge_point: ChargePointId
    per_kwh: Decimal
    limit_w: float | None


class HealNow(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A heal that was opened or changed."""

    station: StationId
    opened_at: datetime
    is_over: bool
    stressed: list[ChargePointId]
    target: StationId | None
    """Discounted for it at present."""
    has_price: bool
    is_dispatch: bool
    """The station was healed too often: a technician is asked for."""


class Orders(Message, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Answer to `NetworkNow`."""

    wanted: list[WantedNow]
    """Chargers at stations with a heal or a heal's price; all others show their base price and give
    what they can."""
    heals: list[HealNow]
