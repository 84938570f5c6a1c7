"""Messages that central refused for good, and that a person wants to go up again.

They get fresh numbers and message ids and go behind all that waits. A session is revived with its
start, so that its readings and its stop go up under the id that central gives this time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from edge_agent.core import payloads
from edge_agent.core.storage import (
    Aside,
    Change,
    DropAside,
    PutRecord,
    PutTransaction,
    Record,
    RecordKind,
    Stage,
    Transaction,
)
from edge_agent.core.transactions import Transactions, booked

_KINDS: Final = {
    "StatusNotification": RecordKind.STATUS,
    "SecurityEventNotification": RecordKind.SECURITY,
}
"""Which queue a message belongs in; everything else goes in order with the sessions."""


def retried(
    asides: Sequence[Aside],
    book: Transactions,
    next_number: Callable[[], int],
    ids: Iterator[str],
) -> tuple[list[Record], list[Change]]:
    """The records to queue, and what to write first.

    Args:
        asides: in order; of a session its start first, unless `book` knows it.
        book: the charger's transactions; those that were forgotten are put in again.
        next_number: gives the number of the next record.
        ids: fresh message ids.
    """
    fresh = list(_revived(asides, book))
    changes: list[Change] = [PutTransaction(book.put(each)) for each in fresh]
    records = []
    for each in asides:
        kind = _KINDS.get(each.action, RecordKind.TRANSACTION)
        mine = each.transaction if book.get(each.transaction) is not None else None
        record = Record(next_number(), kind, next(ids), each.action, each.payload, mine)
        records.append(record)
        changes += [PutRecord(record), DropAside(each.number)]
    return records, changes


def _revived(asides: Sequence[Aside], book: Transactions) -> Iterator[Transaction]:
    """Transactions that were forgotten meanwhile."""
    for start in asides:
        number = start.transaction
        if start.action != "StartTransaction" or number is None or book.get(number) is not None:
            continue
        named = (
            payloads.transaction_of(each.action, each.payload)
            for each in asides
            if each.transaction == number and each is not start
        )
        charger_id = next((each for each in named if each is not None), None)
        begun = booked(number, payloads.fields(start.payload))
        yield replace(begun, stage=Stage.OVER, charger_id=charger_id)
