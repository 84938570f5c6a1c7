"""Faults that begin by chance: cause before effect, with or without a warning.

A fault is drawn with its whole course: when the part begins to degrade, how long that takes, when
it fails, how long the repair lasts. What can be seen meanwhile are its physical traces only:

    fan            cooling fades over 20 min .. 6 h; fails at the end, or trips by heat before
    contactor      voltage sags under load over 2 .. 24 h, with warnings and broken-off sessions
    communication  answers get slow, the link drops for moments, then for long
    ground         none

`TruthRow` records each; it is never shown to a charger's surroundings.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.layout import Layout
from contract.observations import FAULT_MODES

THERMAL, FAN, CONTACTOR, COMMUNICATION, GROUND = range(len(FAULT_MODES))
MIX: Final = {FAN: 0.22, CONTACTOR: 0.23, COMMUNICATION: 0.20, GROUND: 0.35}
"""Shares by chance; thermal ones come from scenarios. Ground faults have no precursor."""
RAMP_S: Final = {
    FAN: (1_200.0, 21_600.0),
    CONTACTOR: (7_200.0, 86_400.0),
    COMMUNICATION: (900.0, 10_800.0),
}
REPAIR_MEDIAN_S: Final = 1_800.0
REPAIR_SIGMA: Final = 1.67
"""Median 30 min, 90th percentile 255 min (public status log, Ireland 2018)."""
REPAIR_RANGE_S: Final = (300.0, 86_400.0)
DEAD_FAN_RATIO: Final = 0.08
WORN_LOSS_RATIO: Final = 0.12
SLOW_LINK_S: Final = 2.5
NOMINAL_LATENCY_S: Final = 0.05
_WARNING_PER_MIN: Final = 0.05
_BREAK_OFF_PER_MIN: Final = 0.03
_DROP_PER_MIN: Final = 0.12
_DAY_MIN: Final = 1440.0


@dataclass(slots=True)
class Fault:
    """One fault on its way. `repaired_s` is set when it fails."""

    mode: int
    charge_point: int
    connector: int
    began_s: float
    due_s: float
    repair_s: float
    failed_s: float = math.nan

    def progress(self, now_s: float) -> float:
        """0..1 from healthy to failed."""
        if not math.isnan(self.failed_s) or self.due_s <= self.began_s:
            return 1.0
        return min(1.0, max(0.0, (now_s - self.began_s) / (self.due_s - self.began_s)))


@dataclass(frozen=True, slots=True)
class TruthRow:
    """One fault as it was."""

    charge_point: int
    mode: int
    degradation_s: float
    onset_s: float
    repaired_s: float


@dataclass(frozen=True, slots=True)
class Mishaps:
    """What degradation did in one minute, by connector or charge point index."""

    warnings: list[int]
    broken_off: list[int]
    drops: list[tuple[int, float]]
    """(charge point, length in s) of short losses of the link."""
    failed: list[Fault]


class Faults:
    """At most one fault per charge point at a time. `minute` once for every minute, in order."""

    def __init__(self, layout: Layout, seed: int, rate_per_day: float) -> None:
        self._layout = layout
        self._seed = seed
        self._rate_per_min = rate_per_day / _DAY_MIN
        self._frailty = stream(seed, Purpose.HARDWARE, 1).gamma(2.0, 0.5, layout.charge_point_count)
        self._running: dict[int, Fault] = {}
        self.cooling_ratio = np.ones(layout.charge_point_count)
        self.contact_loss_ratio = np.zeros(layout.connector_count)
        self.latency_s = np.full(layout.charge_point_count, NOMINAL_LATENCY_S)

    def minute(self, minute: int, is_busy: list[bool]) -> Mishaps:
        """Let degradation go on until the given minute.

        Args:
            minute: simulated Unix time / 60.
            is_busy: per connector, whether a session runs.
        """
        now_s = minute * 60.0
        mishaps = Mishaps([], [], [], [])
        if self._rate_per_min > 0.0:
            self._begin(minute)
        for fault in list(self._running.values()):
            if not math.isnan(fault.failed_s):
                continue
            if now_s >= fault.due_s:
                fault.failed_s = now_s
                mishaps.failed.append(fault)
            self._trace(fault, now_s)
            self._mishaps(fault, minute, is_busy, mishaps)
        return mishaps

    def running(self, charge_point: int) -> Fault | None:
        """The fault that a charge point has, degrading or failed."""
        return self._running.get(charge_point)

    def begin(self, fault: Fault) -> None:
        """Let a fault take its course.

        Raises:
            ValueError: if the charge point has one already.
        """
        if fault.charge_point in self._running:
            mode = FAULT_MODES[self._running[fault.charge_point].mode]
            raise ValueError(f"the charger has a fault already: {mode}")
        self._running[fault.charge_point] = fault

    def repaired(self, charge_point: int) -> None:
        """Take the fault of a charge point away, with its traces."""
        fault = self._running.pop(charge_point)
        self.cooling_ratio[charge_point] = 1.0
        self.latency_s[charge_point] = NOMINAL_LATENCY_S
        if fault.connector >= 0:
            self.contact_loss_ratio[fault.connector] = 0.0

    def _begin(self, minute: int) -> None:
        rng = stream(self._seed, Purpose.FAULTS, minute)
        draws = rng.random(self._layout.charge_point_count)
        for point in np.flatnonzero(draws < self._rate_per_min * self._frailty):
            if int(point) not in self._running:
                own = stream(self._seed, Purpose.FAULTS, minute << 16 | int(point) | 1 << 52)
                self._running[int(point)] = self._draw(int(point), minute * 60.0, own)

    def _draw(self, point: int, now_s: float, rng: np.random.Generator) -> Fault:
        mode = int(rng.choice(list(MIX), p=list(MIX.values())))
        connectors = self._layout.connectors_of(point)
        low_s, high_s = RAMP_S.get(mode, (0.0, 0.0))
        ramp_s = low_s * (high_s / low_s) ** rng.random() if low_s else 0.0
        repair_s = REPAIR_MEDIAN_S * math.exp(REPAIR_SIGMA * rng.standard_normal())
        has_connector = mode in (CONTACTOR, GROUND)
        return Fault(
            mode=mode,
            charge_point=point,
            connector=int(rng.choice(list(connectors))) if has_connector else -1,
            began_s=now_s,
            due_s=now_s + ramp_s,
            repair_s=min(REPAIR_RANGE_S[1], max(REPAIR_RANGE_S[0], repair_s)),
        )

    def _trace(self, fault: Fault, now_s: float) -> None:
        progress = fault.progress(now_s)
        if fault.mode == FAN:
            self.cooling_ratio[fault.charge_point] = DEAD_FAN_RATIO**progress
        elif fault.mode == CONTACTOR:
            self.contact_loss_ratio[fault.connector] = WORN_LOSS_RATIO * progress**1.5
        elif fault.mode == COMMUNICATION:
            self.latency_s[fault.charge_point] = NOMINAL_LATENCY_S + SLOW_LINK_S * progress**2

    def _mishaps(self, fault: Fault, minute: int, is_busy: list[bool], mishaps: Mishaps) -> None:
        if fault.mode not in (CONTACTOR, COMMUNICATION) or not math.isnan(fault.failed_s):
            return
        rng = stream(self._seed, Purpose.LINK, minute << 16 | fault.charge_point)
        chance, progress = rng.random(3), fault.progress(minute * 60.0)
        if fault.mode == COMMUNICATION:
            if chance[0] < _DROP_PER_MIN * progress:
                mishaps.drops.append((fault.charge_point, 15.0 + 150.0 * float(chance[1])))
            return
        if chance[0] < _WARNING_PER_MIN * progress:
            mishaps.warnings.append(fault.connector)
        if is_busy[fault.connector] and chance[1] < _BREAK_OFF_PER_MIN * progress:
            mishaps.broken_off.append(fault.connector)
