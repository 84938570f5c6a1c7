"""A work order as its technician needs it: where, why, what was seen before."""

from datetime import datetime, timedelta
from typing import Any, Final

from central.core.work_orders import WorkOrder
from central.core.work_steps import By
from central.services.alarm_items import cause_item
from central.services.unit_of_work import UnitOfWork
from central.services.work_items import order_item, photo_item, repeat_item, steps_of
from contract.ids import ChargePointId

REPEATS_BACK: Final = timedelta(days=30)


async def repeats_of(uow: UnitOfWork, charger: ChargePointId, now: datetime) -> dict[str, Any]:
    """Faults of a charger within 30 days."""
    found = await uow.work_orders.repeats(charger, now - REPEATS_BACK)
    return {"charge_point": charger, "items": [repeat_item(each) for each in found]}


async def detail(uow: UnitOfWork, order: WorkOrder, by: By, now: datetime) -> dict[str, Any]:
    """An order with place, causes, photos, repeats, and what may be done with it."""
    station = await uow.stations.get(order.station)
    diagnosis = await uow.diagnoses.get(order.alarm_id)
    told = None if diagnosis is None else cause_item(diagnosis, None)
    return {
        **order_item(order),
        "place": {
            "name": order.station if station is None else station.name,
            "city": "" if station is None else station.city_name,
            "latitude_deg": None if station is None else station.latitude_deg,
            "longitude_deg": None if station is None else station.longitude_deg,
            "time_zone": "UTC" if station is None else station.time_zone,
        },
        "summary": "" if told is None else told["summary"],
        "causes": [] if told is None else told["causes"],
        "photos": [photo_item(each) for each in await uow.work_orders.photos(order.id)],
        "repeats": [await repeats_of(uow, charger, now) for charger in order.charge_points],
        "steps": steps_of(order, by),
    }
