"""What breaks and what mends: over-temperature trips, drawn faults, lost links; and the truth.

A trip takes all connectors of a charge point down at 90 C; they come back below 50 C, after 30 min
at the earliest. A drawn fault comes back when its repair is done (and, for a fan, the cabinet is
cool). A connector is up again once nothing holds it: no fault of its own, of its cabinet or of its
station.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from charger_emulator.core import faults as f
from charger_emulator.core import hazards as h
from charger_emulator.core import thermal
from charger_emulator.core.effects import LinkChange, StatusChange
from charger_emulator.core.forecourt import Forecourt
from charger_emulator.core.layout import BoolArray, FloatArray, IntArray, Layout
from charger_emulator.core.plant import Plant
from charger_emulator.core.scenario import Stress
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus, StopReason

_SHOWN: Final = {
    h.FAN: (ChargePointErrorCode.OTHER_ERROR, "fan failure"),
    h.CONTACTOR: (ChargePointErrorCode.POWER_SWITCH_FAILURE, "contactor failure"),
    h.GROUND: (ChargePointErrorCode.GROUND_FAILURE, "ground fault"),
    h.OVER_CURRENT: (ChargePointErrorCode.OVER_CURRENT_FAILURE, "over-current"),
    h.METER: (ChargePointErrorCode.POWER_METER_FAILURE, "meter failure"),
    h.READER: (ChargePointErrorCode.READER_FAILURE, "card reader failure"),
    h.SUPPLY: (ChargePointErrorCode.UNDER_VOLTAGE, "supply lost"),
}
"""What a charger reports when a mode fails; a lost link reports nothing."""


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
        self._served: BoolArray = forecourt.enabled.copy()
        """Whether a broken connector was in service when it failed."""

    def heat(self, now_s: float, scenarios: Sequence[Stress]) -> None:
        """Warn at 80 C, trip at 90 C, bring back what has cooled down."""
        temperature_c = self._plant.temperature_c
        if temperature_c.max() >= thermal.WARNING_C:
            for point in np.flatnonzero((temperature_c >= thermal.TRIP_C) & ~self.is_tripped):
                self._trip(int(point), now_s, scenarios)
            for point in np.flatnonzero((temperature_c >= thermal.WARNING_C) & ~self.is_warned):
                self._warn(int(point), now_s, on=True)
        if self.is_warned.any():
            cool = self.is_warned & ~self.is_tripped & (temperature_c < thermal.WARNING_CLEAR_C)
            for point in np.flatnonzero(cool):
                self._warn(int(point), now_s, on=False)
            rested = self.is_tripped & (now_s >= self._tripped_s + thermal.RESTART_AFTER_S)
            for point in np.flatnonzero(rested & (temperature_c < thermal.RESTART_BELOW_C)):
                self._restart(int(point), now_s)
        if not self.is_linked.all():
            for point in np.flatnonzero(~self.is_linked & (now_s >= self._linked_from_s)):
                self._link(int(point), now_s, is_up=True)

    def minute(self, minute: int, hour: IntArray) -> None:
        """Let degradation, failures and repairs happen.

        Args:
            minute: simulated Unix time / 60.
            hour: local hour 0..23 per station.
        """
        now_s = minute * 60.0
        forecourt, faults = self._forecourt, self.faults
        mishaps = faults.minute(minute, forecourt.is_in_session(), hour)
        for connector in mishaps.warnings:
            if forecourt.status_of(connector) is not ChargePointStatus.FAULTED:
                error = ChargePointErrorCode.POWER_SWITCH_FAILURE
                forecourt.warn(connector, error, now_s, "contactor voltage drop")
        for connector in mishaps.broken_off:
            forecourt.stop(connector, StopReason.OTHER, now_s)
        for point, length_s in mishaps.drops:
            self._unlink(point, now_s, length_s)
        for unit in mishaps.failed:
            self._fail(unit, now_s)
        for unit in faults.repairable(now_s):
            self._mend(unit, now_s)
        np.copyto(self._plant.contact_loss_ratio, faults.contact_loss_ratio)
        np.copyto(self._plant.meter_error_ratio, faults.meter_error_ratio)

    def mend_link(self, point: int) -> None:
        """Let a charge point's lost link come back with the next step."""
        self._linked_from_s[point] = 0.0

    def open_truth(self) -> list[f.TruthRow]:
        """Faults that have failed and are not repaired yet; `repaired_s` is infinite."""
        rows = []
        for unit in np.flatnonzero(np.isfinite(self.faults.failed_s)):
            rows += self._truth_of(int(unit), np.inf)
        for point, (mode, began_s) in self._cause.items():
            rows.append(f.TruthRow(point, mode, began_s, float(self._tripped_s[point]), np.inf))
        return rows

    # --- heat ------------------------------------------------------------------------------------

    def _trip(self, point: int, now_s: float, scenarios: Sequence[Stress]) -> None:
        self.is_tripped[point], self._tripped_s[point] = True, now_s
        self.is_warned[point] = True
        self.trips[point] += 1
        self._take_down(point, ChargePointErrorCode.HIGH_TEMPERATURE, now_s, "over-temperature")
        unit = self.faults.cabinet(point)
        if self.faults.mode[unit] == h.FAN:
            if not self.faults.has_failed(unit):
                self.faults.fail(unit, now_s)
            return
        station = int(self._layout.cp_station[point])
        began_s = min((s.start_s for s in scenarios if s.station == station), default=now_s)
        self._cause[point] = (h.THERMAL, began_s)

    def _restart(self, point: int, now_s: float) -> None:
        if self.faults.mode[self.faults.cabinet(point)] == h.FAN:
            return  # the repair of the fan brings it back
        self.is_tripped[point] = self.is_warned[point] = False
        self._close_trip(point, now_s)
        self._bring_up(point, now_s)

    def _close_trip(self, point: int, now_s: float) -> None:
        onset_s = float(self._tripped_s[point])
        mode, began_s = self._cause.pop(point, (h.THERMAL, onset_s))
        self.truth.append(f.TruthRow(point, mode, began_s, onset_s, now_s))

    # --- drawn faults ----------------------------------------------------------------------------

    def _fail(self, unit: int, now_s: float) -> None:
        faults, mode = self.faults, int(self.faults.mode[unit])
        point, repair_s = int(faults.unit_point[unit]), float(faults.repair_s[unit])
        if mode == h.COMMUNICATION:
            self._unlink(point, now_s, repair_s)
            return
        error, info = _SHOWN[mode]
        if mode == h.SUPPLY:
            for each in self._points_at(int(faults.unit_station[unit])):
                self._unlink(each, now_s, repair_s)
                self._take_down(each, error, now_s, info)
        elif (connector := faults.connector_of(unit)) >= 0:
            self._served[connector] = self._forecourt.enabled[connector]
            self._forecourt.fault(connector, error, now_s, info)
        elif not self.is_tripped[point]:  # a fan in a cabinet that has tripped is down already
            self._take_down(point, error, now_s, info)

    def _mend(self, unit: int, now_s: float) -> None:
        faults, mode = self.faults, int(self.faults.mode[unit])
        point = int(faults.unit_point[unit])
        if mode == h.FAN:
            if self._plant.temperature_c[point] >= thermal.RESTART_BELOW_C:
                return
            self.is_tripped[point] = self.is_warned[point] = False
            if point in self._cause:
                self._close_trip(point, now_s)
        self.truth += self._truth_of(unit, now_s)
        faults.repaired(unit, now_s)
        if mode == h.SUPPLY:
            for each in self._points_at(int(faults.unit_station[unit])):
                self._bring_up(each, now_s)
        elif (connector := faults.connector_of(unit)) >= 0:
            # whoever repairs it tries it out, and leaves it in service as it was before
            self._forecourt.enabled[connector] = self._served[connector]
            if not self._is_held(connector):
                self._forecourt.repair(connector, now_s)
        elif mode != h.COMMUNICATION:
            self._bring_up(point, now_s)

    def _truth_of(self, unit: int, repaired_s: float) -> list[f.TruthRow]:
        faults = self.faults
        mode, point = int(faults.mode[unit]), int(faults.unit_point[unit])
        points = [point] if point >= 0 else self._points_at(int(faults.unit_station[unit]))
        began_s, failed_s = float(faults.began_s[unit]), float(faults.failed_s[unit])
        connector = faults.connector_of(unit)
        return [f.TruthRow(p, mode, began_s, failed_s, repaired_s, connector) for p in points]

    def _points_at(self, station: int) -> list[int]:
        return [int(p) for p in np.flatnonzero(self._layout.cp_station == station)]

    def _is_held(self, connector: int) -> bool:
        """Something keeps a connector down: its own fault, its cabinet's or its station's."""
        faults, point = self.faults, int(self._layout.connector_cp[connector])
        cabinet = faults.cabinet(point)
        return (
            bool(self.is_tripped[point])
            or faults.has_failed(connector)
            or (faults.has_failed(cabinet) and faults.mode[cabinet] != h.COMMUNICATION)
            or faults.has_failed(faults.site(int(self._layout.cp_station[point])))
        )

    # --- what is shown ---------------------------------------------------------------------------

    def _take_down(self, point: int, error: ChargePointErrorCode, now_s: float, info: str) -> None:
        for connector in self._layout.connectors_of(point):
            self._forecourt.fault(connector, error, now_s, info)
        self._show(point, ChargePointStatus.FAULTED, error, now_s, info)

    def _bring_up(self, point: int, now_s: float) -> None:
        free = [c for c in self._layout.connectors_of(point) if not self._is_held(c)]
        if free:
            self._show(point, ChargePointStatus.AVAILABLE, ChargePointErrorCode.NO_ERROR, now_s)
        for connector in free:
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

    def _unlink(self, point: int, now_s: float, length_s: float) -> None:
        self._linked_from_s[point] = max(float(self._linked_from_s[point]), now_s + length_s)
        self._link(point, now_s, is_up=False)

    def _link(self, point: int, now_s: float, *, is_up: bool) -> None:
        if self.is_linked[point] != is_up:
            self.is_linked[point] = is_up
            self._forecourt.effects.append(LinkChange(now_s, point, is_up))
