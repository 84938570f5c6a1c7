"""Drift is nothing for what is alike, grows with what moves, and sees a signal that vanished."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.drift import CALENDAR, MIN_VECTORS, drift_of, psi, shares_of
from contract.features import FEATURE_COUNT, FEATURE_NAMES
from contract.reference import Reference
from models.training.reference import reference_of

parts = st.lists(st.floats(0.0, 1.0), min_size=12, max_size=12).filter(lambda each: sum(each) > 0.1)


def rows(count: int, seed: int = 1, **changes: Any) -> np.ndarray:
    """Features of all kinds: even, in two values, and often missing."""
    rng = np.random.default_rng(seed)
    made = rng.normal(size=(count, FEATURE_COUNT)).astype(np.float32)
    made[:, 1] = rng.integers(0, 2, count)
    made[rng.random(count) < 0.4, 2] = np.nan
    for name, change in changes.items():
        index = FEATURE_NAMES.index(name)
        made[:, index] = change(made[:, index])
    return made


def as_vectors(made: np.ndarray) -> list[list[float | None]]:
    return [[None if math.isnan(each) else each for each in row] for row in made.tolist()]


@given(first=parts, second=parts)
def test_the_index_is_never_negative_and_the_same_both_ways(
    first: list[float], second: list[float]
) -> None:
    one, two = ([each / sum(shares) for each in shares] for shares in (first, second))
    assert psi(one, two) >= 0.0
    assert psi(one, two) == pytest.approx(psi(two, one))
    assert psi(one, one) == 0.0


def test_a_textbook_case() -> None:
    assert psi([0.5, 0.5], [0.6, 0.4]) == pytest.approx(0.1 * math.log(1.2) - 0.1 * math.log(0.8))


def test_the_rows_of_the_training_have_not_drifted() -> None:
    made = rows(4000)
    found = drift_of(reference_of(made), as_vectors(made))
    assert len(found) == FEATURE_COUNT
    assert max(each.psi for each in found) < 1e-6


def test_other_rows_of_the_same_world_stay_stable() -> None:
    found = drift_of(reference_of(rows(4000)), as_vectors(rows(4000, seed=2)))
    assert {each.level for each in found} == {"stable", "calendar"}


def test_a_feature_that_moves_comes_first_with_its_level() -> None:
    moved = rows(4000, seed=2, energy_1h_ratio=lambda each: each + 1.0)
    worst, *others = drift_of(reference_of(rows(4000)), as_vectors(moved))
    assert (worst.feature, worst.level) == ("energy_1h_ratio", "drifted")
    assert {each.level for each in others} == {"stable", "calendar"}


def test_a_signal_that_vanished_has_drifted() -> None:
    gone = rows(4000, seed=2, power_ratio=lambda each: each * np.nan)
    worst = drift_of(reference_of(rows(4000)), as_vectors(gone))[0]
    assert (worst.feature, worst.level) == ("power_ratio", "drifted")
    assert (worst.missing_ratio, worst.reference_missing_ratio) == (1.0, 0.0)


def test_the_calendar_is_shown_and_not_judged() -> None:
    monday = rows(4000, seed=2, weekend=lambda each: each * 0.0)
    found = {each.feature: each for each in drift_of(reference_of(rows(4000)), as_vectors(monday))}
    assert {found[name].level for name in CALENDAR} == {"calendar"}
    assert found["weekend"].psi > 1.0


def test_few_vectors_say_nothing() -> None:
    reference = reference_of(rows(4000))
    assert drift_of(reference, as_vectors(rows(MIN_VECTORS - 1))) == []
    assert drift_of(reference, [[1.0]] * 9999) == []


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(Reference([1.0], [1.0]), id="too few shares"),
        pytest.param(Reference([2.0, 1.0], [0.2, 0.3, 0.5, 0.0]), id="borders out of order"),
    ],
)
def test_a_reference_that_makes_no_sense_is_left_out(broken: Reference) -> None:
    assert drift_of({FEATURE_NAMES[0]: broken}, as_vectors(rows(MIN_VECTORS))) == []


@given(values=st.lists(st.one_of(st.none(), st.floats(-3, 3)), min_size=1, max_size=50))
def test_every_value_is_in_one_bin(values: list[float | None]) -> None:
    shares = shares_of(Reference([-1.0, 0.0, 1.0], [0.25, 0.25, 0.25, 0.25, 0.0]), values)
    assert sum(shares) == pytest.approx(1.0)


def test_a_reference_of_nothing_but_missing_values_has_one_bin() -> None:
    made = rows(100)
    made[:, 5] = np.nan
    assert reference_of(made)[FEATURE_NAMES[5]] == Reference([], [0.0, 1.0])
    with pytest.raises(ValueError, match="no rows"):
        reference_of(made[:0])
