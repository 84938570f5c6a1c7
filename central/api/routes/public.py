"""What anybody may read: health, configuration, stations without any risk."""

from math import inf
from typing import Any

from fastapi import APIRouter, Response

from central.api.bodies import (
    BandOut,
    ClockOut,
    ConfigOut,
    EnabledOut,
    HealConfigOut,
    HealthOut,
    LevelsOut,
    PublicStationPage,
)
from central.api.deps import ApiParts, Parts
from central.api.paging import Cursor, Limit, next_cursor, read_cursor
from central.core.levels import Band, Levels
from central.services.items import iso
from central.services.stations_view import is_public, public_part
from central.services.switches import as_json

router = APIRouter(tags=["public"])

STREAM_CURSOR = "X-Stream-Cursor"


@router.get("/health")
async def get_health(parts: Parts) -> HealthOut:
    """How central is."""
    async with parts.uows.read() as uow:
        counts = await uow.views.counts()
    return HealthOut(
        status="ok",
        chargers=counts.chargers,
        chargers_connected=counts.connected,
        chargers_scored=counts.scored,
        chargers_pending=counts.pending,
        edges_online=counts.edges_online,
        mqtt=parts.is_mqtt_connected(),
        now=iso(parts.clock.now()),
        counters=parts.counters.snapshot(),
    )


@router.get("/config")
async def get_config(parts: Parts, response: Response) -> ConfigOut:
    """What pages need to know before anything else."""
    switches = await parts.people.switches()
    await set_stream_cursor(parts, response)
    return ConfigOut(
        currency=parts.currency,
        risk_levels=levels_out(parts.rules.levels),
        heal=HealConfigOut(
            **as_json(switches),
            surge_factor=float(parts.rules.surge_factor),
            discount_factor=float(parts.rules.discount_factor),
        ),
        simulator=EnabledOut(enabled=parts.simulation.is_enabled),
        clock=ClockOut(factor=parts.clock_factor, now=iso(parts.clock.now())),
        version=parts.version,
    )


@router.get("/public/stations", response_model=PublicStationPage)
async def list_public_stations(
    parts: Parts, response: Response, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """Stations for drivers, by id."""
    snapshot = await parts.stations.snapshot()
    response.headers[STREAM_CURSOR] = str(snapshot.cursor)
    items = [public_part(item) for item in snapshot.items if is_public(item)]
    return station_page("public", items, limit, cursor)


def station_page(
    kind: str, items: list[dict[str, Any]], limit: int, cursor: str | None
) -> dict[str, Any]:
    """One page of a list by id."""
    after = read_cursor(kind, cursor)
    rest = [item for item in items if after is None or item["id"] > after]
    page = rest[:limit]
    more = len(rest) > limit
    return {"items": page, "next_cursor": next_cursor(kind, page[-1]["id"]) if more else None}


def ranked_page(
    figure: str, items: list[dict[str, Any]], limit: int, cursor: str | None
) -> dict[str, Any]:
    """One page of a list by a figure, the greatest first; equal ones by id."""
    kind = f"stations by {figure}"
    key = read_cursor(kind, cursor)
    ranked = sorted(
        ((_rank(figure, item), item["id"], item) for item in items), key=lambda each: each[:2]
    )
    after = None if key is None else (float(key.partition(" ")[0]), key.partition(" ")[2])
    rest = [each for each in ranked if after is None or each[:2] > after]
    page = rest[:limit]
    more = len(rest) > limit
    return {
        "items": [item for _, _, item in page],
        "next_cursor": next_cursor(kind, f"{page[-1][0]!r} {page[-1][1]}") if more else None,
    }


def _rank(figure: str, item: dict[str, Any]) -> float:
    """Smaller comes first."""
    value = item[figure]
    if figure == "risk" and value is not None:
        value = value["value"]
    return inf if value is None else -float(value)


def levels_out(levels: Levels) -> LevelsOut:
    """Levels as they stand in answers."""

    def band(each: Band) -> BandOut:
        return BandOut(enter=each.enter, clear=each.clear)

    return LevelsOut(
        watch=band(levels.watch), high=band(levels.high), critical=band(levels.critical)
    )


async def set_stream_cursor(parts: ApiParts, response: Response) -> None:
    """Tell where the stream stood before what follows was read."""
    async with parts.uows.read() as uow:
        _, cursor = await uow.outbox.bounds()
    response.headers[STREAM_CURSOR] = str(cursor)
