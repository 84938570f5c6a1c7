"""Minutes by car between places, for planning: by road where a router tells, else estimated.

Ways from a place are kept for a day. While the router does not tell all minutes are estimates from
the straight line, and the label says so: a plan never mixes both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import structlog

from central.core.geography import Point
from central.core.routes import straight_line
from central.core.technicians import Spot
from central.services.drive_times import AGAIN_S, ENDS_MAX, KEPT_S, NoRoadsError, Roads

ROAD: Final = "road"
STRAIGHT_LINE: Final = "straight-line estimate"
PARKING_MIN: Final = 3.0
STARTS_MAX: Final = 5000
"""Ways from so many places are kept."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class TravelTable:
    """Minutes from each place to each other one, and where they are from."""

    minutes: Sequence[Sequence[float | None]]
    source: str


class TravelTimes:
    """Call `table` for every plan."""

    def __init__(self, roads: Roads | None, monotonic_s: Callable[[], float]) -> None:
        self._roads = roads
        self._monotonic_s = monotonic_s
        self._held: dict[Spot, tuple[float, dict[Spot, float | None]]] = {}
        self._not_before_s = float("-inf")

    async def table(self, spots: Sequence[Spot]) -> TravelTable:
        """Minutes between places."""
        if self._roads is not None and self._monotonic_s() >= self._not_before_s:
            try:
                rows = [await self._from(self._roads, start, spots) for start in spots]
                return TravelTable(rows, ROAD)
            except NoRoadsError as err:
                self._not_before_s = self._monotonic_s() + AGAIN_S
                log.warning("router_failed", reason=str(err))
        return TravelTable([[_estimate(a, b) for b in spots] for a in spots], STRAIGHT_LINE)

    async def _from(self, roads: Roads, start: Spot, ends: Sequence[Spot]) -> list[float | None]:
        known_at_s, ways = self._held.get(start, (float("-inf"), {}))
        if self._monotonic_s() - known_at_s > KEPT_S:
            known_at_s, ways = self._monotonic_s(), {}
        missing = [end for end in ends if end not in ways and end != start]
        for first in range(0, len(missing), ENDS_MAX):
            some = missing[first : first + ENDS_MAX]
            told = await roads.drives_min(_point(start), [_point(end) for end in some])
            ways |= dict(zip(some, told, strict=True))
        if start not in self._held and len(self._held) >= STARTS_MAX:
            self._held.pop(next(iter(self._held)))
        self._held[start] = (known_at_s, ways)
        return [0.0 if end == start else ways[end] for end in ends]


def _estimate(start: Spot, end: Spot) -> float:
    if start == end:
        return 0.0
    return PARKING_MIN + straight_line(_point(start), _point(end)).duration_s / 60.0


def _point(spot: Spot) -> Point:
    return Point(spot.latitude_deg, spot.longitude_deg)
