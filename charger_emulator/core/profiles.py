"""Charging profiles as data, and what is wrong with one that came over the wire (OCPP 1.6, 7.8)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

from contract.ocpp16 import CallErrorCode


class Purpose(StrEnum):
    """What a profile is for (7.10)."""

    CHARGE_POINT_MAX = "ChargePointMaxProfile"
    TX_DEFAULT = "TxDefaultProfile"
    TX = "TxProfile"


class Kind(StrEnum):
    """How its schedule is placed in time (7.9)."""

    ABSOLUTE = "Absolute"
    RECURRING = "Recurring"
    RELATIVE = "Relative"


class Unit(StrEnum):
    """Unit of limits (7.13): W is the total, A is per phase."""

    W = "W"
    A = "A"


LARGEST: Final = 2**31 - 1
"""Of numbers on the wire: integers of OCPP have 32 bits at least, and no meaning needs more."""
CYCLES_S: Final = {"Daily": 86_400.0, "Weekly": 604_800.0}


class ProfileFault(ValueError):  # noqa: N818 - it is a fault of the sender's profile
    """A profile that breaks the form; `code` is what the CALLERROR says."""

    def __init__(self, code: CallErrorCode, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class Period:
    """From `start_s` of the schedule on, this limit."""

    start_s: float
    limit: float
    phases: int = 3


@dataclass(frozen=True, slots=True)
class Profile:
    """One installed or offered profile. Instants are simulated Unix seconds."""

    id: int
    stack_level: int
    purpose: Purpose
    kind: Kind
    unit: Unit
    periods: tuple[Period, ...]
    start_s: float | None = None
    duration_s: float = math.inf
    cycle_s: float = math.inf
    valid_from_s: float = -math.inf
    valid_to_s: float = math.inf
    transaction_id: int | None = None


def parse_profile(data: Mapping[str, Any]) -> Profile:
    """Read `csChargingProfiles`. A null is as good as a field that is absent.

    Raises:
        ProfileFault: naming the field, its value and what is allowed.
    """
    schedule = _field(data, "chargingSchedule", Mapping)
    kind = _word(data, "chargingProfileKind", Kind)
    raw = _field(schedule, "chargingSchedulePeriod", list)
    periods = tuple(_period(each) for each in raw)
    starts = [period.start_s for period in periods]
    if not periods or starts[0] != 0 or any(a >= b for a, b in pairwise(starts)):
        raise _fault("chargingSchedulePeriod", starts, "startPeriod rising from 0")
    start_s = _instant(schedule, "startSchedule")
    if (start_s is None) is not (kind is Kind.RELATIVE):
        raise _fault("startSchedule", start_s, "present unless the kind is Relative")
    cycle = data.get("recurrencyKind")
    if (isinstance(cycle, str) and cycle in CYCLES_S) is not (kind is Kind.RECURRING):
        raise _fault("recurrencyKind", cycle, "Daily or Weekly, with Recurring only")
    valid_from_s, valid_to_s = _instant(data, "validFrom"), _instant(data, "validTo")
    duration = schedule.get("duration")
    transaction_id = data.get("transactionId")
    if schedule.get("minChargingRate") is not None:
        _number(schedule, "minChargingRate")  # only a hint, for a local controller (7.13)
    return Profile(
        id=_whole(data, "chargingProfileId"),
        stack_level=_whole(data, "stackLevel"),
        purpose=_word(data, "chargingProfilePurpose", Purpose),
        kind=kind,
        unit=_word(schedule, "chargingRateUnit", Unit),
        periods=periods,
        start_s=start_s,
        duration_s=math.inf if duration is None else float(_whole(schedule, "duration")),
        cycle_s=CYCLES_S.get(str(cycle), math.inf),
        valid_from_s=-math.inf if valid_from_s is None else valid_from_s,
        valid_to_s=math.inf if valid_to_s is None else valid_to_s,
        transaction_id=None if transaction_id is None else _whole(data, "transactionId"),
    )


def _period(data: Any) -> Period:
    if not isinstance(data, Mapping):
        raise _fault("chargingSchedulePeriod", data, "objects")
    phases = 3 if data.get("numberPhases") is None else _whole(data, "numberPhases")
    if phases not in (1, 2, 3):
        raise _fault("numberPhases", phases, "1, 2 or 3")
    return Period(float(_whole(data, "startPeriod")), _number(data, "limit"), phases)


def _field(data: Mapping[str, Any], name: str, kind: Any) -> Any:
    if data.get(name) is None:
        raise ProfileFault(CallErrorCode.OCCURENCE_CONSTRAINT_VIOLATION, f"{name} is missing")
    if not isinstance(data[name], kind):
        text = f"{name} {data[name]!r} has a wrong type"
        raise ProfileFault(CallErrorCode.TYPE_CONSTRAINT_VIOLATION, text)
    return data[name]


def _number(data: Mapping[str, Any], name: str) -> float:
    value = _field(data, name, int | float)
    if isinstance(value, bool) or not 0 <= value <= LARGEST:
        raise _fault(name, value, f"a number, 0 to {LARGEST}")
    return float(value)


def _whole(data: Mapping[str, Any], name: str) -> int:
    value = _field(data, name, int)
    if isinstance(value, bool) or not 0 <= value <= LARGEST:
        raise _fault(name, value, f"a whole number, 0 to {LARGEST}")
    return int(value)


def _word(data: Mapping[str, Any], name: str, kind: Any) -> Any:
    value = _field(data, name, str)
    if value not in list(kind):
        raise _fault(name, value, ", ".join(kind))
    return kind(value)


def _instant(data: Mapping[str, Any], name: str) -> float | None:
    if data.get(name) is None:
        return None
    text = _field(data, name, str)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise _fault(name, text, "an RFC 3339 date-time") from None
    if at.tzinfo is None:
        raise _fault(name, text, "a date-time with a time zone")
    return at.timestamp()


def _fault(name: str, value: object, allowed: str) -> ProfileFault:
    return ProfileFault(
        CallErrorCode.PROPERTY_CONSTRAINT_VIOLATION,
        f"{name} {value!r} is not allowed: {allowed}",
    )
