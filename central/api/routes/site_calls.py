"""OCPP calls of a technician on site."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response

from central.api.charger_calls import UNDER_WAY, Asked, Wait, tell
from central.api.deps import Parts, Reporter
from central.api.paging import RowId
from central.api.records import CommandAnswerOut, CommandTicketOut
from central.core.site_calls import refusal
from central.services.orders import NotNowError
from central.services.work_orders import existing
from contract.ids import ChargePointId

router = APIRouter(tags=["work orders"])


@router.post("/work-orders/{order_id}/calls/{charger_id}/{action}", responses=UNDER_WAY)
async def call_from_site(  # noqa: PLR0913 (parts of the request)
    order_id: RowId,
    charger_id: str,
    action: str,
    parts: Parts,
    person: Reporter,
    response: Response,
    payload: Annotated[dict[str, Any], Body()],
    wait: Wait = None,
) -> CommandAnswerOut | CommandTicketOut:
    """Restart, unlock, ask or take out of service a charger of an order while one is there.

    As `POST /chargers/{id}/ocpp/{action}`, for the technician of the order and four actions.
    """
    charge_point = ChargePointId(charger_id)
    async with parts.uows.read() as uow:
        order = await existing(uow, person.worker, order_id)
    why = refusal(order, charge_point, action)
    if why is not None:
        raise NotNowError(why)
    reason = f"work order {order_id}, on site"
    return await tell(parts, person, response, Asked(charge_point, action, payload, reason, wait))
