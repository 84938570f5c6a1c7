"""Rules of a session: when it saw prices, whether its readings are true, when it ended unsaid.

Which terms it has is in `central.core.price_locks`, what it costs in `central.core.charges`. Energy
is billed from the register's two readings only when they can be true; otherwise the cost is held
for a person.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from contract.ocpp16 import ChargePointStatus

PRICE_WINDOW: Final = timedelta(hours=1)
"""An Authorize or Preparing longer ago belongs to another driver."""
POWER_MARGIN: Final = 1.1
"""Above rated power x time x this an energy is not believed (meters and clocks differ a little)."""
ENERGY_SLACK_WH: Final = 100
"""Allowed on top, so that a session of seconds with a coarse register passes."""
INFERRED: Final = "inferred"
"""Stop reason of a session whose StopTransaction never came."""


@dataclass(frozen=True, slots=True)
class Readings:
    """The two ends of a session: registers in Wh, instants of the charger."""

    meter_start_wh: int
    meter_stop_wh: int
    started_at: datetime
    stopped_at: datetime

    @property
    def energy_wh(self) -> int:
        """As read; may be negative."""
        return self.meter_stop_wh - self.meter_start_wh


def price_window_start(
    started_at: datetime, authorized_at: datetime | None, preparing_at: datetime | None
) -> datetime:
    """When the driver began to see prices: the earlier of Authorize and Preparing, or the start."""
    seen = [
        at
        for at in (authorized_at, preparing_at)
        if at is not None and started_at - PRICE_WINDOW <= at <= started_at
    ]
    return min(seen, default=started_at)


def energy_problem(readings: Readings, rated_power_w: float | None) -> str | None:
    """Why the readings of a session cannot be true; None = they can.

    Args:
        readings: the two ends.
        rated_power_w: of the charge point; None = not known, energy is then not bounded above.
    """
    energy_wh = readings.energy_wh
    if energy_wh < 0:
        return f"the register ran back by {-energy_wh} Wh"
    hours = max((readings.stopped_at - readings.started_at).total_seconds(), 0.0) / 3600.0
    if rated_power_w is not None:
        limit_wh = rated_power_w * hours * POWER_MARGIN + ENERGY_SLACK_WH
        if energy_wh > limit_wh:
            return f"{energy_wh} Wh in {hours:.2f} h is more than rated power gives"
    return None


def ends_session(status: str, status_at: datetime, started_at: datetime) -> bool:
    """A connector that is free again, or waits for a plug, has no session any more.

    A report from before the session's start says nothing about it (OCPP 1.6: states may be queued).
    """
    return status_at > started_at and status in {
        ChargePointStatus.AVAILABLE,
        ChargePointStatus.PREPARING,
    }
