"""Minutes on the road, asked of a router over real HTTP: good answers, nonsense, and silence."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from central.adapters.routing import OsrmRoads
from central.core.geography import Point
from central.core.rules import HealRules
from central.core.technicians import Spot
from central.services.counters import Counters
from central.services.drive_times import AGAIN_S, KEPT_S, DriveTimes, NoRoadsError
from central.services.travel import TravelTimes
from contract.ids import StationId
from tests.integration.central.loop_world import World, opened_world
from tests.unit.central.core.builders import charger, station, three_scores

pytestmark = pytest.mark.integration

RULES = HealRules()
HERE = Point(33.0, -112.0)
THERE = (Point(33.1, -112.0), Point(33.0, -112.2))


@dataclass
class Router:
    """Answers every request with `body`; remembers what was asked."""

    url: str = ""
    status: int = 200
    body: bytes = b"{}"
    asked: list[str] = field(default_factory=list)

    def tells(self, *seconds: float | None) -> None:
        self.body = json.dumps({"code": "Ok", "durations": [list(seconds)]}).encode()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.asked.append(head.split()[1].decode())
        writer.write(
            b"HTTP/1.1 %d X\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            % (self.status, len(self.body))
        )
        writer.write(self.body)
        await writer.drain()
        writer.close()
        await writer.wait_closed()


@pytest.fixture
async def router() -> AsyncIterator[Router]:
    made = Router()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield made


@pytest.fixture
async def roads(router: Router) -> AsyncIterator[OsrmRoads]:
    made = OsrmRoads(router.url)
    yield made
    await made.close()


async def test_minutes_are_asked_of_the_table_service(router: Router, roads: OsrmRoads) -> None:
    router.tells(0, 600, None)
    assert await roads.drives_min(HERE, THERE) == [10.0, None]
    path, _, query = router.asked[0].partition("?")
    points = "-112.000000,33.000000;-112.000000,33.100000;-112.200000,33.000000"
    assert path == f"/table/v1/driving/{points}"
    assert query == "sources=0&annotations=duration"


@pytest.mark.parametrize(
    "body",
    [
        b"not JSON",
        b"[]",
        b'{"code": "InvalidQuery"}',
        b'{"durations": [[0, 60]]}',
        b'{"durations": [[0, 60, "far"]]}',
        b'{"durations": 5}',
    ],
)
async def test_a_router_that_tells_nonsense_tells_nothing(
    router: Router, roads: OsrmRoads, body: bytes
) -> None:
    router.body = body
    with pytest.raises(NoRoadsError):
        await roads.drives_min(HERE, THERE)


async def test_ways_are_asked_once_a_day_and_after_a_failure_not_at_once(
    router: Router, roads: OsrmRoads
) -> None:
    now_s = 0.0
    times = DriveTimes(roads, lambda: now_s, Counters())
    hot = station("A", chargers=(charger("A-1", scores=three_scores(0.3)),))
    stations = {each.id: each for each in (hot, station("B", 4.0), station("Z", 99.0))}

    async def prepare() -> Any:
        async with asyncio.TaskGroup() as tasks:
            times.prepare(tasks, stations, RULES)
        return times.known

    router.status, router.body = 500, b"broken"
    assert await prepare() == {}
    router.tells(0, 420)
    assert await prepare() == {}
    assert len(router.asked) == 1
    now_s = AGAIN_S
    assert await prepare() == {"A": {"B": 7.0}}
    now_s += KEPT_S
    await prepare()
    assert len(router.asked) == 2
    now_s += 1
    await prepare()
    assert len(router.asked) == 3


async def test_a_calm_network_asks_nothing(router: Router, roads: OsrmRoads) -> None:
    times = DriveTimes(roads, lambda: 0.0, Counters())
    async with asyncio.TaskGroup() as tasks:
        times.prepare(tasks, {StationId("A"): station("A"), StationId("B"): station("B")}, RULES)
    assert router.asked == []


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    async with opened_world(database_url) as made:
        yield made


async def test_the_loop_sends_drivers_where_the_road_is_shortest(
    world: World, router: Router, roads: OsrmRoads
) -> None:
    """B is 3 km away and 20 minutes, C is 6 km away and 8 minutes."""
    router.tells(0, 1200, 480, 1500)
    world.roads = roads
    world.restart()
    await world.rounds(2)
    assert router.asked == []
    world.stress(risk=0.5)
    await world.rounds(2)
    assert len(router.asked) == 1
    world.stress(risk=0.9)
    await world.rounds(3)
    [heal] = await world.heals()
    assert heal.heal.target == "C"
    assert len(router.asked) == 1


async def test_without_the_router_distance_decides(world: World, roads: OsrmRoads) -> None:
    gone = OsrmRoads("http://127.0.0.1:9")
    world.roads = gone
    world.restart()
    await world.rounds(2)
    world.stress()
    await world.rounds(2)
    await gone.close()
    [heal] = await world.heals()
    assert heal.heal.target == "B"
    assert world.counters["router_failures"] == 1


PLACES = [Spot(33.0, -112.0), Spot(33.1, -112.0)]


async def test_plans_drive_by_road_and_ask_for_each_way_once_a_day(
    router: Router, roads: OsrmRoads
) -> None:
    clock_s = 0.0
    travel = TravelTimes(roads, lambda: clock_s)
    router.tells(0, 600)
    for _ in range(2):
        table = await travel.table(PLACES)
        assert (table.minutes, table.source) == ([[0.0, 10.0], [10.0, 0.0]], "road")
    assert len(router.asked) == 2
    clock_s = KEPT_S + 1.0
    await travel.table(PLACES)
    assert len(router.asked) == 4


async def test_without_a_router_plans_estimate_and_say_so(router: Router, roads: OsrmRoads) -> None:
    clock_s = 0.0
    travel = TravelTimes(roads, lambda: clock_s)
    router.status, router.body = 500, b"broken"
    table = await travel.table(PLACES)
    assert table.source == "straight-line estimate"
    assert table.minutes[0][1] == pytest.approx(3.0 + 11.12 * 1.3 / 45 * 60, rel=0.01)
    asked = len(router.asked)
    await travel.table(PLACES)
    assert len(router.asked) == asked
    clock_s = AGAIN_S
    router.status = 200
    router.tells(0, 600)
    assert (await travel.table(PLACES)).source == "road"
