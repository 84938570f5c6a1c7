"""When a RunningCost wants to hear more: triggerMeterValue of the OCA cost messages.

At an instant (once), at a reading of the register (once), whenever the power crosses a limit, and
when the connector gets into a status. A limit is crossed when it is left behind by five percent, as
others do it, so that a wavering reading does not trigger for ever.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from charger_emulator.core.profiles import LARGEST

HYSTERESIS_RATIO: Final = 0.05
FIELD: Final = "triggerMeterValue"


@dataclass(slots=True)
class CostTriggers:
    """Of one transaction; a new RunningCost replaces them."""

    at_s: float = math.inf
    """Unix seconds, on the charger's clock."""
    energy_wh: float = math.inf
    """Reading of the register."""
    power_w: float = math.inf
    statuses: frozenset[str] = frozenset()
    was_above: bool | None = None
    """On which side of `power_w` the power was; None = not known yet."""
    last_status: str = ""

    def due(self, now_s: float, register_wh: float, power_w: float, status: str) -> bool:
        """Whether meter values have to be sent now; call it with every look at the meter."""
        due = self._crosses(power_w)
        if now_s >= self.at_s:
            due, self.at_s = True, math.inf
        if register_wh >= self.energy_wh:
            due, self.energy_wh = True, math.inf
        if self.last_status and status != self.last_status:
            due = due or status in self.statuses
        self.last_status = status
        return due

    def _crosses(self, power_w: float) -> bool:
        if math.isinf(self.power_w):
            return False
        if self.was_above is None:
            self.was_above = power_w >= self.power_w
            return False
        sign = -1.0 if self.was_above else 1.0
        crossed = sign * (power_w - self.power_w) >= HYSTERESIS_RATIO * self.power_w
        self.was_above ^= crossed
        return crossed


def read_triggers(content: Mapping[str, Any], now_s: float) -> CostTriggers | None:
    """Triggers of a RunningCost; None = it has none. An instant in the past is left out.

    Raises:
        ValueError: naming the field that is not usable.
    """
    wanted: Any = content.get(FIELD)
    if wanted is None:
        return None
    match wanted:
        case {**found} if isinstance(found.get("atCPStatus", []), list):
            fields: dict[str, Any] = {str(name): value for name, value in found.items()}
        case _:
            raise ValueError(f"{FIELD} {wanted!r} is not allowed: an object, atCPStatus a list")
    at_s = _instant_s(fields.get("atTime"))
    return CostTriggers(
        at_s if at_s > now_s else math.inf,
        1000.0 * _number(fields, "atEnergykWh"),
        1000.0 * _number(fields, "atPowerkW"),
        frozenset(str(each) for each in fields.get("atCPStatus", [])),
    )


def _instant_s(value: object) -> float:
    if value is None:
        return math.inf
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError as err:
        raise ValueError(f"atTime {value!r} is no instant") from err
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def _number(wanted: Mapping[str, Any], name: str) -> float:
    value = wanted.get(name)
    if value is None:
        return math.inf
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LARGEST:
        raise ValueError(f"{name} {value!r} is not allowed: 0 to {LARGEST}")
    return float(value)
