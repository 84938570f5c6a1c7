"""Stops that name no session: parked, and given to the session that they mean when it is known.

`settle` runs after every start and every such stop, in its unit of work; the decision is
`central.core.orphans.assign`. A stop by id always wins over one that was given by content.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from central.core.ocpp_reading import Repairs, Stop, read_stop
from central.core.orphans import LooseStop, Span, assign
from central.services.charger_memory import ChargerMemory
from central.services.charging_parts import ChargingParts
from central.services.records import Orphan, Transaction
from central.services.session_ends import end_session, infer_end
from central.services.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Parked:
    """An orphan as kept, and read."""

    orphan: Orphan
    stop: Stop


async def park(
    parts: ChargingParts,
    uow: UnitOfWork,
    memory: ChargerMemory,
    payload: dict[str, Any],
    *,
    may_match: bool,
) -> None:
    """Keep a stop that names no session; one that `may_match` is given to one, now or later."""
    now = parts.clock.now()
    if may_match and await _is_repeated(uow, memory, payload):
        parts.counters.add("stop_repeated")
        return
    await uow.transactions.add_orphan(
        memory.id, "StopTransaction", payload, now, may_match=may_match
    )
    parts.counters.add("orphans")
    log.warning("orphan", charge_point=memory.id, transaction=payload.get("transactionId"))
    if may_match:
        memory.has_loose_stops = True
        await settle(parts, uow, memory)


async def _is_repeated(uow: UnitOfWork, memory: ChargerMemory, payload: dict[str, Any]) -> bool:
    """A charger repeats what was not answered, with the same content (OCPP 1.6, 3.7.1)."""
    return any(each.payload == payload for each in await uow.transactions.loose_stops(memory.id))


async def settle(parts: ChargingParts, uow: UnitOfWork, memory: ChargerMemory) -> None:
    """Give parked stops to sessions, as far as is known now."""
    if not memory.has_loose_stops:
        return
    orphans = await uow.transactions.loose_stops(memory.id)
    parked = [
        Parked(each, read_stop(each.payload, each.received_at, Repairs())) for each in orphans
    ]
    recent = await uow.transactions.recent_at(memory.id)
    held = {each.orphan.id: each.orphan.matched_id for each in parked}
    unsure = [
        each
        for each in recent
        if each.reviewed_at is None and (each.is_unsure or each.id in held.values())
    ]
    wanted = assign(
        [_span(memory, each) for each in unsure],
        [(each.connector_id, each.started_at) for each in recent],
        [_loose(each) for each in parked],
    )
    await _change(parts, uow, memory, parked, recent, wanted)


async def release(uow: UnitOfWork, transaction: Transaction) -> bool:
    """A stop by id came: whatever the session held is loose again; True where it held one."""
    return await uow.transactions.unmatch(transaction.id)


async def _change(
    parts: ChargingParts,
    uow: UnitOfWork,
    memory: ChargerMemory,
    parked: Sequence[Parked],
    recent: Sequence[Transaction],
    wanted: dict[int, int],
) -> None:
    by_id = {each.id: each for each in recent}
    changed = [each for each in parked if each.orphan.matched_id != wanted.get(each.orphan.id)]
    for each in changed:
        before = each.orphan.matched_id
        await uow.transactions.match(each.orphan.id, wanted.get(each.orphan.id))
        if before in by_id and before not in wanted.values():
            gone = by_id[before]
            following = _following(gone, recent)
            at = each.stop.stopped_at if following is None else following.started_at
            await infer_end(parts, uow, memory, gone, at, following)
    for each in changed:
        session_id = wanted.get(each.orphan.id)
        if session_id is not None:
            await end_session(parts, uow, memory, by_id[session_id], each.stop)
            parts.counters.add("orphans_matched")
            log.info("orphan_matched", charge_point=memory.id, transaction=session_id)


def _following(session: Transaction, recent: Sequence[Transaction]) -> Transaction | None:
    later = [
        each
        for each in recent
        if each.connector_id == session.connector_id and each.started_at > session.started_at
    ]
    return min(later, key=lambda each: each.started_at, default=None)


def _span(memory: ChargerMemory, transaction: Transaction) -> Span:
    known = memory.sessions.get(transaction.id)
    start_wh = transaction.meter_start_wh
    return Span(
        id=transaction.id,
        connector_id=transaction.connector_id,
        id_tag=transaction.id_tag,
        started_at=transaction.started_at,
        meter_start_wh=start_wh,
        last_meter_wh=start_wh if known is None else known.last_meter_wh,
    )


def _loose(parked: Parked) -> LooseStop:
    stop = parked.stop
    return LooseStop(parked.orphan.id, stop.id_tag, stop.stopped_at, stop.meter_stop_wh)
