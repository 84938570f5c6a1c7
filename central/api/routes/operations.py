"""What the loop and people did, and the loop's switches."""

from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from central.api.bodies import ReasonIn, SwitchesIn, SwitchesOut
from central.api.conditions import Change, Changing, Tagged
from central.api.deps import Operator, Parts, Reader
from central.api.paging import Cursor, Limit, RowId, next_cursor, read_id_cursor
from central.api.records import AuditPage, HealOut, HealPage, PricePage, SessionPage
from central.core.access import UserRole
from central.core.rules import Switches
from central.core.secrets import masked_tag
from central.services.control_records import OTHER_THAN, Page, SessionRow
from central.services.items import audit_item, heal_item, iso, iso_or_none, money, price_item
from central.services.switches import as_json
from central.services.work_items import OBJECT_TYPE

router = APIRouter(tags=["operations"])

HealStateName = Literal["proposed", "active", "releasing", "ended"]
Word = Annotated[str | None, Query(min_length=1, max_length=64)]


@router.get("/heals", response_model=HealPage)
async def list_heals(
    parts: Parts,
    _: Reader,
    state: HealStateName | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Heals, newest first."""
    page = _page("heals", limit, cursor, state=state)
    async with parts.uows.read() as uow:
        rows = await uow.heals.page(page)
    return _answer("heals", [heal_item(row) for row in rows], limit)


@router.post("/heals/{heal_id}/stop", status_code=202, response_model=HealOut)
async def stop_heal(
    heal_id: RowId, body: ReasonIn, parts: Parts, person: Operator
) -> dict[str, Any]:
    """End a heal; the loop puts everything back in its next round."""
    return heal_item(await parts.people.ask_heal(person.actor, heal_id, "stop", body.reason))


@router.post("/heals/{heal_id}/approve", status_code=202, response_model=HealOut)
async def approve_heal(heal_id: RowId, parts: Parts, person: Operator) -> dict[str, Any]:
    """Let a proposed heal act; let an acting one surge although no target was found."""
    return heal_item(await parts.people.ask_heal(person.actor, heal_id, "approve", "approved"))


@router.get("/control/heal")
async def get_heal_switches(parts: Parts, _: Reader, tagged: Tagged) -> SwitchesOut:
    """The loop's switches in force."""
    return SwitchesOut.model_validate(tagged(as_json(await parts.people.switches())))


@router.put("/control/heal")
async def set_heal_switches(
    body: SwitchesIn, parts: Parts, person: Operator, change: Change
) -> SwitchesOut:
    """Change the loop's switches; `off` ends all heals and puts everything back."""
    asked = body.model_dump(exclude_none=True)
    switches = await parts.people.set_switches(
        person.actor, lambda before: _changed(before, asked, change)
    )
    return SwitchesOut.model_validate(change.done(as_json(switches)))


@router.get("/prices", response_model=PricePage)
async def list_prices(
    parts: Parts,
    _: Reader,
    active: bool | None = None,  # noqa: FBT001 (a query parameter)
    station_id: Word = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Price overrides, newest first."""
    shown = None if active is None else str(active).lower()
    page = _page("prices", limit, cursor, active=shown, station_id=station_id)
    async with parts.uows.read() as uow:
        rows = await uow.prices.page(page)
    return _answer("prices", [price_item(row) for row in rows], limit)


@router.get("/audit", response_model=AuditPage)
async def list_audit(  # noqa: PLR0913 (filters)
    parts: Parts,
    person: Reader,
    object_type: Word = None,
    object_id: Word = None,
    actor_kind: Word = None,
    actor: Word = None,
    act: Word = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Acts, newest first; of work orders a technician sees no acts here, but timelines."""
    is_technician = person.user.role == UserRole.TECHNICIAN
    page = _page(
        "audit",
        limit,
        cursor,
        object_type=object_type,
        object_id=object_id,
        actor_kind=actor_kind,
        actor=actor,
        act=act,
        **({OTHER_THAN: OBJECT_TYPE} if is_technician else {}),
    )
    async with parts.uows.read() as uow:
        rows = await uow.audit.page(page)
    return _answer("audit", [audit_item(row) for row in rows], limit)


@router.get("/sessions", response_model=SessionPage)
async def list_sessions(
    parts: Parts,
    _: Reader,
    charge_point: Word = None,
    station_id: Word = None,
    held: bool | None = None,  # noqa: FBT001 (a query parameter)
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Charging sessions, newest first; `held`: those that wait for a review, or the others."""
    shown = None if held is None else str(held).lower()
    page = _page(
        "sessions", limit, cursor, charge_point=charge_point, station_id=station_id, held=shown
    )
    async with parts.uows.read() as uow:
        rows = await uow.views.session_page(page)
    return _answer("sessions", [session_item(row) for row in rows], limit)


def _changed(before: Switches, asked: dict[str, Any], change: Changing) -> Switches:
    change.check(as_json(before))
    return replace(before, **asked)


def _page(kind: str, limit: int, cursor: str | None, **filters: str | None) -> Page:
    """One row more than asked for shows whether there is a further page."""
    given = {name: value for name, value in filters.items() if value is not None}
    return Page(limit + 1, read_id_cursor(kind, cursor), given)


def _answer(kind: str, items: list[dict[str, Any]], limit: int) -> dict[str, Any]:
    shown = items[:limit]
    more = len(items) > limit
    return {
        "items": shown,
        "next_cursor": next_cursor(kind, str(shown[-1]["id"])) if more else None,
    }


def session_item(row: SessionRow) -> dict[str, Any]:
    """A session as pages see it."""
    energy_wh = (row.last_meter_wh or row.meter_start_wh) - row.meter_start_wh
    return {
        "id": row.id,
        "charge_point": row.charge_point_id,
        "connector_id": row.connector_id,
        "id_tag": masked_tag(row.id_tag),
        "started_at": iso(row.started_at),
        "stopped_at": iso_or_none(row.stopped_at),
        "stop_reason": row.stop_reason,
        "energy_wh": max(energy_wh, 0),
        "price_per_kwh": money(row.price_per_kwh),
        "currency": row.currency,
        "cost": None if row.cost is None else money(row.cost),
        "problem": row.problem,
        "started_offline": row.started_offline,
    }
