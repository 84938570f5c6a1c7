"""Carrying out a decision of the loop: heals, prices, audit and stream in one unit of work.

Nothing here reaches a charger: what chargers are told follows from the stored heals
(`central.services.desired_state`), so that a restart goes on where it was.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, assert_never

from central.core.control import Decision
from central.core.effects import (
    ClearLimit,
    Effect,
    ExtendPrice,
    Note,
    RestorePrice,
    SetLimit,
    SetPrice,
)
from central.services.control_records import AuditRow, HealRow, PriceRow
from central.services.items import heal_item, iso, money, price_item
from central.services.journal import record
from central.services.outbox import emit
from central.services.unit_of_work import UnitOfWork
from contract.ids import StationId

ACTOR: Final = "control"
AUTOPILOT: Final = "autopilot"


async def persist(
    uow: UnitOfWork, decision: Decision, known_ids: Mapping[StationId, int], now: datetime
) -> dict[StationId, int]:
    """Store a decision; the caller commits.

    Args:
        uow: a write unit.
        decision: of the core.
        known_ids: ids of open heals by station.
        now: simulated instant.

    Returns:
        Ids of the open heals, with the new ones.
    """
    ids = dict(known_ids)
    for heal in decision.heals:
        if heal.station in ids:
            await uow.heals.save(ids[heal.station], heal, now)
        else:
            ids[heal.station] = await uow.heals.add(heal)
    for effect in decision.effects:
        await _store_effect(uow, effect, ids[effect.station], now)
    for heal in decision.heals:
        ended_at = now if heal.end_reason is not None else None
        item = heal_item(HealRow(ids[heal.station], heal, None, ended_at))
        await emit(uow, now, "heals", "heal.updated", AUTOPILOT, item)
    return ids


async def _store_effect(uow: UnitOfWork, effect: Effect, heal_id: int, now: datetime) -> None:
    match effect:
        case SetLimit():
            after = {"limit_w": round(effect.limit_w, 1), "until": iso(effect.until)}
            row = _row(effect, "power.limit", "charge_point", effect.charge_point, now, after)
        case ClearLimit():
            row = _row(effect, "power.clear", "charge_point", effect.charge_point, now, None)
        case SetPrice():
            price = await uow.prices.start(heal_id, effect, now)
            await _tell_price(uow, "price.started", price, now)
            after = {"per_kwh": money(effect.per_kwh), "until": iso(effect.until)}
            act = f"price.{effect.kind.value}"
            row = _row(effect, act, "station", effect.shown_at, now, after)
        case ExtendPrice():
            await _tell_price(
                uow,
                "price.changed",
                await uow.prices.extend(heal_id, effect.kind, effect.until),
                now,
            )
            return
        case RestorePrice():
            price_over = await uow.prices.end(heal_id, effect.kind, now)
            await _tell_price(uow, "price.ended", price_over, now)
            row = _row(effect, "price.restore", "station", effect.shown_at, now, None)
        case Note():
            row = _row(effect, effect.act, "station", effect.station, now, {"heal_id": heal_id})
        case _:
            assert_never(effect)
    await record(uow, row)


async def _tell_price(
    uow: UnitOfWork, event_type: str, price: PriceRow | None, now: datetime
) -> None:
    if price is not None:
        await emit(uow, now, "prices", event_type, AUTOPILOT, price_item(price))


def _row(
    effect: SetLimit | ClearLimit | SetPrice | RestorePrice | Note,
    act: str,
    object_type: str,
    object_id: str,
    now: datetime,
    after: Any,
) -> AuditRow:
    return AuditRow(
        at=now,
        actor_kind=AUTOPILOT,
        actor=ACTOR,
        act=act,
        object_type=object_type,
        object_id=object_id,
        reason="; ".join(effect.reasons),
        before={"per_kwh": money(effect.base_per_kwh)} if isinstance(effect, SetPrice) else None,
        after=after,
    )
