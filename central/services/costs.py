"""Cost messages to drivers (OCA note on California pricing), for chargers that can show prices.

SetUserPrice follows Authorize. RunningCost follows StartTransaction, at most once a minute a
MeterValues, and at once a change of state or a reading that a trigger asked for. FinalCost follows
StopTransaction, or the unplugging where idleness goes on; a session that was wholly out of contact
gets none.
"""

from datetime import datetime
from decimal import Decimal
from typing import Final

from central.core.charges import Charges
from central.core.idling import IDLE_POWER_W, SessionState
from central.core.ocpp_reading import read_object
from central.core.price_words import final_words
from central.core.receipts import line_from_json
from central.core.tariff_hours import Span, next_change, rate_at, zone_of
from central.core.tariffs import IdleFee, Terms
from central.services.charger_memory import ChargerMemory, OpenSession
from central.services.charging_parts import ChargingParts
from central.services.follow_up import FollowUp
from central.services.records import Transaction, TransactionEnd
from central.services.session_prices import cost_so_far
from contract import costmsg
from contract.ocpp16 import ChargePointStatus

WATCHED: Final = (
    ChargePointStatus.CHARGING.value,
    ChargePointStatus.SUSPENDED_EV.value,
    ChargePointStatus.SUSPENDED_EVSE.value,
    ChargePointStatus.FINISHING.value,
)
"""A change to one of them may begin or end idleness."""
POWER_KW: Final = Decimal(str(IDLE_POWER_W)) / 1000
"""Where the power crosses this, a car may have become idle, or ceased to be."""


def user_price(memory: ChargerMemory, id_tag: str) -> tuple[FollowUp, ...]:
    """The price in force, to the driver who was just accepted, in all languages on display."""
    if not memory.can_show_price or memory.per_kwh is None:
        return ()
    text = memory.price_text or costmsg.price_text(memory.per_kwh, memory.facts.currency)
    data = costmsg.set_user_price(id_tag, text, _shown_texts(memory))
    return (_transfer("user", costmsg.SET_USER_PRICE, data),)


def running_cost(
    memory: ChargerMemory, session: OpenSession, now: datetime
) -> tuple[FollowUp, ...]:
    """What the session costs so far; remembers that it was told."""
    if not memory.can_show_price:
        return ()
    session.running_cost_at = now
    terms, each = session.terms, session.transaction
    tariff, zone = terms.tariff, zone_of(terms.time_zone)
    rate, following = rate_at(tariff, zone, now), next_change(tariff, zone, now)
    running = costmsg.Running(
        transaction_id=each.id,
        at=now,
        meter_wh=session.last_meter_wh,
        cost=cost_so_far(session, now).so_far,
        per_kwh=rate.per_kwh,
        per_hour=rate.per_hour,
        flat=tariff.flat,
        is_idle=session.state is SessionState.IDLE,
        idle=_idle(tariff.idle),
        next_period=_next_period(terms, following),
        trigger=_trigger(terms, following),
    )
    data = costmsg.running_cost(running, memory.display.decimals)
    return (_transfer(f"running {each.id}", costmsg.RUNNING_COST, data),)


def final_cost(
    parts: ChargingParts, memory: ChargerMemory, transaction: Transaction, end: TransactionEnd
) -> tuple[FollowUp, ...]:
    """What the session cost; nothing while the cost is held for review."""
    if not memory.can_show_price or end.cost is None or end.lines is None:
        return ()
    if memory.was_offline_at(transaction.started_at) and memory.was_offline_at(end.stopped_at):
        return ()
    lines = tuple(line_from_json(line) for line in end.lines)
    charges = Charges(transaction.currency, lines, end.cost)
    energy_wh = end.meter_stop_wh - transaction.meter_start_wh
    languages = memory.display.languages
    data = costmsg.final_cost(
        transaction.id,
        end.cost,
        final_words(charges, energy_wh),
        extra={each: final_words(charges, energy_wh, each) for each in languages},
        address=parts.rules.receipt_address(transaction.id),
        decimals=memory.display.decimals,
    )
    return (_transfer(f"running {transaction.id}", costmsg.FINAL_COST, data),)


def _idle(fee: IdleFee | None) -> costmsg.IdlePrice | None:
    return None if fee is None else costmsg.IdlePrice(fee.per_hour, fee.grace_min)


def _next_period(terms: Terms, following: Span | None) -> costmsg.NextPeriod | None:
    if following is None:
        return None
    fee, rate = terms.tariff.idle, following.rate
    idle = None if fee is None else costmsg.IdlePrice(fee.per_hour)
    return costmsg.NextPeriod(following.start_at, rate.per_kwh, rate.per_hour, idle)


def _trigger(terms: Terms, following: Span | None) -> costmsg.MeterTrigger | None:
    """A reading at the change of price splits the energy exactly; others show idleness at once."""
    if terms.tariff.is_plain:
        return None
    has_idle_fee = terms.tariff.idle is not None
    return costmsg.MeterTrigger(
        at=None if following is None else following.start_at,
        power_kw=POWER_KW if has_idle_fee else None,
        statuses=WATCHED if has_idle_fee else (),
    )


def _shown_texts(memory: ChargerMemory) -> dict[str, str]:
    """What the charger accepted as DefaultPriceText, by language."""
    found = {}
    for language in memory.display.languages:
        value = memory.display.values.get(f"{costmsg.DEFAULT_TEXT_KEY}{language}")
        text = read_object(value).get("priceText")  # the charger's word: it may be anything
        if isinstance(text, str) and text:
            found[language] = text
    return found


def _transfer(key: str, message: str, data: str) -> FollowUp:
    return FollowUp(key, {"vendorId": costmsg.VENDOR_ID, "messageId": message, "data": data})
