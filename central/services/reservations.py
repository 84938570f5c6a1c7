"""Use cases of reservations (OCPP 1.6, 3.11): ask for one, give it back, see it used.

A reservation counts only when the charger accepted it. It ends with the session of its driver, with
its time, or when it is given back.
"""

from datetime import datetime

from central.services.control_records import Page
from central.services.errors import UnknownChargePointError
from central.services.field_records import NewReservation, Reservation
from central.services.orders import NotFoundError, NotNowError, Orders
from central.services.people import Actor
from central.services.records import Transaction
from central.services.unit_of_work import UnitOfWork
from contract.ids import ChargePointId


async def reserve(
    orders: Orders,
    actor: Actor,
    charge_point: ChargePointId,
    connector_id: int,
    id_tag: str,
    expires_at: datetime,
) -> Reservation:
    """Reserve a connector for a tag and its group; the parent is that of the tag's record.

    Raises:
        NotNowError: if `expires_at` is not ahead.
        UnknownChargePointError: no such charger.
    """
    now = orders.clock.now()
    if expires_at <= now:
        raise NotNowError(f"expires_at {expires_at.isoformat()} is not allowed: after now")
    async with orders.units.write() as uow:
        if await uow.charge_points.get(charge_point) is None:
            raise UnknownChargePointError(charge_point)
        tag = await uow.id_tags.get(id_tag)
        parent = None if tag is None else tag.parent_id_tag
        new = NewReservation(charge_point, connector_id, id_tag, parent, expires_at, now)
        reservation = await uow.reservations.add(new)
        await uow.commit()
    payload = {
        "connectorId": connector_id,
        "expiryDate": expires_at.isoformat().replace("+00:00", "Z"),
        "idTag": id_tag,
        "reservationId": reservation.id,
    }
    if parent is not None:
        payload["parentIdTag"] = parent
    answer = await orders.call(actor, charge_point, "ReserveNow", payload, reason="reservation")
    said = str(answer.payload.get("status", answer.outcome))
    state = "active" if answer.outcome == "accepted" else "refused"
    return await _answered(orders, actor, reservation.id, state, said)


async def cancel(orders: Orders, actor: Actor, reservation_id: int) -> Reservation:
    """Give a reservation back; a charger that does not know it any more has ended it, too.

    Raises:
        NotFoundError: no such reservation.
        NotNowError: it is not active, or the charger gave no answer.
    """
    async with orders.units.read() as uow:
        reservation = await _existing(uow, reservation_id)
    if reservation.state != "active":
        raise NotNowError(f"reservation {reservation_id} is {reservation.state}, not active")
    payload = {"reservationId": reservation_id}
    answer = await orders.call(
        actor, reservation.charge_point_id, "CancelReservation", payload, reason="cancelled"
    )
    if answer.outcome not in {"accepted", "rejected"}:
        raise NotNowError(f"the charger did not answer: {answer.outcome}")
    said = str(answer.payload.get("status", answer.outcome))
    return await _answered(orders, actor, reservation_id, "cancelled", said)


async def use_reservation(uow: UnitOfWork, begun: Transaction, named: int | None) -> None:
    """A session began: the reservation that it names, or that fits its tag, is used (4.8)."""
    for each in await uow.reservations.active_at(begun.charge_point_id):
        if each.id == named or (named is None and await _fits(uow, each, begun)):
            await uow.reservations.use(each.id, begun.id, begun.started_at)
            return


async def page(orders: Orders, wanted: Page) -> list[Reservation]:
    """Reservations, newest first."""
    async with orders.units.read() as uow:
        return await uow.reservations.page(wanted)


async def _fits(uow: UnitOfWork, reservation: Reservation, begun: Transaction) -> bool:
    if reservation.connector_id not in {0, begun.connector_id}:
        return False
    if reservation.expires_at <= begun.started_at:
        return False
    if reservation.id_tag.lower() == begun.id_tag.lower():
        return True
    tag = await uow.id_tags.get(begun.id_tag)
    parent = None if tag is None else tag.parent_id_tag
    return parent is not None and parent == reservation.parent_id_tag


async def _answered(
    orders: Orders, actor: Actor, reservation_id: int, state: str, said: str
) -> Reservation:
    async with orders.units.write() as uow:
        reservation = await _existing(uow, reservation_id)
        if reservation.state in {"asked", "active"}:  # a session may have used it meanwhile
            now = orders.clock.now()
            await uow.reservations.answer(reservation_id, state, said, now)
        after = {"id": reservation_id, "state": state, "answer": said}
        charge_point = reservation.charge_point_id
        await orders.note(uow, actor, f"reservation.{state}", charge_point, after)
        await uow.commit()
        return await _existing(uow, reservation_id)


async def _existing(uow: UnitOfWork, reservation_id: int) -> Reservation:
    reservation = await uow.reservations.get(reservation_id)
    if reservation is None:
        raise NotFoundError("reservation", reservation_id)
    return reservation
