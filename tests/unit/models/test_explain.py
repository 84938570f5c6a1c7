"""Explanations are the forest's Shapley values: as package shap says, and by the definition."""

from itertools import combinations
from math import comb
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from contract.features import FEATURE_COUNT
from models.explain import ForestExplainer
from models.forest_edges import ARRAYS

SHAP_GOLDEN = Path(__file__).parent / "golden" / "shap.npz"
"""Six scikit-learn trees of depth 12 over 33 features and 5 missing-indicators, 24 vectors, and
what `TreeExplainer(..., feature_perturbation="tree_path_dependent")` of shap 0.51.0 says of them;
an indicator's value is added to its feature's."""
CALIBRATION = np.float32([0.7, 1.7, -2.1, 1e-4])

Arrays = dict[str, NDArray[Any]]


def forest(rng: np.random.Generator, trees: int, depth: int, columns: int) -> Arrays:
    """A random forest that asks the first `columns` features and the missing-indicator of 0."""
    nodes: list[tuple[int, float, int, int, float, float]] = []

    def grow(left_depth: int, weight: float) -> int:
        own = len(nodes)
        nodes.append((0, 0.0, own, own, float(rng.random()), weight))
        if left_depth and rng.random() < 0.9:
            share = float(np.float32(rng.uniform(0.05, 0.95)))
            asked = int(rng.integers(columns + 1))
            left, right = grow(left_depth - 1, share), grow(left_depth - 1, 1.0 - share)
            mean = share * nodes[left][4] + (1.0 - share) * nodes[right][4]
            column = FEATURE_COUNT if asked == columns else asked
            nodes[own] = (column, float(rng.normal()), left, right, mean, weight)
        return own

    roots = [grow(depth, 1.0) for _ in range(trees)]
    feature, threshold, left, right, value, weight = zip(*nodes, strict=True)
    return {
        "feature": np.int16(feature), "threshold": np.float32(threshold), "left": np.int32(left),
        "right": np.int32(right), "value": np.float32(value), "weight": np.float32(weight),
        "roots": np.int32(roots), "medians": np.zeros(FEATURE_COUNT, dtype=np.float32),
        "indicators": np.int16([0]), "calibration": CALIBRATION,
    }  # fmt: skip


def expected(arrays: Arrays, columns: NDArray[np.float32], known: frozenset[int]) -> float:
    """The forest's mean answer where only `known` columns count."""

    def answer(node: int) -> float:
        left, right = arrays["left"][node], arrays["right"][node]
        if left == node:
            return float(arrays["value"][node])
        column = int(arrays["feature"][node])
        if column in known:
            return answer(left if columns[column] <= arrays["threshold"][node] else right)
        weight = arrays["weight"]
        return float(weight[left]) * answer(left) + float(weight[right]) * answer(right)

    return float(np.mean([answer(root) for root in arrays["roots"]]))


def by_definition(arrays: Arrays, columns: NDArray[np.float32]) -> NDArray[np.float64]:
    """Shapley values of all columns that are asked, over all subsets."""
    players = sorted({int(column) for column in arrays["feature"]})
    found = np.zeros(len(columns))
    for player in players:
        others = [each for each in players if each != player]
        for size in range(len(others) + 1):
            weight = 1.0 / (len(players) * comb(len(others), size))
            for subset in combinations(others, size):
                known = frozenset(subset)
                gain = expected(arrays, columns, known | {player})
                found[player] += weight * (gain - expected(arrays, columns, known))
    return found


def test_values_are_those_of_package_shap() -> None:
    with np.load(SHAP_GOLDEN) as golden:
        explainer = ForestExplainer({name: golden[name] for name in ARRAYS})
        assert explainer.base_share == pytest.approx(float(golden["base"]), abs=1e-6)
        for vector, values in zip(golden["vectors"], golden["shap"], strict=True):
            np.testing.assert_allclose(explainer.shares(vector), values, atol=1e-6)


@given(seed=st.integers(0, 2**32 - 1), has_first=st.booleans())
@settings(max_examples=25)
def test_values_are_shapleys_by_definition(seed: int, has_first: bool) -> None:
    rng = np.random.default_rng(seed)
    arrays = forest(rng, trees=2, depth=5, columns=4)
    vector = rng.normal(size=FEATURE_COUNT).astype(np.float32)
    if not has_first:
        vector[0] = np.nan
    columns = np.append(np.nan_to_num(vector), np.float32(not has_first))
    wanted = by_definition(arrays, columns)
    wanted[0] += wanted[FEATURE_COUNT]
    found = ForestExplainer(arrays).shares(vector)
    np.testing.assert_allclose(found, wanted[:FEATURE_COUNT], atol=2e-6)


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=25)
def test_points_lead_from_the_base_risk_to_the_risk(seed: int) -> None:
    rng = np.random.default_rng(seed)
    arrays = forest(rng, trees=3, depth=12, columns=7)
    vector = rng.normal(size=FEATURE_COUNT).astype(np.float32)
    explainer = ForestExplainer(arrays)
    everything = frozenset(range(FEATURE_COUNT + 1))
    risk = explainer.calibrated(expected(arrays, np.append(vector, np.float32(0.0)), everything))
    points = explainer.points(vector)
    assert explainer.base_risk + points.sum() == pytest.approx(risk, abs=1e-5)
    assert (np.sign(points) == np.sign(explainer.shares(vector))).all()


def test_tables_are_made_when_asked_for_and_again_after_they_were_let_go() -> None:
    explainer = ForestExplainer(forest(np.random.default_rng(3), trees=4, depth=6, columns=5))
    vector = np.ones(FEATURE_COUNT, dtype=np.float32)
    assert not explainer.is_ready
    first = explainer.shares(vector)
    assert explainer.is_ready
    explainer.let_go()
    assert not explainer.is_ready
    explainer.prepare()
    assert explainer.is_ready
    np.testing.assert_array_equal(explainer.shares(vector), first)


def test_a_feature_that_no_tree_asks_moves_nothing() -> None:
    arrays = forest(np.random.default_rng(3), trees=4, depth=6, columns=5)
    shares = ForestExplainer(arrays).shares(np.ones(FEATURE_COUNT, dtype=np.float32))
    assert (shares[5:] == 0.0).all()
    assert shares[:5].any()


def test_trees_without_a_split_explain_nothing() -> None:
    arrays = forest(np.random.default_rng(3), trees=2, depth=0, columns=5)
    explainer = ForestExplainer(arrays)
    vector = np.zeros(FEATURE_COUNT, dtype=np.float32)
    assert not explainer.points(vector).any()
    assert explainer.base_share == pytest.approx(arrays["value"].mean())


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        pytest.param("left", lambda a: a + 10_000, "left points outside", id="outside"),
        pytest.param("left", lambda a: a.astype(float), "whole numbers", id="no indices"),
        pytest.param("left", np.zeros_like, "make no trees", id="a circle"),
        pytest.param("right", lambda a: a[:-1], "right has shape", id="one node short"),
        pytest.param("weight", lambda a: a * 0.9, "weight must be", id="weights below 1"),
        pytest.param("weight", lambda a: a * np.nan, "weight must be", id="weights unknown"),
        pytest.param("value", lambda a: a + 1.0, "value must be", id="more than all"),
        pytest.param("threshold", lambda a: a * np.nan, "threshold must be", id="NaN asked"),
        pytest.param("medians", lambda a: a * np.nan, "medians must be", id="NaN to fill with"),
        pytest.param("roots", lambda a: a[:0], "at least one tree", id="no tree"),
        pytest.param("calibration", lambda a: -a, "calibration must rise", id="falling"),
    ],
)
def test_arrays_that_are_no_forest_are_refused(name: str, change: Any, reason: str) -> None:
    arrays = forest(np.random.default_rng(1), trees=9, depth=4, columns=5)
    with pytest.raises(ValueError, match=reason):
        ForestExplainer({**arrays, name: change(arrays[name])})
