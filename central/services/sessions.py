"""Use cases of the gateway: a session starts, is metered, and stops, or seems to have stopped.

Start and stop are committed before the charger is answered. A StartTransaction always gets an id,
the same one for the same content; a StopTransaction is never refused.
"""

from datetime import datetime
from typing import Any

import structlog

from central.core import ocpp_reading, sessions
from central.core.charges import Reading
from central.core.ocpp_reading import Sample, Start, Stop
from central.core.tariff_hours import rate_at, zone_of
from central.core.tariffs import terms_to_json
from central.services.charger_memory import ChargerMemory, OpenSession
from central.services.charging_parts import NOTHING, ChargingParts, Reply
from central.services.costs import final_cost, running_cost
from central.services.follow_up import FollowUp
from central.services.idle_sessions import forget_plugged, note_state, stays_plugged
from central.services.loose_stops import park, release, settle
from central.services.outbox import emit
from central.services.records import (
    ConnectorMeter,
    MeterRow,
    NewTransaction,
    Surroundings,
    Transaction,
)
from central.services.reservations import use_reservation
from central.services.session_ends import end_session, infer_end
from central.services.session_prices import agree
from central.services.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)


async def start(parts: ChargingParts, memory: ChargerMemory, payload: dict[str, Any]) -> Reply:
    """StartTransaction (OCPP 1.6, 4.8): always an id, by content; the price is locked."""
    message = parts.read(memory, ocpp_reading.read_start, payload)
    now = parts.clock.now()
    forget_plugged(memory, message.connector_id, message.started_at)
    async with parts.units.write_together() as uow:
        info = await parts.id_tag_info(uow, message.id_tag, now)
        new = await _new_transaction(uow, memory, message, now)
        transaction_id = await uow.transactions.find(new)
        if transaction_id is None:
            begun = await _begin(parts, uow, memory, new)
            await use_reservation(uow, begun, message.reservation_id)
            memory.sessions[begun.id] = OpenSession(begun, begun.meter_start_wh)
            await _end_overtaken(parts, uow, memory, begun)
            await settle(parts, uow, memory)
            await uow.commit()
            transaction_id = begun.id
        else:
            parts.counters.add("start_repeated")
    session = memory.sessions.get(transaction_id)
    calls = () if session is None else running_cost(memory, session, now)
    return Reply({"idTagInfo": info, "transactionId": transaction_id}, calls)


async def meter_values(
    parts: ChargingParts, memory: ChargerMemory, payload: dict[str, Any]
) -> Reply:
    """MeterValues (OCPP 1.6, 4.7): kept raw, and the newest reading shown."""
    metering = parts.read(memory, ocpp_reading.read_metering, payload)
    now = parts.clock.now()
    session = memory.session_of(metering.transaction_id, metering.connector_id)
    transaction_id = metering.transaction_id if session is None else session.transaction.id
    for sample in metering.samples:
        parts.write_behind.note_meter_row(
            MeterRow(
                charge_point_id=memory.id,
                connector_id=metering.connector_id,
                transaction_id=transaction_id,
                at=sample.at,
                received_at=now,
                sampled=sample.raw,
            )
        )
        _note_sample(parts, memory, metering.connector_id, sample)
        if session is not None:
            _note_register(parts, session, sample)
            session.power_w = session.power_w if sample.power_w is None else sample.power_w
    if session is None:
        return NOTHING
    is_news = note_state(parts, memory, session, now)
    if not is_news and not session.is_cost_due(now) and not metering.is_asked:
        return NOTHING
    return Reply({}, running_cost(memory, session, now))


async def stop(parts: ChargingParts, memory: ChargerMemory, payload: dict[str, Any]) -> Reply:
    """StopTransaction (OCPP 1.6, 4.10): never refused; what fits no session is kept."""
    message = parts.read(memory, ocpp_reading.read_stop, payload)
    now = parts.clock.now()
    calls: tuple[FollowUp, ...] = ()
    async with parts.units.write_together() as uow:
        transaction = await _own(uow, memory, message.transaction_id)
        if transaction is None:
            may_match = await _may_match(uow, message)
            await park(parts, uow, memory, payload, may_match=may_match)
        elif transaction.reviewed_at is None and (
            transaction.is_unsure or await release(uow, transaction)
        ):
            session = memory.sessions.get(transaction.id)
            end = await end_session(parts, uow, memory, transaction, message)
            if session is not None and stays_plugged(parts, memory, session, end):
                calls = running_cost(memory, session, now)
            else:
                calls = final_cost(parts, memory, transaction, end)
            await settle(parts, uow, memory)
        elif _differs(transaction, message):
            await park(parts, uow, memory, payload, may_match=False)
        else:
            parts.counters.add("stop_repeated")
        reply: dict[str, Any] = {}
        if message.id_tag is not None:
            reply["idTagInfo"] = await parts.id_tag_info(uow, message.id_tag, now)
        await uow.commit()
    return Reply(reply, calls)


async def _new_transaction(
    uow: UnitOfWork, memory: ChargerMemory, message: Start, now: datetime
) -> NewTransaction:
    window_start = sessions.price_window_start(
        message.started_at,
        memory.authorized_at.get(message.id_tag.lower()),
        memory.preparing_at.get(message.connector_id),
    )
    terms = await agree(uow, memory, window_start, message.started_at)
    rate = rate_at(terms.tariff, zone_of(terms.time_zone), message.started_at)
    return NewTransaction(
        charge_point_id=memory.id,
        connector_id=message.connector_id,
        id_tag=message.id_tag,
        started_at=message.started_at,
        meter_start_wh=message.meter_start_wh,
        received_at=now,
        price_per_kwh=rate.per_kwh,
        currency=terms.tariff.currency,
        terms=terms_to_json(terms),
        started_offline=memory.was_offline_at(message.started_at),
    )


async def _begin(
    parts: ChargingParts, uow: UnitOfWork, memory: ChargerMemory, new: NewTransaction
) -> Transaction:
    """Put a session down; one that still seems to run on the connector has ended before it."""
    for zombie in memory.sessions_at(new.connector_id):
        if zombie.transaction.started_at <= new.started_at:
            await infer_end(parts, uow, memory, zombie.transaction, new.started_at)
    transaction = await uow.transactions.add(new)
    data = {
        "id": transaction.id,
        "charge_point_id": new.charge_point_id,
        "connector_id": new.connector_id,
        "price_per_kwh": str(new.price_per_kwh),
    }
    await emit(uow, new.received_at, "sessions", "session.started", "system", data)
    return transaction


async def _end_overtaken(
    parts: ChargingParts, uow: UnitOfWork, memory: ChargerMemory, begun: Transaction
) -> None:
    """A start that arrives after that of a later session of its connector has ended before it.

    The later session began with the register that this one left.
    """
    following = await uow.transactions.next_at(memory.id, begun.connector_id, begun.started_at)
    if following is not None:
        await infer_end(parts, uow, memory, begun, following.started_at, following)


async def _own(uow: UnitOfWork, memory: ChargerMemory, transaction_id: int) -> Transaction | None:
    """The session of an id; another charger's is none of this one's business."""
    if transaction_id <= 0:
        return None
    if transaction_id in memory.sessions:
        return memory.sessions[transaction_id].transaction
    transaction = await uow.transactions.get(transaction_id)
    is_own = transaction is not None and transaction.charge_point_id == memory.id
    return transaction if is_own else None


async def _may_match(uow: UnitOfWork, message: Stop) -> bool:
    """Whether a stop of no session of ours may mean one: not if its id is another charger's.

    An id that nobody gave counts with a tag only: there is nothing else to know it by.
    """
    if message.transaction_id <= 0:
        return True
    known = await uow.transactions.get(message.transaction_id)
    return known is None and message.id_tag is not None


def _differs(transaction: Transaction, message: Stop) -> bool:
    """A second stop that says something else is evidence, not a repetition."""
    return message.meter_stop_wh not in {None, transaction.meter_stop_wh}


def _note_sample(
    parts: ChargingParts, memory: ChargerMemory, connector_id: int, sample: Sample
) -> None:
    if connector_id == 0:
        parts.write_behind.note_surroundings(
            Surroundings(
                charge_point_id=memory.id,
                at=sample.at,
                temperature_c=sample.temperature_c,
                ambient_c=sample.ambient_c,
                power_w=sample.power_w,
            )
        )
        return
    parts.write_behind.note_meter(
        ConnectorMeter(
            charge_point_id=memory.id,
            connector_id=connector_id,
            power_w=sample.power_w,
            energy_wh=sample.energy_wh,
            soc_pct=sample.soc_pct,
            metered_at=sample.at,
            current_l1_a=sample.currents_a[0],
            current_l2_a=sample.currents_a[1],
            current_l3_a=sample.currents_a[2],
        )
    )


def _note_register(parts: ChargingParts, session: OpenSession, sample: Sample) -> None:
    """A register only grows: a smaller one is another meter's, or a fault, and is not billed."""
    if sample.energy_wh is None:
        return
    register_wh = round(sample.energy_wh)
    if register_wh < session.last_meter_wh:
        parts.counters.add("registers_ran_back")
        return
    session.last_meter_wh = register_wh
    session.note_reading(Reading(sample.at, register_wh))
    parts.write_behind.note_last_meter(session.transaction.id, register_wh)
