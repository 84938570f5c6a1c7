"""Alarms: what is wrong, what happened, and what people do about it."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query

from central.api.alarm_bodies import (
    AckIn,
    AlarmCauseOut,
    AlarmDetailOut,
    AlarmOut,
    AlarmPageOut,
    AlarmStateName,
    AlarmTimelineOut,
    AssignIn,
    CloseIn,
    NoteIn,
    OrderWorkIn,
    PastAlarmsOut,
    SeverityName,
)
from central.api.conditions import Change, Changing, Tagged
from central.api.deps import ApiParts, Operator, Parts, Person, Reader, Reporter
from central.api.paging import Cursor, Limit, RowId, next_cursor, read_id_cursor
from central.api.work_bodies import WorkOrderOut
from central.core.alarm_acts import Acknowledge, Act, Assign, Close, Remark
from central.core.alarm_topics import Severity, Topic
from central.core.alarms import Alarm
from central.services.alarm_items import (
    alarm_item,
    cause_item,
    detail_item,
    entry_item,
    past_item,
    people_part,
)
from central.services.alarm_records import AlarmPage
from central.services.alarms import act_on
from central.services.work_items import order_item
from central.services.work_orders import Wanted, order_work
from contract.ids import ChargePointId

router = APIRouter(tags=["alarms"])

Word = Annotated[str | None, Query(min_length=1, max_length=64)]


@router.get("/alarms", response_model=AlarmPageOut)
async def list_alarms(  # noqa: PLR0913 (filters)
    parts: Parts,
    _: Reader,
    state: AlarmStateName | None = None,
    is_open: Annotated[bool | None, Query(alias="open")] = None,
    severity: SeverityName | None = None,
    topic: Topic | None = None,
    network: Word = None,
    station_id: Word = None,
    charge_point: Word = None,
    assignee: Word = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Alarms, newest first; `severity`: this or worse; `open`: not closed, or closed."""
    filters = {"state": state, "topic": topic, "assignee": assignee}
    page = AlarmPage(
        limit=limit + 1,
        before_id=read_id_cursor("alarms", cursor),
        is_open=is_open,
        severity_min=None if severity is None else int(Severity[severity.upper()]),
        charge_point=charge_point,
        network=network,
        station=station_id,
        filters={name: str(value) for name, value in filters.items() if value is not None},
    )
    async with parts.uows.read() as uow:
        rows = await uow.alarms.page(page)
    more = len(rows) > limit
    return {
        "items": [alarm_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor("alarms", str(rows[limit - 1].id)) if more else None,
    }


@router.get("/alarms/{alarm_id}", response_model=AlarmDetailOut)
async def get_alarm(alarm_id: RowId, parts: Parts, _: Reader, tagged: Tagged) -> dict[str, Any]:
    """An alarm with the chargers in it; the ETag is of what people set."""
    alarm = await _known(parts, alarm_id)
    tagged(people_part(alarm))
    return detail_item(alarm)


@router.get("/alarms/{alarm_id}/cause", response_model=AlarmCauseOut)
async def get_alarm_cause(alarm_id: RowId, parts: Parts, _: Reader) -> dict[str, Any]:
    """Why an alarm is: causes by rule with evidence, and a language model's words where asked."""
    async with parts.uows.read() as uow:
        diagnosis = await uow.diagnoses.get(alarm_id)
        if diagnosis is None:
            raise HTTPException(404, f"nothing was found yet about alarm {alarm_id}")
        told = await uow.diagnoses.explanation(diagnosis.facts_hash)
    return cause_item(diagnosis, told)


@router.get("/alarms/{alarm_id}/timeline", response_model=AlarmTimelineOut)
async def get_alarm_timeline(
    alarm_id: RowId, parts: Parts, _: Reader, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """What happened to an alarm, oldest first."""
    await _known(parts, alarm_id)
    after = read_id_cursor("alarm-timeline", cursor)
    async with parts.uows.read() as uow:
        rows = await uow.alarms.entries(alarm_id, limit + 1, after)
    more = len(rows) > limit
    return {
        "items": [entry_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor("alarm-timeline", str(rows[limit - 1].id)) if more else None,
    }


@router.get("/alarms/{alarm_id}/similar", response_model=PastAlarmsOut)
async def list_similar_alarms(
    alarm_id: RowId, parts: Parts, _: Reader, limit: Limit = 10
) -> dict[str, Any]:
    """Closed alarms of the same topic: of the same charger first, then station, then model."""
    alarm = await _known(parts, alarm_id)
    async with parts.uows.read() as uow:
        past = await uow.alarms.similar(alarm, limit)
    return {"items": [past_item(each) for each in past]}


@router.post("/alarms/{alarm_id}/ack", response_model=AlarmOut)
async def acknowledge_alarm(
    alarm_id: RowId, body: AckIn, parts: Parts, person: Operator, change: Change
) -> dict[str, Any]:
    """Somebody has seen it; it asks for attention again when the time is over."""
    act = Acknowledge(timedelta(minutes=body.minutes))
    return await _done(parts, person, alarm_id, act, change)


@router.post("/alarms/{alarm_id}/assign", response_model=AlarmOut)
async def assign_alarm(
    alarm_id: RowId, body: AssignIn, parts: Parts, person: Operator, change: Change
) -> dict[str, Any]:
    """Say who takes care of it."""
    return await _done(parts, person, alarm_id, Assign(body.to), change)


@router.post("/alarms/{alarm_id}/order", status_code=201, response_model=WorkOrderOut)
async def order_alarm_work(
    alarm_id: RowId, body: OrderWorkIn, parts: Parts, person: Operator
) -> dict[str, Any]:
    """Open a work order for it; it stays open until the repair is proven."""
    charger = None if body.charge_point is None else ChargePointId(body.charge_point)
    wanted = Wanted(charger, body.urgency, body.note)
    order = await order_work(parts.orders, parts.catalogue, person.actor, alarm_id, wanted)
    return order_item(order)


@router.post("/alarms/{alarm_id}/note", response_model=AlarmOut)
async def note_alarm(
    alarm_id: RowId, body: NoteIn, parts: Parts, person: Reporter, change: Change
) -> dict[str, Any]:
    """Write a line into its timeline; also of a closed one."""
    return await _done(parts, person, alarm_id, Remark(body.text), change)


@router.post("/alarms/{alarm_id}/close", response_model=AlarmOut)
async def close_alarm(
    alarm_id: RowId, body: CloseIn, parts: Parts, person: Operator, change: Change
) -> dict[str, Any]:
    """It is done with; what goes on and gets no worse stays quiet for a day."""
    return await _done(parts, person, alarm_id, Close(body.reason, body.found_cause or ""), change)


async def _known(parts: ApiParts, alarm_id: int) -> Alarm:
    async with parts.uows.read() as uow:
        alarm = await uow.alarms.get(alarm_id)
    if alarm is None:
        raise HTTPException(404, f"alarm {alarm_id} is not known")
    return alarm


async def _done(
    parts: ApiParts, person: Person, alarm_id: int, act: Act, change: Changing
) -> dict[str, Any]:
    def check(alarm: Alarm) -> None:
        change.check(people_part(alarm))

    after = await act_on(parts.orders, person.actor, alarm_id, act, check)
    change.done(people_part(after))
    return alarm_item(after)
