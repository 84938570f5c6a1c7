"""Writes down what happens in a trial: energy, money, waiting, outages, trips and heals."""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import numpy as np

from charger_emulator.core.connector import INDEX
from charger_emulator.core.effects import Effect, PlugIn, SessionStart, SessionStop, StatusChange
from charger_emulator.core.hazards import COMMUNICATION, MAINTENANCE, THERMAL
from charger_emulator.core.layout import BoolArray, FloatArray
from charger_emulator.core.trials import (
    SLOT_S,
    HealRecord,
    Trial,
    TrialRecord,
    Trip,
    clusters_of,
    near_of,
)
from charger_emulator.core.world import World
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus
from contract.rehearsal import HealNow

TRIP_INFO: Final = "over-temperature"
LEAST_SESSION_WH: Final = 100.0
"""A session below counts as failed."""
_DOWN_FROM: Final = INDEX[ChargePointStatus.UNAVAILABLE]
"""This status and the one after it, Faulted, serve nobody."""
_OVER_RATIO: Final = 1.01
_MEND_THEMSELVES: Final = (THERMAL, COMMUNICATION, MAINTENANCE)
_SLOT_MIN: Final = SLOT_S / 60.0
_QUANTITIES: Final = (
    "energy_wh", "margin", "discounts", "surges", "down_port_min", "queue_min", "detour_min",
    "walked_away", "sessions",
)  # fmt: skip


class Ledger:
    """Of one trial, from now on; `minute` once after each minute of the world, then `heals`.

    A session pays the lowest price shown between plugging in and its start, to its end.
    """

    def __init__(self, world: World, trial: Trial, minutes: int) -> None:
        layout = world.layout
        self._world, self._trial, self._start_s = world, trial, world.now_s
        slots = math.ceil(minutes / _SLOT_MIN)
        self._sums = {name: np.zeros((slots, layout.station_count)) for name in _QUANTITIES}
        self._minutes = 0
        self._base: FloatArray = world.base_price[layout.connector_station]
        costs = [float(station.energy_cost_per_kwh) for station in layout.stations]
        self._cost: FloatArray = np.array(costs)[layout.connector_station]
        self._pays: FloatArray = self._base.copy()
        self._register_wh = world.plant.register_wh.copy()
        self._detour_s, self._away = world.detour_s.copy(), world.walked_away.copy()
        self._trips: list[Trip] = []
        self._heals: dict[tuple[int, float], HealRecord] = {}
        self._open_targets: dict[int, int] = {}
        """Target of each station that has one at present."""
        self._limit_w: FloatArray = np.full(layout.charge_point_count, np.inf)
        self.over_orders = self._over_min = 0

    def minute(self, effects: Sequence[Effect]) -> None:
        """Take what happened in the minute that has just gone by."""
        world, layout = self._world, self._world.layout
        for effect in effects:
            self._effect(effect)
        used_kwh = (world.plant.register_wh - self._register_wh) / 1000.0
        self._register_wh = world.plant.register_wh.copy()
        above = used_kwh * (self._pays - self._base)
        down = (world.forecourt.status >= _DOWN_FROM).astype(np.float64)
        connectors = {
            "energy_wh": used_kwh * 1000.0,
            "margin": used_kwh * (self._pays - self._cost),
            "discounts": np.maximum(-above, 0.0),
            "surges": np.maximum(above, 0.0),
            "down_port_min": down,
        }
        for name, values in connectors.items():
            self._add(name, np.add.reduceat(values, layout.station_first))
        self._add("queue_min", np.array([float(len(queue)) for queue in world.forecourt.queues]))
        self._add("detour_min", (world.detour_s - self._detour_s) / 60.0)
        self._add("walked_away", (world.walked_away - self._away).astype(np.float64))
        self._detour_s, self._away = world.detour_s.copy(), world.walked_away.copy()
        self._minutes += 1
        self._check_limits()

    def heals(self, heals: Sequence[HealNow], moved: dict[int, int], now_s: float) -> None:
        """Take what the loop decided.

        Args:
            heals: opened or changed ones.
            moved: by station, where its target's discount is really shown.
            now_s: simulated now.
        """
        layout = self._world.layout
        for heal in heals:
            station = layout.station_index[heal.station]
            record = self._heals.setdefault(
                (station, _seconds(heal.opened_at)),
                HealRecord(
                    station, _seconds(heal.opened_at), math.inf, set(), set(),
                    has_price=False, is_dispatch=heal.is_dispatch,
                ),
            )  # fmt: skip
            record.charge_points |= {layout.cp_index[each] for each in heal.stressed}
            record.has_price |= heal.has_price
            self._open_targets.pop(station, None)
            if heal.target is not None:
                target = moved.get(station, layout.station_index[heal.target])
                record.targets.add(target)
                self._open_targets[station] = target
            if heal.is_over:
                record.ended_s = now_s

    def record(self, healed: BoolArray) -> TrialRecord:
        """All of it, at the end.

        Args:
            healed: (days, stations): where the loop took part.
        """
        layout = self._world.layout
        metros = [station.city for station in layout.stations]
        names = sorted(set(metros))
        return TrialRecord(
            trial=self._trial,
            start_s=self._start_s,
            metro=np.array([names.index(each) for each in metros]),
            cluster=clusters_of(layout),
            near=near_of(layout),
            ports=layout.station_connectors.copy(),
            cp_station=layout.cp_station.copy(),
            trips=self._trips,
            failures=self._failures(),
            heals=list(self._heals.values()),
            over_orders=self.over_orders,
            over_limit_min=self._over_min,
            healed=healed,
            **self._sums,
        )

    def _effect(self, effect: Effect) -> None:
        shown = self._world.price_per_kwh
        match effect:
            case PlugIn():
                self._pays[effect.connector] = shown[effect.charge_point]
            case SessionStart():
                lowest = min(self._pays[effect.connector], shown[effect.charge_point])
                self._pays[effect.connector] = lowest
            case SessionStop() if effect.energy_wh >= LEAST_SESSION_WH:
                station = self._world.layout.cp_station[effect.charge_point]
                self._sums["sessions"][self._slot(), station] += 1.0
            case StatusChange(at_s, point, -1, ChargePointStatus.FAULTED, error, info) if (
                error is ChargePointErrorCode.HIGH_TEMPERATURE and info == TRIP_INFO
            ):
                station = int(self._world.layout.cp_station[point])
                is_limited = bool(np.isfinite(self._world.plant.cp_limit_w[point]))
                is_target = station in self._open_targets.values()
                self._trips.append(Trip(at_s, point, is_limited, is_target))
            case _:
                pass

    def _slot(self) -> int:
        return int(self._minutes // _SLOT_MIN)

    def _add(self, name: str, by_station: FloatArray) -> None:
        self._sums[name][self._slot()] += by_station

    def _check_limits(self) -> None:
        """Limits that have held since the minute before: power has had time to follow."""
        world = self._world
        limit_w = world.plant.cp_limit_w
        held = np.where(limit_w == self._limit_w, limit_w, np.inf)
        power_w = world.plant.load_ratio * world.layout.cp_rated_w
        self._over_min += int((power_w > held * _OVER_RATIO).sum())
        self._limit_w = limit_w.copy()

    def _failures(self) -> list[tuple[float, int]]:
        upkeep = self._world.upkeep
        return [
            (row.onset_s, row.charge_point)
            for row in (*upkeep.truth, *upkeep.open_truth())
            if row.mode not in _MEND_THEMSELVES and row.onset_s >= self._start_s
        ]


def _seconds(at: datetime) -> float:
    return at.timestamp()
