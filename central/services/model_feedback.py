"""Use cases of confirmed causes: people write down what a fault was; training reads labels."""

from central.services.errors import UnknownChargePointError
from central.services.model_records import Feedback, NewFeedback
from central.services.orders import Orders
from central.services.people import Actor
from contract.ids import ChargePointId


async def confirm(orders: Orders, actor: Actor, found: NewFeedback) -> Feedback:
    """Write a cause down.

    Raises:
        UnknownChargePointError: no such charger.
    """
    async with orders.units.write() as uow:
        charge_point = ChargePointId(found.charge_point_id)
        if await uow.charge_points.get(charge_point) is None:
            raise UnknownChargePointError(charge_point)
        kept = await uow.feedback.add(found)
        after = {"id": kept.id, "onset_at": kept.onset_at.isoformat(), "cause": kept.cause}
        await orders.note(uow, actor, "fault.confirm", charge_point, after, reason=kept.note)
        await uow.commit()
    return kept
