"""What a technician on site may tell a charger: what a repair and its test need, no more."""

from typing import Final

from central.core.work_orders import WorkOrder, WorkState
from contract.ids import ChargePointId

SITE_CALLS: Final = ("ChangeAvailability", "Reset", "TriggerMessage", "UnlockConnector")


def refusal(order: WorkOrder, charge_point: ChargePointId, action: str) -> str | None:
    """Why this call may not be sent from the site of an order; None = it may.

    Args:
        order: the technician's own.
        charge_point: whom the call is for.
        action: of OCPP 1.6.
    """
    if action not in SITE_CALLS:
        return f"{action} is not for a technician: {', '.join(SITE_CALLS)}"
    if order.state is not WorkState.ON_SITE:
        return f"work order {order.id} is {order.state}: calls are sent from the site"
    if charge_point not in order.charge_points:
        named = ", ".join(order.charge_points) or "none"
        return f"{charge_point} is not of work order {order.id}: {named}"
    return None
