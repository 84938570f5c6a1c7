"""The world: weather, demand, choices, forecourts, plants and faults, stepped together.

`World.advance(now_s)` moves it to an instant and returns what happened, in order. Shells give it
limits and displayed prices and tell it which cards are allowed; everything else it does by itself.
A step is cut into pieces of at most MAX_STEP_S, so a shell that was held up loses no physics.
"""

import heapq
import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from charger_emulator.core import drivers as d
from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.cities import BY_ID
from charger_emulator.core.demand import Demand
from charger_emulator.core.effects import Effect
from charger_emulator.core.faults import Faults
from charger_emulator.core.forecourt import Forecourt
from charger_emulator.core.layout import FloatArray, IntArray, Layout
from charger_emulator.core.maintenance import Maintenance
from charger_emulator.core.plant import Plant
from charger_emulator.core.regime import LIVE, Regime
from charger_emulator.core.scenario import Stress
from charger_emulator.core.upkeep import Upkeep
from charger_emulator.core.waits import MEAN_SESSION_S
from charger_emulator.core.weather import Weather
from contract.fleet import Fleet

MAX_STEP_S: Final = 20.0
RECONSIDER_MIN: Final = 5
MAX_DETOUR_KM: Final = 25.0
TRAVEL_S_PER_KM: Final = 100.0
STATION_SPREAD_C: Final = 0.6
"""Standard deviation of air temperature between places of one city."""
OLDEST_YEARS: Final = 8.0
AGEING_PER_YEAR: Final = 0.0025
"""Cooling that a cabinet loses in a year, by dust and bearings."""
TILT_MOST_RATIO: Final = 0.02
"""Share of current that the first phase may lack in a healthy connector."""
GRID_SWING_RATIO: Final = 0.010
"""How far the supply's voltage goes up at night and down in the evening."""
_LOWEST_HOUR: Final = 19.0


@dataclass(frozen=True, slots=True)
class WorldSetting:
    """What can be chosen about a world."""

    seed: int = 1
    mean_utilisation: float = 0.42
    price_elasticity: float = -1.0
    fault_rate_per_day: float = 0.0
    """Times the regime's own rates; in `live` that is drawn faults per charge point and day."""
    spread_seasons: bool = False
    """Each city is in another season (for data sets)."""
    regime: Regime = LIVE
    step_s: float = MAX_STEP_S
    """Longest piece that physics is computed in."""

    def __post_init__(self) -> None:
        if not 0.0 < self.step_s <= 60.0:
            raise ValueError(f"step {self.step_s:g} s is not allowed: above 0, at most 60")


class World:
    """All state. Public parts may be read between steps; write through the methods."""

    def __init__(self, fleet: Fleet, setting: WorldSetting, start_s: float) -> None:
        self.layout = layout = Layout(fleet)
        self.setting = setting
        self.now_s = start_s
        seed, stations = setting.seed, layout.station_count
        cities = list(dict.fromkeys(s.city for s in layout.stations))
        self._minute = math.floor(start_s / 60.0)
        self.weather = Weather(
            [BY_ID[c] for c in cities],
            seed,
            self._minute,
            climate=setting.regime.climate,
            spread_seasons=setting.spread_seasons,
        )
        self.station_city = np.array([cities.index(s.city) for s in layout.stations])
        hardware = stream(seed, Purpose.HARDWARE)
        self._spread_c = STATION_SPREAD_C * hardware.standard_normal(stations)
        register_wh = np.round(hardware.uniform(1e6, 9e6, layout.connector_count))
        self.ambient_c: FloatArray = self.weather.temperature_c[self.station_city] + self._spread_c
        self.register_start_wh = register_wh
        self.plant = Plant(layout, register_wh, self.ambient_c)
        self.plant.tilt_ratio = hardware.uniform(0.0, TILT_MOST_RATIO, layout.connector_count)
        years = hardware.uniform(0.0, OLDEST_YEARS, layout.charge_point_count)
        self._ageing_ratio: FloatArray = 1.0 - AGEING_PER_YEAR * years
        self.forecourt = Forecourt(layout, self.plant)
        regime = setting.regime
        hazards = regime.hazards.scaled(setting.fault_rate_per_day)
        faults = Faults(layout, seed, hazards, start_s)
        self.upkeep = Upkeep(layout, self.plant, self.forecourt, faults)
        self.maintenance = Maintenance(layout, self.forecourt, seed, hazards, start_s)
        self._demand = Demand(layout, seed, setting.mean_utilisation, regime)
        self._habits = [
            regime.habit(s.location_type, dc=bool(layout.station_is_dc[i]), odd=bool(i % 2))
            for i, s in enumerate(layout.stations)
        ]
        self.scenarios: dict[str, Stress] = {}
        self.local_hour: IntArray = np.zeros(stations, dtype=np.int64)
        """Local hour 0..23 per station."""
        # Which in turn a scenario was: its rush is drawn from that, whenever it begins.
        self._ordinals: dict[str, int] = {}
        self.base_price = np.array([float(s.base_price_per_kwh) for s in layout.stations])
        self.price_per_kwh: FloatArray = self.base_price[layout.cp_station].copy()
        self._station_price: list[float] = self.base_price.tolist()
        self.arrivals, self.walked_away = np.zeros((2, stations), dtype=np.int64)
        self.detour_s = np.zeros(stations)
        """By home station: what drivers have spent, or will, on the way to another one."""
        self._base_prices: list[float] = self.base_price.tolist()
        self._choices = [_choices_from(layout, station) for station in range(stations)]
        self._travelling: list[tuple[float, int, d.Driver]] = []
        self._drivers = self._visitors = self._begun = 0
        self._changed_mind: set[int] = set()

    # --- what shells tell it ---------------------------------------------------------------------

    def set_price(self, charge_point: int, per_kwh: float) -> None:
        """Display a price; drivers in the queue there look again."""
        if self.price_per_kwh[charge_point] != per_kwh:
            self.price_per_kwh[charge_point] = per_kwh
            station = int(self.layout.cp_station[charge_point])
            shown = self.price_per_kwh[self.layout.cp_station == station]
            self._station_price[station] = float(shown.mean())
            self._changed_mind.add(station)

    def ask_first(self) -> None:
        """From now on sessions wait for `Forecourt.allow`."""
        self.forecourt.asks_first = True

    def begin(self, scenario: Stress) -> None:
        """Start a scenario; one of the same id is replaced."""
        self.scenarios[scenario.id] = scenario
        self._begun += 1
        self._ordinals[scenario.id] = self._begun

    def end(self, scenario_id: str) -> None:
        """Let a scenario fade from now on.

        Raises:
            KeyError: if none of that id runs.
        """
        old = self.scenarios[scenario_id]
        if self.now_s < old.end_s:
            self.scenarios[scenario_id] = Stress(
                old.id, old.name, old.station, old.start_s, self.now_s,
                old.ambient_c, old.cooling_ratio, old.rush_ratio,
            )  # fmt: skip

    def visit(self, connector: int, id_tag: str) -> None:
        """A car comes to one connector, out of turn, and its driver shows a given card.

        Args:
            connector: which.
            id_tag: the card; empty = none is shown yet.

        Raises:
            ValueError: if the connector is not free (or reserved for another card).
        """
        self._visitors += 1
        home = int(self.layout.connector_station[connector])
        dc, number = bool(self.layout.is_dc[connector]), 1 << 50 | self._visitors
        driver = d.draw(self.setting.seed, number, home, dc=dc, habit=self._habits[home])
        driver.id_tag, driver.aborts = id_tag, False
        self.forecourt.plug(connector, driver, self.now_s)

    # --- what it tells ---------------------------------------------------------------------------

    def station_price(self, station: int) -> float:
        """Price that drivers see at a station: the mean of its chargers' displays."""
        return self._station_price[station]

    def utilisation(self) -> FloatArray:
        """Connectors in use over usable ones, per station; 0 where none is usable."""
        status = self.forecourt.status
        first = self.layout.station_first
        in_use = np.add.reduceat(((status >= 1) & (status <= 5)).astype(np.float64), first)
        usable = np.add.reduceat((status < 7).astype(np.float64), first)
        result: FloatArray = in_use / np.maximum(usable, 1.0)
        return result

    # --- time ------------------------------------------------------------------------------------

    def advance(self, now_s: float) -> list[Effect]:
        """Move the world to an instant; earlier ones do nothing."""
        while self.now_s < now_s:
            self._step(min(self.setting.step_s, now_s - self.now_s))
        effects = self.forecourt.effects
        self.forecourt.effects = []
        return effects

    def _step(self, dt_s: float) -> None:
        self.plant.advance(self.forecourt.is_taking(), dt_s)
        self.now_s += dt_s
        while (self._minute + 1) * 60.0 <= self.now_s:
            self._minute += 1
            self._next_minute(self._minute)
        while self._travelling and self._travelling[0][0] <= self.now_s:
            _, _, driver = heapq.heappop(self._travelling)
            self.forecourt.arrive(driver.goes_to, driver, self.now_s)
        self.forecourt.tick(self.now_s)
        self.upkeep.heat(self.now_s, tuple(self.scenarios.values()))
        for station in sorted(self._changed_mind):
            self._reconsider(station)
        self._changed_mind.clear()

    def _next_minute(self, minute: int) -> None:
        weather, where = self.weather, self.station_city
        weather.advance_minute(minute)
        now_s = minute * 60.0
        for over in [k for k, s in self.scenarios.items() if s.is_over(now_s)]:
            del self.scenarios[over], self._ordinals[over]
        self._surroundings(now_s)
        events = np.array([e != "none" for e in weather.event], dtype=np.float64)[where]
        counts = self._demand.arrivals(minute, weather.local, where, events)
        for station in np.flatnonzero(counts):
            for _ in range(int(counts[station])):
                self._drivers += 1
                self._appear(int(station), self._drivers, Purpose.DRIVER)
        for scenario in self.scenarios.values():
            self._rush(scenario, minute)
        self.upkeep.minute(minute, self.local_hour)
        self.maintenance.minute(minute)
        if minute % RECONSIDER_MIN == 0:
            self._changed_mind |= {s for s, q in enumerate(self.forecourt.queues) if q}

    def _surroundings(self, now_s: float) -> None:
        self.ambient_c = self.weather.temperature_c[self.station_city] + self._spread_c
        cooling = np.ones(self.layout.station_count)
        for scenario in self.scenarios.values():
            at = scenario.station
            self.ambient_c[at] = scenario.ambient(float(self.ambient_c[at]), now_s)
            cooling[at] *= scenario.cooling(now_s)
        point, plant = self.layout.cp_station, self.plant
        plant.ambient_c = self.ambient_c[point]
        cooling_ratio = cooling[point] * self.upkeep.faults.cooling_ratio
        plant.cooling_ratio = cooling_ratio * self._ageing_ratio
        plant.sun_k = self.weather.sun_k[self.station_city][point]
        hours = np.array([each.hour for each in self.weather.local])
        swing = -GRID_SWING_RATIO * np.cos((hours - _LOWEST_HOUR) / 24.0 * math.tau)
        plant.grid_ratio = swing[self.station_city][point]
        self.local_hour = (hours.astype(np.int64) % 24)[self.station_city]

    def _rush(self, scenario: Stress, minute: int) -> None:
        layout, station = self.layout, scenario.station
        usual_s = MEAN_SESSION_S[bool(layout.station_is_dc[station])]
        capacity_per_s = float(layout.station_connectors[station]) / usual_s
        before = scenario.extra_drivers(capacity_per_s, (minute - 1) * 60.0)
        for nth in range(before, scenario.extra_drivers(capacity_per_s, minute * 60.0)):
            number = self._ordinals[scenario.id] << 24 | station << 12 | (nth & 0xFFF)
            self._appear(station, number, Purpose.RUSH)

    # --- choices ---------------------------------------------------------------------------------

    def _appear(self, home: int, number: int, purpose: Purpose) -> None:
        dc = bool(self.layout.station_is_dc[home])
        driver = d.draw(
            self.setting.seed, number, home, dc=dc, purpose=purpose, habit=self._habits[home]
        )
        offers = self._offers(driver, home)
        self._go(driver, home, d.choose(driver, offers, self.setting.price_elasticity))

    def _offers(self, driver: d.Driver, at: int, place: int | None = None) -> list[d.Offer]:
        """The stations around a driver's neighbourhood, as seen from where the driver is."""
        home, base = driver.home, self._base_prices[driver.home]
        wait_min, price = self.forecourt.expected_wait_min, self._station_price
        offers = []
        for station, from_home_km, power_ratio in self._choices[home]:
            waits_here = place is not None and station == at
            far_km = from_home_km if at == home else float(self.layout.distance_km[at, station])
            offers.append(
                d.Offer(
                    station=station,
                    detour_km=far_km,
                    wait_min=wait_min(station, place if waits_here else None),
                    power_ratio=power_ratio,
                    price_ratio=price[station] / base,
                    bonus=d.STAY_BONUS if waits_here else 0.0,
                )
            )
        return offers

    def _go(self, driver: d.Driver, origin: int, choice: int) -> None:
        if choice < 0:
            self.walked_away[driver.home] += 1
            return
        station = self._choices[driver.home][choice][0]
        driver.goes_to = station
        self.arrivals[station] += 1
        travel_s = TRAVEL_S_PER_KM * float(self.layout.distance_km[origin, station])
        self.detour_s[driver.home] += travel_s
        heapq.heappush(self._travelling, (self.now_s + travel_s, driver.number, driver))

    def _reconsider(self, station: int) -> None:
        """Let the drivers in a queue choose again: they may leave for another station, or home."""
        queue = self.forecourt.queues[station]
        stay: list[d.Driver] = []
        for driver in queue:
            choice = d.choose(
                driver,
                self._offers(driver, station, len(stay)),
                self.setting.price_elasticity,
            )
            if self.now_s - driver.arrived_at_s > driver.queue_patience_s:
                choice = -1
            if choice >= 0 and self._choices[driver.home][choice][0] == station:
                stay.append(driver)
            else:
                self._go(driver, station, choice)
        queue.clear()
        queue.extend(stay)


def _choices_from(layout: Layout, home: int) -> list[tuple[int, float, float]]:
    """Stations that drivers around `home` compare: index, detour in km, power over home's.

    Level 2 chargers at a workplace serve those who work there, and nobody else.
    """
    power_w = layout.connector_power_w[layout.station_first]
    near = layout.neighbours(home, d.CANDIDATES, MAX_DETOUR_KM).tolist()
    if _is_private(layout, home):
        near = [home]
    return [
        (s, float(layout.distance_km[home, s]), float(power_w[s] / power_w[home]))
        for s in near
        if s == home or not _is_private(layout, s)
    ]


def _is_private(layout: Layout, station: int) -> bool:
    is_work = layout.stations[station].location_type == "Workplace"
    return is_work and not bool(layout.station_is_dc[station])
