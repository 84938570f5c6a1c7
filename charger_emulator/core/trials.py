"""Trials: one world run under one arm, and what is written down of it.

Arms of one seed meet the same drivers, weather, episodes and faults (`chance`), so that they part
only by what the arm does. A switchback is another way to compare: each cluster of neighbours is
healed on days drawn by lot, as an operator could do it, and left alone on the others.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.drivers import CANDIDATES
from charger_emulator.core.layout import BoolArray, FloatArray, IntArray, Layout
from charger_emulator.core.world import MAX_DETOUR_KM

SLOT_S: Final = 900.0
DAY_S: Final = 86_400.0


class Arm(StrEnum):
    """What is done about risks."""

    NOTHING = "nothing"
    POWER = "power limit only"
    PRICE = "price only"
    HEAL = "heal"
    RANDOM = "random reroute"
    """A heal whose discount is shown at any station within the longest detour, drawn by lot."""
    SWITCHBACK = "switchback"


USES_PRICE: Final = frozenset({Arm.PRICE, Arm.HEAL, Arm.RANDOM, Arm.SWITCHBACK})
USES_POWER: Final = frozenset({Arm.POWER, Arm.HEAL, Arm.RANDOM, Arm.SWITCHBACK})


@dataclass(frozen=True, slots=True)
class Trial:
    """One run.

    Raises:
        ValueError: if it is too short or long, or its elasticity positive.
    """

    arm: Arm
    seed: int
    stations: int
    days: float
    elasticity: float
    limit_ratio: float | None = None
    """Power of a stressed charger, of rated; None = the loop's own default."""

    def __post_init__(self) -> None:
        if not 0.0 < self.days <= 60.0:
            raise ValueError(f"days {self.days:g} is not allowed: above 0, at most 60")
        if not -5.0 <= self.elasticity <= 0.0:
            raise ValueError(f"elasticity {self.elasticity:g} is not allowed: -5 to 0")


@dataclass(frozen=True, slots=True)
class Trip:
    """A charger got too hot and switched itself off."""

    at_s: float
    charge_point: int
    is_limited: bool
    """While a limit held it."""
    is_target: bool
    """While its station was discounted for another one."""


@dataclass(slots=True)
class HealRecord:
    """One heal as it went."""

    station: int
    opened_s: float
    ended_s: float
    """Infinite while it runs."""
    charge_points: set[int]
    targets: set[int]
    has_price: bool
    is_dispatch: bool


@dataclass(frozen=True, slots=True)
class TrialRecord:
    """All that was measured. Arrays by slot have the shape (slots of 15 min, stations)."""

    trial: Trial
    start_s: float
    metro: IntArray
    """Of each station; nobody drives from one to another."""
    cluster: IntArray
    """Neighbours among whom drivers choose, of each station."""
    near: BoolArray
    """(stations, stations): drivers of the first compare the second."""
    ports: IntArray
    cp_station: IntArray
    energy_wh: FloatArray
    margin: FloatArray
    """Money from energy sold, at the prices that sessions pay, less its cost."""
    discounts: FloatArray
    """Money that sessions paid less than the base price."""
    surges: FloatArray
    """Money that they paid more."""
    down_port_min: FloatArray
    queue_min: FloatArray
    detour_min: FloatArray
    walked_away: FloatArray
    sessions: FloatArray
    trips: list[Trip]
    failures: list[tuple[float, int]]
    """(instant, charger) of parts that broke and do not mend themselves."""
    heals: list[HealRecord]
    over_orders: int
    """Limits ordered above a charger's rating."""
    over_limit_min: int
    """Charger-minutes measured above a limit that had held for a minute."""
    healed: BoolArray
    """(days, stations): the loop took part there on that day."""


def clusters_of(layout: Layout) -> IntArray:
    """Number of each station's cluster: stations joined by drivers who compare both."""
    found: IntArray = np.arange(layout.station_count)
    near = near_of(layout)
    while True:
        smallest = np.where(near | near.T, found[None, :], layout.station_count).min(axis=1)
        smallest = np.minimum(smallest, found)
        if (smallest == found).all():
            return found
        found = smallest


def near_of(layout: Layout) -> BoolArray:
    """(stations, stations): a driver at the first may go to the second, or stay."""
    near = np.zeros((layout.station_count, layout.station_count), dtype=np.bool_)
    for station in range(layout.station_count):
        near[station, layout.neighbours(station, CANDIDATES, MAX_DETOUR_KM)] = True
    return near


def drawn_days(seed: int, days: int, clusters: IntArray) -> BoolArray:
    """(days, stations): which clusters are healed on which days, half of each pair of days.

    The lot decides which day of a pair it is, so that both sides have as many days of each cluster.
    """
    rng = stream(seed, Purpose.TRIAL)
    names, position = np.unique(clusters, return_inverse=True)
    first = rng.random((-(-days // 2), len(names))) < 0.5
    both = np.stack([first, ~first], axis=1).reshape(-1, len(names))[:days]
    result: BoolArray = both[:, position]
    return result


def random_target(layout: Layout, seed: int, station: int, number: int) -> int:
    """Any other station within the longest detour, drawn by lot; -1 where there is none."""
    near = np.flatnonzero(layout.distance_km[station] <= MAX_DETOUR_KM)
    others = near[near != station]
    if not len(others):
        return -1
    rng = stream(seed, Purpose.TRIAL, 1 + number)
    return int(others[int(rng.integers(len(others)))])
