"""Cost messages to drivers (OCA note on California pricing), for chargers that can show prices.

SetUserPrice follows Authorize, RunningCost follows StartTransaction and then at most once a minute
a MeterValues, FinalCost follows StopTransaction.
"""

from datetime import datetime

from central.core.sessions import cost_so_far
from central.services.charger_memory import ChargerMemory, OpenSession
from central.services.follow_up import FollowUp
from central.services.records import Transaction, TransactionEnd
from contract import costmsg


def user_price(memory: ChargerMemory, id_tag: str) -> tuple[FollowUp, ...]:
    """The price in force, to the driver who was just accepted."""
    if not memory.can_show_price or memory.per_kwh is None:
        return ()
    text = memory.price_text or costmsg.price_text(memory.per_kwh, memory.facts.currency)
    data = costmsg.set_user_price(id_tag, text)
    return (_transfer("user", costmsg.SET_USER_PRICE, data),)


def running_cost(
    memory: ChargerMemory, session: OpenSession, now: datetime
) -> tuple[FollowUp, ...]:
    """What the session costs so far; remembers that it was told."""
    if not memory.can_show_price:
        return ()
    session.running_cost_at = now
    each = session.transaction
    energy_wh = session.last_meter_wh - each.meter_start_wh
    data = costmsg.running_cost(
        each.id,
        now,
        session.last_meter_wh,
        cost_so_far(energy_wh, each.price_per_kwh),
        each.price_per_kwh,
    )
    return (_transfer(f"running {each.id}", costmsg.RUNNING_COST, data),)


def final_cost(
    memory: ChargerMemory, transaction: Transaction, end: TransactionEnd
) -> tuple[FollowUp, ...]:
    """What the session cost; nothing while the cost is held for review."""
    if not memory.can_show_price or end.cost is None:
        return ()
    cost = costmsg.rounded(end.cost, 2)
    energy_kwh = (end.meter_stop_wh - transaction.meter_start_wh) / 1000
    price = costmsg.rounded(transaction.price_per_kwh, 2)
    text = f"{cost} {transaction.currency}: {energy_kwh:.2f} kWh at {price}/kWh"
    data = costmsg.final_cost(transaction.id, end.cost, text)
    return (_transfer(f"running {transaction.id}", costmsg.FINAL_COST, data),)


def _transfer(key: str, message: str, data: str) -> FollowUp:
    return FollowUp(key, {"vendorId": costmsg.VENDOR_ID, "messageId": message, "data": data})
