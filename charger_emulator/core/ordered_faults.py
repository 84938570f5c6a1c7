"""Faults of the world that begin by order, and end by order."""

from typing import Final

import numpy as np

from charger_emulator.core import hazards as h
from charger_emulator.core.world import World
from contract.observations import FAULT_MODES

_BY_LEVEL: Final = (h.CONNECTOR_MIX, h.CABINET_MIX, h.STATION_MIX)
MODES: Final = tuple(FAULT_MODES[mode] for mix in _BY_LEVEL for mode in mix)
"""Thermal trips come of heat, maintenance is planned: neither can be ordered."""


def begin_fault(
    world: World, mode: str, point: int, connector: int, course: tuple[float, float]
) -> None:
    """Let a part degrade, with its warning signs, and then fail; its last fault gives way.

    Args:
        world: where.
        mode: one of `MODES`; it belongs to a connector, a cabinet, or a whole station.
        point: index of the charger.
        connector: index of the connector, for modes of one.
        course: simulated seconds until it fails, and from then to its repair.

    Raises:
        ValueError: if there is no such mode.
    """
    if mode not in MODES:
        raise ValueError(f"mode {mode!r} is not allowed: {', '.join(MODES)}")
    number, faults = FAULT_MODES.index(mode), world.upkeep.faults
    if number in h.CONNECTOR_MIX:
        unit = connector
    elif number in h.CABINET_MIX:
        unit = faults.cabinet(point)
    else:
        unit = faults.site(int(world.layout.cp_station[point]))
    ramp_s, repair_s = course
    faults.inject(unit, number, world.now_s, ramp_s, repair_s)


def end_faults(world: World, point: int) -> None:
    """A charger is as new: what degrades stops to do so, what has failed is repaired in a minute.

    A fault of its whole station ends, too. A cabinet that is too hot comes back when it is cool.
    """
    faults = world.upkeep.faults
    site = faults.site(int(world.layout.cp_station[point]))
    units = np.array([*world.layout.connectors_of(point), faults.cabinet(point), site])
    failed = np.isfinite(faults.failed_s[units])
    faults.repair_s[units[failed]] = 0.0
    world.upkeep.mend_link(point)
    for unit in units[~failed & (faults.mode[units] >= 0)]:
        faults.repaired(int(unit), world.now_s)
