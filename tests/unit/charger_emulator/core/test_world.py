"""The story that the product tells, as physics and people tell it: nothing here is scripted."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.scenario import Stress
from charger_emulator.core.world import World, WorldSetting, _choices_from
from tests.unit.charger_emulator.worlds import AFTERNOON_S, NIGHT_S, small_world

MIN = 60.0


@dataclass
class Told:
    """What happened at the stressed station and at its neighbour, minute by minute."""

    temperature_c: list[float] = field(default_factory=list)
    utilisation: list[float] = field(default_factory=list)
    queue: list[int] = field(default_factory=list)
    wait_min: list[float] = field(default_factory=list)
    expected_wait_min: list[float] = field(default_factory=list)
    arrivals: list[int] = field(default_factory=list)
    neighbour_arrivals: list[int] = field(default_factory=list)
    trip_min: int | None = None

    def come(self, since: int, until: int) -> int:
        return self.arrivals[until] - self.arrivals[since]

    def come_to_the_neighbour(self, since: int, until: int) -> int:
        return self.neighbour_arrivals[until] - self.neighbour_arrivals[since]


ACT_MIN = 20
STRESS_LENGTH_S = 75 * 60.0


def tell(seed: int, start_s: float, *, limit: bool, price: bool, minutes: int = 75) -> Told:
    """Stress station 0 of six; after 20 minutes act, or not."""
    world, told, here = small_world(seed, start_s), Told(), 0
    world.begin(Stress("s", "stress", here, start_s, start_s + STRESS_LENGTH_S))
    points = np.flatnonzero(world.layout.cp_station == here)
    neighbour = -1
    for minute in range(minutes):
        if minute == ACT_MIN:
            neighbour = free_neighbour(world, here)
            if limit:
                world.plant.cp_limit_w[points] = 0.4 * world.layout.cp_rated_w[points]
            if price:
                show(world, here, 1.75)
                show(world, neighbour, 0.70)
        world.advance(start_s + (minute + 1) * MIN)
        told.temperature_c.append(float(world.plant.temperature_c[points].max()))
        told.utilisation.append(float(world.utilisation()[here]))
        told.queue.append(len(world.forecourt.queues[here]))
        told.wait_min.append(world.forecourt.measured_wait_min(here, world.now_s))
        told.expected_wait_min.append(world.forecourt.expected_wait_min(here))
        told.arrivals.append(int(world.arrivals[here]))
        told.neighbour_arrivals.append(int(world.arrivals[neighbour]))
        if told.trip_min is None and world.upkeep.trips[points].any():
            told.trip_min = minute + 1
    return told


def free_neighbour(world: World, station: int) -> int:
    """The nearest one below 60 %, as a heal would take it."""
    around = [int(s) for s in world.layout.neighbours(station, 5, 25.0) if s != station]
    return next(s for s in around if world.utilisation()[s] < 0.60)


def show(world: World, station: int, factor: float) -> None:
    for point in np.flatnonzero(world.layout.cp_station == station):
        world.set_price(int(point), factor * float(world.base_price[station]))


CASES = [
    pytest.param(1, AFTERNOON_S, id="seed 1 in the afternoon"),
    pytest.param(2, AFTERNOON_S, id="seed 2 in the afternoon"),
    pytest.param(1, NIGHT_S, id="seed 1 at two in the night"),
    pytest.param(2, NIGHT_S, id="seed 2 at two in the night"),
]


@pytest.mark.parametrize(("seed", "start_s"), CASES)
def test_with_nothing_done_it_fills_up_and_trips(seed: int, start_s: float) -> None:
    told = tell(seed, start_s, limit=False, price=False)
    assert told.trip_min is not None
    assert 40 <= told.trip_min <= 62
    assert np.mean(told.utilisation[20:38]) >= 0.95
    assert max(told.expected_wait_min[:40]) >= 40.0
    assert max(told.wait_min) >= 20.0


@pytest.mark.parametrize(("seed", "start_s"), CASES)
def test_a_forty_percent_limit_alone_keeps_it_up_but_the_queue_grows(
    seed: int, start_s: float
) -> None:
    told = tell(seed, start_s, limit=True, price=False)
    assert told.trip_min is None
    assert told.temperature_c[-1] < 70.0
    assert told.queue[-1] > told.queue[ACT_MIN]


@pytest.mark.parametrize(("seed", "start_s"), CASES)
def test_prices_alone_send_drivers_elsewhere(seed: int, start_s: float) -> None:
    dear, usual = (tell(seed, start_s, limit=False, price=p, minutes=45) for p in (True, False))
    assert dear.queue[24] < usual.queue[24]
    assert dear.come(ACT_MIN, 38) < usual.come(ACT_MIN, 38)
    assert dear.come_to_the_neighbour(ACT_MIN, 44) >= usual.come_to_the_neighbour(ACT_MIN, 44)


@pytest.mark.parametrize(("seed", "start_s"), CASES)
def test_limit_and_prices_together_cool_it_and_shorten_the_queue(seed: int, start_s: float) -> None:
    healed = tell(seed, start_s, limit=True, price=True)
    limited = tell(seed, start_s, limit=True, price=False)
    assert healed.trip_min is None
    assert healed.temperature_c[-1] < 70.0
    assert healed.queue[-1] < limited.queue[-1]
    assert healed.come(ACT_MIN, 40) < limited.come(ACT_MIN, 40)
    more = healed.come_to_the_neighbour(ACT_MIN, 70), limited.come_to_the_neighbour(ACT_MIN, 70)
    assert more[0] >= more[1] - 1


def test_heat_alone_trips_nothing() -> None:
    world = small_world()
    end_s = AFTERNOON_S + 7200.0
    world.begin(Stress("h", "heat", 0, AFTERNOON_S, end_s, cooling_ratio=1.0, rush_ratio=0.0))
    world.advance(end_s)
    assert not world.upkeep.trips.any()


def test_prices_do_not_change_who_comes_along() -> None:
    """Common random numbers: the drivers are the same people, they only choose otherwise."""
    usual, dear = small_world(), small_world()
    show(dear, 0, 1.75)
    for world in (usual, dear):
        world.advance(AFTERNOON_S + 3600.0)
    came = [int(w.arrivals.sum() + w.walked_away.sum()) for w in (usual, dear)]
    assert usual._drivers == dear._drivers
    assert abs(came[0] - came[1]) <= 6  # those in a queue choose twice


@pytest.mark.parametrize("piece_s", [7.0, 20.0, 300.0])
def test_arrivals_do_not_depend_on_how_time_is_cut(piece_s: float) -> None:
    world = small_world(warm_up_h=0.0)
    now_s = AFTERNOON_S
    while now_s < AFTERNOON_S + 3600.0:
        now_s = min(now_s + piece_s, AFTERNOON_S + 3600.0)
        world.advance(now_s)
    whole = small_world(warm_up_h=0.0)
    whole.advance(AFTERNOON_S + 3600.0)
    assert world._drivers == whole._drivers


def test_level_2_chargers_at_work_serve_those_who_work_there_and_nobody_else() -> None:
    layout = small_world(warm_up_h=0.0, stations=60).layout
    at_work = [
        index
        for index, station in enumerate(layout.stations)
        if station.location_type == "Workplace" and not layout.station_is_dc[index]
    ]
    assert at_work
    for home in range(layout.station_count):
        chosen = [each[0] for each in _choices_from(layout, home)]
        assert chosen[0] == home
        assert chosen == [home] if home in at_work else not set(chosen) & set(at_work)


@pytest.mark.slow
def test_a_calm_day_is_busy_enough_and_harmless() -> None:
    world = World(make_fleet(60, 1), WorldSetting(), AFTERNOON_S - 8 * 3600.0)
    world.advance(AFTERNOON_S)
    weights, means, over = world.layout.station_connectors, [], []
    hottest_c = 0.0
    for tick in range(144):
        world.advance(AFTERNOON_S + (tick + 1) * 600.0)
        utilisation = world.utilisation()
        means.append(np.average(utilisation, weights=weights))
        over.append(np.mean(utilisation > 0.60))
        hottest_c = max(hottest_c, float(world.plant.temperature_c.max()))
    assert 0.37 < np.mean(means) < 0.47
    assert np.mean(over) < 0.35
    assert hottest_c < 76.0
    assert not world.upkeep.trips.any()
    assert world.walked_away.sum() < 0.05 * world.arrivals.sum()
