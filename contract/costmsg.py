"""Price and cost messages of the OCA note "OCPP & California Pricing Requirements".

All travel as OCPP DataTransfer with vendor `org.openchargealliance.costmsg` and a JSON *string*
as data, except the default price, which is the configuration key `DefaultPrice` (and
`DefaultPriceText,<language>`). Money is rounded here, once, half to even, and leaves as a JSON
number with at most `decimals` places.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Final

VENDOR_ID: Final = "org.openchargealliance.costmsg"
SET_USER_PRICE: Final = "SetUserPrice"
RUNNING_COST: Final = "RunningCost"
FINAL_COST: Final = "FinalCost"
CONNECTOR_UNPLUGGED: Final = "ConnectorUnplugged"
DEFAULT_PRICE_KEY: Final = "DefaultPrice"
DEFAULT_TEXT_KEY: Final = "DefaultPriceText,"
"""Followed by a language tag (RFC 5646)."""
MAX_VALUE_LENGTH: Final = 500
"""ChangeConfiguration `value` is CiString500 (OCPP 1.6, 6.7)."""
DECIMALS: Final = 3
"""Places where the charger does not report NumberOfDecimalsForCostValues."""
TEXT_DECIMALS: Final = 2
_ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Price:
    """What a driver pays: money per kWh, per hour and per session, and the words on the display."""

    per_kwh: Decimal
    currency: str
    text: str
    per_hour: Decimal = _ZERO
    flat: Decimal = _ZERO
    text_offline: str = ""
    """Shown without a link; empty = the same as with one."""


@dataclass(frozen=True, slots=True)
class IdlePrice:
    """What standing idle costs, money per hour after a grace."""

    per_hour: Decimal
    grace_min: int | None = None
    """None = it is not told (in a next period)."""


@dataclass(frozen=True, slots=True)
class NextPeriod:
    """A change of price that is known beforehand."""

    at: datetime
    per_kwh: Decimal
    per_hour: Decimal = _ZERO
    idle: IdlePrice | None = None


@dataclass(frozen=True, slots=True)
class MeterTrigger:
    """When the charger shall send meter values on its own; what is None or empty is not watched."""

    at: datetime | None = None
    energy_kwh: Decimal | None = None
    power_kw: Decimal | None = None
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Running:
    """What a session costs so far, and what it may be extrapolated with."""

    transaction_id: int
    at: datetime
    meter_wh: int
    cost: Decimal
    per_kwh: Decimal
    per_hour: Decimal = _ZERO
    flat: Decimal = _ZERO
    is_idle: bool = False
    idle: IdlePrice | None = None
    next_period: NextPeriod | None = None
    trigger: MeterTrigger | None = None


def rounded(amount: Decimal, decimals: int = DECIMALS) -> Decimal:
    """Round money as it leaves, half to even.

    Args:
        amount: money in the tariff's currency.
        decimals: places kept, 0..6.
    """
    return amount.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)


def money_text(amount: Decimal, currency: str) -> str:
    """An amount as a driver reads it: two places, a third one only where it is needed."""
    shown = rounded(amount)
    short = rounded(amount, TEXT_DECIMALS)
    return f"{short if short == shown else shown} {currency}"


def price_text(per_kwh: Decimal, currency: str, note: str = "") -> str:
    """The line a driver reads, for example `0.61 USD/kWh, busy: 0.25 USD/kWh at Elm St (2 km)`."""
    line = f"{money_text(per_kwh, currency)}/kWh"
    return f"{line}, {note}" if note else line


def default_price_value(price: Price, decimals: int = DECIMALS) -> str:
    """Value of the configuration key DefaultPrice.

    Raises:
        ValueError: if it would be longer than the 500 characters that OCPP allows.
    """
    value = _dump(
        {
            "priceText": price.text,
            "priceTextOffline": price.text_offline or price.text,
            "chargingPrice": _charging(price.per_kwh, price.per_hour, price.flat, decimals),
        }
    )
    return _checked(DEFAULT_PRICE_KEY, value)


def default_text_value(text: str, text_offline: str) -> str:
    """Value of the configuration key DefaultPriceText of one language.

    Raises:
        ValueError: as above.
    """
    value = _dump({"priceText": text, "priceTextOffline": text_offline or text})
    return _checked(DEFAULT_TEXT_KEY, value)


def set_user_price(id_token: str, text: str, extra: Mapping[str, str] | None = None) -> str:
    """Data of SetUserPrice: shown between Authorize and StartTransaction; `extra` by language."""
    return _dump({"idToken": id_token, "priceText": text, **_extra(extra)})


def running_cost(running: Running, decimals: int = DECIMALS) -> str:
    """Data of RunningCost. A trigger replaces the one of the message before, none takes it away."""
    data: dict[str, object] = {
        "transactionId": running.transaction_id,
        "timestamp": _instant(running.at),
        "meterValue": running.meter_wh,
        "cost": _number(running.cost, decimals),
        "state": "Idle" if running.is_idle else "Charging",
        "chargingPrice": _charging(running.per_kwh, running.per_hour, running.flat, decimals),
    }
    if running.idle is not None:
        data["idlePrice"] = _idle(running.idle, decimals)
    following = running.next_period
    if following is not None:
        data["nextPeriod"] = {
            "atTime": _instant(following.at),
            "chargingPrice": _charging(following.per_kwh, following.per_hour, None, decimals),
            **({} if following.idle is None else {"idlePrice": _idle(following.idle, decimals)}),
        }
    trigger = {} if running.trigger is None else _trigger(running.trigger)
    if trigger:
        data["triggerMeterValue"] = trigger
    return _dump(data)


def final_cost(
    transaction_id: int,
    cost: Decimal,
    text: str,
    *,
    extra: Mapping[str, str] | None = None,
    address: str | None = None,
    decimals: int = DECIMALS,
) -> str:
    """Data of FinalCost: shown after the transaction ended; `address` becomes a QR code."""
    data: dict[str, object] = {
        "transactionId": transaction_id,
        "cost": _number(cost, decimals),
        "priceText": text,
        **_extra(extra),
    }
    if address is not None:
        data["qrCodeText"] = address
    return _dump(data)


def _charging(
    per_kwh: Decimal, per_hour: Decimal, flat: Decimal | None, decimals: int
) -> dict[str, float]:
    found = {"kWhPrice": _number(per_kwh, decimals), "hourPrice": _number(per_hour, decimals)}
    return found if flat is None else {**found, "flatFee": _number(flat, decimals)}


def _idle(idle: IdlePrice, decimals: int) -> dict[str, float]:
    grace = {} if idle.grace_min is None else {"graceMinutes": idle.grace_min}
    return {**grace, "hourPrice": _number(idle.per_hour, decimals)}


def _trigger(trigger: MeterTrigger) -> dict[str, Any]:
    given = {
        "atTime": None if trigger.at is None else _instant(trigger.at),
        "atEnergykWh": None if trigger.energy_kwh is None else float(trigger.energy_kwh),
        "atPowerkW": None if trigger.power_kw is None else float(trigger.power_kw),
        "atCPStatus": list(trigger.statuses) or None,
    }
    return {name: value for name, value in given.items() if value is not None}


def _extra(texts: Mapping[str, str] | None) -> dict[str, object]:
    if not texts:
        return {}
    found = [
        {"format": "UTF8", "language": language, "content": text}
        for language, text in texts.items()
    ]
    return {"priceTextExtra": found}


def _number(amount: Decimal, decimals: int) -> float:
    return float(rounded(amount, decimals))


def _instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _checked(key: str, value: str) -> str:
    if len(value) > MAX_VALUE_LENGTH:
        raise ValueError(f"{key} has {len(value)} characters, at most 500 are allowed")
    return value


def _dump(data: dict[str, object]) -> str:
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False)
