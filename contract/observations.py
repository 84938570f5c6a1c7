"""What can be known about a charger from outside, one fact at a time.

The edge turns OCPP frames into observations as they pass; the emulator writes the same ones
straight into a file when it makes a data set. `models.features` reads them from both, which is why
training and serving cannot drift apart.

File form (`.npz`): `observations`, a structured array with the columns of COLUMNS sorted by `at_s`,
and `charge_points`, the identities that column `charge_point` indexes; `chargers` (CHARGER_COLUMNS)
and `truth` (TRUTH_COLUMNS) beside them. A value that was not sent is NaN.
"""

import math
from enum import IntEnum
from typing import Final

import msgspec


class Kind(IntEnum):
    """What an observation tells, and which of its fields carry it."""

    METER = 1
    """MeterValues: power_w .. soc_ratio as far as sent; connector 0 = the whole charge point."""
    STATUS = 2
    """StatusNotification: `status` and `error` are positions in the StrEnums of contract.ocpp16."""
    START = 3
    """StartTransaction."""
    STOP = 4
    """StopTransaction: `value` = energy of the session in Wh."""
    ALIVE = 5
    """Any other frame of the charger (heartbeat, authorize)."""
    CONNECTED = 6
    DISCONNECTED = 7
    ROUND_TRIP = 8
    """`value` = real seconds between our question and the charger's answer."""
    CONTEXT = 9
    """Surroundings: `ambient_c`, and `value` = traffic index 1..10, `current_a` unused, `energy_wh`
    unused, `status` = 1 while a local event is on, else 0."""


NAN: Final = math.nan


class Observation(msgspec.Struct, frozen=True, gc=False):
    """One fact. `at_s` is simulated Unix time in seconds; NaN = not sent."""

    kind: Kind
    at_s: float
    connector: int = 0
    status: int = 0
    error: int = 0
    value: float = NAN
    power_w: float = NAN
    offered_w: float = NAN
    current_a: float = NAN
    """Per phase for AC (mean of the phases)."""
    voltage_v: float = NAN
    """Phase to neutral for AC."""
    imbalance_ratio: float = NAN
    """(largest - smallest phase current) / mean; three-phase AC only."""
    energy_wh: float = NAN
    """Register of the connector's meter."""
    temperature_c: float = NAN
    """Inside the charger (Temperature, location Body)."""
    ambient_c: float = NAN
    """Air the charger breathes (Temperature, location Inlet)."""
    soc_ratio: float = NAN


COLUMNS: Final = (
    ("charge_point", "<i4"),
    ("kind", "<i1"),
    ("connector", "<i2"),
    ("status", "<i1"),
    ("error", "<i1"),
    ("at_s", "<f8"),
    ("value", "<f4"),
    ("power_w", "<f4"),
    ("offered_w", "<f4"),
    ("current_a", "<f4"),
    ("voltage_v", "<f4"),
    ("imbalance_ratio", "<f4"),
    ("energy_wh", "<f8"),
    ("temperature_c", "<f4"),
    ("ambient_c", "<f4"),
    ("soc_ratio", "<f4"),
)
"""numpy dtype of the file form, as (name, format) pairs."""

CHARGER_COLUMNS: Final = (
    ("station", "<i4"),
    ("rated_power_w", "<f8"),
    ("connectors", "<i2"),
    ("connector_power_w", "<f8"),
    ("time_zone", "<U40"),
)
"""The array `chargers` of a data set: row i is what the fleet file says of `charge_points[i]`;
`station` is a number that chargers of one station share."""

TRUTH_COLUMNS: Final = (
    ("charge_point", "<i4"),
    ("mode", "<i1"),
    ("degradation_at_s", "<f8"),
    ("onset_at_s", "<f8"),
    ("repaired_at_s", "<f8"),
)
"""The second array of a data set, `truth`: one row a fault. Never a feature."""

FAULT_MODES: Final = (
    "thermal",
    "fan",
    "contactor",
    "communication",
    "ground",
    "over_current",
    "meter",
    "reader",
    "supply",
    "maintenance",
)
"""Names that `mode` indexes. Maintenance is planned: a charger is down, but nothing has failed."""
UNPREDICTABLE_MODES: Final = ("ground", "over_current", "reader", "supply")
"""Modes without any trace before they fail: no model can foresee them."""
PLANNED_MODE: Final = "maintenance"
