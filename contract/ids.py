"""Names of things, as types, so that a station id is never handed over as a charge point id."""

import re
from typing import Final, NewType

StationId = NewType("StationId", str)
ChargePointId = NewType("ChargePointId", str)
"""OCPP identity of a charge point: the last segment of its websocket URL (OCPP-J 1.6, 3.1.1)."""
ConnectorId = NewType("ConnectorId", int)
"""OCPP connector number: 0 is the charge point itself, connectors count from 1."""
TransactionId = NewType("TransactionId", int)
EdgeId = NewType("EdgeId", str)
CityId = NewType("CityId", str)

IDENTITY_PATTERN: Final = re.compile(r"[A-Za-z0-9_.\-=*|@ ]{1,48}")
"""Identities we take. A ':' cannot be part of one: it ends the user name of HTTP Basic (RFC 7617).

'/', '+', '#' and '$' would change the meaning of an MQTT topic.
"""

UNASSIGNED_STATION: Final = StationId("unassigned")
"""Station of a charge point that connected without being in any fleet file."""


def charge_point_id(text: str) -> ChargePointId:
    """Check an identity that came from outside.

    Raises:
        ValueError: if the text is not a usable identity; the message names text and rule.
    """
    if not IDENTITY_PATTERN.fullmatch(text) or text != text.strip():
        raise ValueError(
            f"charge point identity {text!r} is not allowed: 1 to 48 characters out of "
            "letters, digits, blanks inside and _ . - = * | @"
        )
    return ChargePointId(text)
