"""Rows of the log of OCPP messages, and the port that keeps them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from central.core.message_log import LogEntry
from contract.ids import ChargePointId


@dataclass(frozen=True, slots=True)
class LogRow:
    """A frame in the log; `payload` as in `central.core.message_log.LogEntry`."""

    id: int
    charge_point_id: ChargePointId
    at: datetime
    direction: str
    kind: str
    action: str
    message_id: str
    payload: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class LogPage:
    """Where a page of the log begins, newest first; the span is half-open."""

    limit: int
    before_id: int | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    """`charge_point_id`, `action`, `message_id`, `direction`, `kind`."""
    since: datetime | None = None
    until: datetime | None = None


class MessageStore(Protocol):
    """The log of OCPP messages."""

    async def add(self, entries: Sequence[LogEntry]) -> None:
        """Put down."""

    async def page(self, page: LogPage) -> list[LogRow]:
        """Newest first."""

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` rows older than `before`."""
