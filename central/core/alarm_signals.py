"""From what was reported to signals: each says that something at a charger wants attention.

An *event* happened once and is counted, also when it is over before anybody looks. A *condition*
holds as long as it is given; what is not given any more is over. Texts are ours: of what a charger
says only the words of OCPP's closed lists get into them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from central.core.alarm_topics import (
    ABOUT,
    CLUSTERS,
    CODES,
    NOTES,
    SECURITY_EVENTS,
    Severity,
    Stage,
    Topic,
)
from central.core.levels import CRITICAL, HIGH
from contract.ids import ChargePointId, StationId
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus

TEXT_MAX: Final = 300


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason to look."""

    at: datetime
    station: StationId
    charge_point: ChargePointId | None
    """None = the station as a whole."""
    topic: Topic
    stage: Stage
    severity: Severity
    text: str
    connector_id: int = 0
    """0 = the charge point."""

    @property
    def subject(self) -> tuple[StationId, str]:
        """What it concerns: the station and, unless it is the whole, the charger."""
        return self.station, self.charge_point or ""

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts signals by time, and those of one time always alike."""
        return (
            self.at,
            self.subject,
            self.topic,
            self.stage,
            self.severity,
            self.connector_id,
            self.text,
        )


@dataclass(frozen=True, slots=True)
class FaultReport:
    """A StatusNotification that tells of a fault or a warning, as it is kept."""

    station: StationId
    charge_point: ChargePointId
    connector_id: int
    status: str
    error_code: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class NoteReport:
    """An act of the audit that is one of `NOTES`."""

    at: datetime
    act: str
    station: StationId
    charge_point: ChargePointId | None
    reason: str


@dataclass(frozen=True, slots=True)
class SecurityReport:
    """A security event of a charger."""

    station: StationId
    charge_point: ChargePointId
    type: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class WatchedConnector:
    """A connector that is faulted or reports an error; 0 = the charge point."""

    id: int
    status: str
    error_code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Watched:
    """What is known of a charger that may be in trouble."""

    id: ChargePointId
    station: StationId
    connected: bool
    disconnected_at: datetime | None
    last_seen_at: datetime | None
    scored_at: datetime | None = None
    risk: float | None = None
    level: str | None = None
    cause: str | None = None
    faults: tuple[WatchedConnector, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchRules:
    """When a condition holds; simulated time."""

    contact_after: timedelta = timedelta(minutes=5)
    """A charger that lost its line mostly comes back within seconds."""
    silent_after: timedelta = timedelta(minutes=15)
    """Three heartbeats of five minutes: a line that stands and says nothing."""
    score_fresh: timedelta = timedelta(minutes=2)


def topic_of_code(error_code: str) -> Topic:
    """What an OCPP error code is about."""
    return CODES.get(error_code, Topic.INTERNAL)


def is_trouble(status: str, error_code: str) -> bool:
    """Whether a StatusNotification tells of a fault or a warning."""
    return status == ChargePointStatus.FAULTED or error_code != ChargePointErrorCode.NO_ERROR


def of_fault(report: FaultReport) -> Signal:
    """Signal of a fault that was reported."""
    return _fault(report.station, report.charge_point, report, report.received_at)


def of_note(report: NoteReport) -> Signal | None:
    """Signal of an act; None where it is none of `NOTES`."""
    topic = NOTES.get(report.act)
    if topic is None:
        return None
    text = f"{ABOUT[topic].title.lower()}: {report.reason}" if report.reason else report.act
    return Signal(
        at=report.at,
        station=report.station,
        charge_point=report.charge_point,
        topic=topic,
        stage=Stage.FAILED,
        severity=ABOUT[topic].failed,
        text=text[:TEXT_MAX],
    )


def of_security(report: SecurityReport) -> Signal | None:
    """Signal of a security event; None where it is not one of an attack."""
    if report.type not in SECURITY_EVENTS:
        return None
    return Signal(
        at=report.received_at,
        station=report.station,
        charge_point=report.charge_point,
        topic=Topic.SECURITY,
        stage=Stage.WARNED,
        severity=ABOUT[Topic.SECURITY].failed,
        text=f"{report.charge_point} reports {report.type}",
    )


def conditions(chargers: Iterable[Watched], rules: WatchRules, now: datetime) -> tuple[Signal, ...]:
    """Everything that holds now at these chargers."""
    return tuple(signal for charger in chargers for signal in _of_charger(charger, rules, now))


def _of_charger(charger: Watched, rules: WatchRules, now: datetime) -> Iterator[Signal]:
    contact = _contact(charger, rules, now)
    if contact is not None:
        yield contact
    for fault in charger.faults:
        if is_trouble(fault.status, fault.error_code):
            yield _fault(charger.station, charger.id, fault, fault.at)
    risk = _risk(charger, rules, now)
    if risk is not None:
        yield risk


def _fault(
    station: StationId,
    charge_point: ChargePointId,
    fault: FaultReport | WatchedConnector,
    at: datetime,
) -> Signal:
    topic = topic_of_code(fault.error_code)
    has_failed = fault.status == ChargePointStatus.FAULTED
    number = fault.id if isinstance(fault, WatchedConnector) else fault.connector_id
    where = f"connector {number} of {charge_point}" if number else str(charge_point)
    return Signal(
        at=at,
        station=station,
        charge_point=charge_point,
        topic=topic,
        stage=Stage.FAILED if has_failed else Stage.WARNED,
        severity=ABOUT[topic].failed if has_failed else Severity.WARNING,
        text=f"{where} reports {fault.error_code}" + (" and is faulted" if has_failed else ""),
        connector_id=number,
    )


def _contact(charger: Watched, rules: WatchRules, now: datetime) -> Signal | None:
    """Out of contact, or on a line that says nothing; one that never came is not missed."""
    since, stage = charger.disconnected_at, Stage.FAILED
    text = f"{charger.id} is out of contact"
    if charger.connected:
        since, stage = charger.last_seen_at, Stage.WARNED
        text = f"{charger.id} says nothing on a line that stands"
    limit = rules.silent_after if charger.connected else rules.contact_after
    if since is None or now - since < limit:
        return None
    severity = ABOUT[Topic.CONTACT].failed if stage is Stage.FAILED else Severity.WARNING
    return Signal(since, charger.station, charger.id, Topic.CONTACT, stage, severity, text)


def _risk(charger: Watched, rules: WatchRules, now: datetime) -> Signal | None:
    """A fresh score that is high or critical; the edge's level has its clear values in it."""
    if charger.scored_at is None or charger.risk is None or charger.level not in {HIGH, CRITICAL}:
        return None
    if now - charger.scored_at > rules.score_fresh:
        return None
    named = charger.cause if charger.cause in CLUSTERS else None
    told = f"{charger.id} has a risk of {charger.risk:.2f} within 1 h, cause {named or 'unnamed'}"
    return Signal(
        at=charger.scored_at,
        station=charger.station,
        charge_point=charger.id,
        topic=CLUSTERS[named] if named else Topic.RISK,
        stage=Stage.FORESEEN,
        severity=Severity.CRITICAL if charger.level == CRITICAL else Severity.HIGH,
        text=told,
    )
