"""Use cases of stations and chargers as an operator puts them down: without a fleet file.

What chargers told about themselves, and what they accepted, stays.
"""

from central.core.uptime import OutageKind
from central.services.errors import UnknownChargePointError
from central.services.orders import NotFoundError, Orders
from central.services.people import Actor
from central.services.records import NewChargePoint, Station
from central.services.reliability_records import STATION_KINDS, OutageChange
from central.services.unit_of_work import UnitOfWork
from contract.ids import ChargePointId, StationId


async def put_station(
    orders: Orders, uow: UnitOfWork, actor: Actor, station: Station, *, under_maintenance: bool
) -> None:
    """Put a station down, or renew it; the caller commits."""
    was_out = await uow.stations.in_maintenance(station.id)
    await uow.stations.upsert([station])
    if was_out != under_maintenance:
        await _note_maintenance(orders, uow, station.id, is_out=under_maintenance)
    await uow.stations.set_maintenance(station.id, under_maintenance)
    after = {"name": station.name, "under_maintenance": under_maintenance}
    await orders.note_on(uow, actor, "station.put", ("station", station.id), after)


async def _note_maintenance(
    orders: Orders, uow: UnitOfWork, station_id: StationId, *, is_out: bool
) -> None:
    """All ports of a station are down, or back (`central.core.uptime`)."""
    kind = OutageKind.MAINTENANCE if is_out else None
    now = orders.clock.now()
    chargers = await uow.views.chargers_of(station_id)
    changes = [OutageChange(each.id, 0, STATION_KINDS, now, kind) for each in chargers]
    await uow.reliability.change(changes)


async def put_charger(
    orders: Orders, uow: UnitOfWork, actor: Actor, charger: NewChargePoint
) -> None:
    """Put a charger down, or renew it; the caller commits.

    Raises:
        NotFoundError: there is no such station.
    """
    if await uow.stations.get(charger.station_id) is None:
        raise NotFoundError("station", charger.station_id)
    await uow.charge_points.upsert([charger])
    after = {"station_id": charger.station_id, "rated_power_w": charger.rated_power_w}
    await orders.note(uow, actor, "charger.put", charger.id, after)


async def existing_station(uow: UnitOfWork, station_id: str) -> Station:
    """One station.

    Raises:
        NotFoundError: there is none.
    """
    found = await uow.stations.get(station_id)
    if found is None:
        raise NotFoundError("station", station_id)
    return found


async def existing_charger(uow: UnitOfWork, charger_id: str) -> NewChargePoint:
    """One charger as it was put down.

    Raises:
        UnknownChargePointError: there is none.
    """
    found = await uow.charge_points.put_down(ChargePointId(charger_id))
    if found is None:
        raise UnknownChargePointError(charger_id)
    return found
