"""How a session ends: its bill, its row, its event; by a stop, or inferred without one."""

from datetime import datetime

import structlog

from central.core import sessions
from central.core.charges import Charges, Reading
from central.core.ocpp_reading import Stop
from central.core.receipts import line_to_json
from central.services.charger_memory import ChargerMemory
from central.services.charging_parts import ChargingParts
from central.services.outbox import emit
from central.services.records import Transaction, TransactionEnd
from central.services.session_prices import final_charges
from central.services.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)


async def end_session(
    parts: ChargingParts,
    uow: UnitOfWork,
    memory: ChargerMemory,
    transaction: Transaction,
    message: Stop,
) -> TransactionEnd:
    """End a session as a stop says, or replace the end that it has; it is priced anew."""
    end = await _end_of(parts, uow, memory, transaction, message)
    await _end(parts, uow, memory, transaction, end)
    return end


async def infer_end(
    parts: ChargingParts,
    uow: UnitOfWork,
    memory: ChargerMemory,
    transaction: Transaction,
    at: datetime,
    following: Transaction | None = None,
) -> None:
    """End a session whose StopTransaction did not come (yet), with its last reading.

    A `following` session of its connector began with the register that this one left.
    """
    meter_wh = None if following is None else following.meter_start_wh
    message = Stop(transaction.id, meter_wh, at, sessions.INFERRED, None)
    await end_session(parts, uow, memory, transaction, message)
    parts.counters.add("inferred_stops")
    log.warning("stop_inferred", charge_point=memory.id, transaction=transaction.id)


async def _end_of(
    parts: ChargingParts,
    uow: UnitOfWork,
    memory: ChargerMemory,
    transaction: Transaction,
    message: Stop,
) -> TransactionEnd:
    meter_stop_wh = message.meter_stop_wh
    if meter_stop_wh is None:
        known = memory.sessions.get(transaction.id)
        last_wh = transaction.last_meter_wh if known is None else known.last_meter_wh
        meter_stop_wh = transaction.meter_start_wh if last_wh is None else last_wh
    readings = sessions.Readings(
        meter_start_wh=transaction.meter_start_wh,
        meter_stop_wh=meter_stop_wh,
        started_at=transaction.started_at,
        stopped_at=message.stopped_at,
    )
    problem = sessions.energy_problem(readings, memory.facts.rated_power_w)
    bill: Charges | None = None
    if problem is None:
        stop = Reading(message.stopped_at, meter_stop_wh)
        bill = await final_charges(parts, uow, transaction, stop)
    else:
        parts.counters.add("costs_held")
        log.warning("cost_held", transaction=transaction.id, reason=problem)
    return TransactionEnd(
        id=transaction.id,
        meter_stop_wh=meter_stop_wh,
        stopped_at=message.stopped_at,
        stop_reason=message.reason,
        cost=None if bill is None else bill.total,
        problem=problem,
        lines=None if bill is None else [line_to_json(line) for line in bill.lines],
    )


async def _end(
    parts: ChargingParts,
    uow: UnitOfWork,
    memory: ChargerMemory,
    transaction: Transaction,
    end: TransactionEnd,
) -> None:
    await uow.transactions.end(end)
    memory.sessions.pop(transaction.id, None)
    data = {
        "id": transaction.id,
        "charge_point_id": transaction.charge_point_id,
        "connector_id": transaction.connector_id,
        "energy_wh": end.meter_stop_wh - transaction.meter_start_wh,
        "cost": None if end.cost is None else str(end.cost),
        "reason": end.stop_reason,
    }
    await emit(uow, parts.clock.now(), "sessions", "session.ended", "system", data)
