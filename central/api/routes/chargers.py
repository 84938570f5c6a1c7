"""Chargers: registration, and OCPP calls by people."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, HTTPException, Query, Response

from central.api.bodies import ChargerDetailOut, ChargerPage
from central.api.deps import Admin, Operator, Parts, Reader
from central.api.paging import Cursor, Limit, next_cursor, read_cursor
from central.api.records import CommandAnswerOut, CommandOut, CommandTicketOut, RegistrationOut
from central.api.routes.stations import charger_detail, charger_item
from central.core.secrets import without_secrets
from central.services.items import iso, iso_or_none
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
    responses={202: {"model": CommandTicketOut, "description": "Sent; the answer is not in yet"}},
)
async def call_charger(  # noqa: PLR0913 (parts of the request)
    charger_id: str,
    action: str,
    parts: Parts,
    person: Operator,
    response: Response,
    payload: Annotated[dict[str, Any], Body()],
    wait: Annotated[float | None, Query(gt=0, le=60)] = None,
    reason: Annotated[str, Query(max_length=300)] = "",
) -> CommandAnswerOut | CommandTicketOut:
    """Send an OCPP 1.6 call; `wait` is how many real seconds to wait for the charger's answer."""
    command_id, answer = await parts.people.call_charger(
        person.actor, ChargePointId(charger_id), action, payload, reason, wait
    )
    if answer is None:
        response.status_code = 202
        return CommandTicketOut(command_id=command_id)
    shown = without_secrets(answer.payload)
    return CommandAnswerOut(command_id=command_id, outcome=answer.outcome, payload=shown)


@router.get("/commands/{command_id}")
async def get_command(command_id: str, parts: Parts, _: Reader) -> CommandOut:
    """What became of a call."""
    async with parts.uows.read() as uow:
        row = await uow.commands.get(command_id)
    if row is None:
        raise HTTPException(404, f"command {command_id!r} is not known")
    return CommandOut(
        id=row.id,
        charge_point=row.charge_point_id,
        action=row.action,
        payload=without_secrets(row.payload),
        actor_kind=row.actor_kind,
        actor=row.actor,
        reason=row.reason,
        state=row.state,
        answer=without_secrets(row.answer),
        created_at=iso(row.created_at),
        done_at=iso_or_none(row.done_at),
    )
