"""Who may connect: known chargers, and newcomers as the operator's registration policy says.

An unknown charger is put down with a station of its own, named after it, at the default price.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import structlog

from central.services.counters import Counters
from central.services.records import ChargePoint, NewChargePoint, Station
from central.services.unit_of_work import UnitOfWork, UnitsOfWork
from contract.ids import ChargePointId, StationId
from contract.topics import RESERVED_STATIONS

Policy = Literal["closed", "pending", "open"]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class NewcomerRules:
    """What an operator decides about chargers that nobody announced; money per kWh."""

    policy: Policy
    price_per_kwh: Decimal
    energy_cost_per_kwh: Decimal
    currency: str


async def find_or_register(
    units: UnitsOfWork, counters: Counters, rules: NewcomerRules, identity: ChargePointId
) -> ChargePoint | None:
    """The charger of this identity; a newcomer is put down where the policy allows it.

    Returns:
        None = not known and not wanted.
    """
    async with units.glance() as uow:
        known = await uow.charge_points.get(identity)
    if known is not None:
        return known
    if rules.policy == "closed":
        counters.add("unknown_refused")
        log.warning("charger_refused", charge_point=identity, reason="unknown, registration closed")
        return None
    async with units.write_together() as uow:
        await _put_down(uow, rules, identity)
        known = await uow.charge_points.get(identity)
        await uow.commit()
    log.info("charger_registered", charge_point=identity, policy=rules.policy)
    return known


async def _put_down(uow: UnitOfWork, rules: NewcomerRules, identity: ChargePointId) -> None:
    taken = identity in RESERVED_STATIONS or await uow.stations.get(identity) is not None
    station = Station(
        id=StationId(f"own-{identity}" if taken else identity),
        name=identity,
        base_price_per_kwh=rules.price_per_kwh,
        energy_cost_per_kwh=rules.energy_cost_per_kwh,
        currency=rules.currency,
    )
    if await uow.stations.get(station.id) is None:
        await uow.stations.upsert([station])
    registration = "accepted" if rules.policy == "open" else "pending"
    await uow.charge_points.add(NewChargePoint(identity, station.id, registration))
