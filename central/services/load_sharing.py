"""Load sharing as a part of the control loop: reads the sites, stores what was decided.

A station takes part where its chargers together can exceed its rating, or where its plan or its
grid area says more. `central.core.load_sharing.decide` judges; the loop tells the chargers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from central.core.desired import Accepted as Link
from central.core.desired import Ask
from central.core.facts import ChargerFacts, StationFacts
from central.core.load_sharing.decide import share_out
from central.core.load_sharing.facts import Area, Outlet, Plug, PlugKey, Share, Site
from central.core.load_sharing.plans import (
    ChargerPlan,
    LimitNow,
    LimitPlan,
    Place,
    PlaceKind,
    Rated,
    Signal,
    free_part,
    guaranteed_of,
    limit_now,
    rating_w,
)
from central.core.load_sharing.profiles import ForgetLimit, sharing_asks
from central.core.load_sharing.rules import SharingRules
from central.core.tariff_hours import zone_of
from central.services.control_records import NetworkRows
from central.services.sharing_store import Accepted, GridArea
from central.services.unit_of_work import UnitOfWork
from contract.ids import ChargePointId, ConnectorId, StationId

NO_PLAN = LimitPlan()
NOTHING = Accepted(None, None, {})


@dataclass(frozen=True, slots=True)
class Limits:
    """What limits places now, as it is configured and told."""

    areas: Mapping[str, GridArea]
    plans: Mapping[Place, LimitPlan]
    signals: Mapping[Place, Signal]

    def plan(self, kind: PlaceKind, key: str) -> LimitPlan:
        """Of a place; one that limits nothing where there is none."""
        return self.plans.get(Place(kind, key), NO_PLAN)

    def station_now(
        self, station: StationId, grid_limit_w: float | None, time_zone: str, now: datetime
    ) -> LimitNow:
        """The limit of a station."""
        place = Place(PlaceKind.STATION, station)
        plan, zone = self.plans.get(place, NO_PLAN), zone_of(time_zone)
        return limit_now(plan, grid_limit_w, self.signals.get(place), zone, now)

    def area_now(self, area: GridArea, now: datetime) -> LimitNow:
        """The limit of a grid area."""
        place = Place(PlaceKind.AREA, area.id)
        plan, zone = self.plans.get(place, NO_PLAN), zone_of(area.time_zone)
        return limit_now(plan, None, self.signals.get(place), zone, now)

    def shares(self, station: StationFacts) -> bool:
        """Whether a station takes part."""
        if Place(PlaceKind.STATION, station.id) in self.plans:
            return True
        area = Place(PlaceKind.AREA, station.grid_area)
        if station.grid_area in self.areas and area in self.plans:
            return True
        if station.grid_limit_w is None:
            return False
        total_w = sum(each.rated_power_w or 0.0 for each in station.chargers)
        return total_w > station.grid_limit_w


async def read_limits(uow: UnitOfWork) -> Limits:
    """As they stand in the database."""
    store = uow.load_sharing
    areas = {area.id: area for area in await store.areas()}
    return Limits(areas, await store.plans(), await store.signals())


@dataclass(frozen=True, slots=True)
class SharingFacts:
    """What load sharing knows at one instant."""

    sites: tuple[Site, ...] = ()
    areas: Mapping[str, Area] = field(default_factory=dict)
    shares: Mapping[PlugKey, Share] = field(default_factory=dict)
    leftover: tuple[ForgetLimit, ...] = ()
    """Limits of chargers whose stations take part no more."""


@dataclass(frozen=True, slots=True)
class SharingDecision:
    """Shares by connector, and what has to be stored and told."""

    shares: Mapping[PlugKey, Share]
    changed: tuple[Share, ...]
    gone: frozenset[PlugKey]
    asks: tuple[Ask, ...]

    @property
    def is_news(self) -> bool:
        """There is something to store."""
        return bool(self.changed or self.gone)


async def read_sharing(uow: UnitOfWork, network: NetworkRows, now: datetime) -> SharingFacts:
    """Sites that share, with their sessions and what their chargers accepted."""
    limits, store = await read_limits(uow), uow.load_sharing
    stations = [each for each in network.stations.values() if limits.shares(each)]
    accepted = await store.accepted()
    shares = {share.key: share for share in await store.shares()}
    plugs = await store.plugs([station.id for station in stations])
    parts = _parts(stations, limits)
    around = _Around(network.accepted, plugs, accepted, now)
    sites = tuple(around.site(each, limits, parts[each.id]) for each in stations)
    areas = {key: Area(key, limits.area_now(area, now)) for key, area in limits.areas.items()}
    taking_part = {outlet.id for site in sites for outlet in site.outlets}
    return SharingFacts(sites, areas, shares, _leftover(accepted, taking_part, network))


def decide_sharing(facts: SharingFacts, rules: SharingRules, now: datetime) -> SharingDecision:
    """What every session is given, and what has to be told."""
    shares = share_out(facts.sites, facts.areas, facts.shares, rules, now)
    changed = tuple(share for key, share in shares.items() if facts.shares.get(key) != share)
    gone = frozenset(set(facts.shares) - set(shares))
    asks: tuple[Ask, ...] = (*sharing_asks(facts.sites, shares, now), *facts.leftover)
    return SharingDecision(shares, changed, gone, asks)


def rated_of(station: StationFacts, plan: LimitPlan) -> tuple[Rated, ...]:
    """Chargers of a station whose rating is known, with what the plan guarantees them."""
    return tuple(
        Rated(
            charger.id,
            charger.rated_power_w,
            plan.chargers.get(charger.id, ChargerPlan()).guaranteed_w,
        )
        for charger in station.chargers
        if charger.rated_power_w is not None
    )


def _parts(stations: Iterable[StationFacts], limits: Limits) -> dict[StationId, float]:
    """Which part of its rated power each charger has in any case, where nothing is named."""
    members: dict[str, list[Rated]] = defaultdict(list)
    own: dict[StationId, float] = {}
    areas: dict[StationId, str] = {}
    for station in stations:
        plan = limits.plan(PlaceKind.STATION, station.id)
        rated = rated_of(station, plan)
        own[station.id] = free_part(rating_w(plan, station.grid_limit_w), rated)
        areas[station.id] = station.grid_area
        members[station.grid_area] += rated
    of_area = {
        key: free_part(limits.plan(PlaceKind.AREA, key).limit_w, rated)
        for key, rated in members.items()
        if key in limits.areas
    }
    return {key: min(part, of_area.get(areas[key], 1.0)) for key, part in own.items()}


@dataclass(frozen=True, slots=True)
class _Around:
    """What chargers hold and accepted, by charger."""

    links: Mapping[ChargePointId, Link]
    plugs: Mapping[ChargePointId, list[Plug]]
    accepted: Mapping[ChargePointId, Accepted]
    now: datetime

    def outlet(self, charger: ChargerFacts, plan: ChargerPlan, part: float) -> Outlet:
        """One charger with all that is known of it."""
        rated = charger.rated_power_w or 0.0
        link, told = self.links[charger.id], self.accepted.get(charger.id, NOTHING)
        refused = told.refused_at
        is_held = link.power_limit_until is None or link.power_limit_until > self.now
        return Outlet(
            id=charger.id,
            is_dc=charger.current_type != "AC",
            rated_w=rated,
            connector_w=min(charger.connector_power_w or rated, rated),
            connectors=max(len(charger.connectors), len(charger.connector_types), 1),
            guaranteed_w=guaranteed_of(Rated(charger.id, rated, plan.guaranteed_w), part),
            plan=plan,
            connected=charger.connected,
            booted_at=link.booted_at,
            refuses=refused is not None and (link.booted_at is None or refused >= link.booted_at),
            held_w=link.power_limit_w if is_held else None,
            default=told.default,
            limits={ConnectorId(key): limit for key, limit in told.limits.items()},
            plugs=tuple(self.plugs.get(charger.id, ())),
        )

    def site(self, station: StationFacts, limits: Limits, part: float) -> Site:
        """One station that shares; chargers whose rating nobody knows are left out."""
        plan = limits.plan(PlaceKind.STATION, station.id)
        return Site(
            id=station.id,
            limit=limits.station_now(station.id, station.grid_limit_w, station.time_zone, self.now),
            outlets=tuple(
                self.outlet(charger, plan.chargers.get(charger.id, ChargerPlan()), part)
                for charger in station.chargers
                if charger.rated_power_w is not None
            ),
            area=station.grid_area if station.grid_area in limits.areas else None,
            voltage_v=plan.voltage_v,
        )


def _leftover(
    accepted: Mapping[ChargePointId, Accepted],
    taking_part: set[ChargePointId],
    network: NetworkRows,
) -> tuple[ForgetLimit, ...]:
    """What chargers still hold that share no more."""
    found = []
    for charge_point, told in sorted(accepted.items()):
        link = network.accepted.get(charge_point)
        if charge_point in taking_part or link is None or not link.connected:
            continue
        found += [ForgetLimit(charge_point, connector) for connector in sorted(told.limits)]
        if told.default is not None:
            found.append(ForgetLimit(charge_point, 0))
    return tuple(found)
