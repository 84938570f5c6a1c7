"""The terms that a session begins with, and what it costs by them: so far, and in the end.

The final cost is computed from what is stored (readings, marks), so a late stop, or one that is
given to another session, is priced as if it had come in time.
"""

from datetime import datetime

from central.core.charges import Charges, Reading, Usage, charges
from central.core.idling import Mark, spells
from central.core.ocpp_reading import read_sampled
from central.core.price_locks import locked_terms, offline_terms
from central.core.tariffs import Terms, plain_tariff
from central.services.charger_memory import ChargerMemory, OpenSession
from central.services.charging_parts import ChargingParts
from central.services.records import ChargePoint, Transaction
from central.services.unit_of_work import UnitOfWork


async def terms_in_force(uow: UnitOfWork, facts: ChargePoint, at: datetime) -> Terms:
    """The tariff of a charger at an instant, else its station's price per kWh."""
    book = await uow.tariffs.book_of(facts.id, facts.station_id)
    found = book.in_force(facts.id, facts.station_id, facts.currency, at)
    if found is None:
        return Terms(plain_tariff(facts.base_price_per_kwh, facts.currency), facts.time_zone)
    version = found.version
    return Terms(version.tariff, facts.time_zone, version.tariff_id, version.version)


async def agree(
    uow: UnitOfWork, memory: ChargerMemory, since: datetime, started_at: datetime
) -> Terms:
    """The terms of a session that begins.

    Args:
        uow: of the caller.
        memory: of its charger.
        since: when its driver began to see prices.
        started_at: of the session, by the charger.
    """
    terms = await terms_in_force(uow, memory.facts, started_at)
    shown = await uow.charge_points.shown_prices(memory.id, since)
    lock = offline_terms if memory.was_offline_at(started_at) else locked_terms
    return lock(terms, shown, since, started_at)


def cost_so_far(session: OpenSession, now: datetime) -> Charges:
    """What a session that goes on has cost."""
    each = session.transaction
    usage = Usage(
        start=Reading(each.started_at, each.meter_start_wh),
        stop=Reading(now, session.last_meter_wh),
        readings=session.trace,
        idle=spells(session.marks, now),
    )
    return charges(session.terms, usage)


async def final_charges(
    parts: ChargingParts, uow: UnitOfWork, transaction: Transaction, stop: Reading
) -> Charges:
    """What a session cost that ended with this reading."""
    if transaction.agreed.tariff.is_plain:
        return _charges(transaction, stop, [], [])
    readings = await known_readings(parts, uow, transaction.id)
    marks = await uow.session_marks.of(transaction.id)
    marks += parts.write_behind.waiting_marks(transaction.id)
    return _charges(transaction, stop, readings, marks)


async def reviewed_charges(uow: UnitOfWork, transaction: Transaction, stop: Reading) -> Charges:
    """What a session costs whose end a person decided: by its two ends, and when it stood idle.

    Its readings were not believed, so they do not tell when the energy flowed either.
    """
    return _charges(transaction, stop, [], await uow.session_marks.of(transaction.id))


def _charges(
    transaction: Transaction, stop: Reading, readings: list[Reading], marks: list[Mark]
) -> Charges:
    start = Reading(transaction.started_at, transaction.meter_start_wh)
    return charges(transaction.agreed, Usage(start, stop, readings, spells(marks, stop.at)))


async def known_readings(
    parts: ChargingParts, uow: UnitOfWork, transaction_id: int
) -> list[Reading]:
    """All readings of a session's register, written or about to be."""
    rows = await uow.transactions.sampled_of(transaction_id)
    rows += [(row.at, row.sampled) for row in parts.write_behind.waiting_rows(transaction_id)]
    found = ((at, read_sampled(sampled).energy_wh) for at, sampled in rows)
    return [Reading(at, round(energy_wh)) for at, energy_wh in found if energy_wh is not None]


async def recall_sessions(parts: ChargingParts, uow: UnitOfWork, memory: ChargerMemory) -> None:
    """Sessions that run, read back after a restart with what their tariff needs."""
    for session in memory.sessions.values():
        if not session.is_plain and not session.trace and not session.marks:
            transaction_id = session.transaction.id
            for reading in await known_readings(parts, uow, transaction_id):
                session.note_reading(reading)
            session.marks = await uow.session_marks.of(transaction_id)
