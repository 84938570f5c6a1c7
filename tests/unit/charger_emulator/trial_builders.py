"""Trial records of small made-up networks, with defaults for what a test does not care about."""

from typing import Any

import numpy as np

from charger_emulator.core.trials import Arm, HealRecord, Trial, TrialRecord, Trip

DAY_SLOTS = 96


def record(**changes: Any) -> TrialRecord:
    """Two metros of one station with a charger of two ports each; by default nothing happens."""
    days = changes.pop("days", 1)
    shape = (days * DAY_SLOTS, 2)
    arm = changes.pop("arm", Arm.HEAL)
    values: dict[str, Any] = {
        "trial": Trial(arm, changes.pop("seed", 1), 2, float(days), -1.0),
        "start_s": 0.0,
        "metro": np.array([0, 1]),
        "cluster": np.array([0, 1]),
        "near": np.eye(2, dtype=bool),
        "ports": np.array([2, 2]),
        "cp_station": np.array([0, 1]),
        "trips": [],
        "failures": [],
        "heals": [],
        "over_orders": 0,
        "over_limit_min": 0,
        "healed": np.ones((days, 2), dtype=bool),
    }
    for name in (
        "energy_wh", "margin", "discounts", "surges", "down_port_min", "queue_min", "detour_min",
        "walked_away", "sessions",
    ):  # fmt: skip
        values[name] = np.full(shape, 100.0)
    return TrialRecord(**(values | changes))


def trip(at_h: float, charge_point: int = 0) -> Trip:
    return Trip(at_h * 3600.0, charge_point, is_limited=False, is_target=False)


def heal(opened_h: float, ended_h: float, charge_point: int = 0, **changes: Any) -> HealRecord:
    values: dict[str, Any] = {
        "station": charge_point,
        "opened_s": opened_h * 3600.0,
        "ended_s": ended_h * 3600.0,
        "charge_points": {charge_point},
        "targets": set(),
        "has_price": True,
        "is_dispatch": False,
    }
    return HealRecord(**(values | changes))
