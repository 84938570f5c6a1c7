"""The way to a place by car, for people who go there."""

import re
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel

from central.api.deps import Parts, Reader
from central.api.paging import RowId
from central.api.problems import InputError
from central.core.geography import Point
from central.core.routes import Source
from central.services.orders import NotNowError
from central.services.routes import Told
from central.services.work_orders import existing

router = APIRouter(tags=["routing"])

_LATITUDE: Final = r"-?(?:90(?:\.0{1,12})?|[1-8]?[0-9](?:\.[0-9]{1,12})?)"
_LONGITUDE: Final = r"-?(?:180(?:\.0{1,12})?|(?:1[0-7][0-9]|[1-9]?[0-9])(?:\.[0-9]{1,12})?)"
PLACE: Final = re.compile(f"^({_LATITUDE}),({_LONGITUDE})$")
PlaceText = Annotated[
    str,
    Query(
        max_length=40,
        examples=["33.4484,-112.074"],
        json_schema_extra={"pattern": PLACE.pattern},  # `read_point` says what is wrong, in words
    ),
]


class RouteStepOut(BaseModel):
    """One instruction, where it holds, and the way from there to the next one."""

    text: str
    latitude_deg: float
    longitude_deg: float
    distance_m: float
    duration_s: float


class RouteOut(BaseModel):
    """A way. `line` has pairs of latitude and longitude; an estimate has no steps, and says why."""

    source: Source
    why: str | None
    distance_m: float
    duration_s: float
    age_s: float
    """How long ago the router told it."""
    line: list[tuple[float, float]]
    steps: list[RouteStepOut]


@router.get("/route")
async def get_route(
    parts: Parts,
    _: Reader,
    start: Annotated[PlaceText, Query(alias="from")],
    end: Annotated[PlaceText, Query(alias="to")],
) -> RouteOut:
    """The way by car between two places, each as latitude,longitude in degrees."""
    told = await parts.routes.of(read_point("from", start), read_point("to", end))
    return RouteOut.model_validate(route_item(told))


@router.get("/work-orders/{order_id}/route")
async def get_work_order_route(
    order_id: RowId,
    parts: Parts,
    person: Reader,
    start: Annotated[PlaceText, Query(alias="from")],
) -> RouteOut:
    """The way to a work order's station; a technician: to own orders only."""
    point = read_point("from", start)
    async with parts.uows.read() as uow:
        order = await existing(uow, person.worker, order_id)
        station = await uow.stations.get(order.station)
    if station is None or station.latitude_deg is None or station.longitude_deg is None:
        raise NotNowError(f"station {order.station} has no coordinates: put them down first")
    told = await parts.routes.of(point, Point(station.latitude_deg, station.longitude_deg))
    return RouteOut.model_validate(route_item(told))


def read_point(field: str, text: str) -> Point:
    """A place as it stands in a query.

    Raises:
        InputError: if it is none.
    """
    found = PLACE.fullmatch(text)
    if found is None:
        raise InputError(field, text, "latitude,longitude in degrees, for example 33.4484,-112.074")
    return Point(float(found[1]), float(found[2]))


def route_item(told: Told) -> dict[str, Any]:
    """A way as JSON."""
    route = told.route
    return {
        "source": route.source,
        "why": told.why or None,
        "distance_m": round(route.distance_m, 1),
        "duration_s": round(route.duration_s, 1),
        "age_s": round(told.age_s, 1),
        "line": [(each.latitude_deg, each.longitude_deg) for each in route.line],
        "steps": [
            {
                "text": each.text,
                "latitude_deg": each.at.latitude_deg,
                "longitude_deg": each.at.longitude_deg,
                "distance_m": round(each.distance_m, 1),
                "duration_s": round(each.duration_s, 1),
            }
            for each in route.steps
        ],
    }
