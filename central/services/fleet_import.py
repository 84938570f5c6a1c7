"""Brings a fleet file into the database: stations and chargers are put down or renewed."""

from pathlib import Path

import structlog

from central.services.records import NewChargePoint, Station
from central.services.unit_of_work import UnitsOfWork
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
        await uow.commit()
    log.info(
        "fleet_imported", file=str(source), stations=len(stations), chargers=len(charge_points)
    )


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
        amenities=tuple(record.amenities),
        simulated=record.simulated,
    )
