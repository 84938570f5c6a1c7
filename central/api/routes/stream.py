"""The stream of changes as server-sent events (WHATWG HTML, 9.2).

The event's `id` is the cursor: a reader that comes back with it, as `Last-Event-ID` or `cursor`,
misses nothing and gets nothing twice. `reset` says that the cursor is too old: load anew.
"""

import json
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, HTTPException, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict

from central.api.alarm_bodies import AlarmOut
from central.api.bodies import AlternativeOut, PortsOut, PriceOut, RiskOut, StationHealOut
from central.api.deps import Parts, person_of
from central.api.paging import ID_MAX, whole_number
from central.api.problems import InputError
from central.api.records import AuditOut, HealOut, OverrideOut
from central.api.remedy_bodies import RemedyOut
from central.api.work_bodies import WorkOrderOut
from central.core.access import Permission, UserRole, may
from central.services.records import OutboxRow
from central.services.stream import PUBLIC_TOPIC, TOPICS, Event
from central.services.work_items import is_for

router = APIRouter(tags=["stream"])

ALLOWED: Final = (*TOPICS, PUBLIC_TOPIC)
HEADERS: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
RETRY_MS: Final = 1000


class StationPublicEvent(BaseModel):
    """Event `station.public`: the changed keys of a station that anybody may see."""

    model_config = ConfigDict(title="StationPublicEvent")
    id: str
    name: str | None = None
    ports: PortsOut | None = None
    state: str | None = None
    wait_min: float | None = None
    price: PriceOut | None = None
    alternative: AlternativeOut | None = None
    updated_at: str | None = None


class StationPatchEvent(StationPublicEvent):
    """Event `station.patch`: the changed keys of a station."""

    risk: RiskOut | None = None
    temperature_c: float | None = None
    ambient_c: float | None = None
    load_kw: float | None = None
    utilisation: float | None = None
    limit_kw: float | None = None
    heal: StationHealOut | None = None
    revenue_at_risk_per_h: str | None = None
    revenue_index: float | None = None
    last_seen_at: str | None = None


class PriceEvent(OverrideOut):
    """Events `price.started`, `price.changed`, `price.ended`."""


class HealEvent(HealOut):
    """Event `heal.updated`."""


class AlarmEvent(AlarmOut):
    """Events `alarm.opened`, `alarm.updated`, `alarm.closed`."""


class RemedyChangedEvent(RemedyOut):
    """Event `remedy.updated`."""


class WorkEvent(WorkOrderOut):
    """Event `work.updated`."""


class WorkRemovedEvent(BaseModel):
    """Event `work.removed`: the technician who had this order has it no more."""

    id: int
    technician: str


class AuditEvent(AuditOut):
    """Event `audit.appended`."""


class HeartbeatEvent(BaseModel):
    """Event `hb`: simulated now, at least every 15 s (real)."""

    now: str


class ResetEvent(BaseModel):
    """Event `reset`: load anew, and go on from this cursor."""

    cursor: int


EVENTS: Final[dict[str, type[BaseModel]]] = {
    "station.patch": StationPatchEvent,
    "station.public": StationPublicEvent,
    "price.started": PriceEvent,
    "price.changed": PriceEvent,
    "price.ended": PriceEvent,
    "heal.updated": HealEvent,
    "alarm.opened": AlarmEvent,
    "alarm.updated": AlarmEvent,
    "alarm.closed": AlarmEvent,
    "remedy.updated": RemedyChangedEvent,
    "work.updated": WorkEvent,
    "work.removed": WorkRemovedEvent,
    "audit.appended": AuditEvent,
    "hb": HeartbeatEvent,
    "reset": ResetEvent,
}


@router.get("/stream", response_class=StreamingResponse)
async def read_stream(
    request: Request,
    parts: Parts,
    topics: Annotated[str, Query(max_length=200)] = PUBLIC_TOPIC,
    cursor: Annotated[int | None, Query(ge=0, le=ID_MAX)] = None,
    last_event_id: Annotated[str | None, Header()] = None,
) -> StreamingResponse:
    """Events after a cursor; anybody may read topic `public`, the others need a session.

    Of topic `work` a technician gets the own orders only.
    """
    wanted = [topic for topic in topics.split(",") if topic]
    wrong = next((topic for topic in wanted if topic not in ALLOWED), None)
    if wrong is not None or not wanted:
        raise InputError("topics", topics, f"a comma-separated list of {', '.join(ALLOWED)}")
    token: str | None = None
    may_see: Callable[[OutboxRow], bool] = _all
    if wanted != [PUBLIC_TOPIC]:
        person = await person_of(request)
        if person is None or not may(person.user.role, Permission.READ):
            raise HTTPException(401, "log in first", {"WWW-Authenticate": "Bearer"})
        token = person.token
        if person.user.role == UserRole.TECHNICIAN:
            may_see = partial(is_for, technician=person.user.name)
    since = _cursor(last_event_id) if last_event_id else cursor

    async def still_allowed() -> bool:
        return token is None or await parts.auth.user_of(token) is not None

    events = parts.stream.listen(wanted, since, still_allowed, may_see)
    return StreamingResponse(_lines(events), headers=HEADERS, media_type="text/event-stream")


def _all(_row: OutboxRow) -> bool:
    return True


async def _lines(events: AsyncIterator[Event]) -> AsyncIterator[bytes]:
    yield b"retry: %d\n\n" % RETRY_MS
    async for event in events:
        yield encoded(event)


def encoded(event: Event) -> bytes:
    """An event on the wire. JSON has no raw line breaks, so one `data` line holds it."""
    data: Any = json.dumps(event.data, separators=(",", ":"), ensure_ascii=False)
    number = "" if event.id is None else f"id: {event.id}\n"
    return f"{number}event: {event.type}\ndata: {data}\n\n".encode()


def _cursor(text: str) -> int:
    number = whole_number(text)
    if number is None:
        raise InputError("Last-Event-ID", text, "the number of an event")
    return number
