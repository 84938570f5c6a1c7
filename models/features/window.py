"""One charger's features as a stream: observations in, the 33-feature vector out.

The edge feeds it frames as they pass, training replays a file through it; there is no second way to
compute a feature. Time never runs backwards here: an observation that comes late counts as of the
newest one seen. A connector that the charger does not have is no evidence about those it has: its
frames prove only that the link lives. Memory is bounded, however long it runs.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contract.features import FEATURE_COUNT
from contract.observations import Kind, Observation
from models.features.communication import Communication
from models.features.electrical import Electrical
from models.features.faults import Faults
from models.features.surroundings import Surroundings
from models.features.thermal import FRESH_S, Thermal
from models.features.usage import STATUS_COUNT, Usage

_MOST_CONNECTORS: Final = 32
"""Of a charger in no fleet file."""
_OF_CONNECTOR: Final = frozenset({Kind.METER, Kind.STATUS, Kind.START, Kind.STOP})


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a charger now, for people and telemetry; None = not known."""

    temperature_c: float | None
    temperature_at_s: float | None
    """When that was measured."""
    ambient_c: float | None
    power_w: float | None
    offered_w: float | None
    current_a: float | None
    voltage_v: float | None
    energy_1h_wh: float | None
    utilisation_ratio: float | None
    connectors_in_use: int | None
    connectors_usable: int | None
    last_frame_age_s: float | None


class FeatureWindow:
    """Features of one charger; `observe` every fact in order, then ask for `vector`.

    Args:
        rated_power_w: all connectors together; None for a charger in no fleet file.
        connectors: how many it has; None = unknown.
        connector_power_w: the most that one connector gives; None = unknown.
        time_zone: IANA name of the station's zone.

    Raises:
        ValueError: if a number is not positive or the zone does not exist.
    """

    def __init__(
        self,
        rated_power_w: float | None,
        connectors: int | None,
        connector_power_w: float | None,
        time_zone: str = "UTC",
    ) -> None:
        for name, value in (
            ("rated_power_w", rated_power_w),
            ("connectors", connectors),
            ("connector_power_w", connector_power_w),
        ):
            if value is not None and not 0.0 < value < math.inf:
                raise ValueError(f"{name} {value} is not allowed: above 0, or None when unknown")
        self._rated_kw = math.nan if rated_power_w is None else rated_power_w / 1000.0
        self._connectors = connectors
        self._at_s = -math.inf
        self._thermal = Thermal()
        self._electrical = Electrical(rated_power_w, connector_power_w)
        self._usage = Usage(connectors)
        self._communication = Communication()
        self._faults = Faults(connectors)
        self._surroundings = Surroundings(time_zone)

    def observe(self, observation: Observation) -> None:
        """Take in one fact; one without a time counts as of the newest seen."""
        at_s = observation.at_s
        if not at_s > self._at_s:
            at_s = self._at_s
        if not math.isfinite(at_s):
            return
        self._at_s = at_s
        kind = observation.kind
        self._communication.observe(at_s, observation)
        if kind == Kind.CONTEXT:
            self._thermal.observe(at_s, observation)
            self._surroundings.observe(at_s, observation)
        elif kind in _OF_CONNECTOR:
            most = _MOST_CONNECTORS if self._connectors is None else self._connectors
            if 0 <= observation.connector <= most:
                self._observe_connector(at_s, observation)

    def _observe_connector(self, at_s: float, observation: Observation) -> None:
        kind = observation.kind
        if kind == Kind.STATUS and not 0 <= observation.status < STATUS_COUNT:
            return
        if kind == Kind.METER:
            self._thermal.observe(at_s, observation)
        self._usage.observe(at_s, observation)
        if kind != Kind.STATUS:
            self._electrical.observe(at_s, observation)
            return
        self._faults.observe(at_s, observation)
        if not self._usage.is_in_use(observation.connector):
            self._electrical.release(at_s, observation.connector)

    def vector(self, now_s: float) -> NDArray[np.float32]:
        """The features at `now_s`, which counts as at least the newest observation's time.

        Returns:
            (33,) float32 in the order of `contract.features.FEATURES`; NaN = missing.
        """
        now_s = self._not_before(now_s)
        values = (
            *self._thermal.features(now_s),
            self._electrical.derating_ratio(now_s),
            *self._electrical.features(now_s),
            *self._usage.features(now_s),
            *self._communication.features(now_s),
            *self._faults.features(now_s),
            *self._surroundings.features(now_s),
            self._rated_kw,
        )
        if len(values) != FEATURE_COUNT:
            raise AssertionError(f"{len(values)} features computed, {FEATURE_COUNT} in the table")
        return np.array(values, dtype=np.float32)

    def reading(self, now_s: float) -> Reading:
        """What is known of the charger at `now_s`."""
        now_s = self._not_before(now_s)
        in_use, usable = self._usage.count() or (None, None)
        return Reading(
            temperature_c=_known(self._thermal.temperature_c(now_s)),
            temperature_at_s=_known(self._thermal.measured_at_s(now_s)),
            ambient_c=_known(self._thermal.ambient_c(now_s)),
            power_w=_known(self._electrical.power_w(now_s)),
            offered_w=_known(self._electrical.offered_w(now_s)),
            current_a=_known(self._electrical.current_a(now_s)),
            voltage_v=_known(self._electrical.voltage_v(now_s)),
            energy_1h_wh=_known(self._electrical.energy_1h_wh(now_s)),
            utilisation_ratio=_known(self._usage.utilisation()),
            connectors_in_use=in_use,
            connectors_usable=usable,
            last_frame_age_s=_known(self._communication.silence_s(now_s)),
        )

    def stale_inputs(self, now_s: float) -> list[str]:
        """Names of inputs that are missing or too old now, in a fixed order.

        `frames`: nothing heard for 15 min; `status`: no connector known; `temperature_c`,
        `ambient_c`: not measured for 15 min; `power_w`, `offered_w`: the same, asked only while a
        connector is in use; `context`: no context message for 3 h.
        """
        now = self.reading(now_s)
        is_used = bool(now.connectors_in_use)
        checks = (
            ("frames", now.last_frame_age_s is None or now.last_frame_age_s > FRESH_S),
            ("status", now.connectors_usable is None),
            ("temperature_c", now.temperature_c is None),
            ("ambient_c", now.ambient_c is None),
            ("power_w", is_used and now.power_w is None),
            ("offered_w", is_used and now.offered_w is None),
            ("context", not self._surroundings.is_fresh(self._not_before(now_s))),
        )
        return [name for name, is_stale in checks if is_stale]

    def fault_history(self) -> dict[str, object]:
        """The part worth keeping over a restart, as JSON values."""
        return self._faults.to_state()

    def restore_fault_history(self, history: dict[str, object], now_s: float) -> None:
        """Go on from `fault_history`; call it before the first observation.

        Raises:
            ValueError: if it is no such history, or one that goes on after `now_s` (another
                clock's); the window then stays without one.
        """
        faults = Faults(self._connectors)
        try:
            newest_s = faults.restore(history)
        except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as err:
            raise ValueError(f"fault history is not readable: {err!r}") from err
        if not newest_s <= now_s:
            raise ValueError(f"fault history goes on until {newest_s}, after now, {now_s}")
        self._faults = faults

    def _not_before(self, now_s: float) -> float:
        if math.isfinite(now_s):
            return max(now_s, self._at_s)
        raise ValueError(f"now_s {now_s} is not allowed: a finite Unix time in seconds")


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
