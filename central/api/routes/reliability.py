"""Uptime of ports, what is excluded from it, and whether drivers charge at the first attempt."""

from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Query

from central.api.bodies import ReasonIn
from central.api.deps import ApiParts, Operator, Parts, Reader
from central.api.instants import From, InstantIn, To, bounded
from central.api.paging import Cursor, Limit, RowId, next_cursor, read_cursor, read_id_cursor
from central.api.problems import InputError
from central.api.reliability_bodies import (
    ExclusionIn,
    ExclusionOut,
    ExclusionPage,
    FailedAttemptList,
    PortUptimeDetailOut,
    PublicReliabilityOut,
    SuccessList,
    UptimePage,
)
from central.services.control_records import Page
from central.services.first_attempts import (
    SPAN_DEFAULT,
    SPAN_MAX,
    Attempts,
    attempt_item,
    read_attempts,
    success_item,
)
from central.services.list_records import ConnectorPage, PlacedConnector
from central.services.orders import NotFoundError
from central.services.reliability_records import NewExclusion, exclusion_item
from central.services.stations_view import is_public
from central.services.uptime import ExclusionError, Port, exclude, uptime_items, withdraw
from contract.ids import ChargePointId

router = APIRouter(tags=["reliability"])

PORTS_MAX: Final = 500
"""Of one station, or of one charger."""
Word = Annotated[str | None, Query(min_length=1, max_length=64)]
Until = Annotated[InstantIn | None, Query()]


@router.get("/uptime", response_model=UptimePage)
async def list_uptime(
    parts: Parts,
    _: Reader,
    station_id: Word = None,
    charge_point: Word = None,
    until: Until = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Uptime of ports over the twelve months before `until` (default: now), by charger."""
    at = _until(parts, until)
    page = ConnectorPage(limit + 1, _after(cursor), _filters(station_id, charge_point))
    async with parts.uows.read() as uow:
        rows = await uow.lists.connectors(page)
        shown = [_port(row) for row in rows[:limit] if row.connector_id > 0]
        items = await uptime_items(uow, shown, at)
    more = len(rows) > limit
    last = rows[limit - 1] if more else None
    return {
        "items": items,
        "next_cursor": None
        if last is None
        else next_cursor("uptime", f"{last.connector_id} {last.charge_point_id}"),
    }


@router.get("/uptime/exclusions", response_model=ExclusionPage)
async def list_exclusions(
    parts: Parts, _: Reader, charge_point: Word = None, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """What people excluded from outages, with evidence, newest first."""
    filters = _filters(None, charge_point)
    async with parts.uows.read() as uow:
        page = Page(limit + 1, read_id_cursor("exclusions", cursor), filters)
        rows = await uow.reliability.exclusion_page(page)
    more = len(rows) > limit
    return {
        "items": [exclusion_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor("exclusions", str(rows[limit - 1].id)) if more else None,
    }


@router.post("/uptime/exclusions", status_code=201, response_model=ExclusionOut)
async def add_exclusion(body: ExclusionIn, parts: Parts, person: Operator) -> dict[str, Any]:
    """Exclude a span that the operator could not prevent, with evidence (23 CFR 680.116(b)(3))."""
    start, end = bounded("start_at", body.start_at), bounded("end_at", body.end_at)
    if start is None or end is None:
        raise InputError("start_at", "", "an instant")
    new = NewExclusion(
        charge_point_id=ChargePointId(body.charge_point),
        connector_id=body.connector_id or 0,
        cause=body.cause,
        start_at=start,
        end_at=end,
        evidence=body.evidence,
    )
    try:
        return exclusion_item(await exclude(parts.orders, person.actor, new))
    except ExclusionError as err:
        raise InputError("end_at", body.end_at.isoformat(), str(err)) from err


@router.post("/uptime/exclusions/{exclusion_id}/withdraw", response_model=ExclusionOut)
async def withdraw_exclusion(
    exclusion_id: RowId, body: ReasonIn, parts: Parts, person: Operator
) -> dict[str, Any]:
    """Let an exclusion count no more; it stays on record."""
    row = await withdraw(parts.orders, person.actor, exclusion_id, body.reason)
    return exclusion_item(row)


@router.get(
    "/chargers/{charger_id}/connectors/{connector_id}/uptime", response_model=PortUptimeDetailOut
)
async def get_port_uptime(
    charger_id: str, connector_id: RowId, parts: Parts, _: Reader, until: Until = None
) -> dict[str, Any]:
    """Uptime of one port, with its last twelve calendar months."""
    at = _until(parts, until)
    async with parts.uows.read() as uow:
        page = ConnectorPage(1, (charger_id, connector_id - 1), _filters(None, charger_id))
        rows = await uow.lists.connectors(page)
        if not rows or rows[0].connector_id != connector_id:
            raise NotFoundError("connector", f"{charger_id}/{connector_id}")
        [item] = await uptime_items(uow, [_port(rows[0])], at, by_month=True)
    return item


@router.get("/first-attempts", response_model=SuccessList)
async def get_first_attempts(
    parts: Parts, _: Reader, station_id: Word = None, start: From = None, end: To = None
) -> dict[str, Any]:
    """How many drivers charged at the first attempt, and why the others did not.

    `from` and `to` are simulated instants; by default the last 30 days, at most 366.
    """
    since, until = _span(parts, start, end)
    found = await read_attempts(parts.uows, station_id, since, until)
    rows = [(key, found.of(key)) for key in found.visits]
    rows.sort(key=lambda row: (1.0 if row[1].ratio is None else row[1].ratio, row[0]))
    return {
        "start_at": since.isoformat(),
        "end_at": until.isoformat(),
        "network": success_item(None, found.network),
        "stations": [success_item(key, success) for key, success in rows],
    }


@router.get("/first-attempts/failed", response_model=FailedAttemptList)
async def list_failed_attempts(
    parts: Parts,
    _: Reader,
    station_id: Word = None,
    start: From = None,
    end: To = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Attempts that failed, newest first, each with its reason."""
    found = await read_attempts(parts.uows, station_id, *_span(parts, start, end))
    return {"items": [attempt_item(each) for each in found.failed(limit)]}


@router.get("/public/stations/{station_id}/reliability", response_model=PublicReliabilityOut)
async def get_public_reliability(station_id: str, parts: Parts) -> dict[str, Any]:
    """How reliable a station is: uptime of its ports, and first-attempt success."""
    snapshot = await parts.stations.snapshot()
    known = next((each for each in snapshot.items if each["id"] == station_id), None)
    if known is None or not is_public(known):
        raise HTTPException(404, f"station {station_id!r} is not known")
    now = parts.clock.now()
    async with parts.uows.read() as uow:
        page = ConnectorPage(PORTS_MAX, None, _filters(station_id, None))
        ports = [_port(row) for row in await uow.lists.connectors(page) if row.connector_id > 0]
        items = await uptime_items(uow, ports, now)
    found: Attempts = await read_attempts(parts.uows, station_id, now - SPAN_DEFAULT, now)
    ratio = found.of(station_id).ratio
    mean = sum(item["uptime_pct"] for item in items) / len(items) if items else None
    return {
        "station_id": station_id,
        "uptime_pct": None if mean is None else round(mean, 4),
        "first_attempt_success": None if ratio is None else round(ratio, 4),
        "ports": items,
    }


def _after(cursor: str | None) -> tuple[str, int] | None:
    key = read_cursor("uptime", cursor)
    if key is None or cursor is None:
        return None
    number, _, charger = key.partition(" ")
    if not number.isdigit():
        raise InputError("cursor", cursor, "a next_cursor of this list, unchanged")
    return charger, int(number)


def _port(row: PlacedConnector) -> Port:
    return Port(row.charge_point_id, row.connector_id, row.station_id)


def _filters(station_id: str | None, charge_point: str | None) -> dict[str, str]:
    given = {"station_id": station_id, "charge_point_id": charge_point}
    return {name: value for name, value in given.items() if value is not None}


def _until(parts: ApiParts, until: datetime | None) -> datetime:
    now = parts.clock.now()
    return min(bounded("until", until) or now, now)


def _span(
    parts: ApiParts, start: datetime | None, end: datetime | None
) -> tuple[datetime, datetime]:
    until = bounded("to", end) or parts.clock.now()
    since = bounded("from", start) or until - SPAN_DEFAULT
    if since >= until or until - since > SPAN_MAX:
        shown = "" if start is None else start.isoformat()
        raise InputError("from", shown, f"before `to`, and at most {SPAN_MAX.days} days before it")
    return since, until
