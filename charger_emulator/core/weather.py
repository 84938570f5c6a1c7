"""Air, rain, traffic, events and fuel price of each metro, minute by minute.

Temperature = monthly normal + daily swing (warmest at 15 h local) + noise of 2 degF that changes
over hours + what changes over days. Noise depends on (seed, minute) only. A regime's climate may
stretch and shift all of it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.cities import City
from charger_emulator.core.regime import Climate
from contract.units import celsius_from_fahrenheit

NOISE_F: Final = 2.0
_NOISE_MEMORY_MIN: Final = 180.0
_DAY_NOISE_MEMORY_MIN: Final = 3 * 1440.0
SUN_K: Final = 1.2
"""Most that the sun adds to the air that an outdoor cabinet's cooling works against."""
_WARMEST_HOUR: Final = 15.0
_NOON_HOUR: Final = 12.7
_CLEARNESS: Final = (1.0, 0.8, 0.4)
"""Of the sky on a clear, partly cloudy and cloudy day."""
EVENTS: Final = ("none", "concert", "conference", "festival", "sports_game")
_EVENT_CHANCE: Final = (0.10, 0.30)
"""On a weekday, on a day of the weekend."""
_EVENT_HOURS: Final = (17, 22)
_HEAT_WARNING_F: Final = 100.0
SEASON_SPREAD_DAYS: Final = 91
"""With `spread_seasons`, how much further in the year each city is than the one before: a data set
of two weeks then holds all seasons."""
_DAY_S: Final = 86_400.0


@dataclass(frozen=True, slots=True)
class Local:
    """Local calendar of a metro."""

    hour: float
    weekday: int
    month: int
    day_of_year: int
    day: int
    """Days since 1970, local."""

    @property
    def is_weekend(self) -> bool:
        """Saturday or Sunday."""
        return self.weekday >= 5


PLAIN: Final = Climate()


class Weather:
    """All metros. `advance_minute` once for every minute, in order."""

    def __init__(
        self,
        cities: Sequence[City],
        seed: int,
        start_minute: int,
        *,
        climate: Climate = PLAIN,
        spread_seasons: bool = False,
    ) -> None:
        self.cities = tuple(cities)
        self._seed, self._climate = seed, climate
        step_days = SEASON_SPREAD_DAYS if spread_seasons else 0
        self._shift_days = [step_days * index for index in range(len(cities))]
        self._zones = [ZoneInfo(city.time_zone) for city in cities]
        self._noise = stream(seed, Purpose.WEATHER, start_minute).standard_normal(len(cities))
        first = stream(seed, Purpose.WEATHER, start_minute | 1 << 50)
        self._day_noise = first.standard_normal(len(cities))
        self.temperature_c = np.zeros(len(cities))
        self.sun_k = np.zeros(len(cities))
        self.precipitation_mm = np.zeros(len(cities))
        self.traffic_index = np.ones(len(cities))
        self.event = ["none"] * len(cities)
        self.local: list[Local] = []
        self._offsets_s: list[float] = []
        self._offsets_hour = -1
        self._is_new = True
        self.advance_minute(start_minute)

    def advance_minute(self, minute: int) -> None:
        """Make it the given minute (simulated Unix time / 60)."""
        rng = stream(self._seed, Purpose.WEATHER, minute)
        memory = math.exp(-1.0 / _NOISE_MEMORY_MIN)
        draw = rng.standard_normal((2, len(self.cities)))
        self._noise = memory * self._noise + math.sqrt(1.0 - memory * memory) * draw[0]
        climate = self._climate
        if climate.day_noise_f:
            memory = math.exp(-1.0 / _DAY_NOISE_MEMORY_MIN)
            slow = math.sqrt(1.0 - memory * memory) * rng.standard_normal(len(self.cities))
            self._day_noise = memory * self._day_noise + slow
        self.local = self._locals(minute)
        for index, (city, local) in enumerate(zip(self.cities, self.local, strict=True)):
            if minute % 60 == 0 or self._is_new:
                self._hourly(index, city, local, minute // 60)
            self._air(index, city, local)
            jam = climate.traffic_shift + climate.traffic_stretch * _traffic(local)
            self.traffic_index[index] = min(10.0, max(1.0, round(jam + 0.4 * draw[1, index], 1)))
        self._is_new = False

    def _air(self, index: int, city: City, local: Local) -> None:
        climate = self._climate
        mean_f = _normal_f(city, local.day_of_year + self._shift_days[index])
        wave = math.cos((local.hour - _WARMEST_HOUR) / 24.0 * math.tau)
        noise_f = NOISE_F * self._noise[index] + climate.day_noise_f * self._day_noise[index]
        noisy_f = mean_f + city.swing_f * wave + noise_f
        felt_f = climate.centre_f + climate.shift_f + climate.stretch * (noisy_f - climate.centre_f)
        felt_f = min(climate.hottest_f, max(climate.coldest_f, felt_f))
        self.temperature_c[index] = celsius_from_fahrenheit(felt_f)
        height = math.cos((local.hour - _NOON_HOUR) / 24.0 * math.tau)
        cloud = 0.3 if self.precipitation_mm[index] > 0.0 else _CLEARNESS[local.day % 3]
        self.sun_k[index] = SUN_K * cloud * max(0.0, height)

    def words(self, index: int) -> str:
        """Weather condition of a metro."""
        rain_mm = self.precipitation_mm[index]
        if self.temperature_c[index] >= celsius_from_fahrenheit(_HEAT_WARNING_F):
            return "extreme_heat"
        if self.temperature_c[index] <= 0.0:
            return "freezing"
        if rain_mm > 0.0:
            return "heavy_rain" if rain_mm > 4.0 else "light_rain"
        return ("clear", "partly_cloudy", "cloudy")[self.local[index].day % 3]

    def fuel_price(self, index: int) -> float:
        """Money per gallon; drifts by a few percent over a week."""
        wave = math.sin(self.local[index].day / 7.0 * math.tau + index)
        return round(self.cities[index].fuel_per_gallon * (1.0 + 0.03 * wave), 2)

    def _hourly(self, index: int, city: City, local: Local, hour: int) -> None:
        rng = stream(self._seed, Purpose.WEATHER, (hour * 64 + index) | 1 << 48)
        climate = self._climate
        wet = rng.random() < city.rain_ratio * climate.rain_factor
        rain_mm = round(float(rng.exponential(climate.rain_mm)), 1)
        self.precipitation_mm[index] = rain_mm if wet else 0.0
        day = stream(self._seed, Purpose.WEATHER, (local.day * 64 + index) | 1 << 49)
        happens = day.random() < _EVENT_CHANCE[local.is_weekend]
        kind = EVENTS[int(day.integers(1, len(EVENTS)))]
        on = happens and _EVENT_HOURS[0] <= local.hour < _EVENT_HOURS[1]
        self.event[index] = kind if on else "none"

    def _locals(self, minute: int) -> list[Local]:
        at = datetime.fromtimestamp(minute * 60, UTC)
        if minute // 60 != self._offsets_hour:
            self._offsets_hour = minute // 60
            self._offsets_s = [
                (at.astimezone(zone).utcoffset() or timedelta()).total_seconds()
                for zone in self._zones
            ]
            calendars = [
                datetime.fromtimestamp(minute * 60 + shift_s, UTC) for shift_s in self._offsets_s
            ]
            self._dates = [(c.weekday(), c.month, c.timetuple().tm_yday) for c in calendars]
        result = []
        for shift_s, date in zip(self._offsets_s, self._dates, strict=True):
            local_s = minute * 60 + shift_s
            result.append(Local(local_s % _DAY_S / 3600.0, *date, int(local_s // _DAY_S)))
        return result


def _normal_f(city: City, day_of_year: int) -> float:
    """Monthly normals, taken as the middle of each month and joined by lines."""
    position = day_of_year / 30.4375 - 0.5
    month = math.floor(position)
    share = position - month
    normals = city.monthly_mean_f
    return normals[month % 12] * (1.0 - share) + normals[(month + 1) % 12] * share


def _traffic(local: Local) -> float:
    """Traffic index 1..10 by hour: two rush hours on weekdays, one broad hump else."""
    if local.is_weekend:
        return 1.5 + 3.5 * math.exp(-(((local.hour - 15.0) / 4.5) ** 2))
    morning = math.exp(-(((local.hour - 8.0) / 1.8) ** 2))
    evening = math.exp(-(((local.hour - 17.3) / 2.4) ** 2))
    midday = math.exp(-(((local.hour - 13.0) / 4.5) ** 2))
    return 1.2 + 5.8 * morning + 6.6 * evening + 2.0 * midday
