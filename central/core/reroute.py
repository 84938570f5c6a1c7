"""Which healthy station the drivers of a stressed one are sent to, and why not the others.

Every candidate that is refused has a reason with figures; the nearest that passes all checks is
taken: by minutes on the road where a router told them, else by distance. The checks are one list,
the lasting ones first, so that what a refused station passed says how near it was to being chosen.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from math import ceil, cos, floor, radians
from typing import Final

from central.core import metrics, pricing
from central.core.facts import Network, StationFacts, chargers_by_id
from central.core.geography import KM_PER_DEGREE, Metric, distance_km
from central.core.levels import LOW
from central.core.rules import HealRules
from contract.ids import StationId

ASSUMED_KM_PER_MIN: Final = 2 / 3
"""40 km/h in a city: only to compare a way that a router told with one that it did not."""
REFUSALS_TOLD: Final = 5


@dataclass(frozen=True, slots=True)
class Way:
    """From a stressed station to another one."""

    station: StationFacts
    distance_km: float
    drive_min: float | None = None
    """By the road; None = no router told."""
    has_road: bool = True

    @property
    def cost(self) -> int:
        """What ways are compared by: the minutes they take, in thousandths of a second."""
        minutes = self.drive_min
        if minutes is None:
            minutes = self.distance_km / ASSUMED_KM_PER_MIN
        return round(60_000 * minutes)

    @property
    def text(self) -> str:
        """The way in words."""
        drive = "" if self.drive_min is None else f", {self.drive_min:.0f} min"
        return f"{self.distance_km:.1f} km{drive}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate that does not take the drivers."""

    way: Way
    reason: str
    passed: int
    """Checks that it passed before the one that it did not."""

    @property
    def station(self) -> StationId:
        """Which one."""
        return self.way.station.id


@dataclass(frozen=True, slots=True)
class TargetChoice:
    """The station chosen, if any, and the nearer ones that were refused.

    Refusals begin with the station that was nearest to being chosen.
    """

    way: Way | None
    refusals: tuple[Refusal, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Sentences for the record: the choice and up to five refusals."""
        refused = tuple(
            f"not {each.station} ({each.way.text}): {each.reason}"
            for each in self.refusals[:REFUSALS_TOLD]
        )
        if self.way is None:
            return ("no station can take the diverted drivers", *refused)
        return (
            f"drivers are sent to {self.way.station.name}, {self.way.text} away, "
            "the nearest station that can take them",
            *refused,
        )


@dataclass(frozen=True, slots=True)
class Options:
    """Stations that could take the drivers of a stressed one, nearest first, and the refused."""

    ways: tuple[Way, ...]
    refusals: tuple[Refusal, ...]


class Places:
    """Stations in square cells of a radius, to find those around a point without looking at all.

    Stations without coordinates are nowhere.
    """

    def __init__(self, stations: Iterable[StationFacts], radius_km: float, metric: Metric) -> None:
        self._radius_km = radius_km
        self._metric = metric
        self._cell_deg = radius_km / KM_PER_DEGREE
        self._columns = ceil(360.0 / self._cell_deg)
        self._cells: dict[tuple[int, int], list[StationFacts]] = defaultdict(list)
        for each in stations:
            if each.latitude_deg is not None and each.longitude_deg is not None:
                self._cells[self._cell(each.latitude_deg, each.longitude_deg)].append(each)

    def around(self, station: StationFacts) -> Iterator[tuple[float, StationFacts]]:
        """Others within the radius, with their distance in km; in no order."""
        if station.latitude_deg is None or station.longitude_deg is None:
            return
        row, column = self._cell(station.latitude_deg, station.longitude_deg)
        poleward_deg = min(abs(station.latitude_deg) + self._cell_deg, 90.0 - 1e-6)
        # a cell more, as the last one before 180 degrees is narrower
        wide = min(ceil(1.0 / cos(radians(poleward_deg))) + 1, self._columns // 2)
        columns = {each % self._columns for each in range(column - wide, column + wide + 1)}
        for cell in product((row - 1, row, row + 1), sorted(columns)):
            for other in self._cells.get(cell, ()):
                away = station_distance_km(station, other, self._metric)
                if other.id != station.id and away is not None and away <= self._radius_km:
                    yield away, other

    def _cell(self, latitude_deg: float, longitude_deg: float) -> tuple[int, int]:
        column = floor((longitude_deg + 180.0) % 360.0 / self._cell_deg)
        return floor(latitude_deg / self._cell_deg), column


class Rerouting:
    """Targets in one network at one instant; `taken` are stations that heals have already."""

    def __init__(
        self, network: Network, taken: Set[StationId], rules: HealRules, now: datetime
    ) -> None:
        self._network = network
        self._taken = taken
        self._rules = rules
        self._now = now
        target = rules.target
        stations = network.stations.values()
        self._places = Places(stations, target.distance_max_km, target.metric)

    def options(self, stressed: StationFacts, enough: int) -> Options:
        """The nearest `enough` stations that pass every check, and the nearer ones that do not."""
        ways: list[Way] = []
        refusals: list[Refusal] = []
        for way in self._ways(stressed):
            if len(ways) == enough:
                break
            refusal = self.refusal(stressed, way)
            if refusal is None:
                ways.append(way)
            else:
                refusals.append(refusal)
        return Options(tuple(ways), tuple(refusals))

    def choose(self, stressed: StationFacts) -> TargetChoice:
        """The nearest that passes every check."""
        options = self.options(stressed, enough=1)
        return chosen(options, options.ways[0] if options.ways else None, {})

    def refusal(self, stressed: StationFacts, way: Way) -> Refusal | None:
        """Why a station does not take the drivers of another; None if it can."""
        case = _Case(stressed, way, self._rules, self._now)
        for passed, check in enumerate(CHECKS):
            reason = check(case)
            if reason is not None:
                return Refusal(way, reason, passed)
        other = way.station.id
        if other in self._taken:
            return Refusal(way, "it is itself stressed, surged or already a target", len(CHECKS))
        rests = self._rules.cool_down
        past = self._network.past_heals.get(other, ())
        if any(each.was_active and self._now - each.ended_at < rests for each in past):
            return Refusal(way, "it was healed itself a moment ago", len(CHECKS))
        return None

    def _ways(self, stressed: StationFacts) -> list[Way]:
        """To the stations around, nearest first."""
        drives = self._network.drives_min.get(stressed.id, {})
        ways = [
            Way(other, away, drives.get(other.id), drives.get(other.id, 0.0) is not None)
            for away, other in self._places.around(stressed)
        ]
        return sorted(ways, key=lambda way: (not way.has_road, way.cost, way.station.id))


def chosen(
    options: Options, way: Way | None, others: Mapping[StationId, StationFacts]
) -> TargetChoice:
    """A choice in words.

    Args:
        options: what there was to choose from.
        way: the choice.
        others: stressed stations that got a target, by that target.
    """
    lost = [
        Refusal(each, f"it takes the drivers of {others[each.station.id].name}", len(CHECKS) + 1)
        for each in options.ways
        if each.station.id in others and (way is None or each.station.id != way.station.id)
    ]
    nearest_first = sorted(
        (*options.refusals, *lost), key=lambda each: (-each.passed, each.way.cost, each.station)
    )
    return TargetChoice(way, tuple(nearest_first))


# --- checks: what lasts comes first ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Case:
    """A station that could take the drivers of a stressed one."""

    stressed: StationFacts
    way: Way
    rules: HealRules
    now: datetime

    @property
    def other(self) -> StationFacts:
        return self.way.station


def _refuse_kind(case: _Case) -> str | None:
    if case.other.operator != case.stressed.operator:
        return f"another operator runs it ({case.other.operator})"
    return None if _plugs(case.stressed) & _plugs(case.other) else "it shares no connector type"


def _refuse_way(case: _Case) -> str | None:
    if not case.way.has_road:
        return "no road leads there"
    longest_min, drive_min = case.rules.target.drive_max_min, case.way.drive_min
    if drive_min is not None and drive_min > longest_min:
        return f"the way takes more than {longest_min:.0f} min"
    return None


def _refuse_power(case: _Case) -> str | None:
    ours, theirs = metrics.rated_w(case.stressed), metrics.rated_w(case.other)
    if theirs < case.rules.target.power_ratio_min * ours:
        return f"its power of {theirs / 1000:.0f} kW is less than half of {ours / 1000:.0f} kW"
    return None


def _refuse_price(case: _Case) -> str | None:
    if any(charger.can_show_price is False for charger in case.other.chargers):
        return "one of its chargers cannot show a price"
    price = pricing.discount(case.other.base_per_kwh, case.other.currency, case.rules)
    return "; ".join(price.reasons) if price.per_kwh is None else None


def _refuse_state(case: _Case) -> str | None:
    state = metrics.station_state(case.other, case.now)
    if state is not metrics.State.OPERATIONAL:
        return f"it is {state.replace('_', ' ')}"
    lost = min((each.id for each in case.other.chargers if not each.connected), default=None)
    return f"{lost} is out of contact" if lost else None


def _refuse_occupancy(case: _Case) -> str | None:
    used = metrics.utilisation(case.other.chargers, case.now)
    limit = case.rules.target.utilisation_below
    if used is None or used >= limit:
        return f"its utilisation of {used or 0.0:.2f} is not below {limit:.2f}"
    comes_w = diverted_w(case.stressed, case.rules)
    free_w = free_capacity_w(case.other, case.now)
    if comes_w > free_w:
        return f"it has {free_w / 1000:.0f} kW free, {comes_w / 1000:.0f} kW would come"
    return None


def _refuse_risk(case: _Case) -> str | None:
    share = added_load_ratio(case.stressed, case.other, case.rules)
    watch = case.rules.levels.watch.enter
    for charger in chargers_by_id(case.other):
        score = charger.score
        if score is None:
            return f"the risk of {charger.id} is not known"
        if score.level != LOW or score.risk >= watch:
            return f"{charger.id} has a risk of {score.risk:.2f}, level {score.level}"
        loaded = min(score.risk * (1.0 + share), 1.0)
        if loaded >= watch:
            return (
                f"{charger.id} would have a risk of {loaded:.2f} with the diverted load, "
                f"watch begins at {watch:.2f}"
            )
    return None


CHECKS: Final[tuple[Callable[[_Case], str | None], ...]] = (
    _refuse_kind,
    _refuse_way,
    _refuse_power,
    _refuse_price,
    _refuse_state,
    _refuse_occupancy,
    _refuse_risk,
)


# --- figures ---------------------------------------------------------------------------------


def diverted_w(stressed: StationFacts, rules: HealRules) -> float:
    """Load that would move over: what the station draws at present above the limit."""
    kept_w = rules.limit_ratio * metrics.rated_w(stressed)
    return max((metrics.load_w(stressed) or 0.0) - kept_w, 0.0)


def free_capacity_w(station: StationFacts, now: datetime) -> float:
    """What a station can give beyond what it gives now: with its free ports, within its rating.

    Ports that are in use count with the power of a port where the load is not measured.
    """
    free_w = 0.0
    for charger in station.chargers:
        rated_w = charger.rated_power_w or 0.0
        ports = metrics.charger_ports(charger, now)
        port_w = charger.connector_power_w or rated_w / max(ports.total, 1)
        used_w = charger.power_w if charger.power_w is not None else ports.occupied * port_w
        free_w += max(min(rated_w - used_w, ports.available * port_w), 0.0)
    return free_w


def added_load_ratio(stressed: StationFacts, other: StationFacts, rules: HealRules) -> float:
    """The diverted load as a share of the other station's rating, 0..1. Spread evenly."""
    rated_w = metrics.rated_w(other)
    return min(diverted_w(stressed, rules) / rated_w, 1.0) if rated_w else 1.0


def station_distance_km(
    stressed: StationFacts, target: StationFacts, metric: Metric = Metric.PROJECTED
) -> float | None:
    """Distance between two stations; None where one has no coordinates."""
    if (
        stressed.latitude_deg is None
        or stressed.longitude_deg is None
        or target.latitude_deg is None
        or target.longitude_deg is None
    ):
        return None
    return distance_km(
        stressed.latitude_deg,
        stressed.longitude_deg,
        target.latitude_deg,
        target.longitude_deg,
        metric,
    )


def _plugs(station: StationFacts) -> set[str]:
    return {plug for charger in station.chargers for plug in charger.connector_types}
