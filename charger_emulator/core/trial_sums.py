"""Trials as sums over independent parts, and intervals of whatever is computed from the sums.

Nobody drives from one metro to another, so a (seed, metro) is a part that meets the same people and
faults in every arm. Figures are ratios of sums over all parts; their 95 % intervals come from
drawing whole parts, the same in all arms (paired cluster bootstrap). What the arms of one network
still share is the loop's budget of surged stations.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from charger_emulator.core.layout import BoolArray, FloatArray, IntArray
from charger_emulator.core.trials import DAY_S, SLOT_S, TrialRecord

Sums = Mapping[str, FloatArray]
"""Quantity by name; of one part or draw a position."""
DRAWS: Final = 4000
_BY_SLOT: Final = (
    "energy_wh", "margin", "discounts", "surges", "down_port_min", "queue_min", "detour_min",
    "walked_away", "sessions",
)  # fmt: skip
WOULD_TRIP_WITHIN_S: Final = 4 * 3600.0
"""A heal was right if its charger trips within this time in the world without heals: the longest
that a heal may last."""
AFTERMATH_S: Final = 2 * 3600.0
"""For so long after its end a heal may still cost something: drivers have gone elsewhere."""


class Estimate(NamedTuple):
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def says_nothing(self) -> bool:
        """Its interval contains 0, or it could not be computed."""
        return not (self.low > 0.0 or self.high < 0.0)


def sums_of(record: TrialRecord, without: TrialRecord | None = None) -> dict[str, FloatArray]:
    """A trial's quantities by metro.

    Args:
        record: the trial.
        without: the same seed under the arm `nothing`, to tell right heals from false ones.
    """
    metros, count = record.metro, int(record.metro.max()) + 1
    hours = record.energy_wh.shape[0] * SLOT_S / 3600.0
    found = {name: _by_metro(getattr(record, name).sum(axis=0), metros, count) for name in _BY_SLOT}
    found["port_h"] = _by_metro(record.ports * hours, metros, count)
    found["station_days"] = _by_metro(np.full(len(metros), hours / 24.0), metros, count)
    trips = np.array([record.cp_station[trip.charge_point] for trip in record.trips], dtype=int)
    at_target = trips[[trip.is_target for trip in record.trips]] if len(trips) else trips
    limited = trips[[trip.is_limited for trip in record.trips]] if len(trips) else trips
    visited = np.array([record.cp_station[point] for _, point in visits(record)], dtype=int)
    healed = np.array([heal.station for heal in record.heals], dtype=int)
    for name, stations in {
        "trips": trips, "trips_at_target": at_target, "trips_limited": limited,
        "visits": visited, "heals": healed,
    }.items():  # fmt: skip
        found[name] = np.bincount(metros[stations], minlength=count).astype(np.float64)
    if without is not None:
        found |= _judged(record, without, count)
    return found


def visits(record: TrialRecord) -> list[tuple[float, int]]:
    """(instant, charger) of each technician's visit.

    One is sent for a trip, a part that broke, or because the loop asks for one; a visit covers
    what happens at its charger within 24 h.
    """
    asked = [
        (heal.opened_s, point)
        for heal in record.heals
        if heal.is_dispatch
        for point in heal.charge_points
    ]
    trips = [(trip.at_s, trip.charge_point) for trip in record.trips]
    last_s: dict[int, float] = {}
    found = []
    for at_s, point in sorted([*record.failures, *trips, *asked]):
        if at_s - last_s.get(point, -np.inf) >= DAY_S:
            last_s[point] = at_s
            found.append((at_s, point))
    return found


def most_heals_a_day(record: TrialRecord, *, dispatches: bool) -> int:
    """Most heals that any station had within 24 h.

    Args:
        record: of the trial.
        dispatches: count also those that only hold the power until a technician comes.
    """
    most = 0
    for station in {heal.station for heal in record.heals}:
        opened_s = sorted(
            heal.opened_s
            for heal in record.heals
            if heal.station == station and (dispatches or not heal.is_dispatch)
        )
        for first, at_s in enumerate(opened_s):
            within = int(np.searchsorted(opened_s, at_s + DAY_S)) - first
            most = max(most, within)
    return most


def is_right(record: TrialRecord, without: TrialRecord, within_s: float) -> BoolArray:
    """Whether each heal had a charger that trips without heals, so soon after its beginning."""
    trips: dict[int, list[float]] = {}
    for trip in without.trips:
        trips.setdefault(trip.charge_point, []).append(trip.at_s)
    return np.array(
        [
            any(
                heal.opened_s < at_s <= heal.opened_s + within_s
                for point in heal.charge_points
                for at_s in trips.get(point, ())
            )
            for heal in record.heals
        ],
        dtype=np.bool_,
    )


def _judged(record: TrialRecord, without: TrialRecord, count: int) -> dict[str, FloatArray]:
    """Right and false heals, and what the false ones cost their neighbourhoods, by metro."""
    names = ("heals_right", "heals_right_1h", "heals_false", "false_cost", "false_min")
    found = {name: np.zeros(count) for name in names}
    right = is_right(record, without, WOULD_TRIP_WITHIN_S)
    soon = is_right(record, without, 3600.0)
    for heal, was_right, was_soon in zip(record.heals, right, soon, strict=True):
        metro = int(record.metro[heal.station])
        found["heals_right"][metro] += was_right
        found["heals_right_1h"][metro] += was_soon
        if was_right:
            continue
        found["heals_false"][metro] += 1.0
        slots = len(record.margin)
        first = int((heal.opened_s - record.start_s) // SLOT_S)
        end_s = min(heal.ended_s + AFTERMATH_S, record.start_s + slots * SLOT_S)
        during = slice(first, int((end_s - record.start_s) // SLOT_S))
        near = record.near[heal.station]
        found["false_cost"][metro] += (without.margin - record.margin)[during, near].sum()
        waited = record.queue_min + record.detour_min - without.queue_min - without.detour_min
        found["false_min"][metro] += waited[during, near].sum()
    return found


def joined(parts: Sequence[Mapping[str, FloatArray]]) -> dict[str, FloatArray]:
    """Sums of several seeds, metro after metro."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def estimate(
    figure: Callable[..., FloatArray], arms: Sequence[Sums], rng: np.random.Generator
) -> Estimate:
    """A figure of one or more arms, with a 95 % interval by drawing parts.

    Args:
        figure: from the sums of the arms, each a quantity by name.
        arms: sums by part, the same parts in the same order.
        rng: of the draws; give each figure one of its own.

    Returns:
        Ends are NaN with a single part: it tells nothing about others.
    """
    parts = len(next(iter(arms[0].values())))
    weights = rng.multinomial(parts, np.full(parts, 1.0 / parts), DRAWS).astype(np.float64)
    whole = [{name: values.sum()[None] for name, values in arm.items()} for arm in arms]
    drawn = [{name: weights @ values for name, values in arm.items()} for arm in arms]
    with np.errstate(divide="ignore", invalid="ignore"):
        value = float(np.asarray(figure(*whole))[0])
        spread = np.asarray(figure(*drawn))
    spread = spread[np.isfinite(spread)]
    if parts < 2 or not len(spread):
        return Estimate(value, np.nan, np.nan)
    low, high = np.quantile(spread, (0.025, 0.975))
    return Estimate(value, float(low), float(high))


def _by_metro(values: FloatArray, metros: IntArray, count: int) -> FloatArray:
    return np.bincount(metros, weights=values, minlength=count).astype(np.float64)
