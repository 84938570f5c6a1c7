"""Use case of routes: the way to a place for people who drive there.

A router is asked where one is configured, with its answers kept for `KEPT_S` and a breaker before
it, so that a dead router costs a few waits and not one a question. Whatever it cannot tell is
answered by a straight line that is labelled as one: there is always an answer.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

import structlog

from central.core.breaker import Breaker
from central.core.geography import Point
from central.core.routes import Route, straight_line
from central.services.counters import Counters
from central.services.drive_times import NoRoadsError

KEPT_S: Final = 3600.0
"""Real seconds: roads change slowly, closures do not."""
KEPT_MAX: Final = 1000
"""Routes; the one that was not asked for the longest goes first."""
SILENT: Final = "the router does not answer"
DIGITS: Final = 5
"""Points that agree to a metre are the same."""

log = structlog.get_logger(__name__)


class NoWayError(Exception):
    """The router knows no road between the two points."""


class Roads(Protocol):
    """A router that tells whole ways."""

    async def route(self, start: Point, end: Point) -> Route:
        """The fastest way.

        Raises:
            NoRoadsError: the router cannot be reached, or its answer cannot be read.
            NoWayError: there is no road between the points.
        """


@dataclass(frozen=True, slots=True)
class Told:
    """A way, how old its answer is, and why it is an estimate where it is one."""

    route: Route
    age_s: float = 0.0
    why: str = ""


class Routes:
    """One a process."""

    def __init__(
        self, roads: Roads | None, monotonic_s: Callable[[], float], counters: Counters
    ) -> None:
        self._roads = roads
        self._monotonic_s = monotonic_s
        self._counters = counters
        self._breaker = Breaker()
        self._kept: OrderedDict[tuple[float, ...], tuple[float, Route]] = OrderedDict()

    async def of(self, start: Point, end: Point) -> Told:
        """The way from one point to another."""
        key = tuple(
            round(each, DIGITS)
            for point in (start, end)
            for each in (point.latitude_deg, point.longitude_deg)
        )
        now_s = self._monotonic_s()
        kept = self._kept.get(key)
        if kept is not None and now_s - kept[0] <= KEPT_S:
            self._kept.move_to_end(key)
            return Told(kept[1], now_s - kept[0])
        route, why = await self._asked(start, end)
        if route is None:
            return Told(straight_line(start, end), why=why)
        self._kept[key] = (self._monotonic_s(), route)
        while len(self._kept) > KEPT_MAX:
            self._kept.popitem(last=False)
        return Told(route)

    async def _asked(self, start: Point, end: Point) -> tuple[Route | None, str]:
        """What the router tells now; else why it does not."""
        if self._roads is None:
            return None, "no router is configured"
        if not self._breaker.allows(self._monotonic_s()):
            return None, SILENT
        try:
            route = await self._roads.route(start, end)
        except NoWayError:
            self._breaker = self._breaker.answered()
            return None, "the router knows no road there"
        except NoRoadsError as err:
            self._breaker = self._breaker.failed(self._monotonic_s())
            self._counters.add("router_failures")
            log.warning("router_failed", reason=str(err))
            return None, SILENT
        self._breaker = self._breaker.answered()
        return route, ""
