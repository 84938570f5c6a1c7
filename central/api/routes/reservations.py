"""Reservations of connectors."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from central.api.deps import Operator, Parts, Reader
from central.api.field_bodies import (
    ReservationIn,
    ReservationOut,
    ReservationPage,
    reservation_item,
)
from central.api.paging import Cursor, Limit, RowId, next_cursor, read_id_cursor
from central.services import reservations
from central.services.control_records import Page
from contract.ids import ChargePointId

router = APIRouter(tags=["reservations"])


@router.get("/reservations", response_model=ReservationPage)
async def list_reservations(
    parts: Parts,
    _: Reader,
    charge_point: Annotated[str | None, Query(min_length=1, max_length=48)] = None,
    state: Literal["asked", "active", "refused", "used", "cancelled"] | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Reservations, newest first; an active one whose time is over is shown as expired."""
    given = {"charge_point_id": charge_point, "state": state}
    filters = {name: value for name, value in given.items() if value is not None}
    wanted = Page(limit + 1, read_id_cursor("reservations", cursor), filters)
    rows = await reservations.page(parts.orders, wanted)
    more = len(rows) > limit
    now = parts.clock.now()
    return {
        "items": [reservation_item(row, now) for row in rows[:limit]],
        "next_cursor": next_cursor("reservations", str(rows[limit - 1].id)) if more else None,
    }


@router.post("/chargers/{charger_id}/reservations", status_code=201, response_model=ReservationOut)
async def reserve_connector(
    charger_id: str, body: ReservationIn, parts: Parts, person: Operator
) -> dict[str, Any]:
    """Ask a charger to keep a connector; `state` says whether it does."""
    row = await reservations.reserve(
        parts.orders,
        person.actor,
        ChargePointId(charger_id),
        body.connector_id,
        body.id_tag,
        body.expires_at,
    )
    return reservation_item(row, parts.clock.now())


@router.post("/reservations/{reservation_id}/cancel", response_model=ReservationOut)
async def cancel_reservation(
    reservation_id: RowId, parts: Parts, person: Operator
) -> dict[str, Any]:
    """Give a reservation back."""
    row = await reservations.cancel(parts.orders, person.actor, reservation_id)
    return reservation_item(row, parts.clock.now())
