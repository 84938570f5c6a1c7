import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from charger_emulator.core import thermal

temperatures = st.floats(-30.0, 95.0)
loads = st.floats(0.0, 1.0)
cooling = st.floats(0.05, 1.0)
ambients = st.floats(-30.0, 50.0)
times = st.floats(0.0, 20_000.0)


def _step(
    temperature_c: float, load: float, cooling_ratio: float, ambient_c: float, dt_s: float
) -> float:
    one = thermal.step(
        np.array([temperature_c]),
        np.array([load]),
        np.array([cooling_ratio]),
        np.array([ambient_c]),
        dt_s,
    )
    return float(one[0])


@given(temperatures, loads, cooling, ambients, times, times)
def test_two_steps_are_as_good_as_one(
    t: float, load: float, cool: float, air: float, a: float, b: float
) -> None:
    halfway = _step(t, load, cool, air, a)
    assert abs(_step(halfway, load, cool, air, b) - _step(t, load, cool, air, a + b)) < 1e-6


@given(temperatures, loads, cooling, ambients, times)
def test_temperature_stays_between_start_and_steady(
    t: float, load: float, cool: float, air: float, dt: float
) -> None:
    steady = float(thermal.steady_c(np.array([load]), np.array([cool]), np.array([air]))[0])
    assert min(t, steady) - 1e-9 <= _step(t, load, cool, air, dt) <= max(t, steady) + 1e-9


@given(temperatures, loads, loads, cooling, ambients, times)
def test_more_load_is_never_cooler(
    t: float, one: float, other: float, cool: float, air: float, dt: float
) -> None:
    low, high = sorted((one, other))
    assert _step(t, low, cool, air, dt) <= _step(t, high, cool, air, dt) + 1e-9


@given(st.floats(-50.0, 150.0), st.floats(-50.0, 150.0))
def test_derating_is_monotone_and_bounded(one: float, other: float) -> None:
    low, high = thermal.derating_ratio(np.array(sorted((one, other))))
    assert 1.0 >= low >= high >= thermal.DERATED_RATIO


def test_a_healthy_charger_at_full_load_on_a_hot_day_does_not_derate() -> None:
    steady = thermal.steady_c(np.array([1.0]), np.array([1.0]), np.array([40.6]))
    assert abs(float(steady[0]) - 70.6) < 1e-9
    assert thermal.derating_ratio(steady)[0] == 1.0


def test_impaired_cooling_trips_even_derated_but_not_under_a_forty_percent_limit() -> None:
    impaired, hot = np.array([0.357, 0.357]), np.array([40.6, 40.6])
    derated, limited = thermal.steady_c(np.array([thermal.DERATED_RATIO, 0.4]), impaired, hot)
    assert derated > thermal.TRIP_C
    assert limited < 66.0
