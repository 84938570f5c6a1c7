"""What people say of load sharing: limits of stations and grid areas, checked before they hold.

A plan whose guarantees would add up to more than the rating of its station or its area is refused.
"""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from central.core.load_sharing.facts import Share
from central.core.load_sharing.plans import (
    ChargerPlan,
    LimitNow,
    LimitPlan,
    Place,
    PlaceKind,
    Rated,
    Signal,
    plan_problem,
    rating_w,
)
from central.services.errors import LocalError
from central.services.load_sharing import Limits, read_limits
from central.services.orders import NotFoundError, NotNowError, Orders
from central.services.people import Actor
from central.services.records import Station
from central.services.sharing_store import Accepted, GridArea
from central.services.unit_of_work import UnitOfWork
from contract.ids import ChargePointId, StationId


class UnfitPlanError(LocalError):
    """Limits that cannot be."""


@dataclass(frozen=True, slots=True)
class StationSharing:
    """How a station shares now."""

    limit: LimitNow
    signal: Signal | None
    area: GridArea | None
    area_limit: LimitNow | None
    shares: tuple[Share, ...]
    accepted: dict[ChargePointId, Accepted]


async def station_sharing(uow: UnitOfWork, station: Station, now: datetime) -> StationSharing:
    """Limits in force at a station, and what each of its sessions is given, with the reason."""
    limits, store = await read_limits(uow), uow.load_sharing
    area = limits.areas.get(station.grid_area)
    return StationSharing(
        limit=limits.station_now(station.id, station.grid_limit_w, station.time_zone, now),
        signal=limits.signals.get(Place(PlaceKind.STATION, station.id)),
        area=area,
        area_limit=None if area is None else limits.area_now(area, now),
        shares=tuple(sorted(await store.shares([station.id]), key=lambda each: each.key)),
        accepted=await store.accepted([station.id]),
    )


async def put_station_plan(
    orders: Orders, uow: UnitOfWork, actor: Actor, station: Station, plan: LimitPlan
) -> None:
    """Limit a station from now on; the caller commits.

    Raises:
        UnfitPlanError: the plan names strangers, or guarantees more than there is.
    """
    limits = await read_limits(uow)
    place = Place(PlaceKind.STATION, station.id)
    changed = Limits(limits.areas, {**limits.plans, place: plan}, limits.signals)
    await check_station(uow, station, changed)
    await uow.load_sharing.put_plan(place, plan)
    await orders.note_on(uow, actor, "limit.put", ("station", station.id), _json(plan))


async def drop_station_plan(
    orders: Orders, uow: UnitOfWork, actor: Actor, station: Station
) -> None:
    """The station has no limits of its own but its grid limit; the caller commits.

    Raises:
        NotFoundError: it has no plan.
    """
    place = Place(PlaceKind.STATION, station.id)
    if place not in await uow.load_sharing.plans():
        raise NotFoundError("load plan of station", station.id)
    await uow.load_sharing.drop_plan(place)
    await orders.note_on(uow, actor, "limit.dropped", ("station", station.id), None)


async def put_area(
    orders: Orders, uow: UnitOfWork, actor: Actor, area: GridArea, plan: LimitPlan
) -> None:
    """Put a grid area down with its limits, or renew it; the caller commits.

    Raises:
        UnfitPlanError: its stations' chargers are guaranteed more than it has.
    """
    limits = await read_limits(uow)
    place = Place(PlaceKind.AREA, area.id)
    changed = Limits({**limits.areas, area.id: area}, {**limits.plans, place: plan}, limits.signals)
    stations = [each for each in await uow.stations.all() if each.grid_area == area.id]
    await _check_area(uow, area.id, stations, changed)
    await uow.load_sharing.put_area(area)
    await uow.load_sharing.put_plan(place, plan)
    await orders.note_on(uow, actor, "limit.put", ("grid_area", area.id), _json(plan))


async def drop_area(orders: Orders, uow: UnitOfWork, actor: Actor, area_id: str) -> None:
    """Forget a grid area; the caller commits.

    Raises:
        NotFoundError: there is none.
        NotNowError: stations hang on it.
    """
    await existing_area(uow, area_id)
    members = [each.id for each in await uow.stations.all() if each.grid_area == area_id]
    if members:
        raise NotNowError(f"grid area {area_id!r} has stations, {members[0]!r} is one of them")
    await uow.load_sharing.drop_area(area_id)
    await orders.note_on(uow, actor, "limit.dropped", ("grid_area", area_id), None)


async def existing_area(uow: UnitOfWork, area_id: str) -> GridArea:
    """One grid area.

    Raises:
        NotFoundError: there is none.
    """
    for area in await uow.load_sharing.areas():
        if area.id == area_id:
            return area
    raise NotFoundError("grid area", area_id)


async def check_station(uow: UnitOfWork, station: Station, limits: Limits | None = None) -> None:
    """Whether what a station and its area guarantee fits, with the station as given.

    Raises:
        UnfitPlanError: it does not, or there is no such area.
    """
    limits = limits or await read_limits(uow)
    plan = limits.plan(PlaceKind.STATION, station.id)
    rating = rating_w(plan, station.grid_limit_w)
    problem = plan_problem(plan, rating, await _rated(uow, station.id, plan))
    if problem:
        raise UnfitPlanError(f"station {station.id!r}: {problem}")
    if not station.grid_area:
        return
    if station.grid_area not in limits.areas:
        raise UnfitPlanError(f"grid_area {station.grid_area!r} is not known: put it down first")
    others = [
        each
        for each in await uow.stations.all()
        if each.grid_area == station.grid_area and each.id != station.id
    ]
    await _check_area(uow, station.grid_area, [*others, station], limits)


async def _check_area(
    uow: UnitOfWork, area_id: str, stations: list[Station], limits: Limits
) -> None:
    plan = limits.plan(PlaceKind.AREA, area_id)
    members: list[Rated] = []
    for station in stations:
        own = limits.plan(PlaceKind.STATION, station.id)
        if any(each.guaranteed_w is not None for each in own.chargers.values()):
            members += await _rated(uow, station.id, own)
    problem = plan_problem(plan, plan.limit_w, members)
    if problem:
        raise UnfitPlanError(f"grid area {area_id!r}: {problem}")


async def _rated(uow: UnitOfWork, station: StationId, plan: LimitPlan) -> list[Rated]:
    found = []
    for row in await uow.views.chargers_of(station):
        charger = await uow.charge_points.put_down(row.id)
        if charger is not None and charger.rated_power_w is not None:
            named_w = plan.chargers.get(row.id, ChargerPlan()).guaranteed_w
            found.append(Rated(row.id, charger.rated_power_w, named_w))
    return found


def _json(plan: LimitPlan) -> object:
    return msgspec.to_builtins(plan)
