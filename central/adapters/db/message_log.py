"""Repository of the log of OCPP messages: added in batches, paged by number, pruned by age.

A row holds one frame, or a call and its answer. To its readers each frame is one of its own, with a
number of its own: twice that of its row, plus one for an answer.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, RowMapping, and_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.field_tables import ocpp_messages
from central.adapters.db.prepared import Prepared
from central.adapters.db.rows import delete_oldest
from central.core.message_log import IN, OUT, LogEntry
from central.services.log_records import LogPage, LogRow

_ADD: Final = Prepared(ocpp_messages.insert(), LogEntry._fields)
_PRUNE: Final = delete_oldest(ocpp_messages)
_OTHER_WAY: Final = {IN: OUT, OUT: IN}
_SHARED: Final = ("charge_point_id", "action", "message_id")
"""What a call and its answer have in common."""


class SqlMessageLog:
    """Implements `central.services.log_records.MessageStore`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, entries: Sequence[LogEntry]) -> None:
        """Put down."""
        await _ADD.run_each(self._connection, entries)

    async def page(self, page: LogPage) -> list[LogRow]:
        """Newest first; an answer comes before its call."""
        column = ocpp_messages.c
        has_first, has_answer = _first_fits(page), _answer_fits(page)
        statement = (
            select(ocpp_messages, has_first.label("has_first"), has_answer.label("has_answer"))
            .where(or_(has_first, has_answer))
            .order_by(column.id.desc())
            .limit(page.limit)
        )
        if page.before_id is not None:
            statement = statement.where(column.id <= page.before_id // 2)
        for name in _SHARED:
            if name in page.filters:
                statement = statement.where(column[name] == page.filters[name])
        rows: list[LogRow] = []
        for row in (await self._connection.execute(statement)).mappings():
            rows += [_answer_of(row)] if row["has_answer"] else []
            rows += [_first_of(row)] if row["has_first"] else []
        return rows[: page.limit]

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` rows older than `before`, by their first frame."""
        found = await self._connection.execute(_PRUNE, {"before": before, "limit": limit})
        return found.rowcount


def _first_fits(page: LogPage) -> ColumnElement[bool]:
    column = ocpp_messages.c
    given = page.filters
    return _fits(page, column.id * 2, column.at, column.kind, given.get("direction"))


def _answer_fits(page: LogPage) -> ColumnElement[bool]:
    column = ocpp_messages.c
    direction = page.filters.get("direction")
    way = None if direction is None else _OTHER_WAY[direction]
    fits = _fits(page, column.id * 2 + 1, column.answered_at, column.answer_kind, way)
    return and_(column.answer_kind.is_not(None), fits)


def _fits(
    page: LogPage,
    number: ColumnElement[int],
    at: ColumnElement[datetime],
    kind: ColumnElement[str],
    way: str | None,
) -> ColumnElement[bool]:
    """Whether a frame of a row belongs to a page; `way` = the direction that its row must have."""
    conditions: list[ColumnElement[bool]] = [true()]
    if page.before_id is not None:
        conditions.append(number < page.before_id)
    if page.since is not None:
        conditions.append(at >= page.since)
    if page.until is not None:
        conditions.append(at < page.until)
    if "kind" in page.filters:
        conditions.append(kind == page.filters["kind"])
    if way is not None:
        conditions.append(ocpp_messages.c.direction == way)
    return and_(*conditions)


def _first_of(row: RowMapping) -> LogRow:
    return LogRow(
        id=2 * row["id"],
        charge_point_id=row["charge_point_id"],
        at=row["at"],
        direction=row["direction"],
        kind=row["kind"],
        action=row["action"],
        message_id=row["message_id"],
        payload=row["payload"],
        size_bytes=row["size_bytes"],
    )


def _answer_of(row: RowMapping) -> LogRow:
    return LogRow(
        id=2 * row["id"] + 1,
        charge_point_id=row["charge_point_id"],
        at=row["answered_at"],
        direction=_OTHER_WAY[row["direction"]],
        kind=row["answer_kind"],
        action=row["action"],
        message_id=row["message_id"],
        payload=row["answer"],
        size_bytes=row["answer_bytes"],
    )
