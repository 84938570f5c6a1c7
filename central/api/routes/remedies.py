"""Remedies: what is tried from afar before a person is sent, and what people ask of it."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from central.api.bodies import ReasonIn
from central.api.deps import Operator, Parts, Reader
from central.api.paging import Cursor, Limit, RowId, next_cursor, read_id_cursor
from central.api.remedy_bodies import (
    PlaybookList,
    RemedyDetailOut,
    RemedyOut,
    RemedyPage,
    playbook_item,
)
from central.services.control_records import Page
from central.services.orders import NotFoundError
from central.services.remedies import ask_remedy, start_remedy
from central.services.remedy_records import attempt_item, remedy_item
from contract.ids import ChargePointId

router = APIRouter(tags=["remedies"])

StateName = Literal["proposed", "ready", "acting", "settling", "escalated", "ended"]


@router.get("/remedies", response_model=RemedyPage)
async def list_remedies(
    parts: Parts,
    _: Reader,
    state: StateName | None = None,
    charge_point: Annotated[str | None, Query(min_length=1, max_length=48)] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Remedies, newest first; `state=escalated`: those that wait for a technician."""
    given = {"state": state, "charge_point_id": charge_point}
    filters = {name: value for name, value in given.items() if value is not None}
    async with parts.uows.read() as uow:
        page = Page(limit + 1, read_id_cursor("remedies", cursor), filters)
        rows = await uow.remedies.page(page)
    more = len(rows) > limit
    return {
        "items": [remedy_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor("remedies", str(rows[limit - 1].id)) if more else None,
    }


@router.get("/remedies/playbooks", response_model=PlaybookList)
async def list_playbooks(parts: Parts, _: Reader) -> dict[str, Any]:
    """The playbooks in force: causes, steps, checks and limits."""
    return {"items": [playbook_item(book) for book in parts.playbooks]}


@router.get("/remedies/{remedy_id}", response_model=RemedyDetailOut)
async def get_remedy(remedy_id: RowId, parts: Parts, _: Reader) -> dict[str, Any]:
    """One remedy with its steps."""
    async with parts.uows.read() as uow:
        row = await uow.remedies.get(remedy_id)
        steps = await uow.remedies.attempts_of(remedy_id)
    if row is None:
        raise NotFoundError("remedy", remedy_id)
    return {**remedy_item(row), "steps": [attempt_item(step) for step in steps]}


@router.post("/remedies/{remedy_id}/approve", status_code=202, response_model=RemedyOut)
async def approve_remedy(remedy_id: RowId, parts: Parts, person: Operator) -> dict[str, Any]:
    """Let a proposed remedy act."""
    row = await ask_remedy(parts.orders, person.actor, remedy_id, "approve", "approved")
    return remedy_item(row)


@router.post("/remedies/{remedy_id}/stop", status_code=202, response_model=RemedyOut)
async def stop_remedy(
    remedy_id: RowId, body: ReasonIn, parts: Parts, person: Operator
) -> dict[str, Any]:
    """End a remedy; the same trouble is not taken up again for a day."""
    row = await ask_remedy(parts.orders, person.actor, remedy_id, "stop", body.reason)
    return remedy_item(row)


@router.post("/chargers/{charger_id}/remedies", status_code=201, response_model=RemedyOut)
async def start_charger_remedy(
    charger_id: str, body: ReasonIn, parts: Parts, person: Operator
) -> dict[str, Any]:
    """Start the playbook for what is wrong with a charger now, in every mode of the loop."""
    row = await start_remedy(
        parts.orders, parts.playbooks, person.actor, ChargePointId(charger_id), body.reason
    )
    return remedy_item(row)
