"""What the proxy keeps on disk, as plain values: records, transactions, changes, and what was kept.

The proxy says what to write (`Change`), the shell writes it. A record is a message that central has
yet to hear; a transaction is the tie between the id that the charger uses and the one that central
gave. Numbers count per charger and are never used twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RecordKind(StrEnum):
    """Which queue a record waits in."""

    TRANSACTION = "transaction"
    """StartTransaction, MeterValues, StopTransaction, ConnectorUnplugged: in order."""
    SECURITY = "security"
    """SecurityEventNotification: all of them (OCPP 1.6 security whitepaper, A04)."""
    STATUS = "status"
    """StatusNotification: the newest of a connector, and every one with an error code."""
    LATEST = "latest"
    """FirmwareStatusNotification and others of which only the newest says something."""


@dataclass(frozen=True, slots=True)
class Record:
    """One message that waits for central."""

    number: int
    kind: RecordKind
    message_id: str
    """The id under which every unanswered try goes up, so that central can tell a repetition."""
    action: str
    payload: str
    """JSON text as the charger sent it."""
    transaction: int | None = None
    """Number of the transaction that it belongs to; None = none that the edge knows."""
    is_spare: bool = False
    """An in-between reading without a signature, which may be shed once its session is over."""


class Stage(StrEnum):
    """How far a transaction is."""

    STARTING = "starting"
    """Stored, and the charger waits for its id."""
    OPEN = "open"
    OVER = "over"
    """The charger stopped it, or began another one on its connector."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """One session as the edge knows it. Its number is that of its StartTransaction's record."""

    number: int
    connector: int
    id_tag: str
    started_at: str
    """The charger's words."""
    meter_start: str
    """The charger's number, as JSON text."""
    stage: Stage = Stage.STARTING
    charger_id: int | None = None
    """The id that the charger uses: central's, or one of the edge's own block."""
    central_id: int | None = None
    stop: str = ""
    """What its StopTransaction said, so that a repeated one is known."""


@dataclass(frozen=True, slots=True)
class PutRecord:
    """Keep a record."""

    record: Record


@dataclass(frozen=True, slots=True)
class DropRecord:
    """Central has it, or a newer one says more."""

    number: int


@dataclass(frozen=True, slots=True)
class PutTransaction:
    """Keep a transaction as it is now."""

    transaction: Transaction


@dataclass(frozen=True, slots=True)
class DropTransaction:
    """It is over, central knows all of it, and newer ones are remembered."""

    number: int


@dataclass(frozen=True, slots=True)
class PutNote:
    """Keep a named text: the boot verdict, tags, the local list."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """Central refuses it for good: out of the queue, kept for a person."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class DropAside:
    """What was set aside is tried again, or not wanted any more."""

    number: int


@dataclass(frozen=True, slots=True)
class Aside:
    """A message that central refused for good."""

    number: int
    message_id: str
    action: str
    payload: str
    transaction: int | None
    reason: str


Change = PutRecord | DropRecord | PutTransaction | DropTransaction | PutNote | SetAside | DropAside


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier run left of one charger, in the order of the numbers."""

    next_number: int = 1
    transactions: tuple[Transaction, ...] = ()
    counts: Mapping[RecordKind, int] = field(default_factory=dict)
    """Records that wait, by kind."""
    last_payloads: tuple[str, ...] = ()
    """Payloads of the newest transaction records, to know a repetition."""
    notes: Mapping[str, str] = field(default_factory=dict)
