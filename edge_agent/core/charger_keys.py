"""What a charger's configuration keys say, as far as the edge acts on it.

Learned from what passes: the charger's answers to GetConfiguration, and the ChangeConfiguration
that it accepted (OCPP 1.6, 5.8 and 5.3). The edge asks for nothing itself.
"""

from collections.abc import Mapping
from typing import Any, Final

from edge_agent.core import frames, payloads

NOTE: Final = "keys"
TIMEOUT: Final = "messagetimeout"
"""Errata 3.82: seconds until the charger gives a call up."""
RETRY: Final = "transactionmessageretryinterval"
STOP_ON_INVALID: Final = "stoptransactiononinvalidid"
_KEYS: Final = frozenset({TIMEOUT, RETRY, STOP_ON_INVALID})
_LONGEST: Final = 20
"""Characters of a value; none of these keys needs more."""


class ChargerKeys:
    """The keys of one charger; names are compared without case (CiString50).

    Args:
        note: what an earlier run learned.
    """

    def __init__(self, note: str = "") -> None:
        found = payloads.fields(note)
        self._values = {key: payloads.text(found.get(key)) for key in _KEYS if key in found}

    def note(self) -> str:
        """All of it, for the next run."""
        return frames.dump(self._values)

    def learn(self, action: str, request: Mapping[str, Any], response: Mapping[str, Any]) -> bool:
        """Take in what the charger answered; returns whether anything is new."""
        before = dict(self._values)
        if action == "GetConfiguration":
            said = response.get("configurationKey")
            for each in said if isinstance(said, list) else ():
                if isinstance(each, dict):
                    self._take(each.get("key"), each.get("value"))
        elif action == "ChangeConfiguration" and response.get("status") == "Accepted":
            self._take(request.get("key"), request.get("value"))
        return before != self._values

    def _take(self, key: object, value: object) -> None:
        name, text = payloads.text(key).lower(), payloads.text(value).strip()
        if name in _KEYS and 0 < len(text) <= _LONGEST:
            self._values[name] = text

    def seconds(self, key: str) -> float | None:
        """A whole number of seconds above 0; None = not known, or no such number."""
        text = self._values.get(key, "")
        return float(text) if text.isascii() and text.isdigit() and int(text) > 0 else None

    @property
    def stops_on_invalid(self) -> bool:
        """Whether a session ends when its tag turns out invalid (StopTransactionOnInvalidId)."""
        return self._values.get(STOP_ON_INVALID, "true").lower() != "false"
