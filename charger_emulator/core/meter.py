"""What a meter at a connector shows: voltage under load, currents that fit the power, imbalance.

Invariant: power = sum over phases of voltage x current (DC: voltage x current).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from charger_emulator.core.layout import AC_VOLTAGE_V, DC_VOLTAGE_V, FloatArray, IntArray

SUPPLY_SAG_RATIO: Final = 0.015
"""Voltage that a fully loaded cabinet loses in its supply."""
DC_SOC_SPREAD: Final = 0.04
"""Rise of battery voltage from empty to full."""


@dataclass(frozen=True, slots=True)
class Electrical:
    """Per connector: volts (phase to neutral for AC), mean amperes per phase, amperes by phase."""

    voltage_v: FloatArray
    current_a: FloatArray
    phase_a: FloatArray
    """(n, 3); phases that a connector lacks are 0, DC is all 0."""
    imbalance_ratio: FloatArray
    """(largest - smallest) / mean; NaN where there are no three phases or no current."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """What a connector's voltage and currents suffer from, arrays of shape (n,)."""

    phases: IntArray
    """0 = DC, 1 or 3."""
    grid_ratio: FloatArray
    """Deviation of the supply from its nominal voltage."""
    contact_sag_ratio: FloatArray
    """Extra loss of worn contacts at this load, 0..0.3; on one phase of three."""
    tilt_ratio: FloatArray
    """Share of current that the first of three phases lacks, by car and wiring."""
    meter_error_ratio: FloatArray
    """What a failing meter adds to the voltage that it shows."""


def measure(
    power_w: FloatArray, share_ratio: FloatArray, soc_ratio: FloatArray, wiring: Wiring
) -> Electrical:
    """Electrical quantities of connectors.

    Args:
        power_w: drawn, shape (n,).
        share_ratio: load of the whole cabinet over its rating, 0..1.
        soc_ratio: state of charge of the car.
        wiring: what the connectors suffer from.
    """
    phases = wiring.phases
    dc_v = DC_VOLTAGE_V * (1.0 + DC_SOC_SPREAD * (soc_ratio - 0.5))
    nominal_v = np.where(phases == 0, dc_v, AC_VOLTAGE_V * (1.0 + wiring.grid_ratio))
    lost_ratio = SUPPLY_SAG_RATIO * share_ratio + wiring.contact_sag_ratio
    voltage_v = nominal_v * (1.0 - lost_ratio + wiring.meter_error_ratio)
    wires = np.maximum(phases, 1)
    current_a = power_w / (voltage_v * wires)
    worn = np.clip(2.0 * wiring.contact_sag_ratio + wiring.tilt_ratio, 0.0, 0.6)
    tilt = np.stack([1.0 - worn, 1.0 + 0.5 * worn, 1.0 + 0.5 * worn], axis=1)
    three = (phases == 3)[:, None]
    single = (phases == 1)[:, None] * np.array([1.0, 0.0, 0.0])
    phase_a = np.where(three, current_a[:, None] * tilt, current_a[:, None] * single)
    imbalance = np.where((phases == 3) & (power_w > 0.0), 1.5 * worn, np.nan)
    return Electrical(voltage_v, current_a, phase_a, imbalance)
