"""Work orders: what has to be done, the steps of it, photos. A technician: own orders only."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import FileResponse

from central.api.conditions import Change, Changing, Tagged
from central.api.deps import ApiParts, Operator, Parts, Person, Reader, Reporter
from central.api.instants import bounded
from central.api.paging import Cursor, Limit, RowId, next_cursor, read_id_cursor
from central.api.problems import InputError
from central.api.work_bodies import (
    AssignWorkIn,
    ChargerRepeatsOut,
    DeclineIn,
    FinishIn,
    PhotoOut,
    StepIn,
    WhyIn,
    WorkCatalogueOut,
    WorkEvidenceOut,
    WorkNoteIn,
    WorkOrderDetailOut,
    WorkOrderOut,
    WorkOrderPageOut,
    WorkTimelineOut,
)
from central.core.access import UserRole
from central.core.alarm_topics import Topic
from central.core.work_orders import PartCount, Report, Urgency, WorkOrder, WorkState
from central.core.work_steps import (
    Accept,
    Arrive,
    Assign,
    Cancel,
    Close,
    Decline,
    Finish,
    Note,
    Reopen,
    Step,
    Travel,
    Unassign,
)
from central.services.errors import UnknownChargePointError
from central.services.work_evidence import evidence
from central.services.work_items import (
    catalogue_item,
    line_item,
    order_item,
    people_part,
    photo_item,
)
from central.services.work_orders import act_on_order, add_photo, existing
from central.services.work_records import WorkPage
from central.services.work_view import detail, repeats_of
from contract.ids import ChargePointId

router = APIRouter(tags=["work orders"])

Word = Annotated[str | None, Query(min_length=1, max_length=64)]


@router.get("/work-orders", response_model=WorkOrderPageOut)
async def list_work_orders(  # noqa: PLR0913 (filters)
    parts: Parts,
    person: Reader,
    state: WorkState | None = None,
    is_open: Annotated[bool | None, Query(alias="open")] = None,
    technician: Word = None,
    station_id: Word = None,
    charge_point: Word = None,
    cause: Word = None,
    topic: Topic | None = None,
    urgency: Urgency | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Work orders, newest first; a technician gets the own ones."""
    own = person.user.name if person.user.role == UserRole.TECHNICIAN else technician
    filters = {
        "state": state,
        "technician": own,
        "station_id": station_id,
        "cause": cause,
        "topic": topic,
        "urgency": urgency,
    }
    page = WorkPage(
        limit=limit + 1,
        before_id=read_id_cursor("work-orders", cursor),
        is_open=is_open,
        charge_point=charge_point,
        filters={name: str(value) for name, value in filters.items() if value is not None},
    )
    async with parts.uows.read() as uow:
        rows = await uow.work_orders.page(page)
    more = len(rows) > limit
    return {
        "items": [order_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor("work-orders", str(rows[limit - 1].id)) if more else None,
    }


@router.get("/work-orders/{order_id}", response_model=WorkOrderDetailOut)
async def get_work_order(
    order_id: RowId, parts: Parts, person: Reader, tagged: Tagged
) -> dict[str, Any]:
    """A work order with place, causes, photos, repeats; the ETag is of where it stands."""
    async with parts.uows.read() as uow:
        order = await existing(uow, person.worker, order_id)
        tagged(people_part(order))
        return await detail(uow, order, person.worker.by, parts.clock.now())


@router.get("/work-orders/{order_id}/timeline", response_model=WorkTimelineOut)
async def get_work_timeline(
    order_id: RowId, parts: Parts, person: Reader, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """What happened to a work order, oldest first."""
    after = read_id_cursor("work-timeline", cursor)
    async with parts.uows.read() as uow:
        await existing(uow, person.worker, order_id)
        rows = await uow.work_orders.lines(order_id, limit + 1, after)
    more = len(rows) > limit
    return {
        "items": [line_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor("work-timeline", str(rows[limit - 1].id)) if more else None,
    }


@router.get("/chargers/{charger_id}/repeat-faults", response_model=ChargerRepeatsOut)
async def get_repeat_faults(charger_id: str, parts: Parts, _: Reader) -> dict[str, Any]:
    """Faults of a charger within 30 days by topic, and orders opened for them in that time."""
    charger = ChargePointId(charger_id)
    async with parts.uows.read() as uow:
        if await uow.charge_points.get(charger) is None:
            raise UnknownChargePointError(charger)
        return await repeats_of(uow, charger, parts.clock.now())


@router.get("/work-catalogue", response_model=WorkCatalogueOut)
async def get_work_catalogue(parts: Parts, _: Reader) -> dict[str, Any]:
    """Parts, and what each cause takes: minutes, skills, safety steps, parts by charger."""
    return catalogue_item(parts.catalogue)


@router.get("/work-orders/{order_id}/evidence", response_model=WorkEvidenceOut)
async def get_work_evidence(order_id: RowId, parts: Parts, person: Operator) -> dict[str, Any]:
    """Failure and repair with all that proves them, for a warranty claim."""
    async with parts.uows.read() as uow:
        order = await existing(uow, person.worker, order_id)
        return await evidence(uow, order, parts.clock.now())


# --- the technician's steps ------------------------------------------------------------------


@router.post("/work-orders/{order_id}/accept", response_model=WorkOrderOut)
async def accept_work(
    order_id: RowId, body: StepIn, parts: Parts, person: Reporter, change: Change
) -> dict[str, Any]:
    """The technician will do it."""
    return await _step(parts, person, order_id, Accept(), change, body)


@router.post("/work-orders/{order_id}/decline", response_model=WorkOrderOut)
async def decline_work(
    order_id: RowId, body: DeclineIn, parts: Parts, person: Reporter, change: Change
) -> dict[str, Any]:
    """The technician will not; planning asks somebody else."""
    return await _step(parts, person, order_id, Decline(body.reason), change, body)


@router.post("/work-orders/{order_id}/travel", response_model=WorkOrderOut)
async def travel_to_work(
    order_id: RowId, body: StepIn, parts: Parts, person: Reporter, change: Change
) -> dict[str, Any]:
    """The technician sets out."""
    return await _step(parts, person, order_id, Travel(), change, body)


@router.post("/work-orders/{order_id}/arrive", response_model=WorkOrderOut)
async def arrive_at_work(
    order_id: RowId, body: StepIn, parts: Parts, person: Reporter, change: Change
) -> dict[str, Any]:
    """The technician is there."""
    return await _step(parts, person, order_id, Arrive(), change, body)


@router.post("/work-orders/{order_id}/finish", response_model=WorkOrderOut)
async def finish_work(
    order_id: RowId, body: FinishIn, parts: Parts, person: Reporter, change: Change
) -> dict[str, Any]:
    """The work is done; sessions have to prove it."""
    counts: dict[str, int] = {}
    for each in body.parts_used:
        counts[each.part] = counts.get(each.part, 0) + each.quantity
    used = tuple(PartCount(part, quantity) for part, quantity in counts.items())
    report = Report(body.found_cause, used, body.test_charge_ok, body.text)
    return await _step(parts, person, order_id, Finish(report), change, body)


@router.post("/work-orders/{order_id}/note", response_model=WorkOrderOut)
async def note_work(
    order_id: RowId, body: WorkNoteIn, parts: Parts, person: Reporter
) -> dict[str, Any]:
    """Write a line into the timeline; late ones and those of a former technician, too."""
    at = bounded("happened_at", body.happened_at)
    worker, note = person.worker, Note(body.text)
    order = await act_on_order(parts.orders, worker, order_id, note, lambda _: None, at)
    return order_item(order)


# --- the operator's steps --------------------------------------------------------------------


@router.post("/work-orders/{order_id}/assign", response_model=WorkOrderOut)
async def assign_work(
    order_id: RowId, body: AssignWorkIn, parts: Parts, person: Operator, change: Change
) -> dict[str, Any]:
    """Say who is to do it, which planning then leaves alone; empty = let planning decide."""
    why = body.reason or f"{person.user.name} decided so"
    step = Assign(body.technician, (why,)) if body.technician else Unassign(why)
    return await _step(parts, person, order_id, step, change)


@router.post("/work-orders/{order_id}/reopen", response_model=WorkOrderOut)
async def reopen_work(
    order_id: RowId, body: WhyIn, parts: Parts, person: Operator, change: Change
) -> dict[str, Any]:
    """It did not help: the same technician is asked again."""
    return await _step(parts, person, order_id, Reopen(body.reason), change)


@router.post("/work-orders/{order_id}/close", response_model=WorkOrderOut)
async def close_work(
    order_id: RowId, body: WhyIn, parts: Parts, person: Operator, change: Change
) -> dict[str, Any]:
    """It is over; only what is verified can be closed."""
    return await _step(parts, person, order_id, Close(body.reason), change)


@router.post("/work-orders/{order_id}/cancel", response_model=WorkOrderOut)
async def cancel_work(
    order_id: RowId, body: WhyIn, parts: Parts, person: Operator, change: Change
) -> dict[str, Any]:
    """It is not wanted any more; its alarm goes on without it."""
    return await _step(parts, person, order_id, Cancel(body.reason), change)


# --- photos ----------------------------------------------------------------------------------


@router.post("/work-orders/{order_id}/photos", status_code=201, response_model=PhotoOut)
async def add_work_photo(
    order_id: RowId,
    parts: Parts,
    person: Reporter,
    request: Request,
    text: Annotated[str, Query(max_length=200)] = "",
) -> dict[str, Any]:
    """The body is the picture: JPEG, PNG or WebP, at most 8 MiB. The same one is kept once."""
    chunks = request.stream()
    photo = await add_photo(parts.orders, parts.uploads, person.worker, order_id, text, chunks)
    return photo_item(photo)


@router.get("/work-orders/{order_id}/photos/{photo_id}", response_class=FileResponse)
async def get_work_photo(
    order_id: RowId, photo_id: RowId, parts: Parts, person: Reader
) -> FileResponse:
    """A picture as it came."""
    async with parts.uows.read() as uow:
        await existing(uow, person.worker, order_id)
        photos = {each.id: each for each in await uow.work_orders.photos(order_id)}
    photo = photos.get(photo_id)
    if photo is None:
        raise HTTPException(404, f"photo {photo_id} is not known")
    return FileResponse(parts.uploads.path(photo.token), media_type=photo.media_type)


async def _step(
    parts: ApiParts,
    person: Person,
    order_id: int,
    step: Step,
    change: Changing,
    told: StepIn | None = None,
) -> dict[str, Any]:
    def check(order: WorkOrder) -> None:
        change.check(people_part(order))
        used = step.report.parts_used if isinstance(step, Finish) else ()
        unknown = next((each.part for each in used if each.part not in parts.catalogue.parts), None)
        if unknown is not None:
            raise InputError("parts_used", unknown, "a part of GET /work-catalogue")

    at = None if told is None else bounded("happened_at", told.happened_at)
    after = await act_on_order(parts.orders, person.worker, order_id, step, check, at)
    change.done(people_part(after))
    return order_item(after)
