"""Stations and chargers as an operator puts them down and changes them."""

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from central.api.bodies import IsNumber, Text
from central.api.conditions import Change, Tagged
from central.api.deps import Admin, Parts, Reader
from central.api.zones import Zone
from central.services import network
from central.services.items import money
from central.services.records import NewChargePoint, Station
from contract.ids import ChargePointId, StationId

router = APIRouter(tags=["network"])

STRICT: Final = ConfigDict(extra="forbid")
Money = Annotated[str, Field(pattern=r"^\d{1,6}(\.\d{1,6})?$")]
Word = Annotated[Text, Field(max_length=40)]
Name = Annotated[Text, Field(max_length=60)]
Power = Annotated[float, Field(gt=0, le=1e8), IsNumber]
StationKey = Annotated[str, Path(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
ChargerKey = Annotated[str, Path(pattern=r"^[A-Za-z0-9_.=*|@-]{1,48}$")]


class StationSettings(BaseModel):
    """What an operator says of a station. Money is a decimal string per kWh."""

    model_config = STRICT
    name: Annotated[Text, Field(min_length=1, max_length=120)]
    base_price_per_kwh: Money
    energy_cost_per_kwh: Money
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    time_zone: Zone = "UTC"
    network: Name = ""
    operator: Name = ""
    city: Name = ""
    city_name: Name = ""
    state: Word = ""
    """Of the country."""
    latitude_deg: Annotated[float, Field(ge=-90, le=90), IsNumber] | None = None
    longitude_deg: Annotated[float, Field(ge=-180, le=180), IsNumber] | None = None
    location_type: Word = ""
    charger_type: Word = ""
    grid_limit_w: Power | None = None
    grid_area: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{0,64}$")] = ""
    """Part of the grid that it hangs on with others; empty = none that is watched."""
    amenities: Annotated[list[Word], Field(max_length=50)] = []
    under_maintenance: bool = False


class ChargerSettings(BaseModel):
    """What an operator says of a charger."""

    model_config = STRICT
    station_id: Annotated[str, Field(min_length=1, max_length=64)]
    rated_power_w: Power | None = None
    connector_power_w: Power | None = None
    current_type: Literal["", "AC", "DC"] = ""
    connector_types: Annotated[list[Word], Field(max_length=20)] = []


@router.get("/stations/{station_id}/settings", response_model=StationSettings)
async def get_station_settings(
    station_id: str, parts: Parts, _: Reader, tagged: Tagged
) -> dict[str, Any]:
    """What an operator said of a station."""
    async with parts.uows.read() as uow:
        station = await network.existing_station(uow, station_id)
        return tagged(_station_item(station, await uow.stations.in_maintenance(station.id)))


@router.put(
    "/stations/{station_id}/settings",
    response_model=StationSettings,
    responses={201: {"model": StationSettings, "description": "It is new"}},
)
async def put_station_settings(
    station_id: StationKey,
    body: StationSettings,
    parts: Parts,
    person: Admin,
    change: Change,
    response: Response,
) -> dict[str, Any]:
    """Put a station down, or renew what is said of it; `under_maintenance` takes it out."""
    async with parts.uows.write() as uow:
        before = await uow.stations.get(station_id)
        is_out = await uow.stations.in_maintenance(station_id)
        change.check(None if before is None else _station_item(before, is_out))
        station = _station(station_id, body, before)
        actor, is_now_out = person.actor, body.under_maintenance
        await network.put_station(parts.orders, uow, actor, station, under_maintenance=is_now_out)
        await uow.commit()
    response.status_code = 201 if before is None else 200
    return change.done(_station_item(station, is_now_out))


@router.get("/chargers/{charger_id}/settings", response_model=ChargerSettings)
async def get_charger_settings(
    charger_id: str, parts: Parts, _: Reader, tagged: Tagged
) -> dict[str, Any]:
    """What an operator said of a charger."""
    async with parts.uows.read() as uow:
        return tagged(_charger_item(await network.existing_charger(uow, charger_id)))


@router.put(
    "/chargers/{charger_id}/settings",
    response_model=ChargerSettings,
    responses={201: {"model": ChargerSettings, "description": "It is new, and accepted"}},
)
async def put_charger_settings(
    charger_id: ChargerKey,
    body: ChargerSettings,
    parts: Parts,
    person: Admin,
    change: Change,
    response: Response,
) -> dict[str, Any]:
    """Put a charger down before it connects, or renew what is said of it."""
    async with parts.uows.write() as uow:
        before = await uow.charge_points.put_down(ChargePointId(charger_id))
        change.check(None if before is None else _charger_item(before))
        charger = _charger(charger_id, body, before)
        await network.put_charger(parts.orders, uow, person.actor, charger)
        await uow.commit()
    response.status_code = 201 if before is None else 200
    return change.done(_charger_item(charger))


def _station(station_id: str, body: StationSettings, before: Station | None) -> Station:
    given = body.model_dump(exclude={"under_maintenance"})
    return Station(
        **{
            **given,
            "id": StationId(station_id),
            "base_price_per_kwh": Decimal(body.base_price_per_kwh),
            "energy_cost_per_kwh": Decimal(body.energy_cost_per_kwh),
            "amenities": tuple(body.amenities),
            "simulated": before is not None and before.simulated,
        }
    )


def _station_item(station: Station, is_out: bool) -> dict[str, Any]:  # noqa: FBT001 (a field)
    named = set(StationSettings.model_fields) - {"under_maintenance"}
    return {
        **{name: getattr(station, name) for name in sorted(named)},
        "base_price_per_kwh": money(station.base_price_per_kwh),
        "energy_cost_per_kwh": money(station.energy_cost_per_kwh),
        "amenities": list(station.amenities),
        "under_maintenance": is_out,
    }


def _charger(
    charger_id: str, body: ChargerSettings, before: NewChargePoint | None
) -> NewChargePoint:
    new = NewChargePoint(ChargePointId(charger_id), StationId(body.station_id), "accepted")
    return replace(
        before or new,
        station_id=StationId(body.station_id),
        rated_power_w=body.rated_power_w,
        connector_power_w=body.connector_power_w,
        current_type=body.current_type,
        connector_types=tuple(body.connector_types),
    )


def _charger_item(charger: NewChargePoint) -> dict[str, Any]:
    return {
        "station_id": charger.station_id,
        "rated_power_w": charger.rated_power_w,
        "connector_power_w": charger.connector_power_w,
        "current_type": charger.current_type,
        "connector_types": list(charger.connector_types),
    }
