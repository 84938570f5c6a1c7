"""Repository of notifications: preferences, channels, the outbox and its log."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Row, Table, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.alarm_tables import alarm_entries
from central.adapters.db.notice_tables import (
    notification_channels,
    notification_preferences,
    notification_tries,
    notifications,
)
from central.adapters.db.rows import insert_or_update, row_of
from central.adapters.db.tables import users
from central.adapters.db.work_tables import work_order_entries
from central.core.alarm_topics import Severity
from central.core.folding import Group, Message, Outbox
from central.core.notices import Kind, Line, Person, Preferences
from central.services.notice_records import (
    AlarmNews,
    Channel,
    ChannelKind,
    NewChannel,
    NoticePage,
    Queued,
    SendState,
    TryRow,
)

TOLD: Final = ("opened", "reopened", "worse", "assigned")
"""Kinds of lines in alarms' timelines that people are told of."""
BEGUN: Final = "begun"
_ENDED: Final = (SendState.SENT.value, SendState.FAILED.value)
_GROUP: Final = (
    notifications.c.channel_id,
    notifications.c.family,
    notifications.c.is_critical,
)


class SqlNotifications:
    """Implements `central.services.notice_records.Notifications`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def people(self) -> list[Person]:
        """All who may log in, with what they prefer."""
        own = notification_preferences
        statement = (
            select(users.c.name, users.c.role, own)
            .outerjoin(own, own.c.person == users.c.name)
            .order_by(users.c.name)
        )
        rows = await self._connection.execute(statement)
        return [Person(row.name, row.role, _preferences(row)) for row in rows]

    async def preferences(self, person: str) -> Preferences:
        """Those of one; the usual ones where none were set."""
        own = notification_preferences
        found = await self._connection.execute(select(own).where(own.c.person == person))
        row = found.first()
        return Preferences() if row is None else _preferences(row)

    async def set_preferences(self, person: str, wanted: Preferences) -> None:
        """Put down or renew."""
        values = {
            "zone": wanted.zone.key,
            "quiet_start": _hours(wanted.quiet_start),
            "quiet_end": _hours(wanted.quiet_end),
            "severity_min": int(wanted.severity_min),
            "muted": sorted(each.value for each in wanted.muted),
            "digest_at": _hours(wanted.digest_at),
        }
        statement = insert_or_update(notification_preferences, ["person"], list(values))
        await self._connection.execute(statement.values(person=person, **values))

    async def add_channel(self, new: NewChannel) -> Channel:
        """Put down; gives it with its id."""
        row = {**row_of(new), "kind": new.kind.value}
        result = await self._connection.execute(notification_channels.insert().values(**row))
        return Channel(**row_of(new), id=_key(result))

    async def channels(self, person: str | None = None) -> list[Channel]:
        """Of one person, or all; by id."""
        statement = select(notification_channels).order_by(notification_channels.c.id)
        if person is not None:
            statement = statement.where(notification_channels.c.person == person)
        return [_channel(row) for row in await self._connection.execute(statement)]

    async def channel(self, channel_id: int) -> Channel | None:
        """One of them."""
        own = notification_channels.c.id == channel_id
        row = (await self._connection.execute(select(notification_channels).where(own))).first()
        return None if row is None else _channel(row)

    async def delete_channel(self, channel_id: int) -> None:
        """Forget it; messages that wait for it fail."""
        await self._drop([channel_id])

    async def forget(self, person: str) -> None:
        """Forget a person's channels and preferences; the log stays."""
        await self._drop([each.id for each in await self.channels(person)])
        own = notification_preferences.c.person == person
        await self._connection.execute(delete(notification_preferences).where(own))

    async def _drop(self, channel_ids: Sequence[int]) -> None:
        column = notifications.c
        await self._connection.execute(
            update(notifications)
            .where(column.channel_id.in_(channel_ids), column.state.not_in(_ENDED))
            .values(state=SendState.FAILED.value, next_try_at=None)
        )
        own = notification_channels.c.id.in_(channel_ids)
        await self._connection.execute(delete(notification_channels).where(own))

    async def outbox(self, since: datetime) -> Outbox:
        """What folding has to know: what waits, and what was due after `since`."""
        column = notifications.c
        untouched = (column.state == SendState.WAITING.value) & (column.tries == 0)
        waiting = [_message(row) for row in await self._rows(untouched)]
        begun = select(*_GROUP, func.max(column.due_at)).where(~untouched, column.due_at > since)
        latest = await self._connection.execute(begun.group_by(*_GROUP))
        return Outbox(
            {each.group: each for each in waiting},
            {Group(*row[:3]): row[3] for row in latest},
        )

    async def save(self, message: Message) -> Message:
        """Put down as waiting, or renew what waits; gives it with its id."""
        values = {
            "severity": int(message.severity),
            "lines": msgspec.to_builtins(message.lines),
            "count": message.count,
        }
        if message.id:
            own = notifications.c.id == message.id
            await self._connection.execute(update(notifications).where(own).values(**values))
            return message
        result = await self._connection.execute(
            notifications.insert().values(
                person=message.person,
                **row_of(message.group),
                created_at=message.created_at,
                due_at=message.due_at,
                state=SendState.WAITING.value,
                tries=0,
                **values,
            )
        )
        return replace(message, id=_key(result))

    async def due(self, now: datetime, wall_now: datetime, limit: int) -> list[Queued]:
        """The oldest message of each channel that is to be sent now, at most `limit`."""
        column = notifications.c
        is_due = (
            (column.state == SendState.WAITING.value)
            & (column.due_at <= now)
            & or_(column.next_try_at.is_(None), column.next_try_at <= wall_now)
        )
        first = select(func.min(column.id)).where(is_due).group_by(column.channel_id)
        return [_queued(row) for row in await self._rows(column.id.in_(first), limit)]

    async def begin(self, message_id: int, wall_now: datetime) -> Queued | None:
        """Take a waiting message and write a try down; None where it does not wait any more."""
        column = notifications.c
        taken = await self._connection.execute(
            update(notifications)
            .where(column.id == message_id, column.state == SendState.WAITING.value)
            .values(state=SendState.SENDING.value, tries=column.tries + 1, next_try_at=None)
        )
        if taken.rowcount == 0:
            return None
        await self._connection.execute(
            notification_tries.insert().values(
                notification_id=message_id, at=wall_now, outcome=BEGUN, reason=""
            )
        )
        return await self.get(message_id)

    async def end(
        self,
        message_id: int,
        state: SendState,
        wall_now: datetime,
        *,
        outcome: str,
        reason: str = "",
        next_try_at: datetime | None = None,
    ) -> None:
        """What became of the try that was begun."""
        column, tried = notifications.c, notification_tries.c
        await self._connection.execute(
            update(notifications)
            .where(column.id == message_id, column.state == SendState.SENDING.value)
            .values(
                state=state.value,
                next_try_at=next_try_at,
                sent_at=wall_now if state is SendState.SENT else None,
            )
        )
        await self._connection.execute(
            update(notification_tries)
            .where(tried.notification_id == message_id, tried.outcome == BEGUN)
            .values(outcome=outcome, reason=reason[:300])
        )

    async def abandon(self, but: Collection[int]) -> int:
        """What is being sent waits again, but on these channels; gives how many."""
        column = notifications.c
        is_sending = column.state == SendState.SENDING.value
        result = await self._connection.execute(
            update(notifications)
            .where(is_sending, column.channel_id.not_in(list(but)))
            .values(state=SendState.WAITING.value)
        )
        return result.rowcount

    async def get(self, message_id: int) -> Queued | None:
        """One message."""
        found = await self._rows(notifications.c.id == message_id)
        return _queued(found[0]) if found else None

    async def page(self, page: NoticePage) -> list[Queued]:
        """Newest first."""
        column = notifications.c
        statement = select(notifications).order_by(column.id.desc()).limit(page.limit)
        if page.before_id is not None:
            statement = statement.where(column.id < page.before_id)
        for name in ("person", "channel_id", "state", "family"):
            wanted = getattr(page, name)
            if wanted is not None:
                statement = statement.where(column[name] == wanted)
        return [_queued(row) for row in await self._connection.execute(statement)]

    async def tries(self, message_id: int) -> list[TryRow]:
        """What was tried, oldest first."""
        column = notification_tries.c
        statement = select(column.at, column.outcome, column.reason)
        own = statement.where(column.notification_id == message_id).order_by(column.id)
        return [TryRow(*row) for row in await self._connection.execute(own)]

    async def alarm_news(self, after: int, limit: int) -> Sequence[AlarmNews]:
        """Lines of timelines after a number that may have to be told, oldest first."""
        column = alarm_entries.c
        statement = (
            select(column.id, column.alarm_id, column.kind, column.at, column.text, column.actor)
            .where(column.id > after, column.kind.in_(TOLD))
            .order_by(column.id)
            .limit(limit)
        )
        return [AlarmNews(*row) for row in await self._connection.execute(statement)]

    async def newest_news(self) -> tuple[int, int]:
        """Numbers of the newest lines of alarms' and of orders' timelines; 0 for none."""
        return await self._newest(alarm_entries), await self._newest(work_order_entries)

    async def _newest(self, table: Table) -> int:
        return (await self._connection.execute(select(func.max(table.c.id)))).scalar() or 0

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` messages that ended and were made before."""
        column = notifications.c
        old = (
            select(column.id)
            .where(column.state.in_(_ENDED), column.created_at < before)
            .order_by(column.id)
            .limit(limit)
        )
        ids = list((await self._connection.execute(old)).scalars())
        if not ids:
            return 0
        tried = notification_tries.c.notification_id.in_(ids)
        await self._connection.execute(delete(notification_tries).where(tried))
        await self._connection.execute(delete(notifications).where(column.id.in_(ids)))
        return len(ids)

    async def _rows(self, condition: Any, limit: int | None = None) -> Sequence[Row[Any]]:
        statement = select(notifications).where(condition).order_by(notifications.c.id)
        return (await self._connection.execute(statement.limit(limit))).all()


def _key(result: Any) -> int:
    key = result.inserted_primary_key
    if key is None:
        raise RuntimeError("the database gave no id")
    return int(key[0])


def _hours(at: time | None) -> str:
    return "" if at is None else f"{at:%H:%M}"


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _preferences(row: Row[Any]) -> Preferences:
    if row.zone is None:
        return Preferences()
    return Preferences(
        zone=ZoneInfo(row.zone),
        quiet_start=_time(row.quiet_start),
        quiet_end=_time(row.quiet_end),
        severity_min=Severity(row.severity_min),
        muted=frozenset(Kind(each) for each in row.muted if each in set(Kind)),
        digest_at=_time(row.digest_at),
    )


def _channel(row: Row[Any]) -> Channel:
    return Channel(**{**row._mapping, "kind": ChannelKind(row.kind)})  # noqa: SLF001 (public API)


def _message(row: Row[Any]) -> Message:
    return Message(
        group=Group(row.channel_id, row.family, row.is_critical),
        person=row.person,
        created_at=row.created_at,
        due_at=row.due_at,
        severity=Severity(row.severity),
        lines=tuple(Line(**each) for each in row.lines),
        count=row._mapping["count"],  # noqa: SLF001 (a row is a tuple, which has a `count`)
        id=row.id,
    )


def _queued(row: Row[Any]) -> Queued:
    return Queued(_message(row), SendState(row.state), row.tries, row.next_try_at, row.sent_at)
