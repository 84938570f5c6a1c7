"""Sending what is in the outbox: each channel by itself, so that a dead one holds up no other.

Of each channel one message is under way at a time, the oldest first. A channel that fails has a
breaker of its own. Every try is written down before it is made: after a crash in the middle a
message is sent again (at least once), with the same id, by which webhooks and MQTT clients know
it; mail and chats cannot tell.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Protocol

import structlog

from central.core.breaker import Breaker
from central.core.delivery import pause_s
from central.core.folding import Message
from central.services.counters import Counters
from central.services.errors import UnavailableError
from central.services.isolation import contained
from central.services.notice_records import Channel, ChannelKind, Queued, SendState
from central.services.ports import Clock
from central.services.unit_of_work import UnitsOfWork

LOOK_S: Final = 0.5
"""Real seconds between two looks at the outbox."""
SEND_MAX_S: Final = 60.0
"""Real seconds for one try; a channel's own time-outs are shorter."""
CHANNELS_MAX: Final = 200
"""That are served at one look."""

log = structlog.get_logger(__name__)


class NotDeliveredError(Exception):
    """A channel did not take a message; `for_good`: nor will it take it another time.

    `reason` holds no secrets.
    """

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.for_good = for_good


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as it goes out."""

    id: int
    """The same at each try."""
    at: datetime
    """When it was made, simulated UTC."""
    person: str
    family: str
    severity: str
    title: str
    text: str
    link: str
    count: int


class Sender(Protocol):
    """Takes messages to one kind of channel."""

    async def send(self, channel: Channel, message: Outgoing) -> None:
        """Send it; done when the other side has taken it.

        Raises:
            NotDeliveredError: it was not taken.
        """


@dataclass(frozen=True, slots=True)
class CourierParts:
    """Ports of the couriers, and what links begin with."""

    units: UnitsOfWork
    clock: Clock
    wall_now: Callable[[], datetime]
    monotonic_s: Callable[[], float]
    chance: Callable[[], float]
    """0..1"""
    counters: Counters
    senders: Mapping[ChannelKind, Sender]
    site_url: str = ""
    """Where people find the dashboard; empty = links are paths."""


class Couriers:
    """Call `run` once; it ends by cancellation."""

    def __init__(self, parts: CourierParts) -> None:
        self._parts = parts
        self._busy: set[int] = set()
        self._breakers: dict[int, Breaker] = {}
        self._is_down = False
        self._has_lost = True
        """Some may be marked as being sent although nobody sends them: after a start, for one."""

    async def run(self) -> None:
        """Send what is due until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                await contained(partial(self._look, tasks), self._parts.counters, "outbox")
                await asyncio.sleep(LOOK_S)

    async def _look(self, tasks: asyncio.TaskGroup) -> None:
        parts = self._parts
        try:
            await self._take_back()
            async with parts.units.read() as uow:
                due = await uow.notifications.due(parts.clock.now(), parts.wall_now(), CHANNELS_MAX)
                channels = {each.id: each for each in await uow.notifications.channels()}
            self._is_down = False
        except UnavailableError as err:
            if not self._is_down:
                log.warning("notifications_wait", reason=str(err))
            self._is_down = True
            return
        for queued in due:
            channel = channels.get(queued.message.group.channel_id)
            if channel is not None and self._may_send(channel.id):
                self._busy.add(channel.id)
                tasks.create_task(self._carry(channel, queued.message.id))

    async def _take_back(self) -> None:
        """What is marked as being sent, and is not, waits again."""
        if not self._has_lost:
            return
        async with self._parts.units.write() as uow:
            await uow.notifications.abandon(self._busy)
            await uow.commit()
        self._has_lost = False

    def _may_send(self, channel_id: int) -> bool:
        breaker = self._breakers.get(channel_id, Breaker())
        return channel_id not in self._busy and breaker.allows(self._parts.monotonic_s())

    async def _carry(self, channel: Channel, message_id: int) -> None:
        """One try; whatever happens in it, it ends with an outcome and the channel is free."""
        work = partial(self._try_if_possible, channel, message_id)
        try:
            if not await contained(work, self._parts.counters, "message", channel=channel.id):
                lost = NotDeliveredError("this is our mistake; the log has it", for_good=True)
                settle = partial(self._settle, channel, message_id, 0, lost)
                await contained(settle, self._parts.counters, "message", channel=channel.id)
        finally:
            self._busy.discard(channel.id)

    async def _try_if_possible(self, channel: Channel, message_id: int) -> None:
        try:
            await self._try(channel, message_id)
        except UnavailableError as err:
            self._has_lost = True
            log.warning("notifications_wait", reason=str(err))

    async def _try(self, channel: Channel, message_id: int) -> None:
        parts = self._parts
        async with parts.units.write() as uow:
            queued = await uow.notifications.begin(message_id, parts.wall_now())
            await uow.commit()
        if queued is None:
            return
        error = await self._sent(channel, queued)
        await self._settle(channel, message_id, queued.tries, error)

    async def _sent(self, channel: Channel, queued: Queued) -> NotDeliveredError | None:
        try:
            async with asyncio.timeout(SEND_MAX_S):
                sender = self._parts.senders[channel.kind]
                await sender.send(channel, self._outgoing(queued.message))
        except TimeoutError:
            return NotDeliveredError(f"nothing within {SEND_MAX_S:g} s")
        except NotDeliveredError as err:
            return err
        return None

    async def _settle(
        self, channel: Channel, message_id: int, tries: int, error: NotDeliveredError | None
    ) -> None:
        parts, breaker = self._parts, self._breakers.get(channel.id, Breaker())
        wall_now = parts.wall_now()
        state, reason, again_at = SendState.SENT, "", None
        if error is not None:
            pause = None if error.for_good else pause_s(tries, parts.chance())
            state = SendState.FAILED if pause is None else SendState.WAITING
            again_at = None if pause is None else wall_now + timedelta(seconds=pause)
            reason = error.reason
            self._breakers[channel.id] = breaker.failed(parts.monotonic_s())
        else:
            self._breakers.pop(channel.id, None)
        outcome = "sent" if error is None else "failed"
        async with parts.units.write() as uow:
            await uow.notifications.end(
                message_id, state, wall_now, outcome=outcome, reason=reason, next_try_at=again_at
            )
            await uow.commit()
        parts.counters.add(f"notifications_{outcome}")
        told = {"message": message_id, "channel": channel.id, "kind": channel.kind.value}
        if error is None:
            log.info("notification_sent", **told)
        else:
            log.warning("notification_failed", reason=reason, state=state.value, **told)

    def _outgoing(self, message: Message) -> Outgoing:
        return Outgoing(
            id=message.id,
            at=message.created_at,
            person=message.person,
            family=message.group.family,
            severity=message.severity.name.lower(),
            title=message.title,
            text=message.text,
            link=f"{self._parts.site_url}{message.link}",
            count=message.count,
        )
