"""The receipt of a session, from what was stored when it ended."""

from central.core.charges import Reading, Usage, charges
from central.core.receipts import Receipt, line_from_json
from central.core.secrets import masked_tag
from central.services.orders import NotFoundError
from central.services.records import Billed, Transaction
from central.services.unit_of_work import UnitsOfWork


async def receipt_of(units: UnitsOfWork, session_id: int) -> Receipt:
    """One receipt; of a session that goes on, or is held for review, without lines and total.

    Raises:
        NotFoundError: no such session.
    """
    async with units.read() as uow:
        session = await uow.transactions.get(session_id)
        billed = await uow.transactions.billed(session_id)
    if session is None or billed is None:
        raise NotFoundError("session", session_id)
    return _receipt(session, billed)


def _receipt(session: Transaction, billed: Billed) -> Receipt:
    terms = session.agreed
    register_wh = session.last_meter_wh or session.meter_start_wh
    lines, total = tuple(line_from_json(line) for line in billed.lines or ()), session.cost
    if session.cost is not None and session.stopped_at is not None and billed.lines is None:
        # it ended before receipts had lines: energy at one price was all there was
        start = Reading(session.started_at, session.meter_start_wh)
        made = charges(terms, Usage(start, Reading(session.stopped_at, register_wh)))
        lines, total = made.lines, made.total
    named = f"{terms.tariff_id}, version {terms.version}"
    return Receipt(
        session_id=session.id,
        station=billed.station,
        charge_point=session.charge_point_id,
        connector_id=session.connector_id,
        id_tag=masked_tag(session.id_tag),
        started_at=session.started_at,
        stopped_at=session.stopped_at,
        time_zone=terms.time_zone,
        energy_wh=max(register_wh - session.meter_start_wh, 0),
        currency=session.currency,
        tariff=None if terms.tariff_id is None else named,
        lines=lines if total is not None else (),
        total=total,
        problem=billed.problem,
    )
