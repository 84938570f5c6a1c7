import numpy as np
import pytest

from charger_emulator.core import trial_figures as f
from charger_emulator.core.trial_sums import (
    Estimate,
    estimate,
    is_right,
    joined,
    most_heals_a_day,
    sums_of,
    visits,
)
from tests.unit.charger_emulator.trial_builders import heal, record, trip


def test_sums_are_by_metro() -> None:
    sums = sums_of(record(trips=[trip(1.0), trip(2.0, 1), trip(3.0, 1)]))
    assert sums["trips"].tolist() == [1.0, 2.0]
    assert sums["port_h"].tolist() == [48.0, 48.0]
    assert sums["station_days"].tolist() == [1.0, 1.0]
    assert sums["energy_wh"].tolist() == [9600.0, 9600.0]


def test_a_visit_covers_a_day_of_its_charger() -> None:
    seen = record(
        trips=[trip(1.0), trip(5.0), trip(30.0), trip(2.0, 1)],
        failures=[(6 * 3600.0, 0)],
        heals=[heal(31.0, 32.0), heal(60.0, 61.0, is_dispatch=True)],
    )
    assert [(at_s / 3600.0, point) for at_s, point in visits(seen)] == [
        (1.0, 0), (2.0, 1), (30.0, 0), (60.0, 0)
    ]  # fmt: skip


def test_most_heals_of_a_day_are_counted_in_any_24_hours() -> None:
    seen = record(
        heals=[heal(1.0, 2.0), heal(20.0, 21.0), heal(24.0, 25.0, is_dispatch=True),
               heal(26.0, 27.0), heal(3.0, 4.0, 1)]
    )  # fmt: skip
    assert most_heals_a_day(seen, dispatches=False) == 2
    assert most_heals_a_day(seen, dispatches=True) == 3


def test_a_heal_is_right_where_its_charger_trips_later_without_it() -> None:
    seen = record(heals=[heal(5.0, 6.0), heal(5.0, 6.0, 1), heal(10.5, 12.0)])
    without = record(trips=[trip(8.0), trip(4.9, 1), trip(10.0)])
    assert is_right(seen, without, 4 * 3600.0).tolist() == [True, False, False]
    assert is_right(seen, without, 3600.0).tolist() == [False, False, False]


def test_a_false_heal_costs_what_its_neighbourhood_lost_until_two_hours_after() -> None:
    without = record()
    margin = without.margin.copy()
    margin[20:24, 0] -= 10.0  # during the heal
    margin[31, 0] -= 5.0  # in the last quarter of the aftermath
    margin[32, 0] -= 1000.0  # after it
    margin[22, 1] -= 1000.0  # elsewhere
    sums = sums_of(record(margin=margin, heals=[heal(5.0, 6.0)]), without)
    assert sums["heals_false"].sum() == 1.0
    assert f.false_cost({k: v.sum() for k, v in sums.items()}) == pytest.approx(45.0)


def test_what_a_right_heal_costs_is_not_the_cost_of_a_false_one() -> None:
    sums = sums_of(record(heals=[heal(5.0, 6.0)]), record(trips=[trip(6.0)]))
    assert (sums["heals_right"].sum(), sums["heals_false"].sum()) == (1.0, 0.0)


def test_figures_by_hand() -> None:
    arm = {k: v.sum() for k, v in sums_of(record(heals=[heal(1.0, 2.0)])).items()}
    without = {k: v.sum() for k, v in sums_of(record(trips=[trip(1.0), trip(2.0, 1)])).items()}
    assert f.avoided_pct(arm, without) == 100.0
    assert f.trip_rate(without) == pytest.approx(2000.0 / 96.0)
    assert f.money_per_heal(arm, without) == 0.0
    assert f.worth_per_heal(arm, without) == 2 * f.VISIT_COST
    assert f.paying_visit_cost(arm | {"margin": arm["margin"] - 10.0}, without) == 5.0
    assert f.uptime_pct(arm) == pytest.approx(100.0 * (1.0 - 2 * 9600.0 / 60.0 / 96.0))


def test_an_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(50):
        sums = {"a": rng.normal(3.0, 1.0, 40), "b": np.ones(40)}
        found = estimate(lambda s: s["a"] / s["b"], [sums], rng)
        held += found.low <= 3.0 <= found.high
    assert 42 <= held < 50


def test_what_all_parts_share_cancels_in_a_paired_difference() -> None:
    rng = np.random.default_rng(1)
    people = rng.normal(100.0, 30.0, 24)
    one, other = {"a": people + 1.0}, {"a": people}
    found = estimate(lambda x, y: (x["a"] - y["a"]) / 24.0, [one, other], rng)
    assert found.low == pytest.approx(1.0)
    assert found.high == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("found", "says"),
    [
        pytest.param(Estimate(1.0, -0.1, 2.0), True, id="contains 0"),
        pytest.param(Estimate(1.0, 0.1, 2.0), False, id="above"),
        pytest.param(Estimate(-1.0, -2.0, -0.1), False, id="below"),
        pytest.param(Estimate(float("nan"), float("nan"), float("nan")), True, id="unknown"),
        pytest.param(Estimate(0.0, 0.0, 0.0), True, id="exactly nothing"),
    ],
)
def test_whether_a_figure_says_anything(found: Estimate, says: bool) -> None:
    assert found.says_nothing is says


def test_seeds_are_joined_part_by_part() -> None:
    both = joined([sums_of(record(seed=1)), sums_of(record(seed=2, trips=[trip(1.0)]))])
    assert both["trips"].tolist() == [0.0, 0.0, 1.0, 0.0]


def test_one_part_has_no_interval() -> None:
    found = estimate(lambda s: s["a"], [{"a": np.array([3.0])}], np.random.default_rng(1))
    assert found.value == 3.0
    assert np.isnan(found.low)
    assert found.says_nothing
