"""Evidence of a failure and its repair, for a warranty claim.

Readings and messages are pruned long before a maker answers, so those of the hours before an order
was opened are kept with it. What a charger wrote itself stands there as it came: it is data.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from central.core.work_orders import WorkOrder
from central.services.alarm_items import cause_item, detail_item, entry_item
from central.services.items import iso, message_item
from central.services.log_records import LogPage
from central.services.unit_of_work import UnitOfWork
from central.services.work_items import line_item, order_item, photo_item
from central.services.work_records import MinuteRow
from contract.ids import ChargePointId

READINGS_BACK: Final = timedelta(hours=2)
FAULTS_BACK: Final = timedelta(days=30)
MESSAGES_MAX: Final = 50
CHARGERS_MAX: Final = 4
"""Of one order whose readings are kept: the worst."""
LINES_MAX: Final = 500


async def freeze(uow: UnitOfWork, order: WorkOrder) -> None:
    """Keep with a new order what was measured and said before it; the caller commits."""
    frozen: dict[str, Any] = {}
    for charger in order.charge_points[:CHARGERS_MAX]:
        until = order.opened_at
        rows = await uow.work_orders.minutes(charger, until - READINGS_BACK, until)
        page = LogPage(MESSAGES_MAX, None, {"charge_point_id": charger}, None, until)
        frozen[charger] = {
            "readings": [_minute_item(row) for row in rows],
            "messages": [message_item(row) for row in (await uow.messages.page(page))[::-1]],
        }
    await uow.work_orders.freeze(order.id, frozen)


async def evidence(uow: UnitOfWork, order: WorkOrder, now: datetime) -> dict[str, Any]:
    """All that is known of a failure and its repair."""
    alarm = await uow.alarms.get(order.alarm_id)
    entries = await uow.alarms.entries(order.alarm_id, LINES_MAX, None)
    diagnosis = await uow.diagnoses.get(order.alarm_id)
    told = None
    if diagnosis is not None:
        told = cause_item(diagnosis, await uow.diagnoses.explanation(diagnosis.facts_hash))
    return {
        "made_at": iso(now),
        "order": order_item(order),
        "timeline": [
            line_item(row) for row in await uow.work_orders.lines(order.id, LINES_MAX, None)
        ],
        "photos": [photo_item(each) for each in await uow.work_orders.photos(order.id)],
        "alarm": None if alarm is None else detail_item(alarm),
        "alarm_timeline": [entry_item(row) for row in entries],
        "diagnosis": told,
        "chargers": await _chargers(uow, order, now),
    }


async def _chargers(uow: UnitOfWork, order: WorkOrder, now: datetime) -> list[dict[str, Any]]:
    frozen = await uow.work_orders.frozen(order.id)
    makes = await uow.work_orders.makes(order.charge_points)
    found = []
    for charger in order.charge_points:
        make = makes.get(charger)
        kept = frozen.get(charger, {})
        found.append(
            {
                "charge_point": charger,
                "vendor": "" if make is None else make.vendor,
                "model": "" if make is None else make.model,
                "serial_number": "" if make is None else make.serial_number,
                "firmware_version": "" if make is None else make.firmware_version,
                "faults": await _faults(uow, charger, order, now),
                "readings": kept.get("readings", []),
                "messages": kept.get("messages", []),
            }
        )
    return found


async def _faults(
    uow: UnitOfWork, charger: ChargePointId, order: WorkOrder, now: datetime
) -> list[dict[str, Any]]:
    end = order.ended_at or now + timedelta(seconds=1)
    return [
        {
            "connector_id": each.connector_id,
            "status": each.status,
            "error_code": each.error_code,
            "info": each.info,
            "vendor_error_code": each.vendor_error_code,
            "status_at": iso(each.status_at),
            "received_at": iso(each.received_at),
        }
        for each in await uow.work_orders.faults(charger, order.opened_at - FAULTS_BACK, end)
    ]


def _minute_item(row: MinuteRow) -> dict[str, Any]:
    return {
        "at": iso(row.at),
        "temperature_c": row.temperature_c,
        "ambient_c": row.ambient_c,
        "power_w": row.power_w,
        "current_a": row.current_a,
        "voltage_v": row.voltage_v,
        "risk_1h": row.risk_1h,
    }
