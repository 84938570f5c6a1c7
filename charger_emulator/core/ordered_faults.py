"""Faults of the world that begin by order, and end by order."""

import math

from charger_emulator.core import faults as f
from charger_emulator.core.world import World
from contract.observations import FAULT_MODES

_OF_CONNECTOR = (f.CONTACTOR, f.GROUND)


def begin_fault(
    world: World, mode: str, point: int, connector: int, course: tuple[float, float]
) -> None:
    """Let a part degrade, with its warning signs, and then fail.

    Args:
        world: where.
        mode: one of `FAULT_MODES` but thermal, which comes of heat.
        point: index of the charger.
        connector: index of the connector, for modes that belong to one.
        course: simulated seconds until it fails, and from then to its repair.

    Raises:
        ValueError: if there is no such mode, or the charger has a fault already.
    """
    modes = FAULT_MODES[1:]
    if mode not in modes:
        raise ValueError(f"mode {mode!r} is not allowed: {', '.join(modes)}")
    number = FAULT_MODES.index(mode)
    at = connector if number in _OF_CONNECTOR else -1
    ramp_s, repair_s = course
    world.upkeep.faults.begin(
        f.Fault(number, point, at, world.now_s, world.now_s + ramp_s, repair_s)
    )


def end_faults(world: World, point: int) -> None:
    """A charger is as new: nothing degrades there any more."""
    fault = world.upkeep.faults.running(point)
    if fault is None:
        return
    if math.isnan(fault.failed_s):
        world.upkeep.faults.repaired(point)
    else:
        fault.repair_s = 0.0
        world.upkeep.mend(fault, world.now_s)
