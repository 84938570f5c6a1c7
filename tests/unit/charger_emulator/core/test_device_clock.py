import pytest
from hypothesis import given
from hypothesis import strategies as st

from charger_emulator.core.device_clock import EARLIEST, LATEST, TOLERANCE_S, DeviceClock

seconds = st.floats(-1e6, 1e6)
instants = st.floats(EARLIEST.timestamp() + 1e6, LATEST.timestamp() - 1e6)
NOW_S = 1_767_225_600.0
"""2026-01-01T00:00:00Z."""


@given(seconds, st.floats(-5e4, 5e4), instants, st.floats(0.0, 60.0))
def test_after_hearing_the_time_a_clock_is_right_within_the_way_of_the_answer(
    offset_s: float, drift_ppm: float, now_s: float, way_s: float
) -> None:
    clock = DeviceClock(offset_s, drift_ppm)
    clock.hear(now_s - way_s / 2.0, now_s - way_s, now_s)
    assert abs(clock.at(now_s) - now_s) <= TOLERANCE_S + way_s + 1e-5


@given(seconds, st.floats(-5e4, 5e4), seconds)
def test_the_world_is_the_inverse_of_the_clock(
    offset_s: float, drift_ppm: float, now_s: float
) -> None:
    clock = DeviceClock(offset_s, drift_ppm)
    assert clock.world(clock.at(now_s)) == pytest.approx(now_s, abs=1e-5)


def test_a_change_of_drift_makes_no_jump() -> None:
    clock = DeviceClock(5.0, 100.0)
    before = clock.at(1_000.0)
    clock.set_drift(-300.0, 1_000.0)
    assert clock.at(1_000.0) == before
    assert clock.at(2_000.0) == pytest.approx(before + 1_000.0 - 0.3)


def test_small_errors_are_left_alone() -> None:
    clock = DeviceClock(0.9)
    assert not clock.hear(100.0, 100.0, 100.0)
    assert clock.at(100.0) == 100.9
    assert clock.hear(102.0, 100.0, 100.0)
    assert clock.at(100.0) == 102.0


@pytest.mark.parametrize("told_s", [-1.0, LATEST.timestamp(), 253_402_300_799.0])
def test_a_time_that_is_not_possible_is_ignored(told_s: float) -> None:
    clock = DeviceClock(5.0)
    assert not clock.hear(told_s, NOW_S, NOW_S)
    assert clock.at(NOW_S) == NOW_S + 5.0


@given(st.lists(st.floats(-1e12, 1e12), max_size=20))
def test_no_skew_moves_a_clock_out_of_what_is_possible(skews: list[float]) -> None:
    clock = DeviceClock()
    for by_s in skews:
        before_s = clock.at(NOW_S)
        is_possible = EARLIEST.timestamp() <= before_s + by_s < LATEST.timestamp()
        if is_possible:
            clock.skew(by_s, NOW_S)
        else:
            with pytest.raises(ValueError, match="1970 to 2199"):
                clock.skew(by_s, NOW_S)
            assert clock.at(NOW_S) == before_s


def test_a_clock_that_was_reset_shows_the_time_of_the_world() -> None:
    clock = DeviceClock(500.0, 100.0, NOW_S)
    clock.reset()
    assert clock.at(NOW_S + 1e6) == NOW_S + 1e6
