"""The log of OCPP messages, in both directions."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from central.api.deps import Operator, Parts
from central.api.instants import From, To, bounded
from central.api.paging import Cursor, Limit, next_cursor, read_id_cursor
from central.core.message_log import Direction, Kind
from central.services.items import message_item
from central.services.log_records import LogPage

router = APIRouter(tags=["messages"])


class MessageOut(BaseModel):
    """A frame that passed; `payload` is a text where it was cut or no OCPP message."""

    id: int
    charge_point: str
    at: str
    direction: Direction
    kind: Kind
    action: str
    """Of an answer: that of its call; empty where it is not known."""
    message_id: str
    payload: Any
    size_bytes: int


class MessagePage(BaseModel):
    """A page of the log."""

    items: list[MessageOut]
    next_cursor: str | None


@router.get("/ocpp-messages", response_model=MessagePage)
async def list_messages(  # noqa: PLR0913 (filters)
    parts: Parts,
    _: Operator,
    charge_point: Annotated[str | None, Query(min_length=1, max_length=48)] = None,
    action: Annotated[str | None, Query(min_length=1, max_length=40)] = None,
    message_id: Annotated[str | None, Query(min_length=1, max_length=36)] = None,
    direction: Direction | None = None,
    kind: Kind | None = None,
    since: From = None,
    until: To = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """OCPP messages, newest first; `in` came from the charger, `out` went to it.

    Passwords and keys are hidden, id tags too unless the settings say otherwise.
    """
    given = {
        "charge_point_id": charge_point,
        "action": action,
        "message_id": message_id,
        "direction": direction,
        "kind": kind,
    }
    page = LogPage(
        limit + 1,
        read_id_cursor("ocpp-messages", cursor),
        {name: value for name, value in given.items() if value is not None},
        bounded("from", since),
        bounded("to", until),
    )
    async with parts.uows.read() as uow:
        rows = await uow.messages.page(page)
    more = len(rows) > limit
    return {
        "items": [message_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor("ocpp-messages", str(rows[limit - 1].id)) if more else None,
    }
