"""Minutes on the road between stations, fetched before they are needed, kept for a day.

The loop never waits for a router: it asks for the ways from a station as soon as a risk there
leaves `low`, and decides by distance as long as no answer came.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, Protocol

import structlog

from central.core.facts import StationFacts
from central.core.geography import Point
from central.core.levels import LOW
from central.core.places import Places
from central.core.rules import HealRules
from central.services.counters import Counters
from central.services.errors import UnavailableError
from central.services.isolation import contained
from contract.ids import StationId

log = structlog.get_logger(__name__)

KEPT_S: Final = 86_400.0
AGAIN_S: Final = 60.0
"""After the router failed."""
ENDS_MAX: Final = 99
"""The nearest ones; a router takes 100 points at a time unless it is told otherwise."""

Drives = Mapping[StationId, float | None]


class NoRoadsError(UnavailableError):
    """The router did not tell."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the router does not tell ways: {reason}")


class Roads(Protocol):
    """A router."""

    async def drives_min(self, start: Point, ends: Sequence[Point]) -> list[float | None]:
        """Minutes from one point to others; None = no road.

        Raises:
            NoRoadsError: it cannot tell.
        """


class DriveTimes:
    """`known` is for deciding; `prepare` every round, or `of` for one station at once."""

    def __init__(
        self, roads: Roads | None, monotonic_s: Callable[[], float], counters: Counters
    ) -> None:
        self._roads = roads
        self._monotonic_s = monotonic_s
        self._counters = counters
        self._held: dict[StationId, tuple[Point, float, Drives]] = {}
        self._is_asking = False
        self._not_before_s = float("-inf")

    @property
    def known(self) -> Mapping[StationId, Drives]:
        """Minutes by start and end, as far as the router told."""
        return {key: drives for key, (_, _, drives) in self._held.items()}

    def prepare(
        self,
        tasks: asyncio.TaskGroup,
        stations: Mapping[StationId, StationFacts],
        rules: HealRules,
    ) -> None:
        """Ask for the ways from stations whose risk is raised; one request at a time."""
        if self._roads is None or self._is_asking or self._monotonic_s() < self._not_before_s:
            return
        wanted = [each for each in stations.values() if _is_raised(each) and self._lacks(each)]
        if wanted:
            self._is_asking = True
            work = partial(self._ask, wanted, stations, rules)
            tasks.create_task(contained(work, self._counters, "ways by road"))

    async def of(
        self,
        station: StationFacts,
        stations: Mapping[StationId, StationFacts],
        rules: HealRules,
    ) -> Mapping[StationId, Drives]:
        """The ways from one station, asked for where they are not known; empty without a router."""
        if self._roads is not None and self._lacks(station):
            await self._ask([station], stations, rules)
        return {key: drives for key, drives in self.known.items() if key == station.id}

    async def _ask(
        self,
        wanted: Sequence[StationFacts],
        stations: Mapping[StationId, StationFacts],
        rules: HealRules,
    ) -> None:
        places = Places(stations.values(), rules.target.distance_max_km, rules.target.metric)
        try:
            for station in wanted:
                await self._ask_from(station, places)
        except NoRoadsError as err:
            self._not_before_s = self._monotonic_s() + AGAIN_S
            self._counters.add("router_failures")
            log.warning("router_failed", reason=str(err))
        finally:
            self._is_asking = False

    async def _ask_from(self, station: StationFacts, places: Places) -> None:
        start = _point(station)
        near = sorted(places.around(station), key=lambda each: (each[0], each[1].id))[:ENDS_MAX]
        ends = [(other.id, point) for _, other in near if (point := _point(other)) is not None]
        if start is None or self._roads is None:
            return
        minutes = await self._roads.drives_min(start, [point for _, point in ends]) if ends else []
        drives = dict(zip((key for key, _ in ends), minutes, strict=True))
        self._held[station.id] = (start, self._monotonic_s(), drives)

    def _lacks(self, station: StationFacts) -> bool:
        point, held = _point(station), self._held.get(station.id)
        if point is None:
            return False
        return held is None or held[0] != point or self._monotonic_s() - held[1] > KEPT_S


def _is_raised(station: StationFacts) -> bool:
    scores = (charger.score for charger in station.chargers)
    return any(score is not None and score.level != LOW for score in scores)


def _point(station: StationFacts) -> Point | None:
    if station.latitude_deg is None or station.longitude_deg is None:
        return None
    return Point(station.latitude_deg, station.longitude_deg)
