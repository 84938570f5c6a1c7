"""The stream: one reader of the outbox a process, fanned out to everybody who listens.

A listener gets every event after its cursor, in order and once: it is signed up first, what lies
between its cursor and the present is read from the database, and then its queue is drained. A
listener whose queue is full is told to load anew instead of holding up the others.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass, field
from typing import Any, Final

import structlog

from central.services.errors import UnavailableError
from central.services.items import iso
from central.services.ports import Clock
from central.services.records import OutboxRow
from central.services.stations_view import public_part
from central.services.unit_of_work import UnitsOfWork

log = structlog.get_logger(__name__)

POLL_S: Final = 0.2
BATCH: Final = 1000
QUEUE_MAX: Final = 5000
HEARTBEAT_S: Final = 15.0
LISTENERS_MAX: Final = 1000
PUBLIC_TOPIC: Final = "public"
TOPICS: Final = ("stations", "prices", "heals", "remedies", "alarms", "work", "audit")


class TooManyListenersError(UnavailableError):
    """No further listener is taken."""

    def __init__(self) -> None:
        super().__init__(f"{LISTENERS_MAX} readers listen already: try again later")


@dataclass(frozen=True, slots=True)
class Event:
    """What a listener gets; `id` None does not move its cursor."""

    id: int | None
    type: str
    data: dict[str, Any]


@dataclass(slots=True, eq=False)
class _Listener:
    topics: frozenset[str]
    may_see: Callable[[OutboxRow], bool]
    queue: asyncio.Queue[OutboxRow] = field(
        default_factory=lambda: asyncio.Queue(maxsize=QUEUE_MAX)
    )
    is_lost: bool = False


class Stream:
    """Run `run` once; call `listen` for every reader."""

    def __init__(self, uows: UnitsOfWork, clock: Clock, monotonic_s: Callable[[], float]) -> None:
        self._uows = uows
        self._monotonic_s = monotonic_s
        self._clock = clock
        self._listeners: set[_Listener] = set()
        self._position: int | None = None
        self._is_down = False

    async def run(self) -> None:
        """Read the outbox until cancelled."""
        while True:
            try:
                await self._poll()
                self._is_down = False
            except UnavailableError as err:
                if not self._is_down:
                    log.warning("stream_paused", reason=str(err))
                self._is_down = True
            await asyncio.sleep(POLL_S)

    async def listen(
        self,
        topics: Collection[str],
        cursor: int | None,
        still_allowed: Callable[[], Any] | None = None,
        may_see: Callable[[OutboxRow], bool] = lambda _: True,
    ) -> AsyncIterator[Event]:
        """Events of these topics after a cursor, with a heartbeat every 15 s (real time).

        Args:
            topics: of TOPICS, or only `public`.
            cursor: last event that the reader has; None = from now on.
            still_allowed: asked at every heartbeat; when it awaits to False the stream ends.
            may_see: whether an event is for this reader.

        Raises:
            TooManyListenersError: too many readers.
        """
        if len(self._listeners) >= LISTENERS_MAX:
            raise TooManyListenersError
        if self._position is None:
            async with self._uows.read() as uow:
                _, self._position = await uow.outbox.bounds()
        listener = _Listener(frozenset(topics), may_see)
        self._listeners.add(listener)
        try:
            async for event in self._events(listener, cursor, still_allowed):
                yield event
        finally:
            self._listeners.discard(listener)

    async def _events(
        self,
        listener: _Listener,
        cursor: int | None,
        still_allowed: Callable[[], Any] | None,
    ) -> AsyncIterator[Event]:
        yield self._heartbeat()
        async with self._uows.read() as uow:
            low, high = await uow.outbox.bounds()
        seen = high if cursor is None else cursor
        if seen > high or (low > 0 and seen < low - 1):
            yield Event(None, "reset", {"cursor": high})
            return
        async for older in self._older(seen, high):
            if (event := _event(older, listener)) is not None:
                yield event
        seen = max(seen, high)
        next_beat_s = self._monotonic_s() + HEARTBEAT_S
        while True:
            row = await _next(listener, next_beat_s - self._monotonic_s())
            if row is None:
                if still_allowed is not None and not await still_allowed():
                    return
                yield self._heartbeat()
                next_beat_s = self._monotonic_s() + HEARTBEAT_S
                continue
            if listener.is_lost and listener.queue.empty():
                yield Event(None, "reset", {"cursor": self._position or high})
                return
            if row.id > seen:
                seen = row.id
                if (event := _event(row, listener)) is not None:
                    yield event

    def _heartbeat(self) -> Event:
        return Event(None, "hb", {"now": iso(self._clock.now())})

    async def _older(self, after: int, up_to: int) -> AsyncIterator[OutboxRow]:
        while after < up_to:
            async with self._uows.read() as uow:
                rows = await uow.outbox.after(after, (), BATCH)
            for row in rows:
                if row.id <= up_to:
                    yield row
            after = rows[-1].id if rows else up_to

    async def _poll(self) -> None:
        if not self._listeners or self._position is None:
            self._position = None
            return
        async with self._uows.read() as uow:
            rows = await uow.outbox.after(self._position, (), BATCH)
        for row in rows:
            self._position = row.id
            for listener in list(self._listeners):
                self._hand(listener, row)

    def _hand(self, listener: _Listener, row: OutboxRow) -> None:
        if listener.is_lost:
            return
        try:
            listener.queue.put_nowait(row)
        except asyncio.QueueFull:
            listener.is_lost = True
            log.warning("stream_reader_too_slow", queued=listener.queue.qsize())


async def _next(listener: _Listener, wait_s: float) -> OutboxRow | None:
    """The next event, or None when it is time for a heartbeat."""
    if wait_s <= 0:
        return None
    try:
        async with asyncio.timeout(wait_s):
            return await listener.queue.get()
    except TimeoutError:
        return None


def _event(row: OutboxRow, listener: _Listener) -> Event | None:
    topics = listener.topics
    if row.topic in topics:
        return Event(row.id, row.type, row.data) if listener.may_see(row) else None
    if PUBLIC_TOPIC in topics and row.type == "station.patch":
        shown = public_part(row.data)
        if len(shown) > 1:
            return Event(row.id, "station.public", shown)
    return None
