"""Bodies of notifications: requests (unknown fields refused) and answers."""

from datetime import time
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, Field, model_validator

from central.api.alarm_bodies import SeverityName
from central.api.bodies import Request, Text
from central.core.alarm_topics import Severity
from central.core.notices import Kind, Preferences
from central.services.notice_records import ChannelKind, SendState

Family = Literal["alarm", "order", "digest", "test"]


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("a time zone of IANA, for example America/Phoenix")
    return name


Zone = Annotated[str, Field(max_length=60), AfterValidator(_zone)]
ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class PreferencesIn(Request):
    """What a person wants to be told; what is absent is as usual."""

    zone: Zone = "UTC"
    quiet_start: ClockTime | None = None
    quiet_end: ClockTime | None = None
    severity_min: SeverityName = "high"
    """Of alarms that concern everybody."""
    muted: list[Kind] = Field(default_factory=list, max_length=len(Kind))
    digest_at: ClockTime | None = None

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if (self.quiet_start is None) != (self.quiet_end is None):
            raise ValueError("quiet_start and quiet_end: both or none")
        return self

    def value(self) -> Preferences:
        """As the core has it."""
        return Preferences(
            zone=ZoneInfo(self.zone),
            quiet_start=_time(self.quiet_start),
            quiet_end=_time(self.quiet_end),
            severity_min=Severity[self.severity_min.upper()],
            muted=frozenset(self.muted),
            digest_at=_time(self.digest_at),
        )


class PreferencesOut(BaseModel):
    """What a person wants to be told."""

    zone: str
    quiet_start: str | None
    quiet_end: str | None
    severity_min: SeverityName
    muted: list[Kind]
    digest_at: str | None


class ChannelIn(Request):
    """A way to a person; MQTT has no address."""

    kind: ChannelKind
    secret_url: Text = Field("", max_length=2000)
    """apprise: its URL; webhook: where to post. Shown to nobody again."""


class ChannelOut(BaseModel):
    """A way to a person; `shown` is its address without secrets."""

    id: int
    person: str
    kind: ChannelKind
    shown: str
    created_at: str


class NewChannelOut(ChannelOut):
    """A new channel; `secret` is what its webhooks are signed with, shown this once."""

    secret: str | None


class ChannelList(BaseModel):
    """All of them, by id."""

    items: list[ChannelOut]


class NotificationOut(BaseModel):
    """A message. `created_at` and `due_at` are simulated, the other instants real."""

    id: int
    person: str
    channel_id: int
    family: Family
    severity: SeverityName
    title: str
    text: str
    link: str
    count: int
    created_at: str
    due_at: str
    state: SendState
    tries: int
    next_try_at: str | None
    sent_at: str | None


class NotificationPageOut(BaseModel):
    """One page, newest first."""

    items: list[NotificationOut]
    next_cursor: str | None


class TryOut(BaseModel):
    """One try; begun: the process ended before it was known."""

    at: str
    outcome: Literal["begun", "sent", "failed"]
    reason: str


class NotificationDetailOut(NotificationOut):
    """A message with all that was tried."""

    log: list[TryOut]


def _time(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)
