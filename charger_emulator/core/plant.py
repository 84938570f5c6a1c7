"""Power and heat of all charge points at once, as arrays over connectors and charge points.

A charge point shares its cabinet: power goes to the cars in proportion to what they would take, and
the sum stays within the smaller of its own (derated) rating and the limit set from outside. Power
follows that along a ramp; energy counted by the meters is exactly mean power x time.
"""

import numpy as np

from charger_emulator.core import battery, meter, sharing, thermal
from charger_emulator.core.layout import AC_VOLTAGE_V, BoolArray, FloatArray, Layout

SETTLED_LOAD_RATIO = 0.3
"""Load at which the cabinets are taken to have been before the world began."""


class Plant:
    """Physical state. Set limits, cooling, ambient and cars, then `advance`."""

    def __init__(self, layout: Layout, register_wh: FloatArray, ambient_c: FloatArray) -> None:
        points, connectors = layout.charge_point_count, layout.connector_count
        self._layout = layout
        self.ambient_c = ambient_c[layout.cp_station]
        self.cooling_ratio = np.ones(points)
        self.temperature_c = thermal.steady_c(
            np.full(points, SETTLED_LOAD_RATIO), self.cooling_ratio, self.ambient_c
        )
        self.load_ratio = np.zeros(points)
        self.cp_limit_w = np.full(points, np.inf)
        self.connector_limit_w = np.full(connectors, np.inf)
        self.used_phases = layout.phases.copy()
        """Phases that a session may use: 0 = DC, else at most those of the connector."""
        self.is_starved: BoolArray = np.zeros(connectors, dtype=np.bool_)
        """Its charge point has not even the least AC power left for it."""
        self.power_w = np.zeros(connectors)
        self.mean_w = np.zeros(connectors)
        """Over the last step; `power_w` is that at its end."""
        self.offered_w = np.zeros(connectors)
        self.register_wh = register_wh.copy()
        self.session_wh = np.zeros(connectors)
        self.peak_w = np.zeros(connectors)
        self.soc_ratio = np.zeros(connectors)
        self.capacity_wh = np.ones(connectors)
        self.contact_loss_ratio = np.zeros(connectors)
        """Share of voltage that worn contacts lose at the connector's full power."""
        self.tilt_ratio = np.zeros(connectors)
        """Share of current that the first of three phases lacks."""
        self.meter_error_ratio = np.zeros(connectors)
        self.grid_ratio = np.zeros(points)
        """Deviation of the supply from its nominal voltage."""
        self.sun_k = np.zeros(points)
        """What the sun adds to the air that a cabinet's cooling has to work against."""

    def connect_car(
        self, connector: int, peak_w: float, capacity_wh: float, soc_ratio: float
    ) -> None:
        """Put a car on a connector; its session starts at zero energy."""
        self.peak_w[connector] = peak_w
        self.capacity_wh[connector] = capacity_wh
        self.soc_ratio[connector] = soc_ratio
        self.session_wh[connector] = 0.0

    def ceiling_w(self) -> FloatArray:
        """The most that each connector may give, by hardware and limits; 0 = it has to pause."""
        return np.where(self.is_starved, 0.0, self._own_ceiling_w())

    def _own_ceiling_w(self) -> FloatArray:
        layout = self._layout
        ceiling = np.minimum(layout.connector_power_w, self.connector_limit_w)
        ceiling = np.minimum(ceiling, self.cp_limit_w[layout.connector_cp])
        result: FloatArray = np.where(ceiling < self._least_w(), 0.0, np.maximum(ceiling, 0.0))
        return result

    def _least_w(self) -> FloatArray:
        """Power of 6 A on the phases in use, less what rounding may take; 0 on DC."""
        per_phase_w = sharing.MIN_AC_A * AC_VOLTAGE_V - 1e-6
        result: FloatArray = per_phase_w * self.used_phases.astype(np.float64)
        return result

    def advance(self, is_charging: BoolArray, dt_s: float) -> None:
        """Let `dt_s` pass at the power that the present state gives.

        Args:
            is_charging: shape (connectors,); the others give nothing.
            dt_s: 0 or more; temperatures are exact for constant power.
        """
        layout = self._layout
        allowed = np.clip(self.cp_limit_w, 0.0, layout.cp_rated_w)
        derated = thermal.derating_ratio(self.temperature_c) * layout.cp_rated_w
        ceiling = self._own_ceiling_w() * is_charging
        floor = np.where(ceiling > 0.0, self._least_w(), 0.0)
        self.is_starved = ~sharing.served(floor, allowed, layout)
        ceiling[self.is_starved] = floor[self.is_starved] = 0.0
        want = np.minimum(ceiling, battery.acceptance_w(self.peak_w, self.soc_ratio))
        offered = sharing.share_w(ceiling, floor, allowed, layout)
        target = sharing.share_w(
            want, np.minimum(want, floor), np.minimum(allowed, derated), layout
        )
        flowing = self.power_w * is_charging  # the others' contactors are open
        power, self.mean_w = sharing.follow(flowing, target, layout.connector_power_w, dt_s)
        added_wh = self.mean_w * (dt_s / 3600.0)
        self.register_wh += added_wh
        self.session_wh += added_wh
        self.soc_ratio = np.minimum(self.soc_ratio + added_wh / self.capacity_wh, 1.0)
        self.power_w, self.offered_w = power, np.maximum(offered, power)
        self.load_ratio = np.add.reduceat(power, layout.cp_first) / layout.cp_rated_w
        mean_load = np.add.reduceat(self.mean_w, layout.cp_first) / layout.cp_rated_w
        self.temperature_c = thermal.step(
            self.temperature_c,
            mean_load,
            self.cooling_ratio,
            self.ambient_c + self.sun_k,
            dt_s,
        )

    def electrical(self) -> meter.Electrical:
        """What the meters show now."""
        layout = self._layout
        use = self.power_w / layout.connector_power_w
        wiring = meter.Wiring(
            phases=self.used_phases,
            grid_ratio=self.grid_ratio[layout.connector_cp],
            contact_sag_ratio=self.contact_loss_ratio * use,
            tilt_ratio=self.tilt_ratio,
            meter_error_ratio=self.meter_error_ratio,
        )
        share_ratio = self.load_ratio[layout.connector_cp]
        return meter.measure(self.power_w, share_ratio, self.soc_ratio, wiring)
