"""Use cases of uptime: figures of ports, and what people exclude with evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from central.core.uptime import YEAR, Uptime, monthly, port_uptime
from central.services.errors import LocalError, UnknownChargePointError
from central.services.items import iso, iso_or_none
from central.services.orders import NotFoundError, Orders
from central.services.people import Actor
from central.services.reliability_records import ExclusionRow, NewExclusion
from central.services.unit_of_work import UnitOfWork
from contract.ids import ChargePointId


class ExclusionError(LocalError):
    """An exclusion that cannot be."""


@dataclass(frozen=True, slots=True)
class Port:
    """A port by charger and connector, and where it is."""

    charge_point_id: ChargePointId
    connector_id: int
    station_id: str


async def uptime_items(
    uow: UnitOfWork, ports: Sequence[Port], at: datetime, *, by_month: bool = False
) -> list[dict[str, Any]]:
    """Figures of ports over the twelve months that end at an instant."""
    chargers = {port.charge_point_id for port in ports}
    since = at - YEAR
    outages = await uow.reliability.outages(chargers, since)
    exclusions = await uow.reliability.exclusions(chargers, since)
    known = await uow.reliability.known_since(chargers)
    items = []
    for port in ports:
        number, key = port.connector_id, port.charge_point_id
        down, excluded = outages.get(key, []), exclusions.get(key, [])
        item: dict[str, Any] = {
            "charge_point": key,
            "connector_id": number,
            "station_id": port.station_id,
            "until": iso(at),
            **_figures(port_uptime(number, down, excluded, at)),
            "known_since": iso_or_none(known.get((key, number))),
        }
        if by_month:
            item["months"] = [
                {
                    "month": f"{start:%Y-%m}",
                    "outage_min": round(month.outage_min, 2),
                    "excluded_min": round(month.excluded_min, 2),
                }
                for start, month in monthly(number, down, excluded, at)
            ]
        items.append(item)
    return items


async def exclude(orders: Orders, actor: Actor, new: NewExclusion) -> ExclusionRow:
    """Exclude a span of a port, or of all ports of a charger, with evidence.

    Raises:
        UnknownChargePointError: no such charger.
        ExclusionError: the span is empty, or not over yet.
    """
    now = orders.clock.now()
    if not new.start_at < new.end_at <= now:
        raise ExclusionError("an exclusion begins before it ends, and has ended")
    async with orders.units.write() as uow:
        if await uow.charge_points.get(new.charge_point_id) is None:
            raise UnknownChargePointError(new.charge_point_id)
        number = await uow.reliability.exclude(new, actor.name, now)
        after = {
            "exclusion_id": number,
            "connector_id": new.connector_id,
            "cause": new.cause.value,
            "start_at": iso(new.start_at),
            "end_at": iso(new.end_at),
        }
        key = new.charge_point_id
        await orders.note(uow, actor, "uptime.excluded", key, after, reason=new.evidence)
        await uow.commit()
        found = await uow.reliability.exclusion(number)
    if found is None:
        raise RuntimeError("an exclusion that was put down is there")
    return found


async def withdraw(orders: Orders, actor: Actor, exclusion_id: int, reason: str) -> ExclusionRow:
    """Let an exclusion count no more; it stays on record. Once withdrawn it stays so.

    Raises:
        NotFoundError: no such exclusion.
    """
    async with orders.units.write() as uow:
        row = await uow.reliability.exclusion(exclusion_id)
        if row is None:
            raise NotFoundError("exclusion", exclusion_id)
        if await uow.reliability.withdraw(exclusion_id, actor.name, orders.clock.now()):
            key, after = row.charge_point_id, {"exclusion_id": exclusion_id}
            await orders.note(uow, actor, "uptime.included", key, after, reason=reason)
        found = await uow.reliability.exclusion(exclusion_id)
        await uow.commit()
    return found or row


def _figures(uptime: Uptime) -> dict[str, Any]:
    return {
        "uptime_pct": round(uptime.pct, 4),
        "is_met": uptime.is_met,
        "outage_min": round(uptime.outage_min, 2),
        "excluded_min": round(uptime.excluded_min, 2),
    }
