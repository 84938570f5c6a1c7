"""Writes down what a charger accepted: the price it shows, the power it may draw."""

from datetime import datetime

from central.core.applied import Applied, NoDisplay, PowerLimited, PriceShown
from central.services.unit_of_work import UnitOfWork
from contract.ids import ChargePointId


async def record(
    uow: UnitOfWork, charge_point: ChargePointId, effect: Applied, at: datetime
) -> None:
    """Inside the caller's unit of work."""
    match effect:
        case PriceShown():
            points = uow.charge_points
            await points.record_price(charge_point, effect.per_kwh, effect.text, at)
        case NoDisplay():
            await uow.charge_points.record_no_display(charge_point)
        case PowerLimited():
            await uow.charge_points.record_power_limit(
                charge_point, effect.limit_w, effect.until, at
            )
