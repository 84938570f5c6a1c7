import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.levels import LOW, NAMES, Level, check_levels, next_level

LEVELS = {
    "watch": Level(enter=0.25, clear=0.20),
    "high": Level(enter=0.45, clear=0.38),
    "critical": Level(enter=0.60, clear=0.50),
}
ALL = (LOW, *NAMES)
risks = st.floats(0.0, 1.0)
levels = st.sampled_from(ALL)


@pytest.mark.parametrize(
    ("previous", "risk", "expected"),
    [
        pytest.param("low", 0.2499, "low", id="stays low below the enter value"),
        pytest.param("low", 0.25, "watch", id="enters at the enter value"),
        pytest.param("low", 0.9, "critical", id="rises over several levels at once"),
        pytest.param("critical", 0.50, "critical", id="holds at the clear value"),
        pytest.param("critical", 0.499, "high", id="falls to the level below"),
        pytest.param("critical", 0.37, "watch", id="falls past a level that is cleared as well"),
        pytest.param("critical", 0.0, "low", id="falls to low"),
        pytest.param("watch", 0.44, "watch", id="does not enter the next on the clear value"),
    ],
)
def test_level_after_a_score(previous: str, risk: float, expected: str) -> None:
    assert next_level(previous, risk, LEVELS) == expected


@given(levels, risks, risks)
def test_more_risk_never_gives_a_lower_level(previous: str, a: float, b: float) -> None:
    low, high = sorted((a, b))
    lower, higher = next_level(previous, low, LEVELS), next_level(previous, high, LEVELS)
    assert ALL.index(lower) <= ALL.index(higher)


@given(levels, risks)
def test_the_same_risk_again_changes_nothing(previous: str, risk: float) -> None:
    once = next_level(previous, risk, LEVELS)
    assert next_level(once, risk, LEVELS) == once


@given(risks, risks)
def test_a_wobble_within_the_gap_changes_no_level_twice(a: float, b: float) -> None:
    low, high = 0.50 + 0.09 * min(a, b), 0.60 + 0.4 * max(a, b)
    assert next_level("low", high, LEVELS) == "critical"
    assert next_level("critical", low, LEVELS) == "critical"


@pytest.mark.parametrize("risk", [-0.01, 1.01, float("nan")])
def test_a_risk_outside_its_range_is_refused(risk: float) -> None:
    with pytest.raises(ValueError, match=r"0\.\.1"):
        next_level("low", risk, LEVELS)


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="'severe' is not allowed: low, watch, high, critical"):
        next_level("severe", 0.1, LEVELS)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"critical": Level(0.4, 0.3)}, id="not above the level below"),
        pytest.param({"watch": Level(0.25, 0.25)}, id="no gap"),
        pytest.param({"high": Level(float("nan"), 0.1)}, id="not a number"),
        pytest.param({"severe": Level(0.9, 0.8)}, id="a level we do not know"),
    ],
)
def test_impossible_levels_are_refused(changed: dict[str, Level]) -> None:
    check_levels(LEVELS)
    with pytest.raises(ValueError, match="level"):
        check_levels({**LEVELS, **changed})
