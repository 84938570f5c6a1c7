"""Load sharing: limits of stations and grid areas, and who is given what and why."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from central.api.conditions import Change, Tagged
from central.api.deps import Admin, Parts, Reader
from central.api.load_bodies import (
    GridAreaBody,
    GridAreaList,
    GridAreaOut,
    StationPlanBody,
    StationSharingOut,
    area_item,
    plan_of,
    sharing_item,
    station_plan_item,
)
from central.core.load_sharing.plans import LimitPlan, Place, PlaceKind
from central.services import load_plans, network
from central.services.load_sharing import read_limits
from central.services.orders import NotFoundError
from central.services.sharing_store import GridArea
from central.services.unit_of_work import UnitOfWork

router = APIRouter(tags=["load sharing"])

StationPath = Annotated[str, Path(min_length=1, max_length=64)]
AreaKey = Annotated[str, Path(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]


@router.get("/stations/{station_id}/load-sharing", response_model=StationSharingOut)
async def get_load_sharing(station_id: StationPath, parts: Parts, _: Reader) -> dict[str, Any]:
    """Limits in force at a station, and what each of its sessions is given, with the reason."""
    async with parts.uows.read() as uow:
        station = await network.existing_station(uow, station_id)
        return sharing_item(await load_plans.station_sharing(uow, station, parts.clock.now()))


@router.get("/stations/{station_id}/load-plan", response_model=StationPlanBody)
async def get_load_plan(
    station_id: StationPath, parts: Parts, _: Reader, tagged: Tagged
) -> dict[str, Any]:
    """Limits of a station, as they were set under its grid limit."""
    async with parts.uows.read() as uow:
        station = await network.existing_station(uow, station_id)
        plan = await _plan(uow, station.id)
    if plan is None:
        raise NotFoundError("load plan of station", station_id)
    return tagged(station_plan_item(plan))


@router.put("/stations/{station_id}/load-plan", response_model=StationPlanBody)
async def put_load_plan(
    station_id: StationPath, body: StationPlanBody, parts: Parts, person: Admin, change: Change
) -> dict[str, Any]:
    """Limit a station from now on; guarantees that add up to more than its rating are refused."""
    plan = plan_of(body)
    async with parts.uows.write() as uow:
        station = await network.existing_station(uow, station_id)
        before = await _plan(uow, station.id)
        change.check(None if before is None else station_plan_item(before))
        await load_plans.put_station_plan(parts.orders, uow, person.actor, station, plan)
        await uow.commit()
    return change.done(station_plan_item(plan))


@router.delete("/stations/{station_id}/load-plan", status_code=204)
async def delete_load_plan(station_id: StationPath, parts: Parts, person: Admin) -> None:
    """A station has no limits any more but its grid limit and its grid area's."""
    async with parts.uows.write() as uow:
        station = await network.existing_station(uow, station_id)
        await load_plans.drop_station_plan(parts.orders, uow, person.actor, station)
        await uow.commit()


@router.get("/grid-areas", response_model=GridAreaList)
async def list_grid_areas(parts: Parts, _: Reader) -> dict[str, Any]:
    """Grid areas by id, with the limits in force."""
    now = parts.clock.now()
    async with parts.uows.read() as uow:
        limits = await read_limits(uow)
    return {
        "items": [
            area_item(area, limits.plan(PlaceKind.AREA, area.id), limits.area_now(area, now))
            for area in limits.areas.values()
        ]
    }


@router.get("/grid-areas/{area_id}", response_model=GridAreaOut)
async def get_grid_area(area_id: AreaKey, parts: Parts, _: Reader) -> dict[str, Any]:
    """One grid area with the limit in force."""
    async with parts.uows.read() as uow:
        return await _area(parts, uow, area_id)


@router.put(
    "/grid-areas/{area_id}",
    response_model=GridAreaOut,
    responses={201: {"model": GridAreaOut, "description": "It is new"}},
)
async def put_grid_area(
    area_id: AreaKey, body: GridAreaBody, parts: Parts, person: Admin, response: Response
) -> dict[str, Any]:
    """Put a grid area down with its limits, or renew it."""
    area = GridArea(area_id, body.name, body.time_zone)
    async with parts.uows.write() as uow:
        known = {each.id for each in await uow.load_sharing.areas()}
        await load_plans.put_area(parts.orders, uow, person.actor, area, plan_of(body))
        item = await _area(parts, uow, area_id)
        await uow.commit()
    response.status_code = 200 if area_id in known else 201
    return item


@router.delete("/grid-areas/{area_id}", status_code=204)
async def delete_grid_area(area_id: AreaKey, parts: Parts, person: Admin) -> None:
    """Forget a grid area on which no station hangs."""
    async with parts.uows.write() as uow:
        await load_plans.drop_area(parts.orders, uow, person.actor, area_id)
        await uow.commit()


async def _plan(uow: UnitOfWork, station: str) -> LimitPlan | None:
    return (await uow.load_sharing.plans()).get(Place(PlaceKind.STATION, station))


async def _area(parts: Parts, uow: UnitOfWork, area_id: str) -> dict[str, Any]:
    area = await load_plans.existing_area(uow, area_id)
    limits = await read_limits(uow)
    plan = limits.plan(PlaceKind.AREA, area_id)
    return area_item(area, plan, limits.area_now(area, parts.clock.now()))
