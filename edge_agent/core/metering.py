"""SampledValues of one instant, whatever unit and phase they came in, as one observation.

A value that no charger can have is left out like one that is no number: it would stand for a full
connector, or outweigh an hour of true readings.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from contract.observations import NAN, Kind, Observation
from contract.units import celsius_from_fahrenheit, celsius_from_kelvin, w_from_kw

_NUMBER: Final = re.compile(r"\s*[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]{1,3})?\s*", re.ASCII)
"""Python's own float() would take `1_000` and `nan` as well."""
_LARGEST: Final = 1e12
"""No charger sends a larger number, be it an energy register in Wh."""
_PHASES: Final = frozenset({"L1", "L2", "L3"})
_NEUTRAL_PHASES: Final = {"L1-N": "L1", "L2-N": "L2", "L3-N": "L3"}
_LINE_PHASES: Final = frozenset({"L1-L2", "L2-L3", "L3-L1"})
_MIN_IMBALANCE_A: Final = 1.0
"""Mean phase current below which a ratio of currents says nothing."""


def _same(value: float) -> float:
    return value


_TO_BASE: Final[dict[str, Callable[[float], float]]] = {
    "Wh": _same,
    "kWh": lambda energy_kwh: energy_kwh * 1000.0,
    "W": _same,
    "kW": w_from_kw,
    "A": _same,
    "V": _same,
    "Percent": lambda value_pct: value_pct / 100.0,
    "Celsius": _same,
    "Celcius": _same,  # the spelling of OCPP 1.6 itself (7.46)
    "Fahrenheit": celsius_from_fahrenheit,
    "K": celsius_from_kelvin,
}


@dataclass(frozen=True, slots=True)
class _Measurand:
    """Units it may have, the first one by default (7.43), and what can be in the base unit."""

    units: tuple[str, ...]
    low: float
    high: float


_MEASURANDS: Final = {
    "Energy.Active.Import.Register": _Measurand(("Wh", "kWh"), 0.0, _LARGEST),
    "Power.Active.Import": _Measurand(("W", "kW"), -5e6, 5e6),
    "Power.Offered": _Measurand(("W", "kW"), 0.0, 5e6),
    "Current.Import": _Measurand(("A",), -5000.0, 5000.0),
    "Voltage": _Measurand(("V",), 0.0, 2000.0),
    "SoC": _Measurand(("Percent",), 0.0, 1.0),
    "Temperature": _Measurand(("Celsius", "Celcius", "Fahrenheit", "K"), -60.0, 200.0),
}
"""Measurands that are read."""


@dataclass(frozen=True, slots=True)
class _Sample:
    value: float
    """In W, Wh, A, V, Celsius or as a ratio."""
    phase: str
    location: str


def meter_observation(connector: int, at_s: float, sampled: object) -> Observation | None:
    """Bring sampled values to a METER observation; what is odd is left out.

    Power and energy are summed over the phases, voltage is their mean.

    Args:
        connector: 0 is the whole charger.
        at_s: simulated Unix time in seconds.
        sampled: `sampledValue` as decoded from JSON.

    Returns:
        The observation; None if nothing in it can be read.
    """
    by_measurand: dict[str, list[_Sample]] = {}
    for each in sampled if isinstance(sampled, list) else []:
        measurand = (
            each.get("measurand", "Energy.Active.Import.Register")
            if isinstance(each, dict)
            else None
        )
        sample = _sample(each, measurand) if isinstance(measurand, str) else None
        if sample is not None:
            by_measurand.setdefault(str(measurand), []).append(sample)
    currents = by_measurand.get("Current.Import", [])
    temperatures = by_measurand.get("Temperature", [])
    soc = by_measurand.get("SoC", [])
    if not by_measurand:
        return None
    return Observation(
        Kind.METER,
        at_s,
        connector=connector,
        power_w=_sum(by_measurand.get("Power.Active.Import", [])),
        offered_w=_sum(by_measurand.get("Power.Offered", [])),
        energy_wh=_sum(by_measurand.get("Energy.Active.Import.Register", [])),
        current_a=_mean(currents),
        imbalance_ratio=_imbalance(currents),
        voltage_v=_voltage(by_measurand.get("Voltage", [])),
        temperature_c=_temperature(temperatures, ("Body", "Outlet", "Cable")),
        ambient_c=_temperature(temperatures, ("Inlet",)),
        soc_ratio=soc[-1].value if soc else NAN,
    )


def _sample(raw: dict[str, object], measurand: str) -> _Sample | None:
    known = _MEASURANDS.get(measurand)
    if known is None or raw.get("format", "Raw") != "Raw":
        return None
    unit = word(raw.get("unit"), default=known.units[0])
    if unit not in known.units:
        return None
    value = _TO_BASE[unit](number(raw.get("value")))
    if not known.low <= value <= known.high:
        return None
    return _Sample(
        value=value,
        phase=word(raw.get("phase"), default=""),
        location=word(raw.get("location"), default="Outlet"),
    )


def number(raw: object) -> float:
    """A number: OCPP sends text, some chargers send JSON numbers.

    Returns:
        What is meant, within +-1e12; NaN for anything else, never an exception.
    """
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    if not is_number and not (isinstance(raw, str) and _NUMBER.fullmatch(raw)):
        return NAN
    try:
        value = float(raw)  # type: ignore[arg-type]  # a number, or text that is one
    except OverflowError:  # an integer of more than 308 digits
        return NAN
    return value if -_LARGEST <= value <= _LARGEST else NAN


def word(raw: object, default: str) -> str:
    """Text as it was sent; the default for none, and for what is no text."""
    return raw if isinstance(raw, str) and raw else default


def _by_phase(samples: list[_Sample]) -> dict[str, float]:
    """Latest value per phase against neutral; '' is a total. The outlet's values go first."""
    outlet = [each for each in samples if each.location == "Outlet"]
    return {_NEUTRAL_PHASES.get(each.phase, each.phase): each.value for each in (outlet or samples)}


def _sum(samples: list[_Sample]) -> float:
    """The total as sent, else the sum of the phases that were sent (tfocpp, open-ocpp)."""
    values = _by_phase(samples)
    if "" in values:
        return values[""]
    phases = [value for phase, value in values.items() if phase in _PHASES]
    return sum(phases) if phases else NAN


def _mean(samples: list[_Sample]) -> float:
    """The value without a phase as sent, else the mean of the phases."""
    values = _by_phase(samples)
    phases = [value for phase, value in values.items() if phase in _PHASES]
    if phases:
        return sum(phases) / len(phases)
    return values.get("", NAN)


def _voltage(samples: list[_Sample]) -> float:
    """Phase to neutral; a charger that sends only line voltages is converted by sqrt(3)."""
    mean_v = _mean(samples)
    if not math.isnan(mean_v):
        return mean_v
    lines = [v for phase, v in _by_phase(samples).items() if phase in _LINE_PHASES]
    return sum(lines) / len(lines) / math.sqrt(3.0) if lines else NAN


def _imbalance(samples: list[_Sample]) -> float:
    """(largest - smallest) / mean of three phase currents."""
    values = _by_phase(samples)
    phases = [value for phase, value in values.items() if phase in _PHASES]
    if len(phases) < len(_PHASES):
        return NAN
    mean_a = sum(phases) / len(phases)
    return (max(phases) - min(phases)) / mean_a if mean_a >= _MIN_IMBALANCE_A else NAN


def _temperature(samples: list[_Sample], locations: tuple[str, ...]) -> float:
    """The hottest value at the first of these places that has one."""
    for location in locations:
        values = [each.value for each in samples if each.location == location]
        if values:
            return max(values)
    return NAN
