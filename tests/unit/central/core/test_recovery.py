from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.levels import DEFAULT_LEVELS, Band, Levels, level_of
from central.core.recovery import (
    has_relapsed,
    is_recovered,
    projected_full_load_c,
    trigger_reason,
)
from central.core.rules import HealRules
from tests.unit.central.core.builders import NOON, charger, score, three_scores

RULES = HealRules()


@given(st.floats(-20, 45), st.floats(0, 60), st.floats(0, 1))
def test_the_projection_is_never_below_what_is_measured(
    ambient_c: float, rise_k: float, ratio: float
) -> None:
    projected = projected_full_load_c(ambient_c + rise_k, ambient_c, ratio)
    assert projected >= ambient_c + rise_k - 1e-9
    assert projected_full_load_c(ambient_c + rise_k, ambient_c, 1.0) == pytest.approx(
        ambient_c + rise_k
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, True, id="cool and calm"),
        pytest.param({"scores": three_scores(0.55)}, False, id="risk above the clear value"),
        pytest.param({"temperature_c": 64.0, "load_ratio_15min": 0.4}, False, id="cool by idling"),
        pytest.param({"temperature_c": 64.0, "load_ratio_15min": 1.0}, True, id="cool at work"),
        pytest.param({"scores": three_scores(0.1)[:2]}, False, id="only two scores"),
        pytest.param({"temperature_c": None}, True, id="no thermometer: risk decides"),
        pytest.param(
            {"scores": three_scores(0.1, NOON - timedelta(minutes=5))}, False, id="stale scores"
        ),
    ],
)
def test_recovery_is_judged_at_full_load(changes: dict[str, Any], expected: bool) -> None:
    assert is_recovered(charger(**changes), RULES, NOON) is expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"scores": three_scores(0.8)}, True, id="three critical scores"),
        pytest.param({"scores": three_scores(0.8)[:2]}, False, id="two critical scores"),
        pytest.param({"scores": (score(0.8),) * 3}, False, id="one score three times"),
        pytest.param(
            {"scores": (*three_scores(0.8)[:2], score(0.2))}, False, id="one of them calm"
        ),
        pytest.param(
            {"scores": three_scores(0.8, load_sensitive=False)}, False, id="no cure by less load"
        ),
        pytest.param(
            {"scores": three_scores(0.8, NOON - timedelta(minutes=5))}, False, id="stale scores"
        ),
        pytest.param({"temperature_c": 85.0}, True, id="measured limit at once"),
        pytest.param(
            {"temperature_c": 85.0, "telemetry_at": NOON - timedelta(minutes=5)},
            False,
            id="stale measurement",
        ),
    ],
)
def test_a_heal_is_triggered_by_confirmed_risk_or_measured_heat(
    changes: dict[str, Any], expected: bool
) -> None:
    assert (trigger_reason(charger(**changes), RULES, NOON) is not None) is expected


def test_one_critical_score_is_a_relapse() -> None:
    assert has_relapsed(charger(scores=(score(0.8),)), RULES, NOON)
    assert not has_relapsed(charger(scores=(score(0.55),)), RULES, NOON)


@given(st.floats(0, 1), st.sampled_from(["low", "watch", "high", "critical"]))
def test_a_level_is_kept_until_its_clear_value(risk: float, before: str) -> None:
    names = ["low", "watch", "high", "critical"]
    fresh = level_of(risk, DEFAULT_LEVELS)
    after = level_of(risk, DEFAULT_LEVELS, before)
    assert names.index(after) >= names.index(fresh)
    assert level_of(risk, DEFAULT_LEVELS, after) == after


@pytest.mark.parametrize(
    ("risk", "before", "expected"),
    [
        pytest.param(0.60, "low", "critical", id="enters"),
        pytest.param(0.55, "critical", "critical", id="is held"),
        pytest.param(0.55, "high", "high", id="is not entered"),
        pytest.param(0.49, "critical", "high", id="leaves"),
        pytest.param(0.10, "critical", "low", id="falls all the way"),
    ],
)
def test_levels_have_separate_enter_and_clear_values(
    risk: float, before: str, expected: str
) -> None:
    assert level_of(risk, DEFAULT_LEVELS, before) == expected


def test_levels_that_do_not_rise_are_refused() -> None:
    with pytest.raises(ValueError, match="must rise"):
        Levels(Band(0.5, 0.4), Band(0.4, 0.3), Band(0.6, 0.5))
    with pytest.raises(ValueError, match=r"clear 0\.6"):
        Band(0.5, 0.6)
