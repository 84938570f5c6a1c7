"""Ways from a router over real HTTP, and a straight line where none is told.

The router is a real OSRM over a grid of roads where `osrm-bindings` is installed (Python 3.12 and
newer), else a server on loopback that replays what the real one answered (`osrm_answers.json`).
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from central.adapters.routing import OsrmRoads
from central.core.breaker import FAILURES, FIRST_REST_S
from central.core.geography import Point
from central.core.routes import Route, Source, straight_line
from central.services.counters import Counters
from central.services.drive_times import NoRoadsError
from central.services.routes import KEPT_MAX, KEPT_S, NoWayError, Routes
from tests import osrm

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]

START, END = Point(33.0, -111.995), Point(33.015, -111.97)
"""In the middle of Street 0, and of Avenue 3: one turn apart."""
NOWHERE = Point(*osrm.FAR)


def asked(start: Point, end: Point) -> tuple[str, str]:
    """Path and query of a question, as the adapter asks it."""
    places = ";".join(f"{p.longitude_deg:.6f},{p.latitude_deg:.6f}" for p in (start, end))
    query = "steps=true&geometries=geojson&overview=full&radiuses=2000%3B2000"
    return f"/route/v1/driving/{places}", query


QUESTIONS = (asked(START, END), asked(START, NOWHERE))


def without_hints(answer: Any) -> Any:
    """An answer without what depends on the engine's files."""
    if isinstance(answer, dict):
        return {key: without_hints(each) for key, each in answer.items() if key != "hint"}
    return [without_hints(each) for each in answer] if isinstance(answer, list) else answer


@pytest.fixture(scope="module")
def real_osrm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with osrm.running_osrm(tmp_path_factory.mktemp("osrm")) as url:
        yield url


class Replay:
    """Answers as recorded, or with `body`; counts what it was asked."""

    def __init__(self) -> None:
        self.recorded: dict[str, Any] = json.loads(osrm.ANSWERS.read_text())
        self.body: bytes | None = None
        self.is_silent = False
        self.asked = 0
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
        self.asked += 1
        if self.is_silent:
            await reader.read()  # until the client goes
        else:
            known = self.recorded.get(target, {"status": 400, "body": {"code": "InvalidQuery"}})
            body = json.dumps(known["body"]).encode() if self.body is None else self.body
            head = f"HTTP/1.1 {known['status']} X\r\nContent-Length: {len(body)}\r\n"
            writer.write(head.encode() + b"Connection: close\r\n\r\n" + body)
        with contextlib.suppress(ConnectionError):
            await writer.drain()
            writer.close()
            await writer.wait_closed()


@pytest.fixture
async def replay() -> AsyncIterator[Replay]:
    made = Replay()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield made


@pytest.fixture
async def roads(request: pytest.FixtureRequest, replay: Replay) -> AsyncIterator[OsrmRoads]:
    """Over the real engine where it is installed."""
    url = request.getfixturevalue("real_osrm") if osrm.engine() else replay.url
    made = OsrmRoads(url)
    yield made
    await made.close()


@pytest.fixture
async def replayed(replay: Replay) -> AsyncIterator[OsrmRoads]:
    made = OsrmRoads(replay.url, timeout_s=5.0)
    yield made
    await made.close()


async def test_a_way_by_road_has_instructions_and_a_line(roads: OsrmRoads) -> None:
    route = await roads.route(START, END)
    assert route.source is Source.ROAD
    assert [each.text for each in route.steps] == [
        "Head east on Street 0",
        "Turn left onto Avenue 3",
        "You arrive",
    ]
    assert route.distance_m == pytest.approx(4001, abs=30)
    assert sum(each.distance_m for each in route.steps) == pytest.approx(route.distance_m, abs=1)
    assert (route.line[0], route.line[-1]) == (START, END)


async def test_a_place_that_is_not_on_the_map_has_no_way(roads: OsrmRoads) -> None:
    with pytest.raises(NoWayError):
        await roads.route(START, NOWHERE)
    told = await Routes(roads, lambda: 0.0, Counters()).of(START, NOWHERE)
    assert told.route.source is Source.STRAIGHT_LINE_ESTIMATE
    assert told.why == "the router knows no road there"


def test_the_recorded_answers_are_those_of_the_real_engine(real_osrm: str, tmp_path: Path) -> None:
    told = {}
    for path, query in QUESTIONS:
        answer = httpx.get(f"{real_osrm}{path}?{query}", timeout=20)
        body = without_hints(answer.json())
        told[f"{path}?{query}"] = {"status": answer.status_code, "body": body}
    assert told == json.loads(osrm.ANSWERS.read_text())


async def test_a_way_is_asked_once_an_hour(replay: Replay, replayed: OsrmRoads) -> None:
    now_s = 0.0
    routes = Routes(replayed, lambda: now_s, Counters())
    first = await routes.of(START, END)
    now_s = KEPT_S
    again = await routes.of(START, Point(END.latitude_deg + 1e-7, END.longitude_deg))
    assert (again.route, again.age_s, replay.asked) == (first.route, KEPT_S, 1)
    now_s += 1
    assert (await routes.of(START, END)).age_s == 0.0
    assert replay.asked == 2


class Flat:
    """A router of a world without obstacles; counts what it was asked."""

    asked = 0

    async def route(self, start: Point, end: Point) -> Route:
        self.asked += 1
        return straight_line(start, end)


async def test_of_many_ways_those_that_nobody_asks_for_are_forgotten() -> None:
    flat = Flat()
    routes = Routes(flat, lambda: 0.0, Counters())
    for number in range(KEPT_MAX):
        await routes.of(START, Point(number / 100, 0))
    await routes.of(START, Point(0, 0))
    await routes.of(START, Point(50, 50))
    assert flat.asked == KEPT_MAX + 1
    await routes.of(START, Point(0, 0))
    assert flat.asked == KEPT_MAX + 1
    await routes.of(START, Point(0.01, 0))
    assert flat.asked == KEPT_MAX + 2


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"no JSON", id="no JSON"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b'{"code": "Ok", "routes": []}', id="no ways"),
        pytest.param(b'{"code": "Ok", "routes": [{"distance": "far"}]}', id="another form"),
        pytest.param(
            b'{"routes": [{"distance": 1, "duration": 1, "geometry": {"coordinates": []},'
            b' "legs": []}]}',
            id="a way without a line",
        ),
    ],
)
async def test_a_router_that_tells_nonsense_gives_an_estimate(
    replay: Replay, replayed: OsrmRoads, body: bytes
) -> None:
    replay.body = body
    with pytest.raises(NoRoadsError):
        await replayed.route(START, END)
    told = await Routes(replayed, lambda: 0.0, Counters()).of(START, END)
    assert (told.route.source, told.route.steps) == (Source.STRAIGHT_LINE_ESTIMATE, ())


async def test_a_router_that_fails_is_left_alone_and_comes_back(
    replay: Replay, replayed: OsrmRoads
) -> None:
    now_s, counters = 0.0, Counters()
    routes = Routes(replayed, lambda: now_s, counters)
    replay.body = b"broken"
    for _ in range(FAILURES + 2):
        told = await routes.of(START, END)
        assert told.why == "the router does not answer"
    assert replay.asked == FAILURES
    assert counters.snapshot()["router_failures"] == FAILURES
    replay.body = None
    now_s = FIRST_REST_S
    assert (await routes.of(START, END)).route.source is Source.ROAD


async def test_a_router_that_is_silent_ends_at_its_deadline(replay: Replay) -> None:
    replay.is_silent = True
    made = OsrmRoads(replay.url, timeout_s=0.3)
    with pytest.raises(NoRoadsError, match="ReadTimeout"):
        await made.route(START, END)
    await made.close()


async def test_without_a_router_a_way_is_a_straight_line_that_says_so() -> None:
    told = await Routes(None, lambda: 0.0, Counters()).of(START, END)
    assert told.route.source is Source.STRAIGHT_LINE_ESTIMATE
    assert told.route.line == (START, END)
    assert told.why == "no router is configured"
