"""Faults that begin by chance: cause before effect, with or without a warning. Struct of arrays.

Units are all connectors, then all cabinets, then all stations; each has at most one fault at a
time. A fault is drawn with its whole course: when the part begins to degrade, how long that takes,
when it fails, how long the repair lasts. What can be seen meanwhile are its physical traces only:

    fan            cooling fades over 20 min .. 6 h; fails at the end, or trips by heat before
    contactor      voltage sags under load over 6 h .. 3 days, with warnings and broken-off sessions
    communication  answers get slow, the link drops for moments, then for long
    meter          shown voltage wanders off over 1 .. 24 h
    ground, over-current, reader, supply: none

Contacts wear with every session that they switch; worn ones fail more often. `TruthRow` records
each fault; it is never shown to a charger's surroundings.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from charger_emulator.core import hazards as h
from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.hazards import COMMUNICATION, CONTACTOR, FAN, METER
from charger_emulator.core.layout import BoolArray, FloatArray, IntArray, Layout

NONE: Final = -1
DEAD_FAN_RATIO: Final = 0.08
WORN_LOSS_RATIO: Final = 0.12
METER_ERROR_RATIO: Final = 0.06
SLOW_LINK_S: Final = 2.5
NOMINAL_LATENCY_S: Final = 0.05
CONTACT_LIFE_CYCLES: Final = 20_000.0
"""Sessions that a contactor switches before it is worn out."""
RELAPSE_S: Final = (300.0, 1_500.0)
READER_HANGS_RATIO: Final = 0.6
"""Share of failed card readers that a restart brings back; whether one does is settled when it
fails."""
_WARNING_PER_MIN: Final = 0.010
_BREAK_OFF_PER_MIN: Final = 0.012
_DROP_PER_MIN: Final = 0.12
_DAY_MIN: Final = 1440.0


@dataclass(frozen=True, slots=True)
class TruthRow:
    """One fault as it was; `connector` -1 = all of the charge point."""

    charge_point: int
    mode: int
    degradation_s: float
    onset_s: float
    repaired_s: float
    connector: int = -1


@dataclass(frozen=True, slots=True)
class Mishaps:
    """What degradation did in one minute, by connector, charge point or unit."""

    warnings: list[int]
    broken_off: list[int]
    drops: list[tuple[int, float]]
    """(charge point, length in s) of short losses of the link."""
    failed: list[int]
    """Units."""


class Faults:
    """State of all faults. `minute` once for every minute, in order."""

    def __init__(self, layout: Layout, seed: int, hazards: h.Hazards, start_s: float = 0.0) -> None:
        self._seed, self._hazards = seed, hazards
        connectors, points = layout.connector_count, layout.charge_point_count
        stations = layout.station_count
        self._cabinet, self._site = connectors, connectors + points
        units = self._site + stations
        self._levels = (
            slice(0, connectors), slice(connectors, self._site), slice(self._site, units)
        )  # fmt: skip
        self._owed = stream(seed, Purpose.HARDWARE, 4).random(3)
        self.unit_station: IntArray = np.concatenate(
            [layout.connector_station, layout.cp_station, np.arange(stations)]
        ).astype(np.int64)
        self.unit_point: IntArray = np.concatenate(
            [layout.connector_cp, np.arange(points), np.full(stations, NONE)]
        ).astype(np.int64)
        self.mode = np.full(units, NONE, dtype=np.int8)
        self.began_s = np.full(units, np.inf)
        self.due_s = np.full(units, np.inf)
        self.failed_s = np.full(units, np.inf)
        """Infinite while the unit still works."""
        self.repair_s = np.zeros(units)
        self.cooling_ratio = np.ones(points)
        self.latency_s = np.full(points, NOMINAL_LATENCY_S)
        self.contact_loss_ratio = np.zeros(connectors)
        self.meter_error_ratio = np.zeros(connectors)
        hardware = stream(seed, Purpose.HARDWARE, 1)
        self.wear_ratio: FloatArray = hardware.uniform(0.0, 0.8, connectors)
        self._rate_per_min = self._rates(hardware)
        self._hours = hazards.hour_factors()
        self._was_busy = np.zeros(connectors, dtype=np.bool_)
        self._down_at_start(start_s)

    # --- units -----------------------------------------------------------------------------------

    def cabinet(self, charge_point: int) -> int:
        """Unit of a charge point's cabinet; a connector's unit is its own index."""
        return self._cabinet + charge_point

    def site(self, station: int) -> int:
        """Unit of a station."""
        return self._site + station

    def connector_of(self, unit: int) -> int:
        """Connector of a unit, -1 for a cabinet or station."""
        return unit if unit < self._cabinet else NONE

    def has_failed(self, unit: int) -> bool:
        """The unit is broken and not repaired yet."""
        return bool(np.isfinite(self.failed_s[unit]))

    # --- time ------------------------------------------------------------------------------------

    def minute(self, minute: int, is_busy: BoolArray, hour: IntArray) -> Mishaps:
        """Let degradation go on until the given minute.

        Args:
            minute: simulated Unix time / 60.
            is_busy: per connector, whether a session runs.
            hour: local hour 0..23 per station.
        """
        now_s = minute * 60.0
        self.wear_ratio += (is_busy & ~self._was_busy) / CONTACT_LIFE_CYCLES
        self._was_busy = is_busy
        if not self._hazards.is_quiet:
            self._begin(minute, is_busy, hour)
        running = np.flatnonzero(self.mode != NONE)
        working = running[np.isinf(self.failed_s[running])]
        failed = working[self.due_s[working] <= now_s]
        self.failed_s[failed] = now_s
        self._trace(working, now_s)
        mishaps = Mishaps([], [], [], failed.tolist())
        self._mishaps(working[np.isinf(self.failed_s[working])], minute, is_busy, mishaps)
        return mishaps

    def inject(self, unit: int, mode: int, now_s: float, ramp_s: float, repair_s: float) -> None:
        """Begin a fault by hand; one that the unit has already gives way.

        Args:
            unit: which; `mode` must be one of its level.
            mode: position in FAULT_MODES.
            now_s: simulated now, when degradation begins.
            ramp_s: until it fails.
            repair_s: from failure to repair.

        Raises:
            ValueError: if units of that level do not have the mode.
        """
        mix = self._mix(unit)
        if mode not in mix:
            raise ValueError(f"unit {unit} cannot have mode {mode}: one of {sorted(mix)}")
        self.mode[unit], self.began_s[unit] = mode, now_s
        self.due_s[unit], self.failed_s[unit] = now_s + ramp_s, np.inf
        self.repair_s[unit] = repair_s

    def fail(self, unit: int, now_s: float) -> None:
        """A degrading unit breaks before its time (its cabinet got too hot)."""
        self.failed_s[unit] = now_s

    def restarted(self, charge_point: int) -> None:
        """A restart cures a card reader that only hangs; no other part is cured by it."""
        unit = self.cabinet(charge_point)
        if self.mode[unit] != h.READER or not self.has_failed(unit):
            return
        key = int(self.failed_s[unit] // 60.0) << 20 | unit | 1 << 54
        if stream(self._seed, Purpose.FAULTS, key).random() < READER_HANGS_RATIO:
            self.repair_s[unit] = 0.0

    def repairable(self, now_s: float) -> list[int]:
        """Failed units whose repair is done by now, in order."""
        done = self.failed_s + self.repair_s <= now_s
        return [int(unit) for unit in np.flatnonzero(done)]

    def repaired(self, unit: int, now_s: float) -> None:
        """Take the fault of a unit away, with its traces; some come back soon."""
        mode, point = int(self.mode[unit]), int(self.unit_point[unit])
        self.mode[unit] = NONE
        self.began_s[unit] = self.due_s[unit] = self.failed_s[unit] = np.inf
        match mode:
            case h.FAN:
                self.cooling_ratio[point] = 1.0
            case h.COMMUNICATION:
                self.latency_s[point] = NOMINAL_LATENCY_S
            case h.CONTACTOR:
                self.contact_loss_ratio[unit] = self.wear_ratio[unit] = 0.0
            case h.METER:
                self.meter_error_ratio[unit] = 0.0
            case _:
                pass  # the others leave no trace
        if self._hazards.relapse_ratio:
            rng = stream(self._seed, Purpose.FAULTS, int(now_s // 60.0) << 20 | unit | 1 << 53)
            if rng.random() < self._hazards.relapse_ratio:
                ramp_s = float(rng.uniform(*RELAPSE_S))
                self.inject(unit, mode, now_s, ramp_s, self._repair(unit).draw(rng))

    # --- chance ----------------------------------------------------------------------------------

    def _rates(self, rng: np.random.Generator) -> FloatArray:
        """Each unit's own rate per minute: the level's rate times its frailty."""
        units, shape = len(self.mode), self._hazards.frailty_shape
        frailty = rng.gamma(shape, 1.0 / shape, units)
        for level in self._levels:
            frailty[level] /= frailty[level].mean()
        per_day = np.concatenate(
            [
                np.full(self._cabinet, self._hazards.connector_per_day),
                np.full(self._site - self._cabinet, self._hazards.cabinet_per_day),
                np.full(units - self._site, self._hazards.station_per_day),
            ]
        )
        result: FloatArray = frailty * per_day / _DAY_MIN
        return result

    def _down_at_start(self, start_s: float) -> None:
        rng = stream(self._seed, Purpose.HARDWARE, 2)
        draws = rng.random(self._cabinet)
        for unit in np.flatnonzero(draws < self._hazards.down_at_start_ratio):
            repair_s = float(rng.exponential(self._hazards.repair.long_mean_s))
            self.inject(int(unit), CONTACTOR, start_s, 0.0, repair_s)

    def _begin(self, minute: int, is_busy: BoolArray, hour: IntArray) -> None:
        hazards = self._hazards
        rate = self._rate_per_min * self._hours[hour][self.unit_station]
        # A new contact fails by wear at 0.4 of the usual rate, one at the end of its life at 1.6.
        worn = 0.4 + 1.2 * self.wear_ratio
        share = h.CONNECTOR_MIX[CONTACTOR]
        rate[: self._cabinet] *= 1.0 + share * (worn - 1.0)
        rate[: self._cabinet] *= np.where(is_busy, hazards.busy_factor, 1.0)
        rate[self.mode != NONE] = 0.0
        draws = stream(self._seed, Purpose.FAULTS, minute)
        for unit in self._evenly(rate, draws) if hazards.is_even else self._by_chance(rate, draws):
            rng = stream(self._seed, Purpose.FAULTS, minute << 20 | unit | 1 << 52)
            mix = dict(self._mix(unit))
            if CONTACTOR in mix:
                mix[CONTACTOR] *= worn[unit]
            weights = np.array(list(mix.values()))
            mode = int(rng.choice(list(mix), p=weights / weights.sum()))
            low_s, high_s = h.RAMP_S.get(mode, (0.0, 0.0))
            ramp_s = low_s * (high_s / low_s) ** rng.random() if low_s else 0.0
            self.inject(unit, mode, minute * 60.0, ramp_s, self._repair(unit).draw(rng))

    def _by_chance(self, rate: FloatArray, rng: np.random.Generator) -> list[int]:
        return [int(unit) for unit in np.flatnonzero(rng.random(len(rate)) < rate)]

    def _evenly(self, rate: FloatArray, rng: np.random.Generator) -> list[int]:
        """One unit of a level, by chance, whenever the level's summed hazard has grown by one."""
        chosen = []
        for index, level in enumerate(self._levels):
            total = float(rate[level].sum())
            self._owed[index] += total
            while self._owed[index] >= 1.0 and total > 0.0:
                self._owed[index] -= 1.0
                at = float(rng.random()) * total
                chosen.append(level.start + int(np.searchsorted(np.cumsum(rate[level]), at)))
        return chosen

    def _mix(self, unit: int) -> dict[int, float]:
        if unit < self._cabinet:
            return h.CONNECTOR_MIX
        return h.CABINET_MIX if unit < self._site else h.STATION_MIX

    def _repair(self, unit: int) -> h.Repair:
        return self._hazards.repair if unit < self._site else self._hazards.station_repair

    # --- traces ----------------------------------------------------------------------------------

    def _trace(self, units: IntArray, now_s: float) -> None:
        length_s = np.maximum(self.due_s[units] - self.began_s[units], 1e-9)
        progress = np.clip((now_s - self.began_s[units]) / length_s, 0.0, 1.0)
        progress = np.where(np.isfinite(self.failed_s[units]), 1.0, progress)
        mode, point = self.mode[units], self.unit_point[units]
        fan, link = mode == FAN, mode == COMMUNICATION
        contact, meter = mode == CONTACTOR, mode == METER
        self.cooling_ratio[point[fan]] = DEAD_FAN_RATIO ** progress[fan]
        self.latency_s[point[link]] = NOMINAL_LATENCY_S + SLOW_LINK_S * progress[link] ** 2
        self.contact_loss_ratio[units[contact]] = WORN_LOSS_RATIO * progress[contact] ** 1.5
        self.meter_error_ratio[units[meter]] = METER_ERROR_RATIO * progress[meter]

    def _mishaps(self, units: IntArray, minute: int, is_busy: BoolArray, mishaps: Mishaps) -> None:
        mode = self.mode[units]
        for each in units[(mode == CONTACTOR) | (mode == COMMUNICATION)]:
            unit = int(each)
            rng = stream(self._seed, Purpose.LINK, minute << 20 | unit)
            chance = rng.random(3)
            length_s = max(self.due_s[unit] - self.began_s[unit], 1e-9)
            progress = min(1.0, max(0.0, (minute * 60.0 - self.began_s[unit]) / length_s))
            if self.mode[unit] == COMMUNICATION:
                if chance[0] < _DROP_PER_MIN * progress:
                    point = int(self.unit_point[unit])
                    mishaps.drops.append((point, 15.0 + 150.0 * float(chance[1])))
                continue
            if chance[0] < _WARNING_PER_MIN * progress:
                mishaps.warnings.append(unit)
            if is_busy[unit] and chance[1] < _BREAK_OFF_PER_MIN * progress:
                mishaps.broken_off.append(unit)
