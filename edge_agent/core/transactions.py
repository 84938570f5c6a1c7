"""The book of one charger's transactions: ids both ways, repetitions, and what belongs to what.

A charger that got its id from central keeps it; one that was answered here has an id of the edge's
own block until it has stopped that transaction, also once central's id is known. No connector is
ever guessed (errata 4.0, 3.18: chargers send -1 or 0 where they never got an id).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from edge_agent.core import payloads
from edge_agent.core.storage import Stage, Transaction

FIRST_LOCAL_ID: Final = 2_000_000_000
"""Ids from here to the end of OCPP's integer are the edge's own; central issues none of them."""
LAST_LOCAL_ID: Final = 2_147_483_647
REMEMBERED: Final = 32
"""Transactions that are over and still known, for repetitions and readings that come late."""


class Transactions:
    """The transactions of one charger, oldest first."""

    def __init__(self, kept: Iterable[Transaction] = ()) -> None:
        self._book = {each.number: each for each in kept}

    def get(self, number: int | None) -> Transaction | None:
        """The transaction with this number."""
        return None if number is None else self._book.get(number)

    def all(self) -> list[Transaction]:
        """All that are remembered."""
        return list(self._book.values())

    def put(self, transaction: Transaction) -> Transaction:
        """Keep a transaction as it is now."""
        self._book[transaction.number] = transaction
        return transaction

    def forget(self, number: int) -> None:
        """It was never kept."""
        self._book.pop(number, None)

    def begin(self, number: int, start: dict[str, Any]) -> Transaction:
        """Book a StartTransaction."""
        return self.put(booked(number, start))

    def same_start(self, start: dict[str, Any]) -> Transaction | None:
        """The transaction that an equal StartTransaction began, whatever its message id."""
        asked = _content(booked(0, start))
        same = (each for each in reversed(self._book.values()) if _content(each) == asked)
        return next(same, None)

    def left_behind(self, fresh: Transaction) -> list[Transaction]:
        """Those on the same connector that never stopped: the new start ended them."""
        return [
            each
            for each in self._book.values()
            if each.connector == fresh.connector
            and each.stage is not Stage.OVER
            and each.number < fresh.number
        ]

    def meant_by_charger(self, message: dict[str, Any]) -> Transaction | None:
        """The transaction that MeterValues, StopTransaction or ConnectorUnplugged belong to.

        Args:
            message: its fields; `connectorId` may be missing.
        """
        claimed = payloads.whole(message.get(payloads.TRANSACTION_ID))
        for each in reversed(self._book.values()):
            if claimed is not None and claimed > 0 and each.charger_id == claimed:
                return each
        connector = payloads.whole(message.get("connectorId"))
        if connector == 0:
            return None
        at = _instant(_timestamp(message))
        fitting = [
            each
            for each in self._book.values()
            if each.stage is not Stage.OVER
            and connector in (None, each.connector)
            and _fits(at, _instant(each.started_at))
        ]
        return fitting[0] if len(fitting) == 1 else None

    def charger_id_of(self, central_id: int) -> int | None:
        """What the charger calls a transaction of central's; None = nothing else."""
        for each in reversed(self._book.values()):
            if each.central_id == central_id and each.charger_id is not None:
                return each.charger_id
        return None

    def is_in_use(self, charger_id: int, number: int) -> bool:
        """Whether the charger knows another open transaction by this id.

        So it is with a central that lost its database, and counts from 1 again.
        """
        return any(
            each.charger_id == charger_id and each.stage is Stage.OPEN and each.number != number
            for each in self._book.values()
        )

    def forgotten(self, waiting: set[int]) -> list[int]:
        """Take off the oldest ones that are over, beyond those remembered.

        Args:
            waiting: numbers of transactions that central has not heard all of.
        """
        over = [
            each.number
            for each in self._book.values()
            if each.stage is Stage.OVER and each.number not in waiting
        ]
        gone = over[: max(len(over) - REMEMBERED, 0)]
        for number in gone:
            del self._book[number]
        return gone


MAX_TEXT: Final = 64
"""Longer than OCPP allows, so that nothing true is cut."""
_MAX_CONNECTOR: Final = 10_000


def central_id(answer: dict[str, Any]) -> int | None:
    """The id in central's answer to a StartTransaction, if it can be one."""
    found = payloads.whole(answer.get(payloads.TRANSACTION_ID))
    return found if found is not None and 0 < found <= LAST_LOCAL_ID else None


def for_central(action: str, payload: str, transaction: Transaction) -> str | None:
    """A payload under central's id; None if central never knew the transaction."""
    if transaction.central_id is None:
        return None
    if payloads.transaction_of(action, payload) in (None, transaction.central_id):
        return payload
    return payloads.with_transaction(action, payload, transaction.central_id)


def is_local(transaction_id: int | None) -> bool:
    """Whether an id is of the edge's own block."""
    return transaction_id is not None and FIRST_LOCAL_ID <= transaction_id <= LAST_LOCAL_ID


def stop_words(message: dict[str, Any]) -> str:
    """What makes a StopTransaction the same as another."""
    return _storable(f"{message.get('timestamp')} {message.get('meterStop')}")


def booked(number: int, start: dict[str, Any]) -> Transaction:
    """A transaction as its StartTransaction tells it."""
    return Transaction(
        number=number,
        connector=_connector(start),
        id_tag=_storable(start.get("idTag")),
        started_at=_storable(start.get("timestamp")),
        meter_start=_storable(str(start.get("meterStart"))),
    )


def _storable(value: object) -> str:
    """Text without half characters, which no database takes."""
    return payloads.text(value)[:MAX_TEXT].encode(errors="replace").decode()


def _content(each: Transaction) -> tuple[object, ...]:
    return each.connector, each.id_tag, each.started_at, each.meter_start


def _connector(message: dict[str, Any]) -> int:
    found = payloads.whole(message.get("connectorId"))
    return found if found is not None and 0 <= found <= _MAX_CONNECTOR else 0


def _timestamp(message: dict[str, Any]) -> str:
    if "timestamp" in message:
        return payloads.text(message["timestamp"])
    readings = message.get("meterValue")
    first = readings[0] if isinstance(readings, list) and readings else None
    return payloads.text(first.get("timestamp")) if isinstance(first, dict) else ""


def _fits(at: datetime | None, started_at: datetime | None) -> bool:
    """Not before the start; what cannot be read does not speak against it."""
    return at is None or started_at is None or at >= started_at


def _instant(text: str) -> datetime | None:
    if not payloads.is_set_clock(text):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
