import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charger_emulator.core import sharing
from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.layout import AC_VOLTAGE_V, FloatArray, Layout
from charger_emulator.core.plant import Plant

LAYOUT = Layout(make_fleet(10, 2))
COUNT, POINTS = LAYOUT.connector_count, LAYOUT.charge_point_count
EVERYONE = np.ones(COUNT, dtype=np.bool_)
AC = next(p for p in range(POINTS) if not LAYOUT.is_dc[LAYOUT.cp_first[p]])
"""A charge point with AC connectors."""

powers = st.lists(st.floats(0.0, 2e4), min_size=COUNT, max_size=COUNT).map(np.array)
limits = st.lists(st.floats(0.0, 3e5), min_size=POINTS, max_size=POINTS).map(np.array)


def plant(soc: float = 0.3) -> Plant:
    made = Plant(LAYOUT, np.zeros(COUNT), np.full(LAYOUT.station_count, 20.0))
    for connector in range(COUNT):
        made.connect_car(connector, 100e3, 80e3, soc)
    return made


def sums(values: FloatArray) -> FloatArray:
    result: FloatArray = np.add.reduceat(values, LAYOUT.cp_first)
    return result


@given(powers, powers, limits)
def test_shares_stay_within_limit_and_wish(
    floor: FloatArray, more: FloatArray, allowed: FloatArray
) -> None:
    keep = sharing.served(floor, allowed, LAYOUT)
    floor = floor * keep
    wanted = floor + more * keep
    given_w = sharing.share_w(wanted, floor, allowed, LAYOUT)
    assert (sums(given_w) <= allowed * (1.0 + 1e-9) + 1e-6).all()
    assert (given_w <= wanted + 1e-6).all()
    assert (given_w >= floor * (1.0 - 1e-9) - 1e-6).all(), "who is served gets the least"


@given(powers, limits, st.floats(1.0, 2.0))
def test_more_allowed_never_means_less_for_anyone(
    wanted: FloatArray, allowed: FloatArray, factor: float
) -> None:
    nothing = np.zeros(COUNT)
    less = sharing.share_w(wanted, nothing, allowed, LAYOUT)
    more = sharing.share_w(wanted, nothing, allowed * factor, LAYOUT)
    assert (more >= less - 1e-6).all()


@given(powers, powers, st.floats(0.1, 60.0), st.floats(0.0, 1.0))
def test_a_ramp_may_be_cut_anywhere(
    power: FloatArray, target: FloatArray, dt: float, cut: float
) -> None:
    full = np.full(COUNT, 2e4)
    end, mean = sharing.follow(power, target, full, dt)
    half, mean_1 = sharing.follow(power, target, full, dt * cut)
    end_2, mean_2 = sharing.follow(half, target, full, dt * (1.0 - cut))
    assert np.allclose(end, end_2)
    assert np.allclose(mean, mean_1 * cut + mean_2 * (1.0 - cut))


@pytest.mark.parametrize(
    ("begin", "target", "after_s", "expected"),
    [
        pytest.param(0.0, 1.0, sharing.UP_S / 2, 0.5, id="half way up"),
        pytest.param(1.0, 0.0, sharing.DOWN_S / 2, 0.5, id="half way down"),
        pytest.param(0.0, 1.0, sharing.UP_S, 1.0, id="all the way up"),
        pytest.param(1.0, 0.2, sharing.DOWN_S, 0.2, id="never past the target"),
    ],
)
def test_power_follows_a_limit_along_a_straight_line(
    begin: float, target: float, after_s: float, expected: float
) -> None:
    one = np.ones(1)
    end, _ = sharing.follow(begin * one, target * one, one, after_s)
    assert end[0] == pytest.approx(expected)


def test_less_than_six_amperes_is_a_pause_on_ac_only() -> None:
    made = plant()
    six_w = 6.0 * AC_VOLTAGE_V * LAYOUT.phases
    made.connector_limit_w = np.where(LAYOUT.is_dc, 1000.0, 0.99 * six_w)
    assert (made.ceiling_w()[LAYOUT.is_dc] == 1000.0).all()
    assert not made.ceiling_w()[~LAYOUT.is_dc].any()
    made.connector_limit_w = np.where(LAYOUT.is_dc, 1000.0, six_w)
    assert (made.ceiling_w() > 0.0).all()


def test_where_not_all_get_six_amperes_the_last_connectors_pause() -> None:
    made = plant()
    own = slice(int(LAYOUT.cp_first[AC]), int(LAYOUT.cp_first[AC] + LAYOUT.cp_connectors[AC]))
    six_w = float(6.0 * AC_VOLTAGE_V * LAYOUT.phases[own][0])
    made.cp_limit_w[AC] = 2.5 * six_w
    made.advance(EVERYONE, sharing.UP_S)
    assert np.allclose(made.power_w[own][:2], 1.25 * six_w)
    assert not made.power_w[own][2:].any()
    assert not made.ceiling_w()[own][2:].any()
    made.cp_limit_w[AC] = np.inf
    made.advance(EVERYONE, sharing.UP_S)
    assert (made.power_w[own] > 0.0).all()


def test_one_phase_of_three_carries_the_current_alone() -> None:
    made = plant()
    three = np.flatnonzero(LAYOUT.phases == 3)
    assert len(three), "the fleet has such connectors"
    made.used_phases[three] = 1
    made.connector_limit_w[three] = 10.0 * AC_VOLTAGE_V
    made.advance(EVERYONE, sharing.UP_S)
    by_phase = made.electrical().phase_a[three]
    assert (by_phase[:, 0] > 9.9).all()
    assert not by_phase[:, 1:].any()
