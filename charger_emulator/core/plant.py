"""Power and heat of all charge points at once, as arrays over connectors and charge points.

A charge point shares its cabinet: power goes to the cars in proportion to what they would take, and
the sum stays within the smaller of its own (derated) rating and the limit set from outside. Energy
counted by the meters is exactly power x time.
"""

import numpy as np

from charger_emulator.core import battery, meter, thermal
from charger_emulator.core.layout import BoolArray, FloatArray, Layout

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
        self.power_w = np.zeros(connectors)
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
        """The most that each connector may give, by hardware and limits."""
        layout = self._layout
        ceiling = np.minimum(layout.connector_power_w, self.connector_limit_w)
        ceiling = np.minimum(ceiling, self.cp_limit_w[layout.connector_cp])
        result: FloatArray = np.maximum(ceiling, 0.0)
        return result

    def advance(self, is_charging: BoolArray, dt_s: float) -> None:
        """Let `dt_s` pass at the power that the present state gives.

        Args:
            is_charging: shape (connectors,); the others give nothing.
            dt_s: 0 or more; temperatures are exact for constant power.
        """
        layout = self._layout
        point = layout.connector_cp
        ceiling = self.ceiling_w() * is_charging
        want = np.minimum(ceiling, battery.acceptance_w(self.peak_w, self.soc_ratio))
        allowed = np.minimum(layout.cp_rated_w, self.cp_limit_w)
        derated = thermal.derating_ratio(self.temperature_c) * layout.cp_rated_w
        offered = ceiling * _scale(ceiling, allowed, layout)[point]
        power = want * _scale(want, np.minimum(allowed, derated), layout)[point]
        added_wh = power * (dt_s / 3600.0)
        self.register_wh += added_wh
        self.session_wh += added_wh
        self.soc_ratio = np.minimum(self.soc_ratio + added_wh / self.capacity_wh, 1.0)
        self.power_w, self.offered_w = power, np.maximum(offered, power)
        self.load_ratio = np.add.reduceat(power, layout.cp_first) / layout.cp_rated_w
        self.temperature_c = thermal.step(
            self.temperature_c,
            self.load_ratio,
            self.cooling_ratio,
            self.ambient_c + self.sun_k,
            dt_s,
        )

    def electrical(self) -> meter.Electrical:
        """What the meters show now."""
        layout = self._layout
        use = self.power_w / layout.connector_power_w
        wiring = meter.Wiring(
            phases=layout.phases,
            grid_ratio=self.grid_ratio[layout.connector_cp],
            contact_sag_ratio=self.contact_loss_ratio * use,
            tilt_ratio=self.tilt_ratio,
            meter_error_ratio=self.meter_error_ratio,
        )
        share_ratio = self.load_ratio[layout.connector_cp]
        return meter.measure(self.power_w, share_ratio, self.soc_ratio, wiring)


def _scale(wanted_w: FloatArray, allowed_w: FloatArray, layout: Layout) -> FloatArray:
    """Factor per charge point that brings the sum of its connectors within what is allowed."""
    total = np.add.reduceat(wanted_w, layout.cp_first)
    result: FloatArray = np.minimum(1.0, np.maximum(allowed_w, 0.0) / np.maximum(total, 1e-9))
    return result
