"""Drivers: what each wants, and how each chooses among the stations nearby.

A driver is drawn once, from (seed, number) alone. The choice is a logit: utility falls with detour
and expected wait, rises with power and with a price below the usual one. A price above it is
refused by those whose reservation price it passes: own demand falls as (price / usual price) **
elasticity. Tastes and reservation price stay the same for life, so a changed mind has a cause:
price or queue.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.habits import AC_PUBLIC_EUROPE, DC, Habit
from charger_emulator.core.layout import FloatArray

CANDIDATES: Final = 5
"""Stations that a driver compares; one more taste is for going home."""
PER_KM: Final = 1.0
"""Assumed: people rather wait for most of an hour than drive a kilometre off their way."""
PER_MIN: Final = 0.020
PER_LOG_POWER: Final = 0.25
AWAY_UTILITY: Final = -4.5
"""Of not charging now, against a free station next door at its usual price."""
STAY_BONUS: Final = 0.25
"""What it is worth not to start the engine again, for a driver in a queue."""
ABORT_WH: Final = 60.0
"""Energy of a session that goes wrong; below 0.1 kWh it counts as aborted."""
ABORT_PEAK_W: Final = 1_200.0
"""Power of a session that goes wrong: it never ramps up."""
AC_PEAKS_W: Final = ((0.30, 7_200.0), (0.90, 11_500.0), (1.0, 19_200.0))
"""(cumulative share, on-board charger)."""


@dataclass(slots=True)
class Driver:
    """One person with a car. Times are simulated seconds."""

    number: int
    home: int
    """Station whose neighbourhood the driver is in."""
    dc: bool
    stay_s: float
    """Time that the session takes at normal power (DC), or that the car stays (AC)."""
    patience_ratio: float
    """DC: leaves after stay_s x this even if not done."""
    queue_patience_s: float
    peak_w: float
    wanted_wh: float
    """AC: energy wanted; infinite = what power and stay give."""
    energy_ratio: float
    """AC: energy wanted over energy possible in the stay. DC: share of the battery charged."""
    final_soc_ratio: float
    aborts: bool
    tastes: FloatArray
    """(CANDIDATES + 1,) Gumbel; the last is for going home."""
    thrift: float
    """Uniform in 0..1: refuses a price that fewer than this share of people would pay."""
    id_tag: str
    """The card that the driver shows."""
    arrived_at_s: float = math.nan
    """When the driver reached the station where it waits or charges."""
    goes_to: int = -1


def draw(
    seed: int,
    number: int,
    home: int,
    *,
    dc: bool,
    purpose: Purpose = Purpose.DRIVER,
    habit: Habit | None = None,
) -> Driver:
    """Make driver `number`; the same arguments give the same driver.

    Args:
        seed: of the world.
        number: of the driver.
        home: station whose neighbourhood the driver is in.
        dc: the car charges fast.
        purpose: stream of chance that the driver comes from.
        habit: of people there; by default those of public stations in the `live` regime.
    """
    habit = habit or (DC if dc else AC_PUBLIC_EUROPE)
    rng = stream(seed, purpose, number)
    normal = rng.standard_normal(2).tolist()
    uniform = rng.random(7 + CANDIDATES + 1)
    if dc:
        drawn_w = habit.peak_median_w * math.exp(0.30 * normal[1])
        peak_w = min(250e3, max(habit.peak_least_w, drawn_w))
    else:
        peak_w = next(w for share, w in AC_PEAKS_W if uniform[0] <= share)
    return Driver(
        number=number,
        home=home,
        dc=dc,
        stay_s=habit.stay(normal[0]),
        patience_ratio=1.05 + 0.25 * uniform[1],
        queue_patience_s=60.0 * (60.0 + 60.0 * uniform[2]),
        peak_w=peak_w,
        wanted_wh=habit.wanted_wh(normal[0], normal[1]),
        energy_ratio=0.5 + 0.3 * uniform[3] if dc else 0.6 + 0.45 * uniform[3],
        final_soc_ratio=0.70 + 0.20 * uniform[4],
        aborts=bool(uniform[5] < habit.abort_ratio),
        tastes=-np.log(-np.log(uniform[7:])),
        thrift=uniform[6],
        id_tag=f"DRV-{number % 1_000_000:06d}",
    )


@dataclass(frozen=True, slots=True)
class Wish:
    """What a driver asks of one connector."""

    energy_wh: float
    capacity_wh: float
    soc_ratio: float
    leave_after_s: float
    """Longest time on the connector."""


def wish_of(driver: Driver, connector_w: float, normal_w: float) -> Wish:
    """Energy, battery and patience of a driver on a connector.

    Args:
        driver: who.
        connector_w: the most that the connector gives.
        normal_w: what it gives when the cabinet is fully shared, without derating or limits.
    """
    if driver.dc:
        energy = min(driver.peak_w, connector_w, normal_w) * driver.stay_s / 3600.0
        capacity = min(130e3, max(40e3, energy / driver.energy_ratio))
        energy = min(energy, driver.energy_ratio * capacity)
        leave_s = max(240.0, energy / min(driver.peak_w, normal_w) * 3600.0 * driver.patience_ratio)
    else:
        most = min(driver.peak_w, connector_w, normal_w) * driver.stay_s / 3600.0
        if math.isinf(driver.wanted_wh):
            energy = min(most * driver.energy_ratio, 70e3)
        else:
            energy = min(most, driver.wanted_wh)
        capacity, leave_s = max(45e3, energy / 0.85), driver.stay_s
    soc = max(0.03, driver.final_soc_ratio - energy / capacity)
    if driver.aborts:
        energy, leave_s = ABORT_WH, 240.0
    return Wish(energy, capacity, soc, leave_s)


@dataclass(frozen=True, slots=True)
class Offer:
    """One station as a driver sees it."""

    station: int
    detour_km: float
    wait_min: float
    """Infinite where nothing works."""
    power_ratio: float
    """Connector power over that of the driver's own neighbourhood."""
    price_ratio: float
    """Displayed price over the usual price of the driver's own neighbourhood."""
    bonus: float = 0.0


def choose(driver: Driver, offers: list[Offer], elasticity: float) -> int:
    """Position of the chosen offer, or -1 for none.

    Args:
        driver: whose tastes count, one per offer position.
        offers: at most CANDIDATES.
        elasticity: of own demand to price, 0 or negative.
    """
    best, position = AWAY_UTILITY + float(driver.tastes[-1]), -1
    for index, offer in enumerate(offers):
        if offer.price_ratio > 1.0 and driver.thrift > offer.price_ratio**elasticity:
            continue
        value = utility(offer, elasticity) + float(driver.tastes[index])
        if value > best:
            best, position = value, index
    return position


def utility(offer: Offer, elasticity: float) -> float:
    """Systematic part of what an offer is worth; minus infinity where nothing works."""
    if math.isinf(offer.wait_min):
        return -math.inf
    saving = -math.log(min(1.0, max(offer.price_ratio, 0.05)))
    return (
        -PER_KM * offer.detour_km
        - PER_MIN * offer.wait_min
        + PER_LOG_POWER * math.log(offer.power_ratio)
        - elasticity * saving
        + offer.bonus
    )
