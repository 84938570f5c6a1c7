"""What happened in the world: plain facts that the shells turn into frames or rows.

`connector` is an index over the whole fleet; -1 stands for the charge point itself (OCPP connector
0). Instants are simulated Unix seconds, in order within one step of the world.
"""

from dataclasses import dataclass

from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus, StopReason


@dataclass(frozen=True, slots=True)
class PlugIn:
    """A car is plugged in and its driver shows a card; answer with `allow` or `refuse`."""

    at_s: float
    charge_point: int
    connector: int
    id_tag: str


@dataclass(frozen=True, slots=True)
class SessionStart:
    """Energy may flow from now on."""

    at_s: float
    charge_point: int
    connector: int
    id_tag: str
    meter_wh: int


@dataclass(frozen=True, slots=True)
class SessionStop:
    """Energy flows no more."""

    at_s: float
    charge_point: int
    connector: int
    id_tag: str
    meter_wh: int
    energy_wh: float
    reason: StopReason


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A connector shows another status, or a warning in the same one."""

    at_s: float
    charge_point: int
    connector: int
    status: ChargePointStatus
    error: ChargePointErrorCode
    info: str = ""


@dataclass(frozen=True, slots=True)
class LinkChange:
    """The charger's uplink works again, or does not."""

    at_s: float
    charge_point: int
    is_up: bool


Effect = PlugIn | SessionStart | SessionStop | StatusChange | LinkChange
