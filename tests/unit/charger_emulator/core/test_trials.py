import numpy as np
import pytest

from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.layout import Layout
from charger_emulator.core.trials import (
    Arm,
    Trial,
    clusters_of,
    drawn_days,
    near_of,
    random_target,
)
from charger_emulator.core.world import MAX_DETOUR_KM

LAYOUT = Layout(make_fleet(30, 3))


def test_neighbours_are_in_one_cluster_and_metros_are_not() -> None:
    clusters, near = clusters_of(LAYOUT), near_of(LAYOUT)
    cities = np.array([station.city for station in LAYOUT.stations])
    for one, other in np.argwhere(near):
        assert clusters[one] == clusters[other]
    for cluster in np.unique(clusters):
        assert len(set(cities[clusters == cluster])) == 1
    assert len(np.unique(clusters)) > len(set(cities))


def test_each_pair_of_days_has_one_of_each_sort_in_every_cluster() -> None:
    clusters = clusters_of(LAYOUT)
    drawn = drawn_days(1, 6, clusters)
    assert (drawn[0::2] != drawn[1::2]).all()
    assert 0 < drawn[0].sum() < len(clusters)
    for cluster in np.unique(clusters):
        assert len(np.unique(drawn[:, clusters == cluster], axis=1).T) == 1


def test_the_lot_is_the_same_for_the_same_seed_only() -> None:
    clusters = clusters_of(LAYOUT)
    assert (drawn_days(1, 6, clusters) == drawn_days(1, 6, clusters)).all()
    assert (drawn_days(1, 6, clusters) != drawn_days(2, 6, clusters)).any()


def test_a_random_target_is_another_station_within_reach() -> None:
    drawn = {random_target(LAYOUT, 1, 0, number) for number in range(50)}
    assert len(drawn) > 1
    assert 0 not in drawn
    assert all(LAYOUT.distance_km[0, each] <= MAX_DETOUR_KM for each in drawn)


def test_a_lonely_station_has_no_random_target() -> None:
    assert random_target(Layout(make_fleet(1, 1)), 1, 0, 1) == -1


@pytest.mark.parametrize(
    ("days", "elasticity", "said"),
    [
        pytest.param(0.0, -1.0, "days 0 is not allowed", id="no time"),
        pytest.param(1.0, 0.5, "elasticity 0.5 is not allowed", id="people like it dear"),
    ],
)
def test_an_impossible_trial_is_refused(days: float, elasticity: float, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Trial(Arm.HEAL, 1, 10, days, elasticity)
