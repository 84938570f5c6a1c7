"""One charging session with its readings."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from central.api.deps import Parts, Reader
from central.api.paging import Cursor, Limit, RowId, next_cursor, read_id_cursor
from central.api.records import SessionOut
from central.api.routes.operations import session_item
from central.services.items import iso
from central.services.list_records import MeterValueRow
from central.services.orders import NotFoundError

router = APIRouter(tags=["sessions"])


class MeterValueOut(BaseModel):
    """A reading as the charger sent it: `sampled` is its sampledValue list (OCPP 1.6, 7.33)."""

    id: int
    connector_id: int
    at: str
    received_at: str
    sampled: list[Any]


class MeterValueList(BaseModel):
    """A page of readings."""

    items: list[MeterValueOut]
    next_cursor: str | None


@router.get("/sessions/{session_id}", response_model=SessionOut)
async def get_session(session_id: RowId, parts: Parts, _: Reader) -> dict[str, Any]:
    """One session; its id is the OCPP transactionId."""
    async with parts.uows.read() as uow:
        row = await uow.lists.session(session_id)
    if row is None:
        raise NotFoundError("session", session_id)
    return session_item(row)


@router.get("/sessions/{session_id}/meter-values", response_model=MeterValueList)
async def list_meter_values(
    session_id: RowId, parts: Parts, _: Reader, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """Readings of a session, newest first, as long as they are kept."""
    kind = f"meter-values {session_id}"
    async with parts.uows.read() as uow:
        if await uow.lists.session(session_id) is None:
            raise NotFoundError("session", session_id)
        before = read_id_cursor(kind, cursor)
        rows = await uow.lists.meter_values(session_id, limit + 1, before)
    more = len(rows) > limit
    return {
        "items": [_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor(kind, str(rows[limit - 1].id)) if more else None,
    }


def _item(row: MeterValueRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "connector_id": row.connector_id,
        "at": iso(row.at),
        "received_at": iso(row.received_at),
        "sampled": list(row.sampled),
    }
