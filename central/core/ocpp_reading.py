"""Reads what chargers send, also when it is a little wrong: repairs are named, never silent.

A CALLERROR to a StartTransaction, StopTransaction or MeterValues makes a charger repeat the message
and then throw it away (OCPP 1.6, 3.7.1), so these, and StatusNotification, are always understood as
far as they can be. Instants without a zone are UTC; those before 2015 or more than a day ahead are
a clock that was never set, and the time of arrival stands in. A reading that cannot be true
(`central.core.ranges`) counts for nothing; the raw record keeps it.
"""

import json
import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeVar

from central.core.ranges import (
    CONNECTOR,
    CURRENT_A,
    ENERGY_WH,
    POWER_W,
    SOC_PCT,
    TEMPERATURE_C,
    WHOLE,
    Range,
)
from central.core.secrets import shortened
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus, StopReason
from contract.units import celsius_from_fahrenheit, celsius_from_kelvin, w_from_kw

EARLIEST: Final = datetime(2015, 1, 1, tzinfo=UTC)
MOST_AHEAD: Final = timedelta(days=1)
ID_TAG_LENGTH: Final = 20
REGISTER: Final = "Energy.Active.Import.Register"
"""What a value without a measurand is (OCPP 1.6, 7.43)."""
MEASURED: Final = {
    "power_w": POWER_W,
    "energy_wh": ENERGY_WH,
    "soc_pct": SOC_PCT,
    "temperature_c": TEMPERATURE_C,
    "ambient_c": TEMPERATURE_C,
}
"""What is read of a sample, and which values are believed."""
_READ_MEASURANDS: Final = (REGISTER, "Power.Active.Import", "SoC", "Temperature")
"""A tuple: what a charger sends need not be hashable."""

PHASES: Final = {
    "L1": 0, "L2": 1, "L3": 2, "L1-N": 0, "L2-N": 1, "L3-N": 2,
}  # fmt: skip
"""Phases of a current (OCPP 1.6, 7.36), by their place."""
NO_CURRENTS: Final = (None, None, None)

E = TypeVar("E", bound=StrEnum)


@dataclass(slots=True)
class Repairs:
    """Collects what had to be put right in one message, and which readings were not believed."""

    made: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def note(self, name: str, value: object, taken: object, allowed: object = "") -> None:
        """Keep one repair: the field, what it held, what is taken for it, what is allowed."""
        rule = f" (allowed: {allowed})" if allowed else ""
        self.made.append(f"{name} {_shown(value)!r} taken as {taken}{rule}")

    def refuse(self, name: str, value: object, allowed: object) -> None:
        """Keep one reading that counts for nothing; only the raw record has it."""
        self.refused.append(f"{name} {_shown(value)!r} is not believed (allowed: {allowed})")


@dataclass(frozen=True, slots=True)
class StatusReport:
    """A StatusNotification; texts cut to OCPP's lengths."""

    connector_id: int
    status: str
    error_code: str
    info: str
    vendor_error_code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Start:
    """A StartTransaction."""

    connector_id: int
    id_tag: str
    meter_start_wh: int
    started_at: datetime
    reservation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """A StopTransaction. `transaction_id` <= 0 = the charger never got one (errata 4.0, 3.18)."""

    transaction_id: int
    meter_stop_wh: int | None
    stopped_at: datetime
    reason: str
    id_tag: str | None


@dataclass(frozen=True, slots=True)
class Sample:
    """One meterValue element: what we read from it, and the raw list for the record."""

    at: datetime
    raw: list[Any]
    power_w: float | None = None
    energy_wh: float | None = None
    soc_pct: float | None = None
    temperature_c: float | None = None
    ambient_c: float | None = None
    currents_a: tuple[float | None, ...] = NO_CURRENTS
    """Import on L1, L2, L3."""


@dataclass(frozen=True, slots=True)
class Metering:
    """A MeterValues message, samples in the order of their instants."""

    connector_id: int
    transaction_id: int | None
    samples: tuple[Sample, ...]

    @property
    def is_asked(self) -> bool:
        """Whether a trigger of ours (RunningCost) asked for it: its context is Other."""
        return any(value.get("context") == "Other" for each in self.samples for value in each.raw)


def read_status(payload: dict[str, Any], now: datetime, repairs: Repairs) -> StatusReport:
    """Understand a StatusNotification; an unknown status counts as Unavailable."""
    return StatusReport(
        connector_id=_whole(payload, "connectorId", 0, repairs, CONNECTOR),
        status=_word(payload, "status", ChargePointStatus.UNAVAILABLE, repairs),
        error_code=_word(payload, "errorCode", ChargePointErrorCode.OTHER_ERROR, repairs),
        info=_text(payload, "info")[:50],
        vendor_error_code=_text(payload, "vendorErrorCode")[:50],
        at=read_instant(payload, "timestamp", now, repairs, required=False),
    )


def read_start(payload: dict[str, Any], now: datetime, repairs: Repairs) -> Start:
    """Understand a StartTransaction; it gets an id whatever it lacks."""
    id_tag = _text(payload, "idTag")
    if not id_tag or len(id_tag) > ID_TAG_LENGTH:
        repairs.note("idTag", id_tag, id_tag[:ID_TAG_LENGTH])
    return Start(
        connector_id=max(_whole(payload, "connectorId", 1, repairs, CONNECTOR), 1),
        id_tag=id_tag[:ID_TAG_LENGTH],
        meter_start_wh=_whole(payload, "meterStart", 0, repairs, ENERGY_WH),
        started_at=read_instant(payload, "timestamp", now, repairs),
        reservation_id=_whole(payload, "reservationId", 0, repairs) or None
        if "reservationId" in payload
        else None,
    )


def read_stop(payload: dict[str, Any], now: datetime, repairs: Repairs) -> Stop:
    """Understand a StopTransaction; without a reading `meter_stop_wh` is None."""
    id_tag = _text(payload, "idTag")[:ID_TAG_LENGTH]
    meter = _number(payload.get("meterStop"))
    if meter is None or not ENERGY_WH.holds(meter):
        meter = None
        repairs.note("meterStop", payload.get("meterStop"), "the last reading", ENERGY_WH)
    reason = StopReason.LOCAL  # absent means Local (OCPP 1.6, 6.49)
    if "reason" in payload:
        reason = _word(payload, "reason", StopReason.OTHER, repairs)
    return Stop(
        transaction_id=_whole(payload, "transactionId", -1, repairs),
        meter_stop_wh=None if meter is None else round(meter),
        stopped_at=read_instant(payload, "timestamp", now, repairs),
        reason=reason,
        id_tag=id_tag or None,
    )


def read_metering(payload: dict[str, Any], now: datetime, repairs: Repairs) -> Metering:
    """Understand a MeterValues; samples that hold nothing readable are kept raw."""
    elements = payload.get("meterValue")
    if not isinstance(elements, list):
        repairs.note("meterValue", elements, "no samples")
        elements = []
    samples = [_sample(each, now, repairs) for each in elements if isinstance(each, dict)]
    transaction = payload.get("transactionId")
    return Metering(
        connector_id=_whole(payload, "connectorId", 0, repairs, CONNECTOR),
        transaction_id=None
        if transaction is None
        else _whole(payload, "transactionId", -1, repairs),
        samples=tuple(sorted(samples, key=lambda sample: sample.at)),
    )


def read_object(text: str | None) -> dict[str, Any]:
    """The JSON object in the data of a DataTransfer; what is none is an empty one."""
    try:
        data = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def read_whole(value: object) -> int | None:
    """A whole number, also one that is written as text; None = it is none."""
    number = _number(value)
    return round(number) if number is not None and WHOLE.holds(number) else None


def read_sampled(sampled: list[Any]) -> Sample:
    """A sampledValue list that was kept; its instant is kept beside it."""
    return _sample({"sampledValue": sampled}, EARLIEST, Repairs())


def _sample(element: dict[str, Any], now: datetime, repairs: Repairs) -> Sample:
    raw = element.get("sampledValue")
    values = [each for each in raw if isinstance(each, dict)] if isinstance(raw, list) else []
    phases: dict[str, float] = {}
    currents_a: list[float | None] = [None, None, None]
    read: dict[str, float] = {}
    for each in values:
        if each.get("format") == "SignedData":
            continue
        measurand = each.get("measurand", REGISTER)
        number = _number(each.get("value"))
        if number is None:
            repairs.refuse("sampledValue", each.get("value"), f"a number, for {measurand!s:.60}")
        elif measurand == "Power.Active.Import" and each.get("phase"):
            phases[str(each["phase"])] = _scaled(number, each.get("unit"))
        elif measurand == "Current.Import":
            line = PHASES.get(str(each.get("phase")))
            if line is not None and CURRENT_A.holds(number):
                currents_a[line] = number
        elif measurand in _READ_MEASURANDS:
            _take(read, measurand, each, number)
    if "power_w" not in read and phases:
        read["power_w"] = sum(phases.values())
    for name in [name for name, value in read.items() if not MEASURED[name].holds(value)]:
        repairs.refuse(name, read.pop(name), MEASURED[name])
    at = read_instant(element, "timestamp", now, repairs)
    return Sample(at=at, raw=values, currents_a=tuple(currents_a), **read)


def _take(read: dict[str, float], measurand: object, value: dict[str, Any], number: float) -> None:
    if measurand == REGISTER:
        read.setdefault("energy_wh", _scaled(number, value.get("unit")))
    elif measurand == "Power.Active.Import":
        read["power_w"] = _scaled(number, value.get("unit"))
    elif measurand == "SoC":
        read["soc_pct"] = number
    elif measurand == "Temperature":
        is_inlet = value.get("location") == "Inlet"
        read["ambient_c" if is_inlet else "temperature_c"] = _celsius(number, value.get("unit"))


def _scaled(number: float, unit: object) -> float:
    return w_from_kw(number) if unit in ("kWh", "kW") else number


def _celsius(number: float, unit: object) -> float:
    if unit == "Fahrenheit":
        return celsius_from_fahrenheit(number)
    return celsius_from_kelvin(number) if unit == "K" else number


def _number(value: Any) -> float | None:
    kind = type(value)
    if kind is not str and kind is not int and kind is not float:  # a bool is none
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):  # OverflowError: a whole number beyond any float
        return None
    return number if math.isfinite(number) else None


def _whole(
    payload: dict[str, Any], name: str, default: int, repairs: Repairs, allowed: Range = WHOLE
) -> int:
    value = payload.get(name)
    if type(value) is int and allowed.low <= value <= allowed.high:
        return value
    number = _number(value)
    is_usable = number is not None and allowed.holds(number)
    taken = round(number) if number is not None and is_usable else default
    if not is_usable or not isinstance(value, int):
        repairs.note(name, value, taken, f"a whole number, {allowed}")
    return taken


def _shown(value: object) -> str:
    """The beginning of a value as it came."""
    return shortened(value if isinstance(value, str) else repr(value)[:200], 60)


def _text(payload: dict[str, Any], name: str) -> str:
    value = payload.get(name)
    return "" if value is None else str(value)


def _word(payload: dict[str, Any], name: str, default: E, repairs: Repairs) -> E:
    value = payload.get(name)
    words: dict[str, E] = _words_of(type(default))
    if isinstance(value, str) and value in words:
        return words[value]
    # Not a word of the list; it may be one that is written a little differently.
    folded = str(value).lower().replace("_", "").replace(" ", "")
    taken = next((word for word in words.values() if word.lower() == folded), default)
    repairs.note(name, value, taken)
    return taken


@cache
def _words_of(kind: type[E]) -> dict[str, E]:
    return {word.value: word for word in kind}


def read_instant(
    payload: dict[str, Any], name: str, now: datetime, repairs: Repairs, *, required: bool = True
) -> datetime:
    """An instant in UTC; the time of arrival stands in for what cannot be one."""
    value = payload.get(name)
    if value is None and not required:
        return now
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        repairs.note(name, value, "time of arrival")
        return now
    if at.tzinfo is None:
        repairs.note(name, value, "UTC")
        at = at.replace(tzinfo=UTC)
    if not EARLIEST <= at <= now + MOST_AHEAD:
        repairs.note(name, value, "time of arrival")
        return now
    return at.astimezone(UTC)
