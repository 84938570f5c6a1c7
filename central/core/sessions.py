"""Rules of a session: which price it pays, what it costs, when it ended without saying so.

A session pays the lowest price that its charger accepted, and therefore showed, between Authorize
or Preparing and StartTransaction, fixed to its end. Energy is billed from the register's two
readings only when they can be true; otherwise the cost is held for a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
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
class ShownPrice:
    """A price from the instant the charger accepted it."""

    at: datetime
    per_kwh: Decimal


@dataclass(frozen=True, slots=True)
class Readings:
    """The two ends of a session: registers in Wh, instants of the charger."""

    meter_start_wh: int
    meter_stop_wh: int
    started_at: datetime
    stopped_at: datetime


@dataclass(frozen=True, slots=True)
class Bill:
    """What a session costs. `cost` is None where `problem` says why nobody may be charged yet."""

    energy_wh: int
    cost: Decimal | None
    problem: str | None


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


def locked_price(
    shown: Sequence[ShownPrice], base_per_kwh: Decimal, window_start: datetime, started_at: datetime
) -> Decimal:
    """Lowest price on the display in [window_start, started_at].

    Args:
        shown: accepted prices in any order, at least from the last one before the window on.
        base_per_kwh: where the charger showed none yet.
        window_start: see `price_window_start`.
        started_at: of the session; not before `window_start`.

    Returns:
        Money per kWh.
    """
    before = [price for price in shown if price.at <= window_start]
    in_force = max(before, key=lambda price: price.at).per_kwh if before else base_per_kwh
    later = [price.per_kwh for price in shown if window_start < price.at <= started_at]
    return min([in_force, *later])


def bill(readings: Readings, per_kwh: Decimal, rated_power_w: float | None) -> Bill:
    """Cost of a session at its locked price, if the readings can be true.

    Args:
        readings: the two ends.
        per_kwh: the locked price.
        rated_power_w: of the charge point; None = not known, energy is then not bounded above.

    Returns:
        Energy (as read, may be negative), cost unrounded, and what is wrong if anything is.
    """
    energy_wh = readings.meter_stop_wh - readings.meter_start_wh
    if energy_wh < 0:
        return Bill(energy_wh, None, f"the register ran back by {-energy_wh} Wh")
    hours = max((readings.stopped_at - readings.started_at).total_seconds(), 0.0) / 3600.0
    if rated_power_w is not None:
        limit_wh = rated_power_w * hours * POWER_MARGIN + ENERGY_SLACK_WH
        if energy_wh > limit_wh:
            return Bill(
                energy_wh, None, f"{energy_wh} Wh in {hours:.2f} h is more than rated power gives"
            )
    return Bill(energy_wh, cost_so_far(energy_wh, per_kwh), None)


def cost_so_far(energy_wh: int, per_kwh: Decimal) -> Decimal:
    """Energy x locked price, exact; never negative."""
    return Decimal(max(energy_wh, 0)) * per_kwh / 1000


def ends_session(status: str, status_at: datetime, started_at: datetime) -> bool:
    """A connector that is free again, or waits for a plug, has no session any more.

    A report from before the session's start says nothing about it (OCPP 1.6: states may be queued).
    """
    return status_at > started_at and status in {
        ChargePointStatus.AVAILABLE,
        ChargePointStatus.PREPARING,
    }
