"""Max-min fairness, checked against linear programs and by its properties."""

import random
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from central.core.load_sharing.fair import Demand, fair_shares


def powers(demands: list[Demand], capacities: Mapping[Any, float]) -> dict[Any, float]:
    return {key: share.power_w for key, share in fair_shares(demands, capacities).items()}


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[Demand], dict[str, float]]:
    """Sessions on lines of stations, stations in an area; the floors always fit."""
    count = draw(st.integers(1, 6))
    limits = ("area", "s0", "s1", "l1", "l2", "l3")
    demands = []
    for number in range(count):
        station = draw(st.sampled_from(["s0", "s1"]))
        lines = draw(st.sampled_from([("l1",), ("l2",), ("l1", "l2", "l3")]))
        floor_w = draw(st.sampled_from([0.0, 1.0, 4.0]))
        cap_w = floor_w + draw(st.integers(1, 40))
        uses = [("area", 1.0), (station, 1.0), *((line, 1.0 / len(lines)) for line in lines)]
        chosen = tuple(use for use in uses if draw(st.booleans()))
        weight = draw(st.sampled_from([0.5, 1.0, 2.0]))
        demands.append(Demand(f"d{number}", cap_w, floor_w, weight, chosen))
    capacities = {}
    for key in limits:
        floors_w = sum(d.floor_w * dict(d.uses).get(key, 0.0) for d in demands)
        capacities[key] = floors_w + draw(st.integers(0, 60))
    return demands, capacities


def by_linear_programs(demands: list[Demand], capacities: Mapping[str, float]) -> dict[Any, float]:
    """Lexicographic max-min: raise the lowest level by a program, hold who cannot rise, repeat.

    A session is held where a second program cannot raise it alone while nobody falls below.
    """
    n, keys = len(demands), sorted(capacities)
    rows = [[*(dict(d.uses).get(key, 0.0) for d in demands), 0.0] for key in keys]
    fixed: dict[int, float] = {}

    def solved(raised: int, level: float | None) -> Any:
        """Unknowns: a power each and, last, the level; the unknown `raised` becomes largest."""
        above = [
            [*(-float(i == index) for i in range(n)), demands[index].weight]
            for index in range(n)
            if index not in fixed
        ]
        slack = [*(capacities[key] + 1e-6 for key in keys), *(1e-6 for _ in above)]
        bounds = [
            (max(fixed[i] - 1e-4, 0.0), fixed[i]) if i in fixed else (0.0, demands[i].cap_w)
            for i in range(n)
        ]
        bounds.append((0.0, 1e4) if level is None else (max(level - 1e-4, 0.0), level))
        cost = [-float(i == raised) for i in range(n + 1)]
        found = linprog(cost, np.array(rows + above), slack, bounds=bounds, method="highs")
        assert found.status == 0, found.message
        return found.x

    while len(fixed) < n:
        level = solved(n, None)[n]
        for index in [each for each in range(n) if each not in fixed]:
            reached_w = demands[index].weight * level
            if solved(index, level)[index] <= reached_w + 2e-3:
                fixed[index] = min(reached_w, demands[index].cap_w)
    return {demands[index].key: power_w for index, power_w in fixed.items()}


@settings(max_examples=30, deadline=None)
@given(networks())
def test_shares_are_those_of_lexicographic_linear_programs(
    network: tuple[list[Demand], dict[str, float]],
) -> None:
    demands, capacities = network
    plain = [Demand(d.key, d.cap_w, 0.0, d.weight, d.uses) for d in demands]
    assert powers(plain, capacities) == pytest.approx(
        by_linear_programs(plain, capacities), abs=2e-2
    )


@given(networks())
def test_no_limit_is_exceeded_and_each_stays_between_floor_and_cap(
    network: tuple[list[Demand], dict[str, float]],
) -> None:
    demands, capacities = network
    found = powers(demands, capacities)
    for key, capacity in capacities.items():
        load_w = sum(dict(d.uses).get(key, 0.0) * found[d.key] for d in demands)
        assert load_w <= capacity + 1e-6
    assert all(d.floor_w <= found[d.key] <= d.cap_w for d in demands)


@given(networks())
def test_who_is_below_the_cap_has_a_full_limit_where_nobody_else_has_a_higher_level(
    network: tuple[list[Demand], dict[str, float]],
) -> None:
    demands, capacities = network
    shares = fair_shares(demands, capacities)
    for demand in demands:
        share = shares[demand.key]
        if share.held_by is None:
            assert share.power_w == demand.cap_w
            continue
        others = [d for d in demands if share.held_by in dict(d.uses)]
        load_w = sum(dict(d.uses)[share.held_by] * shares[d.key].power_w for d in others)
        assert load_w == pytest.approx(capacities[share.held_by], abs=1e-6)
        level = share.power_w / demand.weight
        for other in others:
            power_w = shares[other.key].power_w
            assert power_w <= max(level * other.weight, other.floor_w) + 1e-6


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_does_not_matter(
    network: tuple[list[Demand], dict[str, float]], chance: random.Random
) -> None:
    demands, capacities = network
    mixed, limits = list(demands), list(capacities.items())
    chance.shuffle(mixed)
    chance.shuffle(limits)
    assert powers(mixed, dict(limits)) == powers(demands, capacities)


@given(networks(), st.floats(0.1, 30.0))
def test_more_power_lowers_nobody_at_one_limit_and_never_the_poorest(
    network: tuple[list[Demand], dict[str, float]], more_w: float
) -> None:
    demands, capacities = network
    single = [Demand(d.key, d.cap_w, d.floor_w, d.weight, (("area", 1.0),)) for d in demands]
    before, after = (
        powers(single, capacities),
        powers(single, {**capacities, "area": capacities["area"] + more_w}),
    )
    assert all(after[key] >= before[key] - 1e-6 for key in before)
    raised = {key: each + more_w for key, each in capacities.items()}
    plain = [Demand(d.key, d.cap_w, 0.0, d.weight, d.uses) for d in demands]
    poorest = min(powers(plain, capacities)[d.key] / d.weight for d in plain)
    assert min(powers(plain, raised)[d.key] / d.weight for d in plain) >= poorest - 1e-6


def test_a_floor_above_its_cap_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="CP1: weight 1"):
        fair_shares([Demand("CP1", 5.0, 6.0)], {})
