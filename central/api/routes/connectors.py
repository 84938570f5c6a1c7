"""Connectors of all chargers, and one by one."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, HTTPException, Path, Query
from pydantic import BaseModel

from central.api.deps import Parts, Reader
from central.api.paging import Cursor, Limit, next_cursor, read_cursor
from central.api.problems import InputError
from central.services.items import iso, iso_or_none
from central.services.list_records import ConnectorPage, PlacedConnector

router = APIRouter(tags=["connectors"])

KIND: Final = "connectors"
Word = Annotated[str | None, Query(min_length=1, max_length=64)]
Number = Annotated[int, Path(ge=0, le=1000)]
StatusName = Literal[
    "Available",
    "Preparing",
    "Charging",
    "SuspendedEVSE",
    "SuspendedEV",
    "Finishing",
    "Reserved",
    "Unavailable",
    "Faulted",
]


class PlacedConnectorOut(BaseModel):
    """A connector with the place it is at; number 0 is the charger itself."""

    charge_point: str
    station_id: str
    connector_id: int
    status: str
    error_code: str
    info: str
    vendor_error_code: str
    status_at: str
    power_w: float | None
    energy_wh: float | None
    soc_pct: float | None
    metered_at: str | None


class ConnectorList(BaseModel):
    """A page of connectors."""

    items: list[PlacedConnectorOut]
    next_cursor: str | None


@router.get("/connectors", response_model=ConnectorList)
async def list_connectors(
    parts: Parts,
    _: Reader,
    charge_point: Word = None,
    station_id: Word = None,
    status: StatusName | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Connectors that chargers told of, by charger and number."""
    given = {"charge_point_id": charge_point, "station_id": station_id, "status": status}
    filters = {name: value for name, value in given.items() if value is not None}
    async with parts.uows.read() as uow:
        rows = await uow.lists.connectors(ConnectorPage(limit + 1, _after(cursor), filters))
    more = len(rows) > limit
    return {
        "items": [_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor(KIND, _key(rows[limit - 1])) if more else None,
    }


@router.get("/chargers/{charger_id}/connectors/{number}", response_model=PlacedConnectorOut)
async def get_connector(charger_id: str, number: Number, parts: Parts, _: Reader) -> dict[str, Any]:
    """One connector of a charger."""
    after = (charger_id, number - 1)
    page = ConnectorPage(1, after, {"charge_point_id": charger_id})
    async with parts.uows.read() as uow:
        rows = await uow.lists.connectors(page)
    if not rows or rows[0].connector_id != number:
        raise HTTPException(404, f"connector {number} of {charger_id!r} is not known")
    return _item(rows[0])


def _item(row: PlacedConnector) -> dict[str, Any]:
    return {
        "charge_point": row.charge_point_id,
        "station_id": row.station_id,
        "connector_id": row.connector_id,
        "status": row.status,
        "error_code": row.error_code,
        "info": row.info,
        "vendor_error_code": row.vendor_error_code,
        "status_at": iso(row.status_at),
        "power_w": row.power_w,
        "energy_wh": row.energy_wh,
        "soc_pct": row.soc_pct,
        "metered_at": iso_or_none(row.metered_at),
    }


def _key(row: PlacedConnector) -> str:
    return f"{row.connector_id} {row.charge_point_id}"


def _after(cursor: str | None) -> tuple[str, int] | None:
    key = read_cursor(KIND, cursor)
    if key is None or cursor is None:
        return None
    number, _, charger = key.partition(" ")
    if not number.isdigit():
        raise InputError("cursor", cursor, "a next_cursor of this list, unchanged")
    return charger, int(number)
