"""What people are told about, whom, and in which words.

A notice is one thing that happened. Its text is made from a template of ours and facts, each of
which is data whoever wrote it: `clean` leaves of it one short line without markup, addresses or
names that a chat would call out.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from central.core.access import Permission, may
from central.core.alarm_topics import Severity
from central.core.quiet_hours import QuietHours

FACT_MAX: Final = 120
"""Characters of one fact in a text."""
_NOT_PLAIN: Final = re.compile(r"[<>`*_~|\\\[\]{}#&]|[^\w\s.,:;/()%+=\"'!?°-]")
_ADDRESS: Final = re.compile(r"(?i)\b[a-z][a-z0-9+.-]*:(?=/)|/{2,}|\bwww\.")


class Kind(StrEnum):
    """What happened."""

    ALARM_OPENED = "alarm_opened"
    ALARM_WORSE = "alarm_worse"
    ALARM_ASSIGNED = "alarm_assigned"
    ALARM_UNANSWERED = "alarm_unanswered"
    ORDER_ASSIGNED = "order_assigned"
    ORDER_TAKEN_BACK = "order_taken_back"
    ORDER_NOT_ACCEPTED = "order_not_accepted"
    ORDER_DECLINED = "order_declined"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_REOPENED = "order_reopened"
    DIGEST = "digest"
    TEST = "test"

    @property
    def family(self) -> str:
        """What is folded together: alarm, order, digest or test."""
        return self.value.partition("_")[0]


class Template(NamedTuple):
    """A title, and a line below it; `{name}` stands for a fact."""

    title: str
    text: str


TEMPLATES: Final[Mapping[Kind, Template]] = {
    Kind.ALARM_OPENED: Template(
        "{severity}: {title}", "{what}. Likely cause: {cause}. {chargers} chargers."
    ),
    Kind.ALARM_WORSE: Template("Worse: {title}", "{what}. Now {severity}."),
    Kind.ALARM_ASSIGNED: Template("Yours: {title}", "Alarm {id} was given to you by {by}."),
    Kind.ALARM_UNANSWERED: Template(
        "Nobody answers: {title}", "Alarm {id} is critical and open for {minutes} min."
    ),
    Kind.ORDER_ASSIGNED: Template(
        "New job: {station}", "Order {id}: {what} at {charger}, {urgency}. Parts: {parts}."
    ),
    Kind.ORDER_TAKEN_BACK: Template("Not yours any more: {station}", "Order {id}: {why}."),
    Kind.ORDER_NOT_ACCEPTED: Template(
        "Not accepted: {station}", "Order {id} was not accepted by {person}: {why}."
    ),
    Kind.ORDER_DECLINED: Template(
        "Declined: {station}", "Order {id} was declined by {person}: {why}."
    ),
    Kind.ORDER_CANCELLED: Template("Cancelled: {station}", "Order {id}: {why}."),
    Kind.ORDER_REOPENED: Template("Not fixed yet: {station}", "Order {id}: {why}."),
    Kind.DIGEST: Template("Open alarms: {open}", "{critical} critical, {high} high. {worst}"),
    Kind.TEST: Template("Test of Sntry", "This channel works. Asked for by {by}."),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that happened, and whom it concerns."""

    kind: Kind
    at: datetime
    severity: Severity
    facts: Mapping[str, object]
    link: str = ""
    """Path of the page about it."""
    to: str = ""
    """Name of the one person; empty = everybody whom the rules name."""


@dataclass(frozen=True, slots=True)
class Line:
    """A notice in words."""

    title: str
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person wants to be told, and when."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    quiet_start: time | None = None
    quiet_end: time | None = None
    severity_min: Severity = Severity.HIGH
    """Of alarms that concern everybody; what is given to the person comes always."""
    muted: frozenset[Kind] = frozenset()
    digest_at: time | None = None
    """On the person's clock; None = no digest."""

    @property
    def quiet_hours(self) -> QuietHours | None:
        """None where there are none."""
        if self.quiet_start is None or self.quiet_end is None:
            return None
        return QuietHours(self.quiet_start, self.quiet_end, self.zone)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be told."""

    name: str
    role: str
    preferences: Preferences = field(default_factory=Preferences)


def recipients(notice: Notice, people: Iterable[Person]) -> tuple[Person, ...]:
    """Who is told: the person whom it concerns, else operators and admins who want it.

    An alarm that nobody answers is told to all of them, whatever they have muted.
    """
    if notice.to:
        return tuple(each for each in people if each.name == notice.to)
    operators = [each for each in people if may(each.role, Permission.OPERATE)]
    if notice.kind is Kind.ALARM_UNANSWERED:
        return tuple(operators)
    return tuple(each for each in operators if _wants(each.preferences, notice))


def _wants(preferences: Preferences, notice: Notice) -> bool:
    if notice.kind in preferences.muted:
        return False
    return notice.kind.family != "alarm" or notice.severity >= preferences.severity_min


def worded(notice: Notice) -> Line:
    """A notice in the words of its template; a fact that is missing is a dash."""
    facts = _Facts({name: clean(value) for name, value in notice.facts.items()})
    template = TEMPLATES[notice.kind]
    title, text = (each.format_map(facts) for each in template)
    return Line(title, text, notice.link)


def clean(fact: object) -> str:
    """A fact as one short line that is nothing but text, whoever wrote it."""
    line = " ".join(_NOT_PLAIN.sub(" ", str(fact)).split())
    before = ""
    while before != line:  # what is left of two halves may be a whole again
        before, line = line, " ".join(_ADDRESS.sub(" ", line).split())
    return line[:FACT_MAX] or "-"


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "-"
