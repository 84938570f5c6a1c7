"""MeterValues of a charger: what its meters and sensors show (OCPP 1.6, 7.43)."""

from typing import Any, Final

import numpy as np

from charger_emulator.core.layout import FloatArray
from charger_emulator.core.meter import Electrical
from charger_emulator.core.observe import (
    AMBIENT_NOISE_K,
    IMBALANCE_NOISE_RATIO,
    TEMPERATURE_NOISE_K,
    VOLTAGE_NOISE_RATIO,
)
from charger_emulator.core.world import World

_TEMPERATURE = "Temperature"
_PHASES: Final = ("L1", "L2", "L3")
REGISTER: Final = "Energy.Active.Import.Register"


class Readings:
    """All meters and sensors at one instant, with sensor noise.

    Single values are read with `item`: a fleet reads them by the thousand, and plain floats are
    formatted several times faster than those of numpy.
    """

    def __init__(self, world: World, rng: np.random.Generator) -> None:
        self._world = world
        layout, plant = world.layout, world.plant
        noise = rng.standard_normal((2, layout.charge_point_count))
        self.body_c: FloatArray = plant.temperature_c + TEMPERATURE_NOISE_K * noise[0]
        self.inlet_c: FloatArray = plant.ambient_c + AMBIENT_NOISE_K * noise[1]
        shown: Electrical = plant.electrical()
        wobble = rng.standard_normal((2, layout.connector_count))
        self._voltage_v: FloatArray = shown.voltage_v * (1.0 + VOLTAGE_NOISE_RATIO * wobble[0])
        self._current_a = shown.current_a
        tilt = 1.0 + IMBALANCE_NOISE_RATIO * wobble[1][:, None] * np.array([0.5, -0.5, 0.0])
        self._phase_a: FloatArray = shown.phase_a * tilt

    def of_connector(self, connector: int, wanted: tuple[str, ...], context: str) -> list[Any]:
        """Sampled values of one connector; `wanted` are measurands."""
        plant, layout = self._world.plant, self._world.layout
        point = layout.connector_cp.item(connector)
        values: list[Any] = []
        for measurand in wanted:
            match measurand:
                case "Energy.Active.Import.Register":
                    text, unit = str(int(plant.register_wh.item(connector))), "Wh"
                case "Power.Active.Import":
                    text, unit = f"{plant.power_w.item(connector):.0f}", "W"
                case "Power.Offered":
                    text, unit = f"{plant.offered_w.item(connector):.0f}", "W"
                case "Voltage":
                    text, unit = f"{self._voltage_v.item(connector):.1f}", "V"
                case "SoC" if layout.is_dc[connector]:
                    text, unit = f"{100.0 * plant.soc_ratio.item(connector):.0f}", "Percent"
                case "Current.Import":
                    values += self._currents(connector, context)
                    continue
                case "Temperature":
                    values += self._temperatures(point, context)
                    continue
                case _:
                    continue
            values.append(_sample(text, measurand, unit, context))
        return values

    def of_charge_point(self, point: int, wanted: tuple[str, ...], context: str) -> list[Any]:
        """Sampled values of connector 0: the whole charge point."""
        plant, layout = self._world.plant, self._world.layout
        values: list[Any] = []
        if REGISTER in wanted:
            connectors = layout.connectors_of(point)
            total_wh = sum(int(plant.register_wh[connector]) for connector in connectors)
            values.append(_sample(str(total_wh), REGISTER, "Wh", context))
        if "Power.Active.Import" in wanted:
            power_w = plant.load_ratio[point] * layout.cp_rated_w[point]
            values.append(_sample(f"{power_w:.0f}", "Power.Active.Import", "W", context))
        if _TEMPERATURE in wanted:
            values += self._temperatures(point, context)
        return values

    def _currents(self, connector: int, context: str) -> list[Any]:
        if self._world.layout.phases[connector] != 3:
            text = f"{self._current_a.item(connector):.2f}"
            return [_sample(text, "Current.Import", "A", context)]
        return [
            _sample(f"{amperes:.2f}", "Current.Import", "A", context, phase=phase)
            for phase, amperes in zip(_PHASES, self._phase_a[connector].tolist(), strict=True)
        ]

    def _temperatures(self, point: int, context: str) -> list[Any]:
        return [
            _sample(f"{celsius.item(point):.1f}", _TEMPERATURE, "Celsius", context, location=where)
            for celsius, where in ((self.body_c, "Body"), (self.inlet_c, "Inlet"))
        ]


def _sample(value: str, measurand: str, unit: str, context: str, **where: str) -> dict[str, str]:
    sample = {"value": value, "measurand": measurand, "unit": unit, **where}
    if context != "Sample.Periodic":
        sample["context"] = context
    return sample
