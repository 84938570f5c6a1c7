"""Power, current, voltage and energy of one charger.

A report of connector 0 speaks for the whole charger; without a recent one the connectors are added
up. A connector whose session ended gives no power, also when it says no more about it.
"""

import math
from dataclasses import dataclass
from typing import Final

from contract.observations import NAN, Kind, Observation
from models.features.thermal import FRESH_S
from models.features.windows import EventLog, Maximum, Samples, TimeMean, plausible

_WHOLE_FRESH_S: Final = 180.0
_POWER_WINDOW_S: Final = 300.0
_SHORT_WINDOW_S: Final = 600.0
_HOUR_S: Final = 3600.0
_DAY_S: Final = 86_400.0
_HIGHEST_W: Final = 5e6
_HIGHEST_V: Final = 2000.0
_HIGHEST_A: Final = 5000.0
_HIGHEST_WH: Final = 1e12
_REGISTER_SLACK: Final = 2.0
"""A register that runs faster than twice the rated power has been replaced or is broken."""


@dataclass(slots=True)
class _Connector:
    at_s: float = -math.inf
    power_w: float = NAN
    offered_w: float = NAN
    current_a: float = NAN
    register_wh: float = NAN
    register_at_s: float = -math.inf


class Electrical:
    """Electrical state of one charger.

    Args:
        rated_power_w: all connectors together; None = unknown, the ratios are NaN.
        connector_power_w: the most that one connector gives; None = the rated power.
    """

    def __init__(self, rated_power_w: float | None, connector_power_w: float | None) -> None:
        self._rated_w = NAN if rated_power_w is None else rated_power_w
        self._share_w = self._rated_w if connector_power_w is None else connector_power_w
        self._connectors: dict[int, _Connector] = {}
        self._whole = (-math.inf, NAN)
        self._power = TimeMean(_SHORT_WINDOW_S, 20)
        self._charging = Samples(_SHORT_WINDOW_S, 128)
        self._voltage = TimeMean(_DAY_S, 48)
        self._lowest_voltage = Maximum(_SHORT_WINDOW_S)
        self._imbalance = Maximum(_SHORT_WINDOW_S)
        self._energy = EventLog(_HOUR_S, 512)

    def observe(self, at_s: float, observation: Observation) -> None:
        """Note what a METER, START or STOP says."""
        connector = self._connectors.setdefault(observation.connector, _Connector())
        self._note_register(at_s, connector, observation.energy_wh)
        if observation.kind == Kind.METER:
            self._note_meter(at_s, connector, observation)
        elif observation.kind == Kind.STOP:
            self.release(at_s, observation.connector)

    def release(self, at_s: float, connector_id: int) -> None:
        """The connector serves nobody any more."""
        connector = self._connectors.get(connector_id)
        if connector is None or connector_id == 0 or connector.power_w != connector.power_w:
            return
        connector.power_w = 0.0
        connector.offered_w = connector.current_a = NAN
        self._note_power(at_s)

    def power_w(self, now_s: float) -> float:
        """Power of the whole charger now; NaN when not known."""
        return self._power.latest(now_s)

    def offered_w(self, now_s: float) -> float:
        """Power offered to the connectors in use; NaN when none says."""
        offered = [c.offered_w for c in self._fresh(now_s) if c.offered_w == c.offered_w]
        return sum(offered) if offered else NAN

    def current_a(self, now_s: float) -> float:
        """Current of all connectors in use; NaN when none says."""
        currents = [c.current_a for c in self._fresh(now_s) if c.current_a == c.current_a]
        return sum(currents) if currents else NAN

    def voltage_v(self, now_s: float) -> float:
        """Latest voltage of any connector; NaN when older than 15 min."""
        return self._voltage.latest(now_s)

    def energy_1h_wh(self, now_s: float) -> float:
        """Energy metered in the last hour; NaN before the first register."""
        if all(math.isinf(c.register_at_s) for c in self._connectors.values()):
            return NAN
        return self._energy.within(now_s, _HOUR_S)[1]

    def derating_ratio(self, now_s: float) -> float:
        """1 - mean power / mean offered power of the samples while charging; NaN without one."""
        power_w = offered_w = 0.0
        for _, sample_w, sample_offered_w in self._charging.within(now_s):
            power_w += sample_w
            offered_w += sample_offered_w
        return min(max(1.0 - power_w / offered_w, 0.0), 1.0) if offered_w > 0.0 else NAN

    def features(self, now_s: float) -> tuple[float, ...]:
        """power_ratio, offered_ratio, voltage_deviation_ratio, imbalance_ratio, energy_1h_ratio."""
        return (
            self._power.mean(now_s, _POWER_WINDOW_S) / self._rated_w,
            self._offered_ratio(now_s),
            1.0 + self._lowest_voltage.value(now_s) / self._voltage.mean(now_s, _DAY_S),
            self._imbalance.value(now_s),
            self.energy_1h_wh(now_s) / self._rated_w,
        )

    def _offered_ratio(self, now_s: float) -> float:
        offered = [c.offered_w for c in self._fresh(now_s) if c.offered_w == c.offered_w]
        if not offered:
            return NAN
        return sum(offered) / min(self._rated_w, self._share_w * len(offered))

    def _fresh(self, now_s: float) -> list[_Connector]:
        return [c for c in self._connectors.values() if now_s - c.at_s <= FRESH_S]

    def _note_meter(self, at_s: float, connector: _Connector, observation: Observation) -> None:
        power_w = plausible(observation.power_w, -_HIGHEST_W, _HIGHEST_W)
        voltage_v = plausible(observation.voltage_v, 1.0, _HIGHEST_V)
        if voltage_v == voltage_v:
            self._voltage.set(at_s, voltage_v, FRESH_S)
            self._lowest_voltage.add(at_s, -voltage_v)
        self._imbalance.add(at_s, plausible(observation.imbalance_ratio, 0.0, 3.0))
        if observation.connector == 0:
            if power_w == power_w:
                self._whole = (at_s, power_w)
                self._note_power(at_s)
            return
        connector.at_s = at_s
        connector.offered_w = plausible(observation.offered_w, 0.0, _HIGHEST_W)
        connector.current_a = plausible(observation.current_a, -_HIGHEST_A, _HIGHEST_A)
        if power_w == power_w:
            connector.power_w = power_w
            self._note_power(at_s)
            if power_w > 0.0 and connector.offered_w > 0.0:
                self._charging.add(at_s, power_w, connector.offered_w)

    def _note_power(self, at_s: float) -> None:
        whole_at_s, whole_w = self._whole
        if at_s - whole_at_s <= _WHOLE_FRESH_S:
            self._power.set(at_s, whole_w, FRESH_S)
            return
        powers = [c.power_w for c in self._connectors.values() if c.power_w == c.power_w]
        if powers:
            total_w = sum(powers)
            self._power.set(at_s, total_w, FRESH_S if total_w else math.inf)

    def _note_register(self, at_s: float, connector: _Connector, register_wh: float) -> None:
        register_wh = plausible(register_wh, 0.0, _HIGHEST_WH)
        if register_wh != register_wh:
            return
        added_wh = register_wh - connector.register_wh
        gap_s = max(at_s - connector.register_at_s, 60.0)
        connector.register_wh, connector.register_at_s = register_wh, at_s
        limit_w = self._rated_w if self._rated_w == self._rated_w else _HIGHEST_W
        if 0.0 < added_wh <= _REGISTER_SLACK * limit_w * gap_s / _HOUR_S:
            # A long silence may hide more than this hour's energy.
            self._energy.add(at_s, added_wh * min(1.0, _HOUR_S / gap_s))
