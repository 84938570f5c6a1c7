import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charger_emulator.core import sharing
from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.layout import Layout
from charger_emulator.core.plant import Plant

LAYOUT = Layout(make_fleet(4, 1))


def plant(peak_w: float = 120e3, soc: float = 0.4) -> Plant:
    made = Plant(LAYOUT, np.zeros(LAYOUT.connector_count), np.full(LAYOUT.station_count, 25.0))
    for connector in range(LAYOUT.connector_count):
        made.connect_car(connector, peak_w, 80e3, soc)
    return made


EVERYONE = np.ones(LAYOUT.connector_count, dtype=np.bool_)


@given(st.floats(1.0, 60.0), st.floats(0.0, 1.0), st.floats(0.0, 1.2))
def test_registers_count_exactly_the_power_that_flowed(dt: float, soc: float, limit: float) -> None:
    made = plant(soc=soc)
    made.cp_limit_w = limit * LAYOUT.cp_rated_w
    made.advance(EVERYONE, dt)
    assert np.allclose(made.register_wh, made.mean_w * dt / 3600.0)
    assert np.allclose(made.session_wh, made.register_wh)
    gained = np.minimum(soc + made.session_wh / made.capacity_wh, 1.0)
    assert np.allclose(made.soc_ratio, gained)


@given(st.floats(0.0, 1.2), st.floats(60.0, 95.0))
def test_no_charge_point_gives_more_than_limit_rating_and_heat_allow(
    limit: float, temperature: float
) -> None:
    made = plant()
    made.temperature_c[:] = temperature
    made.cp_limit_w = limit * LAYOUT.cp_rated_w
    made.advance(EVERYONE, 1.0)
    total = np.add.reduceat(made.power_w, LAYOUT.cp_first)
    assert (total <= np.minimum(made.cp_limit_w, LAYOUT.cp_rated_w) + 1e-6).all()
    assert (made.power_w <= made.offered_w + 1e-9).all()
    assert (made.power_w <= LAYOUT.connector_power_w + 1e-9).all()


def test_a_lower_limit_means_less_power_on_every_connector() -> None:
    free, limited = plant(), plant()
    limited.cp_limit_w = 0.4 * LAYOUT.cp_rated_w
    free.advance(EVERYONE, sharing.UP_S)
    limited.advance(EVERYONE, sharing.UP_S)
    assert (limited.power_w < free.power_w).all()
    assert np.allclose(limited.load_ratio, 0.4)


def test_a_full_battery_takes_nothing() -> None:
    made = plant(soc=1.0)
    made.advance(EVERYONE, 10.0)
    assert not made.power_w.any()


@settings(max_examples=30)
@given(st.floats(0.1, 1.0), st.floats(0.0, 0.12))
def test_power_is_voltage_times_current(soc: float, loss: float) -> None:
    made = plant(soc=soc)
    made.contact_loss_ratio[:] = loss
    made.advance(EVERYONE, 1.0)
    shown = made.electrical()
    direct = LAYOUT.phases == 0
    assert np.allclose((shown.voltage_v * shown.current_a)[direct], made.power_w[direct])
    by_phase = shown.voltage_v * shown.phase_a.sum(axis=1)
    assert np.allclose(by_phase[~direct], made.power_w[~direct])


def test_worn_contacts_lose_voltage_under_load_only() -> None:
    made = plant()
    made.contact_loss_ratio[0] = 0.1
    made.advance(EVERYONE, sharing.UP_S)
    loaded = made.electrical().voltage_v[:2]
    made.advance(np.zeros_like(EVERYONE), 1.0)
    idle = made.electrical().voltage_v[:2]
    assert loaded[0] < 0.95 * loaded[1]
    assert idle[0] == pytest.approx(idle[1])


def test_the_sun_warms_cabinets_by_what_it_adds() -> None:
    shade, sunny = plant(), plant()
    sunny.sun_k[:] = 2.0
    for _ in range(200):
        shade.advance(~EVERYONE, 60.0)
        sunny.advance(~EVERYONE, 60.0)
    assert np.allclose(sunny.temperature_c - shade.temperature_c, 2.0, atol=0.01)


def test_a_tilted_connector_shows_imbalance_and_a_failing_meter_a_wrong_voltage() -> None:
    made = plant()
    three = np.flatnonzero(LAYOUT.phases == 3)
    made.tilt_ratio[:] = 0.02
    made.advance(EVERYONE, 1.0)
    before = made.electrical()
    assert np.allclose(before.imbalance_ratio[three], 0.03)
    made.meter_error_ratio[0] = 0.05
    assert made.electrical().voltage_v[0] == pytest.approx(1.05 * before.voltage_v[0], rel=0.01)
