"""Brings a fleet file into the database: stations and chargers are put down or renewed."""

from dataclasses import replace
from pathlib import Path

import structlog

from central.core.load_sharing.plans import LimitPlan, Place, PlaceKind
from central.services.load_plans import UnfitPlanError, check_station
from central.services.records import NewChargePoint, Station
from central.services.sharing_store import GridArea
from central.services.unit_of_work import UnitOfWork, UnitsOfWork
from contract.fleet import Fleet, StationRecord

log = structlog.get_logger(__name__)


async def import_fleet(units: UnitsOfWork, fleet: Fleet, source: Path) -> None:
    """Put down or renew; its chargers are accepted, except those that a person rejected.

    What a person decided about a station (maintenance) and what chargers told stays.
    """
    stations = [_station(each) for each in fleet.stations]
    charge_points = [
        NewChargePoint(
            id=each.id,
            station_id=station.id,
            registration="accepted",
            vendor=each.vendor,
            model=each.model,
            rated_power_w=each.rated_power_w,
            connector_power_w=each.connector_power_w,
            current_type=each.current_type,
            connector_types=tuple(each.connector_types),
        )
        for station in fleet.stations
        for each in station.charge_points
    ]
    async with units.write() as uow:
        await uow.stations.upsert(stations)
        await uow.charge_points.upsert(charge_points)
        await _import_areas(uow, fleet, stations, source)
        await uow.commit()
    log.info(
        "fleet_imported", file=str(source), stations=len(stations), chargers=len(charge_points)
    )


async def _import_areas(
    uow: UnitOfWork, fleet: Fleet, stations: list[Station], source: Path
) -> None:
    """Grid areas with the file's limits; what a person set besides stays.

    Raises:
        ValueError: what chargers are guaranteed does not fit into the limits of the file.
    """
    plans = await uow.load_sharing.plans()
    for area in fleet.grid_areas:
        place = Place(PlaceKind.AREA, area.id)
        await uow.load_sharing.put_area(GridArea(area.id, area.name, area.time_zone))
        plan = replace(plans.get(place, LimitPlan()), limit_w=area.limit_w)
        await uow.load_sharing.put_plan(place, plan)
    limited = {place.id for place in plans if place.kind is PlaceKind.STATION}
    for station in stations:
        if station.id in limited:
            try:
                await check_station(uow, station)
            except UnfitPlanError as err:
                raise ValueError(f"{source}: {err}") from err


def _station(record: StationRecord) -> Station:
    return Station(
        id=record.id,
        name=record.name,
        base_price_per_kwh=record.base_price_per_kwh,
        energy_cost_per_kwh=record.energy_cost_per_kwh,
        currency=record.currency,
        network=record.network,
        operator=record.operator,
        city=record.city,
        city_name=record.city_name,
        state=record.state,
        latitude_deg=record.latitude_deg,
        longitude_deg=record.longitude_deg,
        time_zone=record.time_zone,
        location_type=record.location_type,
        charger_type=record.charger_type,
        grid_limit_w=record.grid_limit_w,
        grid_area=record.grid_area,
        amenities=tuple(record.amenities),
        simulated=record.simulated,
    )
