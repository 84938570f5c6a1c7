"""From notices to messages: few of them, at the right time.

Everything that is to be told to a person over one channel about one family (alarms, orders) waits
a moment and goes as one message with a count; after it the next one has to wait for a while. So a
storm of notices is a message a minute at most. What is critical waits less, apart from the rest,
and breaks through quiet hours; the rest waits until they end.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from central.core.alarm_topics import Severity
from central.core.notices import Kind, Line, Notice, Person, recipients, worded

LINES_MAX: Final = 5
"""Lines that a folded message shows; all are counted."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the first notice waits for others, and how long after a message the next one."""

    gather: timedelta
    between: timedelta


CRITICAL: Final = Pace(timedelta(seconds=5), timedelta(seconds=60))
ORDERS: Final = Pace(timedelta(seconds=5), timedelta(seconds=60))
REST: Final = Pace(timedelta(seconds=30), timedelta(minutes=5))
AT_ONCE: Final = Pace(timedelta(0), timedelta(0))


@dataclass(frozen=True, slots=True)
class Group:
    """What is folded together."""

    channel_id: int
    family: str
    is_critical: bool


@dataclass(frozen=True, slots=True)
class Message:
    """What goes over a channel; `id` 0 before it is stored."""

    group: Group
    person: str
    created_at: datetime
    due_at: datetime
    severity: Severity
    lines: tuple[Line, ...]
    """At most `LINES_MAX`, the first ones."""
    count: int = 1
    """Notices in it."""
    id: int = 0

    @property
    def title(self) -> str:
        """The one thing, or how many there are."""
        if self.count == 1:
            return self.lines[0].title
        return f"{self.count} {self.group.family}s: {self.lines[0].title} and more"

    @property
    def text(self) -> str:
        """What happened; a line for each thing where there are several."""
        if self.count == 1:
            return self.lines[0].text
        shown = [f"- {each.title}. {each.text}" for each in self.lines]
        hidden = self.count - len(self.lines)
        return "\n".join([*shown, f"- and {hidden} more"] if hidden else shown)

    @property
    def link(self) -> str:
        """Where to read on."""
        links = {each.link for each in self.lines}
        if len(links) == 1:
            return links.pop()
        return self.lines[0].link.rpartition("/")[0].removesuffix("/jobs")


@dataclass(frozen=True, slots=True)
class Outbox:
    """What the plan has to know of earlier messages."""

    waiting: Mapping[Group, Message] = field(default_factory=dict)
    """The one of each group that nobody has begun to send."""
    last_due: Mapping[Group, datetime] = field(default_factory=dict)
    """When the newest other one of a group was due."""


def planned(
    notices: Iterable[Notice],
    people: Sequence[Person],
    channels: Mapping[str, Sequence[int]],
    outbox: Outbox,
    now: datetime,
) -> tuple[Message, ...]:
    """Messages that are new (`id` 0) or have grown.

    Args:
        notices: what happened, oldest first.
        people: who may be told.
        channels: ids of each person's channels.
        outbox: earlier messages.
        now: simulated instant.
    """
    waiting = dict(outbox.waiting)
    touched: dict[Group, None] = {}
    for notice in notices:
        line = worded(notice)
        for person in recipients(notice, people):
            for channel_id in channels.get(person.name, ()):
                is_critical = notice.severity is Severity.CRITICAL
                group = Group(channel_id, notice.kind.family, is_critical)
                held = waiting.get(group)
                if held is None:
                    due_at = _due_at(notice, group, person, outbox.last_due.get(group), now)
                    message = Message(group, person.name, now, due_at, notice.severity, (line,))
                else:
                    message = _grown(held, notice.severity, line)
                waiting[group] = message
                touched[group] = None
    return tuple(waiting[group] for group in touched)


def _grown(message: Message, severity: Severity, line: Line) -> Message:
    lines = message.lines if len(message.lines) >= LINES_MAX else (*message.lines, line)
    severity = max(message.severity, severity)
    return replace(message, lines=lines, count=message.count + 1, severity=severity)


def _due_at(
    notice: Notice, group: Group, person: Person, last_due: datetime | None, now: datetime
) -> datetime:
    pace = _pace(notice.kind, is_critical=group.is_critical)
    due_at = now + pace.gather
    if last_due is not None:
        due_at = max(due_at, last_due + pace.between)
    hours = person.preferences.quiet_hours
    if hours is None or group.is_critical or notice.kind is Kind.TEST:
        return due_at
    return hours.end_after(due_at) or due_at


def _pace(kind: Kind, *, is_critical: bool) -> Pace:
    if kind in {Kind.TEST, Kind.DIGEST}:
        return AT_ONCE
    if is_critical:
        return CRITICAL
    return ORDERS if kind.family == "order" else REST
