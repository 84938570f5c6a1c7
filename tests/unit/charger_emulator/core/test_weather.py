from datetime import UTC, datetime

import numpy as np
import pytest

from charger_emulator.core.cities import CITIES, pick
from charger_emulator.core.demand import PROFILES
from charger_emulator.core.regime import Climate
from charger_emulator.core.weather import SUN_K, Weather
from contract.fleet import LOCATION_TYPES
from contract.units import celsius_from_fahrenheit, fahrenheit_from_celsius


def minute(month: int, day: int, hour: int) -> int:
    return int(datetime(2026, month, day, hour, tzinfo=UTC).timestamp() // 60)


def test_phoenix_is_warmer_in_the_afternoon_and_in_july() -> None:
    city = pick(("phoenix",))
    by_time = {
        (month, hour): Weather(city, 1, minute(month, 15, hour)).temperature_c[0]
        for month in (1, 7)
        for hour in (12, 22)  # 5 and 15 h local
    }
    assert by_time[7, 22] - by_time[7, 12] > 8.0
    assert by_time[7, 22] - by_time[1, 22] > 15.0


def test_noise_is_two_degrees_fahrenheit() -> None:
    weather = Weather(CITIES, 1, minute(7, 1, 0))
    same_hour = []
    for day in range(30):
        for later in range(day * 1440 + 1, day * 1440 + 1441):
            if later % 1440 == 720:
                weather.advance_minute(minute(7, 1, 0) + later)
                same_hour.append(weather.temperature_c.copy())
    spread_c = np.std(np.diff(same_hour, axis=0)) / np.sqrt(2.0)
    assert spread_c < celsius_from_fahrenheit(32.0 + 3.0)


def test_local_time_follows_the_city_through_daylight_saving() -> None:
    weather = Weather(pick(("new-york", "phoenix")), 1, minute(7, 1, 16))
    assert [local.hour for local in weather.local] == [12.0, 9.0]
    winter = Weather(pick(("new-york", "phoenix")), 1, minute(1, 1, 16))
    assert [local.hour for local in winter.local] == [11.0, 9.0]


def test_values_stay_within_what_the_words_mean() -> None:
    weather = Weather(CITIES, 3, minute(12, 1, 0))
    for later in range(1, 3000, 7):
        weather.advance_minute(minute(12, 1, 0) + later)
        assert ((weather.traffic_index >= 1.0) & (weather.traffic_index <= 10.0)).all()
        assert (weather.precipitation_mm >= 0.0).all()
        assert (np.abs(weather.temperature_c) < 60.0).all()


def test_every_kind_of_place_has_a_day_with_mean_one() -> None:
    assert set(PROFILES) == set(LOCATION_TYPES)
    for weekday, weekend in PROFILES.values():
        assert abs(weekday.mean() - 1.0) < 1e-12
        assert abs(weekend.mean() - 1.0) < 1e-12


def test_the_sun_shines_by_day_only_and_less_through_rain() -> None:
    weather = Weather(pick(("phoenix",)), 1, minute(7, 1, 0))
    by_hour: dict[int, list[float]] = {}
    for later in range(1, 4 * 1440):
        weather.advance_minute(minute(7, 1, 0) + later)
        by_hour.setdefault(int(weather.local[0].hour), []).append(float(weather.sun_k[0]))
    assert max(by_hour[0] + by_hour[3] + by_hour[22]) == 0.0
    assert 0.3 * SUN_K <= max(by_hour[12]) <= SUN_K


def test_a_climate_stretches_shifts_and_bounds_the_air() -> None:
    wide = Climate(stretch=2.0, centre_f=60.0, shift_f=5.0, coldest_f=0.0, hottest_f=100.0)
    plain = Weather(pick(("phoenix",)), 1, minute(7, 1, 22))
    wider = Weather(pick(("phoenix",)), 1, minute(7, 1, 22), climate=wide)
    plain_f = fahrenheit_from_celsius(float(plain.temperature_c[0]))
    expected_f = min(100.0, 65.0 + 2.0 * (plain_f - 60.0))
    assert fahrenheit_from_celsius(float(wider.temperature_c[0])) == pytest.approx(expected_f)
    assert expected_f == 100.0
