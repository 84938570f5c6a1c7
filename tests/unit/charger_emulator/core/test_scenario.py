from hypothesis import given
from hypothesis import strategies as st

from charger_emulator.core.scenario import RAMP_DOWN_S, RAMP_UP_S, Stress

STRESS = Stress("s", "stress", 0, 1000.0, 5500.0)


def test_causes_come_gradually_and_fade_after_the_end() -> None:
    assert STRESS.intensity(999.0) == 0.0
    assert STRESS.intensity(1000.0 + RAMP_UP_S / 2) == 0.5
    assert STRESS.cooling(5000.0) == STRESS.cooling_ratio
    assert STRESS.ambient(20.0, 5000.0) == STRESS.ambient_c
    assert STRESS.is_over(5500.0 + RAMP_DOWN_S)
    assert STRESS.cooling(5500.0 + RAMP_DOWN_S) == 1.0


def test_hot_weather_is_never_cooled() -> None:
    assert STRESS.ambient(45.0, 3000.0) == 45.0


@given(st.floats(0.0, 8000.0), st.floats(0.0, 8000.0))
def test_extra_drivers_only_ever_add_up(one: float, other: float) -> None:
    early, late = sorted((one, other))
    assert STRESS.extra_drivers(0.004, early) <= STRESS.extra_drivers(0.004, late)
    assert STRESS.extra_drivers(0.004, 8000.0) == STRESS.extra_drivers(0.004, 5500.0)
