"""Client of a router that speaks the HTTP API of OSRM, version 5: driving times, and ways."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import httpx
import msgspec

from central.core.geography import Point
from central.core.routes import Maneuver, Route, Source, Step, instruction
from central.services.drive_times import NoRoadsError
from central.services.routes import NoWayError

TIMEOUT_S: Final = 10.0
NEAR_M: Final = 2000.0
"""A place farther from any road of the router's map is not on that map."""
NO_WAY: Final = frozenset({"NoRoute", "NoSegment"})
"""Codes that are answers: no road leads there, or none is near."""


class _Line(msgspec.Struct):
    """A GeoJSON line: pairs of longitude and latitude."""

    coordinates: list[tuple[float, float]]


class _Maneuver(msgspec.Struct):
    type: str
    location: tuple[float, float]
    bearing_after: float = 0.0
    modifier: str = ""
    exit: int = 0


class _Step(msgspec.Struct):
    maneuver: _Maneuver
    distance: float
    duration: float
    name: str = ""
    ref: str = ""


class _Leg(msgspec.Struct):
    steps: list[_Step]


class _Route(msgspec.Struct):
    distance: float
    duration: float
    geometry: _Line
    legs: list[_Leg]


class _Routes(msgspec.Struct):
    """An answer of the service `route`."""

    routes: list[_Route]


class OsrmRoads:
    """Implements `Roads` of `central.services.drive_times` and of `routes`; `close` it at the end.

    Args:
        url: where the router is.
        timeout_s: for one answer, real seconds.
    """

    def __init__(self, url: str, timeout_s: float = TIMEOUT_S) -> None:
        self._client = httpx.AsyncClient(base_url=url, timeout=timeout_s)

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.aclose()

    async def drives_min(self, start: Point, ends: Sequence[Point]) -> list[float | None]:
        """Minutes from one point to others (service `table`); None = no road.

        Raises:
            NoRoadsError: the router cannot be reached, or does not answer with as many durations.
        """
        wanted = {"sources": "0", "annotations": "duration"}
        status, data = await self._ask("table", (start, *ends), wanted)
        durations = _durations(data)
        if len(durations) != 1 + len(ends):
            raise _unread(status, data)
        return [None if each is None else each / 60.0 for each in durations[1:]]

    async def route(self, start: Point, end: Point) -> Route:
        """The fastest way with its line and instructions (service `route`).

        Raises:
            NoRoadsError: the router cannot be reached, or its answer cannot be read.
            NoWayError: there is no road between the points.
        """
        wanted = {
            "steps": "true",
            "geometries": "geojson",
            "overview": "full",
            "radiuses": f"{NEAR_M:g};{NEAR_M:g}",
        }
        status, data = await self._ask("route", (start, end), wanted)
        if data.get("code") in NO_WAY:
            raise NoWayError
        try:
            told = msgspec.convert(data, _Routes).routes[0]
        except (msgspec.ValidationError, IndexError) as err:
            raise _unread(status, data) from err
        line = tuple(_point(each) for each in told.geometry.coordinates)
        if not line:
            raise _unread(status, data)
        return Route(Source.ROAD, told.distance, told.duration, line, tuple(_steps(told)))

    async def _ask(
        self, service: str, points: Sequence[Point], wanted: Mapping[str, str]
    ) -> tuple[int, dict[str, Any]]:
        """Status and JSON object of an answer."""
        places = ";".join(f"{p.longitude_deg:.6f},{p.latitude_deg:.6f}" for p in points)
        try:
            answer = await self._client.get(f"/{service}/v1/driving/{places}", params=wanted)
            data = answer.json()
        except httpx.HTTPError as err:
            raise NoRoadsError(type(err).__name__) from err
        except ValueError as err:
            raise NoRoadsError("its answer is not JSON") from err
        return answer.status_code, data if isinstance(data, dict) else {}


def _unread(status: int, data: Mapping[str, Any]) -> NoRoadsError:
    return NoRoadsError(f"{status}, code {str(data.get('code'))[:40]}")


def _durations(data: Mapping[str, Any]) -> list[float | None]:
    """Seconds from the first point to each; empty where the answer has none."""
    rows = data.get("durations")
    row = rows[0] if isinstance(rows, list) and rows else None
    if not isinstance(row, list):
        return []
    if any(isinstance(x, bool) or not (x is None or isinstance(x, int | float)) for x in row):
        return []
    return row


def _steps(route: _Route) -> Iterator[Step]:
    for leg in route.legs:
        for each in leg.steps:
            told = each.maneuver
            road = each.name or each.ref
            maneuver = Maneuver(told.type, told.modifier, road, told.exit, told.bearing_after)
            yield Step(instruction(maneuver), _point(told.location), each.distance, each.duration)


def _point(pair: tuple[float, float]) -> Point:
    longitude_deg, latitude_deg = pair
    return Point(latitude_deg, longitude_deg)
