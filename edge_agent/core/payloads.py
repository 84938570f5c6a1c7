"""Looking into payloads without writing them anew: a value is found, and replaced, as text.

Everything else of a payload stays byte for byte what the charger or central sent, so that signed
meter values and vendor fields stay what they were.
"""

import json
import re
from typing import Any, Final

from contract import costmsg

TRANSACTION_ID: Final = "transactionId"
_STAMPED_DEPTHS: Final = (1, 3)
"""Of a message itself, and of the elements of `meterValue` or `transactionData`."""
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]')
_COSTS: Final = frozenset({costmsg.RUNNING_COST, costmsg.FINAL_COST, costmsg.CONNECTOR_UNPLUGGED})
_SIGNED: Final = re.compile(r'"format"\s*:\s*"SignedData"|OCMF\|')
_EDGE_READING: Final = re.compile(r'"context"\s*:\s*"(?!Sample\.Periodic)')
FIRST_TRUSTED_YEAR: Final = "2020"
"""A clock that shows an earlier year was never set (chargers without one begin in 1970)."""


def fields(payload: str) -> dict[str, Any]:
    """Values of a payload; empty if it cannot be read as an object."""
    try:
        found = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def raw(payload: str, key: str) -> str:
    """JSON text of one value of an object; empty if it is not there."""
    found = _span(payload, key)
    return payload[found[0] : found[1]] if found else ""


def whole(value: object) -> int | None:
    """The value if it is a whole number, as ids and connectors are."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def text(value: object) -> str:
    """The value if it is text, else empty."""
    return value if isinstance(value, str) else ""


def is_set_clock(timestamp: str) -> bool:
    """Whether a timestamp comes from a clock that was set once."""
    return timestamp[:4].isdigit() and timestamp[:4] >= FIRST_TRUSTED_YEAR


def is_spare(payload: str) -> bool:
    """Whether a reading may be shed in need: periodic only, and nothing in it is signed."""
    return _SIGNED.search(payload) is None and _EDGE_READING.search(payload) is None


def transaction_of(action: str, payload: str) -> int | None:
    """The transaction id that a message names, wherever it stands in it; None = it names none."""
    match action:
        case "SetChargingProfile":
            profile = raw(payload, "csChargingProfiles")
            return whole(fields(profile).get(TRANSACTION_ID)) if profile else None
        case "DataTransfer":
            inner = _cost_data(payload)
            found = fields(inner).get(TRANSACTION_ID) if inner is not None else None
            if isinstance(found, str) and found.isascii() and found.isdigit():
                return int(found)  # libocpp takes both forms
            return whole(found)
        case _:
            return whole(fields(payload).get(TRANSACTION_ID))


def with_transaction(action: str, payload: str, transaction_id: int) -> str:
    """The payload with another transaction id where `transaction_of` found one."""
    new = str(transaction_id)
    match action:
        case "SetChargingProfile":
            profile = raw(payload, "csChargingProfiles")
            return _replaced(payload, "csChargingProfiles", _replaced(profile, TRANSACTION_ID, new))
        case "DataTransfer":
            inner = _cost_data(payload)
            if inner is None:
                return payload
            is_text = isinstance(fields(inner).get(TRANSACTION_ID), str)
            changed = _replaced(inner, TRANSACTION_ID, json.dumps(new) if is_text else new)
            return _replaced(payload, "data", json.dumps(changed))
        case _:
            return _replaced(payload, TRANSACTION_ID, new)


def with_field(payload: str, key: str, value: str) -> str:
    """The payload with one more field, its value as JSON text."""
    body = payload.rstrip()[:-1]
    comma = "" if body.strip() == "{" else ","
    return f'{body}{comma}"{key}":{value}}}'


def is_cost(payload: str, message: str) -> bool:
    """Whether a DataTransfer is this cost message (OCA note)."""
    found = fields(payload)
    return found.get("vendorId") == costmsg.VENDOR_ID and found.get("messageId") == message


def timestamps(payload: str) -> list[tuple[int, int]]:
    """Where the values of `timestamp` stand, without quotes: the message's own and its readings'.

    What lies deeper (sampled values, signed data) is the meter's own.
    """
    found: list[tuple[int, int]] = []
    depth, last, key = 0, "", ""
    for token in _TOKEN.finditer(payload):
        mark = token[0]
        if mark in "{[":
            depth += 1
        elif mark in "}]":
            depth -= 1
        elif mark == ":":
            key, last = last, ""
            continue
        elif mark != ",":
            if key == '"timestamp"' and depth in _STAMPED_DEPTHS:
                found.append((token.start() + 1, token.end() - 1))
            last = mark
        key = ""
    return found


def _cost_data(payload: str) -> str | None:
    found = fields(payload)
    is_ours = found.get("vendorId") == costmsg.VENDOR_ID and found.get("messageId") in _COSTS
    data = found.get("data")
    return data if is_ours and isinstance(data, str) else None


def _replaced(payload: str, key: str, new: str) -> str:
    found = _span(payload, key)
    if found is not None and payload[found[0] : found[1]] == new:
        return payload
    return f"{payload[: found[0]]}{new}{payload[found[1] :]}" if found else payload


def _span(payload: str, key: str) -> tuple[int, int] | None:
    """Where the value of a key of the outermost object stands; the last one if there are several.

    Parsers take the last of equal keys (RFC 8259, 4).
    """
    depth, found, last_text, start = 0, None, "", -1
    for token in _TOKEN.finditer(payload):
        mark = token[0]
        if mark in "{[":
            depth += 1
        elif depth != 1:
            depth -= mark in "}]"
        elif mark == ":":
            start = token.end() if _unquoted(last_text) == key else -1
        elif mark in ",}":
            if start >= 0:
                found = _trimmed(payload, start, token.start())
            start = -1
            depth -= mark == "}"
        elif start < 0:
            last_text = mark
    return found


def _unquoted(quoted: str) -> str:
    try:
        return str(json.loads(quoted))
    except ValueError:
        return ""


def _trimmed(payload: str, start: int, end: int) -> tuple[int, int]:
    while start < end and payload[start].isspace():
        start += 1
    while end > start and payload[end - 1].isspace():
        end -= 1
    return start, end
