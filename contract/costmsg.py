"""Price and cost messages of the OCA note "OCPP & California Pricing Requirements".

All travel as OCPP DataTransfer with vendor `org.openchargealliance.costmsg` and a JSON *string*
as data, except the default price, which is the configuration key `DefaultPrice`. Money is rounded
here, once, half to even, and leaves as a JSON number with at most `decimals` places.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

VENDOR_ID: Final = "org.openchargealliance.costmsg"
SET_USER_PRICE: Final = "SetUserPrice"
RUNNING_COST: Final = "RunningCost"
FINAL_COST: Final = "FinalCost"
CONNECTOR_UNPLUGGED: Final = "ConnectorUnplugged"
DEFAULT_PRICE_KEY: Final = "DefaultPrice"
MAX_VALUE_LENGTH: Final = 500
"""ChangeConfiguration `value` is CiString500 (OCPP 1.6, 6.7)."""
DECIMALS: Final = 3
"""Places where the charger does not report NumberOfDecimalsForCostValues."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a driver pays: money per kWh in a currency, and the words on the display."""

    per_kwh: Decimal
    currency: str
    text: str


def rounded(amount: Decimal, decimals: int = DECIMALS) -> Decimal:
    """Round money as it leaves, half to even.

    Args:
        amount: money in the tariff's currency.
        decimals: places kept, 0..6.
    """
    return amount.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)


def price_text(per_kwh: Decimal, currency: str, note: str = "") -> str:
    """The line a driver reads, for example `0.61 USD/kWh, busy: 0.25 USD/kWh at Elm St (2 km)`."""
    line = f"{rounded(per_kwh, 2)} {currency}/kWh"
    return f"{line}, {note}" if note else line


def default_price_value(price: Price) -> str:
    """Value of the configuration key DefaultPrice.

    Raises:
        ValueError: if it would be longer than the 500 characters that OCPP allows.
    """
    value = _dump(
        {
            "priceText": price.text,
            "priceTextOffline": price.text,
            "chargingPrice": {
                "kWhPrice": float(rounded(price.per_kwh)),
                "hourPrice": 0.0,
                "flatFee": 0.0,
            },
        }
    )
    if len(value) > MAX_VALUE_LENGTH:
        raise ValueError(f"DefaultPrice has {len(value)} characters, at most 500 are allowed")
    return value


def set_user_price(id_token: str, text: str) -> str:
    """Data of SetUserPrice: shown between Authorize and StartTransaction."""
    return _dump({"idToken": id_token, "priceText": text})


def running_cost(
    transaction_id: int, at: datetime, meter_wh: int, cost: Decimal, per_kwh: Decimal
) -> str:
    """Data of RunningCost: total so far, and the price that the charger may extrapolate with."""
    return _dump(
        {
            "transactionId": transaction_id,
            "timestamp": at.isoformat().replace("+00:00", "Z"),
            "meterValue": meter_wh,
            "cost": float(rounded(cost)),
            "state": "Charging",
            "chargingPrice": {
                "kWhPrice": float(rounded(per_kwh)),
                "hourPrice": 0.0,
                "flatFee": 0.0,
            },
        }
    )


def final_cost(transaction_id: int, cost: Decimal, text: str) -> str:
    """Data of FinalCost: shown after the transaction ended."""
    return _dump({"transactionId": transaction_id, "cost": float(rounded(cost)), "priceText": text})


def _dump(data: dict[str, object]) -> str:
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False)
