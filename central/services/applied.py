"""Writes down what a charger accepted: the price it shows, the power it may draw."""

from datetime import datetime
from typing import Any

from central.core.applied import (
    Applied,
    DisplayRead,
    DisplaySet,
    NoDisplay,
    PowerLimited,
    PriceShown,
)
from central.core.displays import (
    Display,
    display_from_json,
    display_to_json,
    with_refusal,
    with_value,
)
from central.services.unit_of_work import UnitOfWork
from contract.ids import ChargePointId


async def record(
    uow: UnitOfWork, charge_point: ChargePointId, effect: Applied, at: datetime
) -> None:
    """Inside the caller's unit of work."""
    match effect:
        case PriceShown():
            points = uow.charge_points
            await points.record_price(
                charge_point,
                effect.per_kwh,
                effect.text,
                at,
                per_hour=effect.per_hour,
                flat=effect.flat,
            )
        case NoDisplay():
            await uow.charge_points.record_no_display(charge_point)
        case PowerLimited():
            await uow.charge_points.record_power_limit(
                charge_point, effect.limit_w, effect.until, at, effect.by
            )
        case DisplayRead():
            shown = display_to_json(effect.display)
            await uow.charge_points.record_display(charge_point, shown, at)
        case DisplaySet():
            facts = await uow.charge_points.get(charge_point)
            display = changed_display(None if facts is None else facts.display, effect)
            if display is not None:
                await uow.charge_points.record_display(charge_point, display_to_json(display), None)


def changed_display(stored: dict[str, Any] | None, effect: DisplaySet) -> Display | None:
    """A display after a key was set, or refused; None = it was never read."""
    display = display_from_json(stored)
    if display is None:
        return None
    if effect.is_taken:
        return with_value(display, effect.key, effect.value)
    return with_refusal(display, effect.key)
