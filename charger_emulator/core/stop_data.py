"""Meter values that go along with the end of a transaction (OCPP 1.6, 6.49 and 9.1.23).

From Transaction.Begin to Transaction.End in order. When there are more than the charger keeps,
every second one between the first and the newest is dropped, so that the rest still spans the
whole transaction (errata 3.89).
"""

from typing import Any, Final

MAX_KEPT: Final = 100
"""StopTransactionMaxMeterValues."""


class StopData:
    """Collects the values of one transaction."""

    def __init__(self, most: int = MAX_KEPT) -> None:
        self._most = most
        self._values: list[dict[str, Any]] = []

    def add(self, timestamp: str, sampled: list[Any]) -> None:
        """Add what was sampled at an instant; nothing sampled adds nothing."""
        if sampled:
            self._values.append({"timestamp": timestamp, "sampledValue": sampled})
        if len(self._values) > self._most:
            first, *between, newest = self._values
            self._values = [first, *between[1::2], newest]

    def all(self) -> list[dict[str, Any]]:
        """As transactionData wants them."""
        return list(self._values)
