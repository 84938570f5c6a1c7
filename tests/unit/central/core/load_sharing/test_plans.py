"""Limits of places by rating, hours and signal, and what may be guaranteed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.load_sharing.plans import (
    ChargerPlan,
    LimitHours,
    LimitPlan,
    Rated,
    Signal,
    free_part,
    guaranteed_of,
    limit_now,
    plan_problem,
)
from contract.ids import ChargePointId

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)  # a Wednesday, 14:00 in Berlin
EVENING = LimitHours((0, 1, 2, 3, 4), time(17), time(21), 30_000.0)
NIGHT = LimitHours((4,), time(22), time(6), 10_000.0)


def limit_w(plan: LimitPlan, now: datetime, signal: Signal | None = None) -> float | None:
    return limit_now(plan, 80_000.0, signal, BERLIN, now).power_w


def test_the_lowest_of_grid_limit_and_plan_is_the_rating() -> None:
    assert limit_w(LimitPlan(), NOON) == 80_000.0
    assert limit_w(LimitPlan(limit_w=60_000.0), NOON) == 60_000.0
    assert limit_w(LimitPlan(limit_w=99_000.0), NOON) == 80_000.0


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(datetime(2026, 7, 1, 14, 59, 59, tzinfo=UTC), 80_000.0, id="before"),
        pytest.param(datetime(2026, 7, 1, 15, 0, tzinfo=UTC), 30_000.0, id="from their first"),
        pytest.param(datetime(2026, 7, 1, 19, 0, tzinfo=UTC), 80_000.0, id="not at their end"),
        pytest.param(datetime(2026, 7, 4, 15, 0, tzinfo=UTC), 80_000.0, id="not on a Saturday"),
        pytest.param(datetime(2026, 7, 4, 3, 59, tzinfo=UTC), 10_000.0, id="after midnight"),
        pytest.param(datetime(2026, 7, 5, 3, 59, tzinfo=UTC), 80_000.0, id="one night only"),
        pytest.param(datetime(2026, 12, 2, 15, 30, tzinfo=UTC), 80_000.0, id="winter time, early"),
        pytest.param(datetime(2026, 12, 2, 16, 0, tzinfo=UTC), 30_000.0, id="winter time"),
    ],
)
def test_hours_are_local_and_half_open(now: datetime, expected: float) -> None:
    assert limit_w(LimitPlan(hours=(EVENING, NIGHT)), now) == expected


def test_an_unknown_or_stale_signal_is_the_safe_limit() -> None:
    plan = LimitPlan(safe_limit_w=20_000.0)
    signal = Signal(50_000.0, NOON, NOON + timedelta(minutes=5), "solar")
    assert limit_w(plan, NOON) == 20_000.0
    assert limit_w(plan, NOON, signal) == 50_000.0
    assert limit_w(plan, NOON + timedelta(minutes=5), signal) == 20_000.0
    assert limit_now(plan, None, signal, BERLIN, NOON).reason == "the signal of solar"


def test_a_signal_never_lifts_a_limit_above_the_rating() -> None:
    signal = Signal(500_000.0, NOON, NOON + timedelta(minutes=5))
    assert limit_w(LimitPlan(safe_limit_w=20_000.0), NOON, signal) == 80_000.0


def test_a_place_without_a_safe_limit_follows_no_signal() -> None:
    assert limit_w(LimitPlan(), NOON, Signal(1.0, NOON, NOON + timedelta(hours=1))) == 80_000.0


@given(
    st.lists(
        st.tuples(st.floats(1e3, 4e5), st.none() | st.floats(0.0, 1e5)), min_size=1, max_size=9
    ),
    st.floats(1e3, 2e6),
)
def test_what_is_guaranteed_sums_within_the_rating_or_is_refused(
    given_ones: list[tuple[float, float | None]], rating: float
) -> None:
    chargers = [
        Rated(ChargePointId(f"CP{n}"), rated_w, own) for n, (rated_w, own) in enumerate(given_ones)
    ]
    part = free_part(rating, chargers)
    total_w = sum(guaranteed_of(each, part) for each in chargers)
    problem = plan_problem(LimitPlan(), rating, chargers)
    named_w = sum(each.guaranteed_w or 0.0 for each in chargers)
    assert bool(problem) == (named_w > rating)
    assert problem or total_w <= rating * (1 + 1e-9)
    assert all(guaranteed_of(each, part) <= each.rated_w for each in chargers)


def test_a_refusal_names_the_sum_and_what_is_allowed() -> None:
    chargers = [Rated(ChargePointId("CP1"), 150_000.0, 70_000.0)]
    problem = plan_problem(LimitPlan(), 60_000.0, chargers)
    assert "70000 W: at most the rating of 60000 W is allowed" in problem


def test_a_plan_for_a_charger_that_is_elsewhere_is_refused() -> None:
    plan = LimitPlan(chargers={ChargePointId("X"): ChargerPlan()})
    assert plan_problem(plan, None, []) == "charger 'X' is not at this station"
