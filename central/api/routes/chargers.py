"""Chargers: registration, and OCPP calls by people."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, HTTPException, Response

from central.api.bodies import ChargerDetailOut, ChargerPage
from central.api.charger_calls import UNDER_WAY, Asked, Reason, Wait, tell
from central.api.deps import Admin, Operator, Parts, Reader
from central.api.paging import Cursor, Limit, next_cursor, read_cursor
from central.api.records import CommandAnswerOut, CommandTicketOut, RegistrationOut
from central.api.routes.stations import charger_detail, charger_item
from contract.ids import ChargePointId

router = APIRouter(tags=["chargers"])


@router.get("/chargers", response_model=ChargerPage)
async def list_chargers(
    parts: Parts,
    _: Reader,
    registration: Literal["pending", "accepted", "rejected"] | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Chargers by id."""
    after = read_cursor("chargers", cursor)
    async with parts.uows.read() as uow:
        rows = await uow.views.charger_page(limit + 1, after, registration)
    shown = rows[:limit]
    more = len(rows) > limit
    return {
        "items": [charger_item(row) for row in shown],
        "next_cursor": next_cursor("chargers", shown[-1].id) if more else None,
    }


@router.get("/chargers/{charger_id}", response_model=ChargerDetailOut)
async def get_charger(charger_id: str, parts: Parts, _: Reader) -> dict[str, Any]:
    """One charger with its connectors."""
    async with parts.uows.read() as uow:
        row = await uow.views.charger(ChargePointId(charger_id))
    if row is None:
        raise HTTPException(404, f"charge point {charger_id!r} is not known")
    return charger_detail(row)


@router.post("/chargers/{charger_id}/approve")
async def approve_charger(charger_id: str, parts: Parts, person: Admin) -> RegistrationOut:
    """Accept a charger: its next BootNotification is answered Accepted."""
    await parts.people.register(person.actor, ChargePointId(charger_id), "accepted")
    return RegistrationOut(id=charger_id, registration="accepted")


@router.post("/chargers/{charger_id}/reject")
async def reject_charger(charger_id: str, parts: Parts, person: Admin) -> RegistrationOut:
    """Reject a charger."""
    await parts.people.register(person.actor, ChargePointId(charger_id), "rejected")
    return RegistrationOut(id=charger_id, registration="rejected")


@router.post(
    "/chargers/{charger_id}/ocpp/{action}",
    responses=UNDER_WAY,
)
async def call_charger(  # noqa: PLR0913 (parts of the request)
    charger_id: str,
    action: str,
    parts: Parts,
    person: Operator,
    response: Response,
    payload: Annotated[dict[str, Any], Body()],
    wait: Wait = None,
    reason: Reason = "",
) -> CommandAnswerOut | CommandTicketOut:
    """Send an OCPP 1.6 call.

    The payload is checked against the schema of the action. `wait` is how many real seconds to wait
    for the charger's answer; without it, or where none comes in time, follow the task.
    """
    asked = Asked(ChargePointId(charger_id), action, payload, reason, wait)
    return await tell(parts, person, response, asked)
