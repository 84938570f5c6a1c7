import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from models.training.intervals import areas, rank


@pytest.mark.parametrize("decimals", [1, 6])
def test_the_area_is_that_of_scikit_learn_with_weights_and_ties(decimals: int) -> None:
    rng = np.random.default_rng(decimals)
    label = rng.random(500) < 0.1
    score = np.round(rng.random(500) + 0.3 * label, decimals)
    weight = rng.integers(0, 4, 500).astype(np.float64)

    ranking = rank(label, score)

    assert ranking.area() == pytest.approx(average_precision_score(label, score))
    assert ranking.weigher()(weight[ranking.order]) == pytest.approx(
        average_precision_score(label, score, sample_weight=weight)
    )


def test_without_a_positive_there_is_no_area() -> None:
    assert np.isnan(rank(np.zeros(5, dtype=bool), np.arange(5.0)).area())
    assert np.isnan(rank(np.zeros(0, dtype=bool), np.zeros(0)).area())


def test_a_group_that_repeats_its_rows_does_not_narrow_the_interval() -> None:
    rng = np.random.default_rng(1)
    label = rng.random(400) < 0.2
    score = rng.random(400) + 0.5 * label
    group = np.arange(400)

    once = areas(label, {"m": score}, group, seed=1).area["m"]
    often = areas(label.repeat(10), {"m": score.repeat(10)}, group.repeat(10), seed=1).area["m"]

    assert often.value == pytest.approx(once.value)
    assert often.low == pytest.approx(once.low)
    assert once.low < once.value < once.high


def test_the_interval_of_a_gain_is_that_of_pairs() -> None:
    rng = np.random.default_rng(2)
    label = rng.random(2000) < 0.1
    score = rng.random(2000) + label * rng.random(2000)
    worse = score + 0.02 * rng.random(2000)

    both = areas(label, {"model": score, "same": score, "worse": worse}, np.arange(2000), seed=3)

    same, gain = both.gain("model", "same"), both.gain("model", "worse")
    assert (same.value, same.low, same.high) == (0.0, 0.0, 0.0)
    wide = both.area["model"].high - both.area["model"].low
    assert gain.high - gain.low < wide / both.area["worse"].value
