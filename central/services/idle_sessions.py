"""Cars that stand idle: when a session's idleness begins and ends, before and after its stop.

Only sessions whose terms have an idle fee are watched. After StopTransaction idleness goes on where
the charger is set to tell when the cable is out (CustomIdleFeeAfterStop); it ends with
ConnectorUnplugged, or with a status that shows a free connector. The session is then priced anew.
"""

from datetime import datetime
from typing import Any

from central.core import ocpp_reading
from central.core.idling import AFTER_STOP_MAX, Mark, SessionState, state_of
from central.core.ocpp_reading import Stop
from central.services.charger_memory import ChargerMemory, OpenSession
from central.services.charging_parts import ChargingParts
from central.services.records import Transaction, TransactionEnd
from central.services.session_ends import end_session
from central.services.unit_of_work import UnitOfWork
from central.services.write_behind import SessionMark


def note_state(
    parts: ChargingParts, memory: ChargerMemory, session: OpenSession, at: datetime
) -> bool:
    """Look again whether a session stands idle; True where that changed."""
    if session.terms.tariff.idle is None or not session.status:
        return False
    state = state_of(session.status, session.power_w, memory.limit_in_force_w(at))
    if state is session.state:
        return False
    _mark(parts, session, Mark(max(at, session.transaction.started_at), state))
    return True


def note_out_of_contact(parts: ChargingParts, memory: ChargerMemory, now: datetime) -> None:
    """Nobody can see any more what a car does: time out of contact is never idle."""
    for session in memory.sessions.values():
        if session.state is SessionState.IDLE:
            _mark(parts, session, Mark(now, SessionState.CHARGING))
        session.status = ""


def stays_plugged(
    parts: ChargingParts, memory: ChargerMemory, session: OpenSession | None, end: TransactionEnd
) -> bool:
    """Whether a session that just stopped goes on to cost; if so it is watched from now on."""
    if session is None or session.terms.tariff.idle is None or end.cost is None:
        return False
    is_live = parts.clock.now() - end.stopped_at < AFTER_STOP_MAX
    if not memory.tells_unplugging or not is_live or memory.was_offline_at(end.stopped_at):
        return False
    if session.state is not SessionState.IDLE:
        _mark(parts, session, Mark(end.stopped_at, SessionState.IDLE))
    session.last_meter_wh = end.meter_stop_wh
    memory.plugged[end.id] = session
    return True


async def restore_plugged(uow: UnitOfWork, memory: ChargerMemory, now: datetime) -> None:
    """After a restart: sessions that stopped lately and whose car was idle then."""
    if not memory.tells_unplugging:
        return
    recent = await uow.transactions.recent_at(memory.id)
    newest = {each.connector_id: each for each in sorted(recent, key=lambda each: each.started_at)}
    for each in newest.values():
        is_late = each.stopped_at is None or now - each.stopped_at >= AFTER_STOP_MAX
        if is_late or each.id in memory.plugged or each.agreed.tariff.idle is None:
            continue
        marks = await uow.session_marks.of(each.id)
        if marks and marks[-1].state is SessionState.IDLE and each.cost is not None:
            session = OpenSession(each, each.last_meter_wh or each.meter_start_wh)
            session.marks = marks
            memory.plugged[each.id] = session


def forget_plugged(memory: ChargerMemory, connector_id: int, started_at: datetime) -> None:
    """Another session began there: when the cable came out nobody knows, and nobody pays for it."""
    left = plugged_at(memory, connector_id)
    if left is not None and left.transaction.started_at < started_at:
        del memory.plugged[left.transaction.id]


def plugged_at(memory: ChargerMemory, connector_id: int) -> OpenSession | None:
    """The session whose car still stands idle at a connector."""
    found = (s for s in memory.plugged.values() if s.transaction.connector_id == connector_id)
    return next(found, None)


def plugged_of(memory: ChargerMemory, transaction_id: int) -> OpenSession | None:
    """By id; one that the charger never learned (-1, 0) can only mean the only one."""
    if transaction_id <= 0 and len(memory.plugged) == 1:
        return next(iter(memory.plugged.values()))
    return memory.plugged.get(transaction_id)


async def unplugged(
    parts: ChargingParts, memory: ChargerMemory, session: OpenSession, at: datetime
) -> tuple[Transaction, TransactionEnd] | None:
    """The cable is out: the session costs what it does, and is over."""
    transaction_id = session.transaction.id
    memory.plugged.pop(transaction_id, None)
    _mark(parts, session, Mark(at, SessionState.UNPLUGGED))
    async with parts.units.write() as uow:
        stored = await uow.transactions.get(transaction_id)
        if stored is None or stored.stopped_at is None or stored.cost is None:
            return None
        stop = Stop(
            transaction_id, stored.meter_stop_wh, stored.stopped_at, stored.stop_reason or "", None
        )
        end = await end_session(parts, uow, memory, stored, stop)
        await uow.commit()
    return stored, end


def read_unplugging(data: str | None, now: datetime) -> tuple[int, datetime] | None:
    """Transaction and instant of a ConnectorUnplugged; None = it cannot be read."""
    content: dict[str, Any] = ocpp_reading.read_object(data)
    number = ocpp_reading.read_whole(content.get("transactionId"))
    if number is None:
        return None
    at = ocpp_reading.read_instant(content, "timestamp", now, ocpp_reading.Repairs())
    return number, min(at, now)


def _mark(parts: ChargingParts, session: OpenSession, mark: Mark) -> None:
    session.marks.append(mark)
    parts.write_behind.note_mark(SessionMark(session.transaction.id, mark))
