"""Meter values as a manner has them: units, phases, registers, and values that are none.

The samples that come in are as the standard says; those that go out may be wrong on purpose.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from charger_emulator.core.manner import Manner

ENERGY: Final = "Energy.Active.Import.Register"
POWER: Final = "Power.Active.Import"
_PHASES: Final = ("L1", "L2", "L3")
ODD_VALUES: Final = ("-1", "", "NaN", "12,5")
ODD_RATIO: Final = 0.25
"""Share of the values that are odd, where any are."""

Sample = dict[str, Any]


def spoken(
    samples: Sequence[Sample], manner: Manner, base_wh: float, rng: np.random.Generator
) -> list[Sample]:
    """The samples of one instant as they are sent.

    Args:
        samples: as the standard says (OCPP 1.6, 7.43).
        manner: how the charger talks.
        base_wh: what its register shows less than the meter.
        rng: for odd values; two draws for each sample where there are any.
    """
    found: list[Sample] = []
    for sample in samples:
        measurand = sample.get("measurand", ENERGY)
        if manner.measurands and measurand not in manner.measurands:
            continue
        if measurand == ENERGY:
            found += _energy(sample, manner, base_wh)
        elif measurand == POWER:
            found += _power(sample, manner)
        else:
            found.append(dict(sample))
    for sample in found:
        _label(sample, manner)
        if manner.odd_values:
            draw, which = rng.random(), int(rng.integers(len(ODD_VALUES)))
            if draw < ODD_RATIO:
                sample["value"] = ODD_VALUES[which]
    return found


def _energy(sample: Sample, manner: Manner, base_wh: float) -> list[Sample]:
    value_wh = float(sample["value"]) * (1000.0 if sample.get("unit") == "kWh" else 1.0) - base_wh
    if not manner.energy_per_phase:
        return [_measured(sample, value_wh, manner)]
    # Each phase as a whole number of Wh, so that the three add up to the meter.
    first, rest = divmod(round(value_wh), 3)
    shares = (first + (rest > 0), first + (rest > 1), first)
    return [
        _measured(sample, float(share), manner) | {"phase": phase}
        for phase, share in zip(_PHASES, shares, strict=True)
    ]


def _measured(sample: Sample, value_wh: float, manner: Manner) -> Sample:
    match manner.energy:
        case "Wh":
            return {**sample, "value": f"{value_wh:.0f}", "unit": "Wh"}
        case "Wh_decimals":
            return {**sample, "value": f"{value_wh:.2f}", "unit": "Wh"}
        case "kWh":
            return {**sample, "value": f"{value_wh / 1000.0:.3f}", "unit": "kWh"}
        case "kWh_as_Wh":
            return {**sample, "value": f"{value_wh / 1000.0:.3f}", "unit": "Wh"}


def _power(sample: Sample, manner: Manner) -> list[Sample]:
    value_w, digits = float(sample["value"]), manner.power_decimals
    if not manner.power_per_phase:
        return [{**sample, "value": f"{value_w:.{digits}f}"}]
    text = f"{value_w / 3.0:.{max(digits, 1)}f}"
    return [{**sample, "value": text, "phase": phase} for phase in _PHASES]


def _label(sample: Sample, manner: Manner) -> None:
    drops_soc = manner.units == "not_soc" and sample.get("measurand") == "SoC"
    if manner.units == "none" or drops_soc:
        sample.pop("unit", None)
    if not manner.contexts:
        sample.pop("context", None)
