"""Stations over a span of time: what they sold, how much they were used, what was done."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from fastapi import APIRouter
from pydantic import BaseModel

from central.api.deps import Parts, Reader
from central.api.instants import From, To, bounded
from central.api.problems import InputError
from central.services.control_records import PastSums
from central.services.items import iso, money

router = APIRouter(tags=["stations"])

SPAN_DEFAULT: Final = timedelta(days=30)
SPAN_MAX: Final = timedelta(days=400)


class PastStationOut(BaseModel):
    """A station's sums of the span."""

    station_id: str
    sessions: int
    """That began in the span, with all their energy and money."""
    energy_wh: int
    revenue: str
    """In the station's currency: of sessions that have ended and were priced."""
    currency: str
    used_ratio: float | None
    """Share of port hours that cars took, of today's ports; null where it has none."""
    heals: int
    surges: int


class PastStationList(BaseModel):
    """All stations, by id."""

    since: str
    until: str
    items: list[PastStationOut]


@router.get("/history/stations", response_model=PastStationList)
async def list_past_stations(
    parts: Parts, _: Reader, start: From = None, end: To = None
) -> dict[str, Any]:
    """Sums by station of the instants from `from` up to `to`: 30 days up to now, at most 400."""
    until = min(bounded("to", end) or parts.clock.now(), parts.clock.now())
    since = bounded("from", start) or until - SPAN_DEFAULT
    if not timedelta(0) < until - since <= SPAN_MAX:
        shown = iso(since) if start is None else start.isoformat()
        raise InputError("from", shown, "before `to` and before now, and at most 400 days before")
    snapshot = await parts.stations.snapshot()
    async with parts.uows.read() as uow:
        sums = await uow.views.past(since, until)
    span_s = (until - since).total_seconds()
    items = [
        _item(each, sums.get(each["id"], PastSums()), span_s, parts) for each in snapshot.items
    ]
    return {"since": iso(since), "until": iso(until), "items": items}


def _item(station: dict[str, Any], sums: PastSums, span_s: float, parts: Parts) -> dict[str, Any]:
    ports = station["ports"]["total"]
    price = station["price"]
    currency = parts.currency if price is None else price["currency"]
    return {
        "station_id": station["id"],
        "sessions": sums.sessions,
        "energy_wh": sums.energy_wh,
        "revenue": money(sums.revenue.get(currency, Decimal(0))),
        "currency": currency,
        "used_ratio": round(min(sums.used_s / (ports * span_s), 1.0), 4) if ports else None,
        "heals": sums.heals,
        "surges": sums.surges,
    }
