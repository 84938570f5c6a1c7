"""Use case of busy hours: a station's last weeks by hour of the week."""

import asyncio
from datetime import timedelta
from typing import Any, Final

from central.core.busy_hours import busy_hours
from central.core.tariff_hours import zone_of
from central.core.uptime import down_spans
from central.services.network import existing_station
from central.services.ports import Clock
from central.services.unit_of_work import UnitsOfWork
from contract.ids import ChargePointId

WEEKS_DEFAULT: Final = 8
WEEKS_MAX: Final = 52


async def busy_hours_item(
    units: UnitsOfWork, clock: Clock, station_id: str, weeks: int
) -> dict[str, Any]:
    """Utilisation and arrivals by hour of the week.

    What was before the station's first session says nothing about its hours: it is left out.

    Raises:
        central.services.orders.NotFoundError: no such station.
    """
    now = clock.now()
    since = now - timedelta(weeks=weeks)
    async with units.read() as uow:
        station = await existing_station(uow, station_id)
        used = await uow.reliability.in_use(station_id, since, now)
        chargers = {ChargePointId(key) for key, _ in used}
        outages = await uow.reliability.outages(chargers, since)
    first = min((span[0] for spans in used.values() for span in spans), default=now)
    window = (max(first, since), now)
    down = {
        (key, number): down_spans(
            [o for o in outages.get(ChargePointId(key), []) if o.connector_id in (0, number)],
            window,
        )
        for key, number in used
    }
    hours = await asyncio.to_thread(busy_hours, used, down, window, zone_of(station.time_zone))
    return {
        "station_id": station_id,
        "time_zone": station.time_zone,
        "weeks": round((window[1] - window[0]) / timedelta(weeks=1), 2),
        "hours": [
            {
                "hour": each.hour,
                "utilisation": _rounded(each.utilisation),
                "arrivals_per_h": _rounded(each.arrivals_per_h),
            }
            for each in hours
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
