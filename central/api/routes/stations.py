"""Stations for operations: list, detail, history."""

from datetime import timedelta
from math import ceil
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, HTTPException, Query, Response

from central.api.bodies import (
    StationDetailOut,
    StationPage,
    TelemetryEventOut,
    TelemetryOut,
    TelemetryPointOut,
    TelemetryPriceOut,
)
from central.api.deps import Parts, Reader
from central.api.instants import From, To, bounded
from central.api.paging import Cursor, Limit
from central.api.problems import InputError
from central.api.routes.public import STREAM_CURSOR, levels_out, ranked_page, station_page
from central.api.tick_bodies import BusyHoursOut, PublicBusyHoursOut
from central.services.busy_hours import WEEKS_DEFAULT, WEEKS_MAX, busy_hours_item
from central.services.control_records import ChargerRow, TelemetryBucket
from central.services.items import iso, iso_or_none, money
from central.services.stations_view import is_public
from contract.ids import StationId

router = APIRouter(tags=["stations"])

SPAN_MAX: Final = timedelta(days=31)
SPAN_DEFAULT: Final = timedelta(hours=6)
STEP_MIN_S: Final = 10
EVENTS_MAX: Final = 500
SortKey = Literal["id", "revenue_at_risk_per_h", "revenue_index", "utilisation", "wait_min", "risk"]
Weeks = Annotated[int, Query(ge=1, le=WEEKS_MAX)]
StateName = Literal["operational", "partial_outage", "offline", "under_maintenance"]


@router.get("/stations", response_model=StationPage)
async def list_stations(  # noqa: PLR0913 (filters)
    parts: Parts,
    _: Reader,
    response: Response,
    limit: Limit = 100,
    cursor: Cursor = None,
    q: Annotated[str | None, Query(max_length=100)] = None,
    state: StateName | None = None,
    city: Annotated[str | None, Query(max_length=60)] = None,
    sort: SortKey = "id",
) -> dict[str, Any]:
    """Stations by id; `q` looks for a part of id, name or city.

    `sort` puts the greatest figure first, and stations without it last. Figures move: what changes
    its place between two pages may be missed or come twice.
    """
    snapshot = await parts.stations.snapshot()
    response.headers[STREAM_CURSOR] = str(snapshot.cursor)
    wanted = (q or "").strip().casefold()
    items = [
        item
        for item in snapshot.items
        if state in (None, item["state"])
        and city in (None, item["city"])
        and wanted in f"{item['id']} {item['name']} {item['city_name']}".casefold()
    ]
    if sort == "id":
        return station_page("stations", items, limit, cursor)
    return ranked_page(sort, items, limit, cursor)


@router.get("/stations/{station_id}", response_model=StationDetailOut)
async def get_station(
    station_id: str, parts: Parts, _: Reader, response: Response
) -> dict[str, Any]:
    """One station with its chargers."""
    snapshot = await parts.stations.snapshot()
    response.headers[STREAM_CURSOR] = str(snapshot.cursor)
    item = next((each for each in snapshot.items if each["id"] == station_id), None)
    if item is None:
        raise HTTPException(404, f"station {station_id!r} is not known")
    async with parts.uows.read() as uow:
        rows = await uow.views.chargers_of(StationId(station_id))
    return {**item, "chargers": [charger_detail(row) for row in rows]}


@router.get("/stations/{station_id}/busy-hours", response_model=BusyHoursOut)
async def get_busy_hours(
    station_id: str, parts: Parts, _: Reader, weeks: Weeks = WEEKS_DEFAULT
) -> dict[str, Any]:
    """Historical mean of utilisation, and arrivals, by hour of the week in the station's time."""
    return await busy_hours_item(parts.uows, parts.clock, station_id, weeks)


@router.get("/public/stations/{station_id}/busy-hours", response_model=PublicBusyHoursOut)
async def get_public_busy_hours(station_id: str, parts: Parts) -> dict[str, Any]:
    """When a station is busy, by hour of the week in its own time."""
    snapshot = await parts.stations.snapshot()
    known = next((each for each in snapshot.items if each["id"] == station_id), None)
    if known is None or not is_public(known):
        raise HTTPException(404, f"station {station_id!r} is not known")
    return await busy_hours_item(parts.uows, parts.clock, station_id, WEEKS_DEFAULT)


@router.get("/stations/{station_id}/telemetry")
async def get_station_telemetry(
    station_id: str,
    parts: Parts,
    _: Reader,
    start: From = None,
    end: To = None,
    max_points: Annotated[int, Query(ge=1, le=2000)] = 500,
) -> TelemetryOut:
    """A station's history in steps: highest temperature and risk of its chargers, summed load.

    `from` and `to` are simulated instants; by default the last 6 h, at most 31 days.
    """
    now = parts.clock.now()
    until = bounded("to", end) or now
    since = bounded("from", start) or until - SPAN_DEFAULT
    if not timedelta(0) < until - since <= SPAN_MAX:
        shown = "" if start is None else start.isoformat()
        raise InputError("from", shown, "before `to`, and at most 31 days before it")
    step = timedelta(seconds=max(ceil((until - since).total_seconds() / max_points), STEP_MIN_S))
    async with parts.uows.read() as uow:
        if await uow.stations.get(station_id) is None:
            raise HTTPException(404, f"station {station_id!r} is not known")
        key = StationId(station_id)
        buckets = await uow.views.telemetry(key, since, until, step)
        prices = await uow.views.price_history(key, since, until)
        chargers = [row.id for row in await uow.views.chargers_of(key)]
        acts = await uow.audit.between([station_id, *chargers], since, until, EVENTS_MAX)
    return TelemetryOut(
        points=[_point(bucket) for bucket in buckets[-max_points:]],
        levels=levels_out(parts.rules.levels),
        events=[TelemetryEventOut(at=iso(a.at), kind=a.act, text=a.reason) for a in acts],
        prices=[TelemetryPriceOut(at=iso(at), per_kwh=money(price)) for at, price in prices],
    )


def charger_item(row: ChargerRow) -> dict[str, Any]:
    """A charger as pages see it."""
    risk = None
    if row.scored_at is not None and row.risk_1h is not None:
        risk = {
            "value": round(row.risk_1h, 4),
            "level": row.risk_level or "low",
            "cause": row.risk_cause,
            "at": iso(row.scored_at),
        }
    return {
        "id": row.id,
        "station_id": row.station_id,
        "vendor": row.vendor,
        "model": row.model,
        "firmware_version": row.firmware_version,
        "connected": row.connected,
        "last_seen_at": iso_or_none(row.last_seen_at),
        "registration": row.registration,
        "risk": risk,
        "temperature_c": row.temperature_c,
        "power_w": row.power_w,
        "power_limit_w": row.power_limit_w,
        "price_per_kwh": None if row.price_per_kwh is None else money(row.price_per_kwh),
    }


def charger_detail(row: ChargerRow) -> dict[str, Any]:
    """A charger with its connectors and the reasons of its risk."""
    connectors = [
        {
            "id": each.id,
            "type": each.type,
            "status": each.status,
            "error_code": each.error_code,
            "power_w": each.power_w,
            "soc_pct": each.soc_pct,
            "since": iso_or_none(each.since),
        }
        for each in row.connectors
    ]
    return {
        **charger_item(row),
        "connectors": connectors,
        "contributions": list(row.contributions),
        "stale_inputs": list(row.stale_inputs),
        "temperature_forecast": _forecast(row),
    }


def _forecast(row: ChargerRow) -> list[dict[str, Any]]:
    """The newest score's forecast by instants, so that an old one is seen to be old."""
    if row.scored_at is None:
        return []
    return [
        {
            "at": iso(row.scored_at + timedelta(minutes=each["minutes"])),
            **{name: each[name] for name in ("low_c", "mid_c", "high_c")},
        }
        for each in row.temperature_forecast or ()
    ]


def _point(bucket: TelemetryBucket) -> TelemetryPointOut:
    return TelemetryPointOut(
        at=iso(bucket.at),
        temperature_c=bucket.temperature_c,
        ambient_c=bucket.ambient_c,
        load_kw=None if bucket.load_w is None else bucket.load_w / 1000.0,
        offered_kw=None if bucket.offered_w is None else bucket.offered_w / 1000.0,
        utilisation=bucket.utilisation,
        risk_1h=bucket.risk_1h,
    )
