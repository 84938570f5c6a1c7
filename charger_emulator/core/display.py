"""What a charger's display shows, from DefaultPrice and the OCA cost messages.

Own reading of the note "OCPP & California Pricing Requirements": a peer of central must not share
its parser. Only a DefaultPrice with `chargingPrice.kWhPrice` changes the price that drivers see.
"""

import json
import math
from collections import deque
from collections.abc import Mapping
from typing import Any, Final

VENDOR_ID: Final = "org.openchargealliance.costmsg"
ACCEPTED: Final = "Accepted"
REJECTED: Final = "Rejected"
UNKNOWN_MESSAGE: Final = "UnknownMessageId"
KEPT_MESSAGES: Final = 20


class Display:
    """One charge point's screen."""

    def __init__(self, price_per_kwh: float, text: str) -> None:
        self.price_per_kwh = price_per_kwh
        self.text = text
        self.messages: deque[dict[str, Any]] = deque(maxlen=KEPT_MESSAGES)
        """Newest last: {"kind", "text", "transaction_id", "cost"}."""

    def default_price(self, value: str) -> bool:
        """Show a DefaultPrice; False = it is no usable one."""
        data = _json_object(value)
        text = data.get("priceText")
        if not isinstance(text, str) or not text:
            return False
        price = data.get("chargingPrice")
        if price is not None:
            per_kwh = price.get("kWhPrice") if isinstance(price, Mapping) else None
            if per_kwh is None or not _is_money(per_kwh):
                return False
            self.price_per_kwh = float(per_kwh)
        self.text = text
        return True

    def cost_message(self, kind: str, data: str | None, running: set[int], last: set[int]) -> str:
        """Answer a cost message, and show it if it is usable.

        Args:
            kind: messageId of the DataTransfer.
            data: its data.
            running: transactions that run here now.
            last: transactions that ended here last, by connector.
        """
        content = _json_object(data or "")
        transaction_id, cost = _whole(content.get("transactionId")), content.get("cost")
        match kind:
            case "SetUserPrice":
                text = content.get("priceText")
                good = isinstance(content.get("idToken"), str) and isinstance(text, str)
            case "RunningCost":
                text = f"{cost} so far"
                needed = ("timestamp", "meterValue", "state", "chargingPrice")
                good = transaction_id in running and _is_money(cost)
                good = good and all(name in content for name in needed)
            case "FinalCost":
                text = content.get("priceText") or f"{cost} in all"
                good = transaction_id in running | last and _is_money(cost)
            case _:
                return UNKNOWN_MESSAGE
        if not good:
            return REJECTED
        shown = {"kind": kind, "text": text, "transaction_id": transaction_id, "cost": cost}
        self.messages.append(shown)
        return ACCEPTED


def _json_object(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _whole(value: object) -> int | None:
    if isinstance(value, str) and value.isdigit():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_money(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value) and value >= 0
