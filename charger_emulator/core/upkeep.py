"""What breaks and what mends: over-temperature trips, drawn faults, lost links; and the truth.

A trip takes all connectors of a charge point down at 90 C; they come back below 50 C, after 30 min
at the earliest. A drawn fault comes back when its repair is done (and, for a fan, the cabinet is
cool).
"""

import math
from collections.abc import Sequence

import numpy as np

from charger_emulator.core import faults as f
from charger_emulator.core import thermal
from charger_emulator.core.effects import LinkChange, StatusChange
from charger_emulator.core.forecourt import Forecourt
from charger_emulator.core.layout import BoolArray, FloatArray, Layout
from charger_emulator.core.plant import Plant
from charger_emulator.core.scenario import Stress
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus, StopReason


class Upkeep:
    """Health of charge points. `heat` every step, `minute` every minute."""

    def __init__(
        self, layout: Layout, plant: Plant, forecourt: Forecourt, faults: f.Faults
    ) -> None:
        points = layout.charge_point_count
        self._layout, self._plant, self._forecourt = layout, plant, forecourt
        self.faults = faults
        self.is_tripped: BoolArray = np.zeros(points, dtype=np.bool_)
        self.is_warned: BoolArray = np.zeros(points, dtype=np.bool_)
        self.is_linked: BoolArray = np.ones(points, dtype=np.bool_)
        self.trips = np.zeros(points, dtype=np.int64)
        self._tripped_s = np.full(points, np.inf)
        self._linked_from_s: FloatArray = np.zeros(points)
        self._cause: dict[int, tuple[int, float]] = {}
        self.truth: list[f.TruthRow] = []

    def heat(self, now_s: float, scenarios: Sequence[Stress]) -> None:
        """Warn at 80 C, trip at 90 C, bring back what has cooled down."""
        temperature_c = self._plant.temperature_c
        for point in np.flatnonzero((temperature_c >= thermal.TRIP_C) & ~self.is_tripped):
            self._trip(int(point), now_s, scenarios)
        for point in np.flatnonzero((temperature_c >= thermal.WARNING_C) & ~self.is_warned):
            self._warn(int(point), now_s, on=True)
        cool = self.is_warned & ~self.is_tripped & (temperature_c < thermal.WARNING_CLEAR_C)
        for point in np.flatnonzero(cool):
            self._warn(int(point), now_s, on=False)
        rested = self.is_tripped & (now_s >= self._tripped_s + thermal.RESTART_AFTER_S)
        for point in np.flatnonzero(rested & (temperature_c < thermal.RESTART_BELOW_C)):
            self._restart(int(point), now_s)
        for point in np.flatnonzero(~self.is_linked & (now_s >= self._linked_from_s)):
            self._link(int(point), now_s, is_up=True)

    def minute(self, minute: int) -> None:
        """Let degradation, failures and repairs happen."""
        now_s = minute * 60.0
        forecourt = self._forecourt
        mishaps = self.faults.minute(minute, forecourt.is_in_session().tolist())
        for connector in mishaps.warnings:
            if forecourt.status_of(connector) is not ChargePointStatus.FAULTED:
                error = ChargePointErrorCode.POWER_SWITCH_FAILURE
                forecourt.warn(connector, error, now_s, "contactor voltage drop")
        for connector in mishaps.broken_off:
            forecourt.stop(connector, StopReason.OTHER, now_s)
        for point, length_s in mishaps.drops:
            self._linked_from_s[point] = now_s + length_s
            self._link(point, now_s, is_up=False)
        for fault in mishaps.failed:
            self._fail(fault, now_s)
        for point in range(self._layout.charge_point_count):
            running = self.faults.running(point)
            if running is not None:
                self.mend(running, now_s)
        np.copyto(self._plant.contact_loss_ratio, self.faults.contact_loss_ratio)

    def open_truth(self) -> list[f.TruthRow]:
        """Faults that have failed and are not repaired yet; `repaired_s` is infinite."""
        rows = []
        for point in range(self._layout.charge_point_count):
            fault = self.faults.running(point)
            if fault is not None and not math.isnan(fault.failed_s):
                rows.append(f.TruthRow(point, fault.mode, fault.began_s, fault.failed_s, math.inf))
            if point in self._cause:
                mode, began_s = self._cause[point]
                onset_s = float(self._tripped_s[point])
                rows.append(f.TruthRow(point, mode, began_s, onset_s, math.inf))
        return rows

    def _trip(self, point: int, now_s: float, scenarios: Sequence[Stress]) -> None:
        self.is_tripped[point], self._tripped_s[point] = True, now_s
        self.trips[point] += 1
        self._take_down(point, ChargePointErrorCode.HIGH_TEMPERATURE, now_s, "over-temperature")
        fan = self.faults.running(point)
        if fan is not None and fan.mode == f.FAN:
            if math.isnan(fan.failed_s):
                fan.failed_s = now_s
            return
        station = int(self._layout.cp_station[point])
        began_s = min((s.start_s for s in scenarios if s.station == station), default=now_s)
        self._cause[point] = (f.THERMAL, began_s)

    def _restart(self, point: int, now_s: float) -> None:
        fault = self.faults.running(point)
        if fault is not None and fault.mode == f.FAN:
            return  # the repair of the fan brings it back
        self.is_tripped[point] = self.is_warned[point] = False
        mode, began_s = self._cause.pop(point, (f.THERMAL, self._tripped_s[point]))
        onset_s = float(self._tripped_s[point])
        self.truth.append(f.TruthRow(point, mode, began_s, onset_s, now_s))
        self._bring_up(point, now_s)

    def _fail(self, fault: f.Fault, now_s: float) -> None:
        match fault.mode:
            case f.FAN if not self.is_tripped[fault.charge_point]:
                error = ChargePointErrorCode.OTHER_ERROR
                self._take_down(fault.charge_point, error, now_s, "fan failure")
            case f.CONTACTOR:
                error = ChargePointErrorCode.POWER_SWITCH_FAILURE
                self._forecourt.fault(fault.connector, error, now_s, "contactor failure")
            case f.GROUND:
                error = ChargePointErrorCode.GROUND_FAILURE
                self._forecourt.fault(fault.connector, error, now_s, "ground fault")
            case f.COMMUNICATION:
                self._linked_from_s[fault.charge_point] = now_s + fault.repair_s
                self._link(fault.charge_point, now_s, is_up=False)
            case _:
                pass  # a fan in a cabinet that has tripped already

    def mend(self, fault: f.Fault, now_s: float) -> None:
        """Bring a charge point back whose repair is done by now; a hot cabinet waits."""
        point = fault.charge_point
        if math.isnan(fault.failed_s) or now_s < fault.failed_s + fault.repair_s:
            return
        if fault.mode == f.FAN:
            if self._plant.temperature_c[point] >= thermal.RESTART_BELOW_C:
                return
            self.is_tripped[point] = self.is_warned[point] = False
            self._bring_up(point, now_s)
        elif fault.connector >= 0 and not self.is_tripped[point]:
            self._forecourt.repair(fault.connector, now_s)
        self.truth.append(f.TruthRow(point, fault.mode, fault.began_s, fault.failed_s, now_s))
        self.faults.repaired(point)

    def _take_down(self, point: int, error: ChargePointErrorCode, now_s: float, info: str) -> None:
        for connector in self._layout.connectors_of(point):
            self._forecourt.fault(connector, error, now_s, info)
        self._show(point, ChargePointStatus.FAULTED, error, now_s, info)

    def _bring_up(self, point: int, now_s: float) -> None:
        self._show(point, ChargePointStatus.AVAILABLE, ChargePointErrorCode.NO_ERROR, now_s)
        broken = self.faults.running(point)
        for connector in self._layout.connectors_of(point):
            failed = broken is not None and not math.isnan(broken.failed_s)
            if not (failed and broken is not None and broken.connector == connector):
                self._forecourt.repair(connector, now_s)

    def _warn(self, point: int, now_s: float, *, on: bool) -> None:
        self.is_warned[point] = on
        if not self.is_tripped[point]:
            code = ChargePointErrorCode
            error = code.HIGH_TEMPERATURE if on else code.NO_ERROR
            self._show(point, ChargePointStatus.AVAILABLE, error, now_s)

    def _show(
        self,
        point: int,
        status: ChargePointStatus,
        error: ChargePointErrorCode,
        now_s: float,
        info: str = "",
    ) -> None:
        self._forecourt.effects.append(StatusChange(now_s, point, -1, status, error, info))

    def _link(self, point: int, now_s: float, *, is_up: bool) -> None:
        if self.is_linked[point] != is_up:
            self.is_linked[point] = is_up
            self._forecourt.effects.append(LinkChange(now_s, point, is_up))
