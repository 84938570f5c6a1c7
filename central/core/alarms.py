"""An alarm: what is wrong where, how often it was seen, and what people did about it.

A frozen value; the rounds (`central.core.alarm_rounds`) and people's acts
(`central.core.alarm_acts`) make new ones. Its state is not kept but follows from the facts in it,
so that no two of them can disagree.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from central.core.alarm_signals import Signal
from central.core.alarm_topics import Severity, Stage, Topic
from contract.ids import ChargePointId, StationId

Subject = tuple[StationId, str]
"""A station and one of its chargers; "" = the station as a whole."""
SYSTEM: Final = "system"
HUMAN: Final = "human"
CONNECTORS_MAX: Final = 32


class Scope(StrEnum):
    """How far an alarm reaches."""

    STATION = "station"
    NETWORK = "network"


class State(StrEnum):
    """Where an alarm stands; of several that hold the last one counts."""

    OPEN = "open"
    ACKED = "acked"
    ASSIGNED = "assigned"
    MITIGATING = "mitigating"
    WORK_ORDERED = "work_ordered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Key:
    """There is one open alarm of a key at most."""

    scope: Scope
    place: str
    """Id of the station, or name of the network."""
    topic: Topic


@dataclass(frozen=True, slots=True)
class Member:
    """One charger (or a whole station) in an alarm; severity and stage are the worst seen."""

    station: StationId
    charge_point: ChargePointId | None
    first_at: datetime
    last_at: datetime
    count: int
    """Events, and times that a condition began."""
    stage: Stage
    severity: Severity
    text: str
    connectors: tuple[int, ...] = ()
    clear_since: datetime | None = None
    """None = it goes on."""

    @property
    def subject(self) -> Subject:
        """Its key within an alarm."""
        return self.station, self.charge_point or ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an alarm's timeline."""

    at: datetime
    kind: str
    text: str
    actor_kind: str = SYSTEM
    actor: str = "alarms"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm; `id` 0 before it is stored."""

    key: Key
    opened_at: datetime
    members: Mapping[Subject, Member] = field(default_factory=dict)
    id: int = 0
    is_whole_site: bool = False
    """At some time it held all chargers of its station at once."""
    acked_by: str = ""
    acked_until: datetime | None = None
    assignee: str = ""
    mitigation: str = ""
    """What the loop does about it now, for example `heal`."""
    work_order: str = ""
    """Number of the open order (`central.core.work_orders`); empty = there is none."""
    closed_at: datetime | None = None
    closed_by: str = ""
    """Empty where it closed by itself."""
    close_reason: str = ""
    is_latched: bool = False
    """A technician is needed: it does not close by itself."""
    cause: str = ""
    """Likeliest by rule (`central.core.cause_table`); empty = not looked for yet."""
    confidence: float = 0.0
    """Of that cause, 0..1."""
    urgency: str = ""
    """now, today or week (`central.core.causes.urgency`)."""
    found_cause: str = ""
    """What a person found, of contract.observations.FAULT_MODES."""
    folded_into: int = 0
    """Id of the alarm that goes on for it."""

    @property
    def state(self) -> State:
        """Where it stands."""
        facts = (
            (self.closed_at is not None, State.CLOSED),
            (self.work_order != "", State.WORK_ORDERED),
            (self.mitigation != "", State.MITIGATING),
            (self.assignee != "", State.ASSIGNED),
            (self.acked_until is not None, State.ACKED),
        )
        return next((state for holds, state in facts if holds), State.OPEN)

    @property
    def severity(self) -> Severity:
        """The worst of its members; critical where a whole site is down."""
        if self.is_whole_site:
            return Severity.CRITICAL
        return max((each.severity for each in self.members.values()), default=Severity.WARNING)

    @property
    def stage(self) -> Stage:
        """The furthest of its members."""
        return max((each.stage for each in self.members.values()), default=Stage.FORESEEN)

    @property
    def count(self) -> int:
        """How often it was seen."""
        return sum(each.count for each in self.members.values())

    @property
    def last_at(self) -> datetime:
        """When it was seen last."""
        return max((each.last_at for each in self.members.values()), default=self.opened_at)

    @property
    def stations(self) -> set[StationId]:
        """Stations that it concerns."""
        return {each.station for each in self.members.values()}

    @property
    def is_active(self) -> bool:
        """Something of it goes on."""
        return any(each.clear_since is None for each in self.members.values())


def joined(member: Member | None, signal: Signal, now: datetime, *, is_event: bool) -> Member:
    """A member with one more signal.

    An event counts each time; a condition when it begins. What goes on unchanged gives the member
    as it was.
    """
    begins = member is None or member.clear_since is not None
    counted = 1 if is_event or begins else 0
    if member is None:
        return Member(
            station=signal.station,
            charge_point=signal.charge_point,
            first_at=signal.at,
            last_at=signal.at,
            count=counted,
            stage=signal.stage,
            severity=signal.severity,
            text=signal.text,
            connectors=(signal.connector_id,) if signal.connector_id else (),
        )
    is_worse = (signal.stage, signal.severity) > (member.stage, member.severity)
    seen_at = signal.at if is_event else now
    return Member(
        station=member.station,
        charge_point=member.charge_point,
        first_at=min(member.first_at, signal.at),
        last_at=max(member.last_at, seen_at) if counted else member.last_at,
        count=member.count + counted,
        stage=max(member.stage, signal.stage),
        severity=max(member.severity, signal.severity),
        text=signal.text if is_worse else member.text,
        connectors=_with(member.connectors, signal.connector_id),
        clear_since=None,
    )


def merged(members: Iterable[Member]) -> dict[Subject, Member]:
    """Members of several alarms as those of one."""
    found: dict[Subject, Member] = {}
    for each in members:
        other = found.get(each.subject)
        found[each.subject] = each if other is None else _both(other, each)
    return found


def _both(one: Member, other: Member) -> Member:
    worse = max(one, other, key=lambda each: (each.stage, each.severity))
    is_over = one.clear_since is not None and other.clear_since is not None
    return replace(
        worse,
        first_at=min(one.first_at, other.first_at),
        last_at=max(one.last_at, other.last_at),
        count=one.count + other.count,
        severity=max(one.severity, other.severity),
        connectors=tuple(sorted({*one.connectors, *other.connectors}))[:CONNECTORS_MAX],
        clear_since=max(filter(None, (one.clear_since, other.clear_since))) if is_over else None,
    )


def _with(numbers: tuple[int, ...], number: int) -> tuple[int, ...]:
    if not number or number in numbers or len(numbers) >= CONNECTORS_MAX:
        return numbers
    return tuple(sorted((*numbers, number)))
