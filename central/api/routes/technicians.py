"""Technicians: skills, shifts, place, van; and the plan. A technician sees and sets the own van."""

from datetime import timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path

from central.api.conditions import Change, Tagged
from central.api.deps import Operator, Parts, Person, Reader, Reporter
from central.api.instants import bounded
from central.api.paging import Cursor, Limit, next_cursor, read_cursor
from central.api.problems import InputError
from central.api.technician_bodies import (
    PositionIn,
    StockIn,
    TechnicianIn,
    TechnicianOut,
    TechnicianPageOut,
    WorkPlanOut,
    settings_item,
    technician_item,
    technician_of,
)
from central.core.access import UserRole
from central.core.tariff_hours import is_zone
from central.core.technicians import Spot, Technician
from central.services.orders import NotFoundError
from central.services.unit_of_work import UnitOfWork
from central.services.work_planning import plan_item

router = APIRouter(tags=["technicians"])

TechnicianName = Annotated[str, Path(min_length=1, max_length=60)]
POSITION_AGE_MAX: Final = timedelta(hours=1)


@router.get("/technicians", response_model=TechnicianPageOut)
async def list_technicians(
    parts: Parts, person: Reader, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """Technicians by name; a technician gets the own row."""
    after = read_cursor("technicians", cursor)
    async with parts.uows.read() as uow:
        if person.user.role == UserRole.TECHNICIAN:
            own = await uow.technicians.get(person.user.name)
            return {"items": [technician_item(own)] if own else [], "next_cursor": None}
        rows = await uow.technicians.page(limit + 1, after)
    more = len(rows) > limit
    return {
        "items": [technician_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor("technicians", rows[limit - 1].name) if more else None,
    }


@router.get("/technicians/{name}", response_model=TechnicianOut)
async def get_technician(
    name: TechnicianName, parts: Parts, person: Reader, tagged: Tagged
) -> dict[str, Any]:
    """One technician; the ETag is of what operators set."""
    async with parts.uows.read() as uow:
        found = await _known(uow, person, name)
    tagged(settings_item(found))
    return technician_item(found)


@router.put("/technicians/{name}", response_model=TechnicianOut)
async def put_technician(
    name: TechnicianName, body: TechnicianIn, parts: Parts, person: Operator, change: Change
) -> dict[str, Any]:
    """Say what a user of role technician can, and when and from where he or she works."""
    async with parts.uows.write() as uow:
        before = await _known(uow, person, name)
        change.check(settings_item(before))
        if not is_zone(body.time_zone):
            raise InputError("time_zone", body.time_zone, "a zone of the tz database")
        new = technician_of(name, body)
        await uow.technicians.put(new)
        thing = ("technician", name)
        told = settings_item(new)
        await parts.orders.note_on(uow, person.actor, "technician.put", thing, told)
        found = await _known(uow, person, name)
        await uow.commit()
    change.done(settings_item(found))
    return technician_item(found)


@router.delete("/technicians/{name}", status_code=204)
async def delete_technician(name: TechnicianName, parts: Parts, person: Operator) -> None:
    """Forget skills, shifts and van of a technician; the user stays."""
    async with parts.uows.write() as uow:
        await _known(uow, person, name)
        await uow.technicians.delete(name)
        await parts.orders.note_on(
            uow, person.actor, "technician.delete", ("technician", name), None
        )
        await uow.commit()


@router.put("/technicians/{name}/stock", response_model=TechnicianOut)
async def put_stock(
    name: TechnicianName, body: StockIn, parts: Parts, person: Reporter
) -> dict[str, Any]:
    """Count what is on the van; finished orders take off it what they used."""
    async with parts.uows.write() as uow:
        await _known(uow, person, name)
        unknown = next((part for part in body.parts if part not in parts.catalogue.parts), None)
        if unknown is not None:
            raise InputError("parts", unknown, "a part of GET /work-catalogue")
        await uow.technicians.set_stock(name, body.parts)
        thing = ("technician", name)
        await parts.orders.note_on(uow, person.actor, "technician.stock", thing, body.parts)
        found = await _known(uow, person, name)
        await uow.commit()
    return technician_item(found)


@router.put("/technicians/{name}/position", response_model=TechnicianOut)
async def put_position(
    name: TechnicianName, body: PositionIn, parts: Parts, person: Reporter
) -> dict[str, Any]:
    """Tell where a technician is, for two hours of planning; only the newest place is kept."""
    now = parts.clock.now()
    at = min(max(bounded("at", body.at) or now, now - POSITION_AGE_MAX), now)
    async with parts.uows.write() as uow:
        await _known(uow, person, name)
        await uow.technicians.locate(name, Spot(body.latitude_deg, body.longitude_deg), at)
        found = await _known(uow, person, name)
        await uow.commit()
    return technician_item(found)


@router.get("/work-plan", response_model=WorkPlanOut)
async def get_work_plan(parts: Parts, _: Operator) -> dict[str, Any]:
    """What planning would do now: who is asked next, why, and what nobody gets."""
    return plan_item(await parts.planner.plan())


async def _known(uow: UnitOfWork, person: Person, name: str) -> Technician:
    """A technician whom this person may see."""
    found = await uow.technicians.get(name)
    is_other = person.user.role == UserRole.TECHNICIAN and person.user.name != name
    if found is None or is_other:
        raise NotFoundError("technician", name)
    return found
