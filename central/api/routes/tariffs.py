"""Tariffs, where they hold, and receipts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Path, Query
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from central.api.conditions import Tagged
from central.api.deps import Admin, Parts, Reader
from central.api.paging import Cursor, Limit, RowId, next_cursor, read_cursor, read_id_cursor
from central.api.problems import InputError
from central.api.tariff_bodies import (
    AcceptedPricePage,
    AssignmentIn,
    AssignmentOut,
    AssignmentPage,
    ReceiptOut,
    TariffIn,
    TariffInForceOut,
    TariffOut,
    TariffPage,
    VersionIn,
    VersionOut,
    accepted_price_item,
    assignment_item,
    in_force_item,
    receipt_item,
    version_item,
)
from central.core.receipts import receipt_html, receipt_text
from central.core.tariff_book import Scope, Version
from central.core.tariffs import TariffError
from central.services.items import iso
from central.services.receipts import receipt_of
from central.services.tariff_store import TariffRow
from central.services.tariffs import add_version, assign, create_tariff, tariff_of
from contract.ids import ChargePointId

router = APIRouter(tags=["tariffs"])

TariffPath = Annotated[str, Path(min_length=1, max_length=60)]
StationPath = Annotated[str, Path(min_length=1, max_length=64)]
ChargerPath = Annotated[str, Path(min_length=1, max_length=48)]


@router.get("/tariffs", response_model=TariffPage)
async def list_tariffs(
    parts: Parts, _: Reader, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """Tariffs by id, each with all its versions."""
    after = read_cursor("tariffs", cursor)
    async with parts.uows.read() as uow:
        rows = await uow.tariffs.page(limit + 1, after)
        versions = await uow.tariffs.versions([row.id for row in rows[:limit]])
    more = len(rows) > limit
    return {
        "items": [_tariff_item(row, versions) for row in rows[:limit]],
        "next_cursor": next_cursor("tariffs", rows[limit - 1].id) if more else None,
    }


@router.post("/tariffs", status_code=201, response_model=TariffOut)
async def create_new_tariff(body: TariffIn, parts: Parts, person: Admin) -> dict[str, Any]:
    """Put a tariff down; it holds nowhere before it is assigned."""
    with _named("prices"):
        prices = body.prices.model_dump()
        await create_tariff(parts.orders, person.actor, body.id, body.name, prices)
    return await _one(parts, body.id)


@router.get("/tariffs/{tariff_id}", response_model=TariffOut)
async def get_tariff(
    tariff_id: TariffPath, parts: Parts, _: Reader, tagged: Tagged
) -> dict[str, Any]:
    """A tariff with all its versions."""
    return tagged(await _one(parts, tariff_id))


@router.post("/tariffs/{tariff_id}/versions", status_code=201, response_model=VersionOut)
async def add_tariff_version(
    tariff_id: TariffPath, body: VersionIn, parts: Parts, person: Admin
) -> dict[str, Any]:
    """Change a tariff from now or from a later instant on; sessions that run keep what they had."""
    with _named("prices"):
        prices = body.prices.model_dump()
        made = await add_version(parts.orders, person.actor, tariff_id, prices, body.from_at)
    return version_item(made)


@router.get("/tariff-assignments", response_model=AssignmentPage)
async def list_tariff_assignments(
    parts: Parts, _: Reader, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """Where tariffs hold and held, newest first."""
    before_id = read_id_cursor("tariff-assignments", cursor)
    async with parts.uows.read() as uow:
        rows = await uow.tariffs.assignments(limit + 1, before_id)
    more = len(rows) > limit
    return {
        "items": [{"id": number, **assignment_item(each)} for number, each in rows[:limit]],
        "next_cursor": next_cursor("tariff-assignments", str(rows[limit - 1][0])) if more else None,
    }


@router.put("/default-tariff", response_model=AssignmentOut)
async def set_default_tariff(body: AssignmentIn, parts: Parts, person: Admin) -> dict[str, Any]:
    """The tariff of all stations of its currency that have none of their own."""
    return await _assign(parts, person, (Scope.DEFAULT, ""), body)


@router.put("/stations/{station_id}/tariff", response_model=AssignmentOut)
async def set_station_tariff(
    station_id: StationPath, body: AssignmentIn, parts: Parts, person: Admin
) -> dict[str, Any]:
    """The tariff of a station's chargers that have none of their own."""
    return await _assign(parts, person, (Scope.STATION, station_id), body)


@router.put("/chargers/{charger_id}/tariff", response_model=AssignmentOut)
async def set_charger_tariff(
    charger_id: ChargerPath, body: AssignmentIn, parts: Parts, person: Admin
) -> dict[str, Any]:
    """The tariff of one charger."""
    return await _assign(parts, person, (Scope.CHARGE_POINT, charger_id), body)


@router.get("/stations/{station_id}/tariff", response_model=TariffInForceOut)
async def get_station_tariff(station_id: StationPath, parts: Parts, _: Reader) -> dict[str, Any]:
    """What holds now for a station's chargers that have no tariff of their own."""
    return in_force_item(await tariff_of(parts.orders, station_id, None))


@router.get("/chargers/{charger_id}/tariff", response_model=TariffInForceOut)
async def get_charger_tariff(charger_id: ChargerPath, parts: Parts, _: Reader) -> dict[str, Any]:
    """What holds now for a charger."""
    async with parts.uows.read() as uow:
        charger = await uow.charge_points.get(ChargePointId(charger_id))
    if charger is None:
        raise HTTPException(404, f"charge point {charger_id!r} is not known")
    return in_force_item(await tariff_of(parts.orders, charger.station_id, charger_id))


@router.get("/chargers/{charger_id}/prices", response_model=AcceptedPricePage)
async def list_charger_prices(
    charger_id: ChargerPath, parts: Parts, _: Reader, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """What a charger accepted and therefore showed, newest first: what drivers have read."""
    before_id, key = read_id_cursor("charger-prices", cursor), ChargePointId(charger_id)
    async with parts.uows.read() as uow:
        if await uow.charge_points.get(key) is None:
            raise HTTPException(404, f"charge point {charger_id!r} is not known")
        rows = await uow.charge_points.price_page(key, limit + 1, before_id)
    more = len(rows) > limit
    return {
        "items": [accepted_price_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor("charger-prices", str(rows[limit - 1].id)) if more else None,
    }


@router.get(
    "/sessions/{session_id}/receipt",
    response_model=ReceiptOut,
    responses={200: {"content": {"text/plain": {}, "text/html": {}}}},
)
async def get_receipt(
    session_id: RowId,
    parts: Parts,
    _: Reader,
    form: Annotated[Literal["json", "text", "html"], Query(alias="format")] = "json",
) -> Any:
    """What a session cost and why: lines that add up exactly to the total."""
    receipt = await receipt_of(parts.uows, session_id)
    answer: Response | dict[str, Any] = receipt_item(receipt)
    if form == "text":
        answer = PlainTextResponse(receipt_text(receipt))
    elif form == "html":
        answer = HTMLResponse(receipt_html(receipt))
    return answer


async def _one(parts: Parts, tariff_id: str) -> dict[str, Any]:
    async with parts.uows.read() as uow:
        row = await uow.tariffs.get(tariff_id)
        versions = await uow.tariffs.versions([tariff_id])
    if row is None:
        raise HTTPException(404, f"tariff {tariff_id!r} is not known")
    return _tariff_item(row, versions)


async def _assign(
    parts: Parts, person: Admin, place: tuple[Scope, str], body: AssignmentIn
) -> dict[str, Any]:
    made = await assign(parts.orders, person.actor, place, body.tariff_id, body.from_at)
    return assignment_item(made)


def _tariff_item(row: TariffRow, versions: list[Version]) -> dict[str, Any]:
    own = [version_item(each) for each in versions if each.tariff_id == row.id]
    return {"id": row.id, "name": row.name, "created_at": iso(row.created_at), "versions": own}


@contextmanager
def _named(where: str) -> Iterator[None]:
    """What is wrong with a tariff names the field of the request."""
    try:
        yield
    except TariffError as err:
        raise InputError(f"{where}.{err.field}", err.value, err.allowed) from err
