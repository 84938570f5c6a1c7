"""Shares of edges: stable, nested, fair; steps go back in the order in which they were made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.rollout import (
    Rollout,
    RolloutError,
    as_json,
    from_json,
    place_pct,
    promoted,
    rolled_back,
    wanted_by,
)

edges = st.lists(st.text(min_size=1, max_size=20), unique=True, max_size=50)
shares = st.integers(1, 99)


def chosen(rollout: Rollout, names: list[str]) -> set[str]:
    return {each for each in names if wanted_by(rollout, each) == "new"}


@given(names=edges, low=shares, high=shares)
def test_a_share_that_grows_only_adds_edges(names: list[str], low: int, high: int) -> None:
    low, high = sorted((low, high))
    assert chosen(promoted(Rollout(), "new", low), names) <= chosen(
        promoted(Rollout(), "new", high), names
    )


def test_a_share_holds_about_as_many_edges_as_it_says() -> None:
    names = [f"site-{number}" for number in range(4000)]
    assert 0.27 < len(chosen(promoted(Rollout(), "new", 30), names)) / 4000 < 0.33
    assert all(0.0 <= place_pct(name) < 100.0 for name in names)


def test_the_place_of_an_edge_is_the_same_on_every_machine() -> None:
    assert place_pct("site-17") == pytest.approx(72.9215, abs=1e-4)


def test_all_edges_get_a_model_that_is_promoted_to_all() -> None:
    plan = promoted(promoted(Rollout(("old",)), "new", 10), "new", 100)
    assert plan == Rollout(("old", "new"))
    assert wanted_by(plan, "any") == "new"


@given(steps=st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 100)), max_size=12))
def test_every_step_has_its_way_back(steps: list[tuple[str, int]]) -> None:
    plan, stables = Rollout(), [None]
    for model, share in steps:
        try:
            plan = promoted(plan, model, share)
        except RolloutError:
            assert model == plan.stable
            continue
        if share == 100:
            stables.append(model)
    if plan.candidate is not None:
        plan = rolled_back(plan)
    while stables[-1] is not None:
        assert plan.stable == stables.pop()
        plan = rolled_back(plan)
    assert plan == Rollout()
    with pytest.raises(RolloutError, match="nothing was rolled out"):
        rolled_back(plan)


@pytest.mark.parametrize(
    ("model", "share", "reason"),
    [
        pytest.param("old", 50, "already", id="what all have"),
        pytest.param("new", 0, "share_pct 0", id="nobody"),
        pytest.param("new", 101, "share_pct 101", id="more than all"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused(model: str, share: int, reason: str) -> None:
    with pytest.raises(RolloutError, match=reason):
        promoted(Rollout(("old",)), model, share)


def test_a_plan_survives_the_database() -> None:
    plan = Rollout(("a", "b"), "c", 5)
    assert from_json(as_json(plan)) == plan
