"""Sessions whose readings cannot be true: a person lets the energy pass, or says what it was.

Such a session ended without a cost (`central.core.sessions`, `problem`). What a person decides is
priced by the terms that the session began with, written into the audit with the reason, and stays:
a stop that comes later is kept as evidence and changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from central.core.charges import Reading
from central.core.receipts import line_to_json
from central.services.orders import NotFoundError, NotNowError, Orders
from central.services.outbox import emit
from central.services.people import Actor
from central.services.records import Transaction, TransactionEnd
from central.services.session_prices import reviewed_charges
from central.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says of a session. Without energy it is released as it was read."""

    reason: str
    energy_wh: int | None = None
    stopped_at: datetime | None = None

    @property
    def act(self) -> str:
        """Name of the act in the audit."""
        return "session.released" if self.energy_wh is None else "session.corrected"


async def review(
    orders: Orders, actor: Actor, transaction_id: int, decision: Decision
) -> Transaction:
    """Release a held session, or correct it.

    Raises:
        NotFoundError: no such session.
        NotNowError: it is not held, or what was decided cannot be.
    """
    async with orders.units.write() as uow:
        session = await uow.transactions.get(transaction_id)
        if session is None:
            raise NotFoundError("session", transaction_id)
        now = orders.clock.now()
        end = await _decided(uow, session, decision, now)
        await uow.transactions.end(end)
        await uow.transactions.note_review(session.id, now)
        await _tell(orders, uow, actor, session, end, decision)
        await uow.commit()
        reviewed = await uow.transactions.get(transaction_id)
    return session if reviewed is None else reviewed


async def _decided(
    uow: UnitOfWork, session: Transaction, decision: Decision, now: datetime
) -> TransactionEnd:
    read_wh, stopped_at = session.meter_stop_wh, decision.stopped_at or session.stopped_at
    if not session.is_held or read_wh is None or stopped_at is None:
        raise NotNowError(f"session {session.id} is not held for review")
    if not session.started_at <= stopped_at <= now:
        raise NotNowError(
            f"stopped_at {stopped_at.isoformat()} is not allowed: from the start of session "
            f"{session.id}, {session.started_at.isoformat()}, to now"
        )
    energy_wh = read_wh - session.meter_start_wh
    if decision.energy_wh is not None:
        energy_wh = decision.energy_wh
    if energy_wh < 0:
        raise NotNowError(
            f"the register of session {session.id} ran back by {-energy_wh} Wh: "
            "it can be corrected, not released"
        )
    meter_stop_wh = session.meter_start_wh + energy_wh
    bill = await reviewed_charges(uow, session, Reading(stopped_at, meter_stop_wh))
    return TransactionEnd(
        id=session.id,
        meter_stop_wh=meter_stop_wh,
        stopped_at=stopped_at,
        stop_reason=session.stop_reason or "Other",
        cost=bill.total,
        lines=[line_to_json(line) for line in bill.lines],
    )


async def _tell(
    orders: Orders,
    uow: UnitOfWork,
    actor: Actor,
    before: Transaction,
    end: TransactionEnd,
    decision: Decision,
) -> None:
    after = {
        "meter_stop_wh": end.meter_stop_wh,
        "read_wh": before.meter_stop_wh,
        "stopped_at": end.stopped_at.isoformat(),
        "cost": str(end.cost),
    }
    thing = ("session", str(before.id))
    await orders.note_on(uow, actor, decision.act, thing, after, reason=decision.reason)
    data = {
        "id": before.id,
        "charge_point_id": before.charge_point_id,
        "connector_id": before.connector_id,
        "energy_wh": end.meter_stop_wh - before.meter_start_wh,
        "cost": str(end.cost),
        "reason": end.stop_reason,
    }
    await emit(uow, orders.clock.now(), "sessions", "session.ended", "human", data)
