"""What a charger's display shows, from DefaultPrice and the OCA cost messages.

Own reading of the note "OCPP & California Pricing Requirements": a peer of central must not share
its parser. Only a DefaultPrice with `chargingPrice.kWhPrice` changes the price that drivers see.
"""

import json
from collections import deque
from collections.abc import Mapping
from typing import Any, Final

from charger_emulator.core.profiles import LARGEST

VENDOR_ID: Final = "org.openchargealliance.costmsg"
ACCEPTED: Final = "Accepted"
REJECTED: Final = "Rejected"
UNKNOWN_MESSAGE: Final = "UnknownMessageId"
KEPT_MESSAGES: Final = 20
_DIGITS: Final = len(str(LARGEST))


class Display:
    """One charge point's screen."""

    def __init__(self, price_per_kwh: float, text: str) -> None:
        self.price_per_kwh = price_per_kwh
        self.text = text
        self.text_offline = ""
        """Shown without a link; "" = the same as with one."""
        self.translations: dict[str, tuple[str, str]] = {}
        """Texts (online, offline) by language."""
        self.messages: deque[dict[str, Any]] = deque(maxlen=KEPT_MESSAGES)
        """Newest last: {"kind", "text", "transaction_id", "cost"}."""

    def default_price(self, value: str) -> bool:
        """Show a DefaultPrice; False = it is no usable one."""
        data = json_object(value)
        text = data.get("priceText")
        if not isinstance(text, str) or not text:
            return False
        price = data.get("chargingPrice")
        if price is not None:
            per_kwh = price.get("kWhPrice") if isinstance(price, Mapping) else None
            if per_kwh is None or not _is_money(per_kwh):
                return False
            self.price_per_kwh = float(per_kwh)
        self.text, self.text_offline = text, _text(data.get("priceTextOffline"))
        return True

    def default_text(self, language: str, value: str) -> bool:
        """Take the texts of a DefaultPrice in a language; False = they are no usable ones."""
        data = json_object(value)
        text = _text(data.get("priceText"))
        if text:
            self.translations[language] = (text, _text(data.get("priceTextOffline")))
        return bool(text)

    def shown(self, language: str, *, is_online: bool) -> str:
        """What stands on the screen while nobody charges."""
        text, offline = self.translations.get(language, (self.text, self.text_offline))
        return text if is_online else offline or text

    def cost_message(
        self,
        kind: str,
        content: Mapping[str, Any],
        known: tuple[set[int], set[int]],
        language: str = "",
    ) -> str:
        """Answer a cost message, and show it if it is usable.

        Args:
            kind: messageId of the DataTransfer.
            content: its data.
            known: transactions that run here now, and those that ended last, by connector.
            language: of the screen; a text in it is preferred (priceTextExtra).
        """
        running, last = known
        transaction_id, cost = _whole(content.get("transactionId")), content.get("cost")
        match kind:
            case "SetUserPrice":
                text = content.get("priceText")
                good = isinstance(content.get("idToken"), str) and isinstance(text, str)
                text = _in_language(content, language) or text
            case "RunningCost":
                text = f"{cost} so far"
                needed = ("timestamp", "meterValue", "state", "chargingPrice")
                idles = content.get("state") == "Idle" and transaction_id in last
                good = (transaction_id in running or idles) and _is_money(cost)
                good = good and all(name in content for name in needed)
            case "FinalCost":
                text = _in_language(content, language) or content.get("priceText")
                text = text or f"{cost} in all"
                good = transaction_id in running | last and _is_money(cost)
            case _:
                return UNKNOWN_MESSAGE
        if not good:
            return REJECTED
        shown = {"kind": kind, "text": text, "transaction_id": transaction_id, "cost": cost}
        if isinstance(content.get("qrCodeText"), str):
            shown["qr_code"] = content["qrCodeText"]
        self.messages.append(shown)
        return ACCEPTED


def _in_language(content: Mapping[str, Any], language: str) -> str:
    """The text of a message in a language; "" = there is none."""
    extra = content.get("priceTextExtra")
    for each in extra if isinstance(extra, list) else []:
        if isinstance(each, Mapping) and each.get("language") == language:
            return _text(each.get("content"))
    return ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def json_object(text: str) -> dict[str, Any]:
    """A JSON object; what is none is an empty one."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _whole(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= _DIGITS:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_money(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= value <= LARGEST
