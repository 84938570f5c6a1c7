import pytest
from hypothesis import given
from hypothesis import strategies as st

from charger_emulator.core.device_clock import TOLERANCE_S, DeviceClock

seconds = st.floats(-1e6, 1e6)


@given(seconds, st.floats(-5e4, 5e4), seconds, st.floats(0.0, 60.0))
def test_after_hearing_the_time_a_clock_is_right_within_the_way_of_the_answer(
    offset_s: float, drift_ppm: float, now_s: float, way_s: float
) -> None:
    clock = DeviceClock(offset_s, drift_ppm)
    clock.hear(now_s - way_s / 2.0, now_s - way_s, now_s)
    assert abs(clock.at(now_s) - now_s) <= TOLERANCE_S + way_s + 1e-6


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
