"""The guard acts only where central does not, in time, and gives back step by step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.core.guard import CONFIRMATIONS, STEP_RATIO, Guard, GuardRules, Signs

RATED_W = 100_000.0
RULES = GuardRules(is_on=True, temperature_c=80.0, power_ratio=0.25, patience_s=60.0, step_s=300.0)
HOT, COOL = 85.0, 50.0


def signs(
    at_s: float, temperature_c: float | None = HOT, level: str = "high", *, load: bool = True
) -> Signs:
    return Signs(at_s, level, load, temperature_c)


def engaged() -> Guard:
    guard = Guard(RULES, RATED_W)
    assert guard.assess(signs(0.0), None, is_in_reach=False)
    return guard


def test_hot_charger_without_central_is_derated_at_once() -> None:
    guard = Guard(RULES, RATED_W)
    assert guard.assess(signs(0.0), None, is_in_reach=False).endswith("central is out of reach")
    assert guard.cap_w == 25_000.0


def test_central_in_reach_has_its_time() -> None:
    guard = Guard(RULES, RATED_W)
    assert guard.assess(signs(0.0), None, is_in_reach=True) == ""
    assert guard.assess(signs(59.0), None, is_in_reach=True) == ""
    assert guard.assess(signs(60.0), None, is_in_reach=True).endswith("central is slow")


def test_central_that_acted_is_left_alone() -> None:
    guard = Guard(RULES, RATED_W)
    for at_s in (0.0, 100.0, 1000.0):
        assert guard.assess(signs(at_s), 25_000.0, is_in_reach=False) == ""
    assert guard.cap_w is None


def test_limit_of_central_that_is_too_high_is_none() -> None:
    guard = Guard(RULES, RATED_W)
    assert guard.assess(signs(0.0), 90_000.0, is_in_reach=False)


def test_critical_risk_must_be_confirmed_in_a_row() -> None:
    guard = Guard(RULES, RATED_W)
    for at_s in range(CONFIRMATIONS - 1):
        assert not guard.assess(signs(at_s, COOL, "critical"), None, is_in_reach=False)
    assert not guard.assess(signs(5.0, COOL, "high"), None, is_in_reach=False)
    for at_s in range(10, 10 + CONFIRMATIONS - 1):
        assert not guard.assess(signs(at_s, COOL, "critical"), None, is_in_reach=False)
    assert guard.assess(signs(20.0, COOL, "critical"), None, is_in_reach=False)


@pytest.mark.parametrize(
    ("rules", "rated_w", "load"),
    [
        pytest.param(GuardRules(False, 80.0, 0.25, 60.0, 300.0), RATED_W, True, id="off"),
        pytest.param(RULES, None, True, id="a rating that nobody knows"),
    ],
)
def test_guard_that_may_not_act_does_not(
    rules: GuardRules, rated_w: float | None, load: bool
) -> None:
    guard = Guard(rules, rated_w)
    for at_s in range(10):
        assert guard.assess(signs(at_s, level="critical", load=load), None, is_in_reach=False) == ""
    assert guard.cap_w is None


def test_risk_that_less_load_does_not_cure_is_no_reason() -> None:
    guard = Guard(RULES, RATED_W)
    for at_s in range(10):
        given_signs = signs(at_s, COOL, "critical", load=False)
        assert guard.assess(given_signs, None, is_in_reach=False) == ""


def test_central_takes_over_with_a_limit_as_low() -> None:
    guard = engaged()
    assert guard.assess(signs(10.0), 60_000.0, is_in_reach=True) == ""
    assert guard.cap_w == 25_000.0
    assert guard.assess(signs(20.0), 24_000.0, is_in_reach=True) == "central has set a limit as low"
    assert guard.cap_w is None


def test_power_comes_back_in_steps_of_calm() -> None:
    guard = engaged()
    caps = []
    for at_s in range(10, 1300, 10):
        guard.assess(signs(at_s, COOL, "low"), None, is_in_reach=False)
        caps.append(guard.cap_w)
    assert sorted({each for each in caps if each}) == [25_000.0, 50_000.0, 75_000.0]
    assert caps[-1] is None
    assert caps.index(50_000.0) == 30, "after 300 s of calm, not before"


def test_heat_on_the_way_back_takes_the_power_down_again() -> None:
    guard = engaged()
    for at_s in range(10, 400, 10):
        guard.assess(signs(at_s, COOL, "low"), None, is_in_reach=False)
    assert guard.cap_w == 50_000.0
    assert guard.assess(signs(400.0), None, is_in_reach=True) == "a trip is near again"
    assert guard.cap_w == 25_000.0


def test_cabinet_that_is_only_less_hot_is_not_calm() -> None:
    guard = engaged()
    for at_s in range(10, 2000, 10):
        guard.assess(signs(at_s, 75.0, "low"), None, is_in_reach=False)
    assert guard.cap_w == 25_000.0


@given(
    steps=st.lists(
        st.tuples(
            st.floats(0.0, 600.0),
            st.one_of(st.none(), st.floats(20.0, 100.0)),
            st.sampled_from(["low", "watch", "high", "critical"]),
            st.booleans(),
            st.one_of(st.none(), st.floats(0.0, RATED_W)),
        ),
        max_size=60,
    )
)
def test_guard_stays_within_the_operators_bounds(
    steps: list[tuple[float, float | None, str, bool, float | None]],
) -> None:
    guard, at_s, before = Guard(RULES, RATED_W), 0.0, None
    for wait_s, temperature_c, level, is_in_reach, central_w in steps:
        at_s += wait_s
        reason = guard.assess(signs(at_s, temperature_c, level), central_w, is_in_reach=is_in_reach)
        cap_w = guard.cap_w
        assert bool(reason) == (cap_w != before), "every change has a reason, nothing else has"
        if cap_w is not None:
            assert RULES.power_ratio * RATED_W <= cap_w < RATED_W
            assert before is None or cap_w - before <= STEP_RATIO * RATED_W
        before = cap_w
