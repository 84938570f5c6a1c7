"""Rows of notifications as the repository gives and takes them, and the repository."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from central.core.folding import Message, Outbox
from central.core.notices import Person, Preferences


class ChannelKind(StrEnum):
    """How a message goes out."""

    APPRISE = "apprise"
    """Mail, SMS gateways, chats: whatever has an apprise URL."""
    WEBHOOK = "webhook"
    MQTT = "mqtt"
    """The technician's own topic on the broker."""


class SendState(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class NewChannel:
    """A way to a person."""

    person: str
    kind: ChannelKind
    address: str
    """Empty for MQTT. May hold secrets: neither shown nor logged."""
    secret: str
    """What webhooks are signed with; empty for the others."""
    shown: str
    """The address without its secrets."""
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Channel(NewChannel):
    """A way to a person that is in use."""

    id: int


@dataclass(frozen=True, slots=True)
class Queued:
    """A message in the outbox; `next_try_at` and `sent_at` are real UTC."""

    message: Message
    state: SendState
    tries: int
    next_try_at: datetime | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class TryRow:
    """One try to send a message."""

    at: datetime
    outcome: str
    """sent, failed, or begun: the process ended before it was known."""
    reason: str


@dataclass(frozen=True, slots=True)
class AlarmNews:
    """A line of an alarm's timeline that people may have to be told of."""

    id: int
    alarm_id: int
    kind: str
    at: datetime
    text: str
    actor: str


@dataclass(frozen=True, slots=True)
class NoticePage:
    """Which messages, and how many; newest first."""

    limit: int
    before_id: int | None = None
    person: str | None = None
    channel_id: int | None = None
    state: str | None = None
    family: str | None = None


class Notifications(Protocol):
    """Preferences, channels, the outbox and its log."""

    async def people(self) -> list[Person]:
        """All who may log in, with what they prefer."""

    async def preferences(self, person: str) -> Preferences:
        """Those of one; the usual ones where none were set."""

    async def set_preferences(self, person: str, wanted: Preferences) -> None:
        """Put down or renew."""

    async def add_channel(self, new: NewChannel) -> Channel:
        """Put down; gives it with its id."""

    async def channels(self, person: str | None = None) -> list[Channel]:
        """Of one person, or all; by id."""

    async def channel(self, channel_id: int) -> Channel | None:
        """One of them."""

    async def delete_channel(self, channel_id: int) -> None:
        """Forget it; messages that wait for it fail."""

    async def forget(self, person: str) -> None:
        """Forget a person's channels and preferences; the log stays."""

    async def outbox(self, since: datetime) -> Outbox:
        """What folding has to know: what waits, and what was due after `since`."""

    async def save(self, message: Message) -> Message:
        """Put down as waiting, or renew what waits; gives it with its id."""

    async def due(self, now: datetime, wall_now: datetime, limit: int) -> list[Queued]:
        """The oldest message of each channel that is to be sent now, at most `limit`."""

    async def begin(self, message_id: int, wall_now: datetime) -> Queued | None:
        """Take a waiting message and write a try down; None where it does not wait any more."""

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

    async def abandon(self, but: Collection[int]) -> int:
        """What is being sent waits again, but on these channels; gives how many."""

    async def get(self, message_id: int) -> Queued | None:
        """One message."""

    async def page(self, page: NoticePage) -> list[Queued]:
        """Newest first."""

    async def tries(self, message_id: int) -> list[TryRow]:
        """What was tried, oldest first."""

    async def alarm_news(self, after: int, limit: int) -> Sequence[AlarmNews]:
        """Lines of timelines after a number that may have to be told, oldest first."""

    async def newest_news(self) -> tuple[int, int]:
        """Numbers of the newest lines of alarms' and of orders' timelines; 0 for none."""

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` messages that ended and were made before."""
