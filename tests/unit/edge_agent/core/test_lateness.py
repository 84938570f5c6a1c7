"""Readings that come late are told apart, whatever the charger's clock shows."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.features import FEATURE_NAMES
from edge_agent.core.lateness import NOW_WITHIN_S, Lateness
from tests.unit.models.streams import meter, window

T0_S = datetime(2026, 7, 1, 12, tzinfo=UTC).timestamp()
SLOPE = FEATURE_NAMES.index("temperature_slope_k_per_min")


def stamp(at_s: float) -> str:
    return datetime.fromtimestamp(at_s, UTC).isoformat()


def verdicts(arrivals: list[tuple[float, float]], connector: int = 1) -> list[bool]:
    """Of readings (arrival, stamp), both in seconds after T0."""
    lateness = Lateness()
    return [
        lateness.is_now(connector, stamp(T0_S + taken_s), T0_S + arrived_s)
        for arrived_s, taken_s in arrivals
    ]


def test_readings_of_a_true_clock_count_even_when_the_link_stutters() -> None:
    assert all(verdicts([(0.0, 0.0), (10.0, 10.0), (60.0, 20.0), (60.1, 30.0), (60.2, 60.0)]))


def test_of_a_memory_emptied_after_an_outage_only_the_newest_count() -> None:
    before = [(0.0, 0.0), (60.0, 60.0)]
    burst = [(900.0 + n / 10.0, 120.0 + 60.0 * n) for n in range(13)]  # stamps up to 840
    after = [(960.0, 960.0)]
    assert verdicts(before + burst + after) == [True] * 2 + [False] * 12 + [True] * 2


@pytest.mark.parametrize("off_s", [-7200.0, -600.0, 600.0, 7200.0])
def test_charger_whose_clock_is_off_counts_from_its_second_reading(off_s: float) -> None:
    paced = [(60.0 * n + jitter, 60.0 * n + off_s) for n, jitter in enumerate((0, 9, -5, 3, 20))]
    assert verdicts(paced) == [False, True, True, True, True]


@pytest.mark.parametrize("off_s", [-7200.0, 7200.0])
def test_burst_of_a_charger_whose_clock_is_off_does_not_count(off_s: float) -> None:
    before = [(60.0 * n, 60.0 * n + off_s) for n in range(3)]
    burst = [(900.0 + n / 10.0, 180.0 + 60.0 * n + off_s) for n in range(12)]
    assert not any(verdicts(before + burst)[3:])


def test_second_frame_of_the_same_instant_goes_with_the_first() -> None:
    assert verdicts([(0.0, -600.0), (0.1, -600.0), (60.0, -540.0), (60.1, -540.0)]) == [
        False,
        False,
        True,
        True,
    ]


def test_connectors_have_a_pace_each() -> None:
    lateness = Lateness()
    for minute in range(3):
        for connector in (1, 2):
            at_s = T0_S + 60.0 * minute + 7.0 * connector
            counts = lateness.is_now(connector, stamp(at_s - 3600.0), at_s)
            assert counts == (minute > 0)


@given(st.lists(st.floats(0.0, 1e5), min_size=1, max_size=50), st.floats(-89.0, 89.0))
def test_stamp_that_says_now_always_counts(arrivals: list[float], off_s: float) -> None:
    assert abs(off_s) < NOW_WITHIN_S
    assert all(verdicts([(each, each + off_s) for each in arrivals]))


def test_outage_does_not_bend_the_slope_of_a_charger_that_warms_steadily() -> None:
    """0.5 K a minute, ten minutes without a link, then all that was kept at once."""
    lateness, charger = Lateness(), window()
    taken = [30.0 * n for n in range(61)]
    for taken_s in taken:
        arrived_s = taken_s if not 600.0 < taken_s < 1200.0 else 1200.0 + taken_s / 1e4
        at_s = T0_S + arrived_s
        if lateness.is_now(1, stamp(T0_S + taken_s), at_s):
            warm_c = 40.0 + 0.5 * taken_s / 60.0
            charger.observe(meter(at_s, temperature_c=warm_c))
    slope = charger.vector(T0_S + 1500.0)[SLOPE]
    assert slope == pytest.approx(0.5, abs=0.1)
