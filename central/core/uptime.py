"""Uptime of a charging port, exactly as 23 CFR 680.116(b) has it.

The rule: a port is up when its hardware and software are online and it is available or in use, and
it gives electricity as it should; its uptime of the previous twelve months is

    mu = (525,600 - (T_outage - T_excluded)) / 525,600 x 100

with T_outage the minutes of outage and T_excluded those of them that the operator could not prevent
(utility, vehicle, scheduled maintenance, vandalism, natural disaster, closed hours), where it can
be shown that the port would have worked otherwise. It has to be greater than 97 %. A port that is
known for less than a year has no outage before that; `known_since` says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from central.core.metrics import CONTACT_GRACE
from contract.ocpp16 import ChargePointStatus

YEAR_MIN: Final = 525_600
YEAR: Final = timedelta(minutes=YEAR_MIN)
LINE_PCT: Final = 97.0
"""An uptime has to be greater than this (23 CFR 680.116(b))."""
MONTHS: Final = 12
_MINUTE: Final = timedelta(minutes=1)


class OutageKind(StrEnum):
    """Why a port is not up."""

    FAULTED = "faulted"
    UNAVAILABLE = "unavailable"
    OUT_OF_CONTACT = "out_of_contact"
    """Of the whole charger: it is not online."""
    MAINTENANCE = "maintenance"
    """Of the whole charger: a person took its station out."""


class ExclusionCause(StrEnum):
    """What the operator could not prevent (23 CFR 680.116(b)(3))."""

    UTILITY = "utility"
    VEHICLE = "vehicle"
    MAINTENANCE = "maintenance"
    VANDALISM = "vandalism"
    NATURAL_DISASTER = "natural_disaster"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Outage:
    """A span in which a port was not up; `end_at` None = it lasts. Connector 0 = all of them."""

    connector_id: int
    kind: OutageKind
    start_at: datetime
    end_at: datetime | None
    error_code: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A span that a person excluded with evidence. Connector 0 = all of the charger's."""

    connector_id: int
    cause: ExclusionCause
    start_at: datetime
    end_at: datetime


Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Uptime:
    """Figures of one port over the 525,600 minutes that end at an instant."""

    outage_min: float
    excluded_min: float

    @property
    def pct(self) -> float:
        """The rule's mu, 0..100."""
        return (YEAR_MIN - (self.outage_min - self.excluded_min)) / YEAR_MIN * 100.0

    @property
    def is_met(self) -> bool:
        """Whether it is above the line."""
        return self.pct > LINE_PCT


def outage_kind(status: str) -> OutageKind | None:
    """What a connector's status means for its uptime; None = it is up."""
    match status:
        case ChargePointStatus.FAULTED:
            return OutageKind.FAULTED
        case ChargePointStatus.UNAVAILABLE:
            return OutageKind.UNAVAILABLE
        case _:
            return None


def port_state(status: str, error_code: str) -> tuple[OutageKind, str] | None:
    """What makes two reports of a connector alike for its outages; None = it is up."""
    kind = outage_kind(status)
    if kind is None:
        return None
    return kind, error_code if kind is OutageKind.FAULTED else ""


def port_uptime(
    connector_id: int,
    outages: Iterable[Outage],
    exclusions: Iterable[Exclusion],
    at: datetime,
    length: timedelta = YEAR,
) -> Uptime:
    """Minutes of outage of a port, and those that are excluded, in [at - length, at).

    Args:
        connector_id: of the port.
        outages: of its charger; those of other connectors are left out.
        exclusions: likewise.
        at: end of the span.
        length: of the span; the rule's twelve months by default.
    """
    own = [each for each in outages if each.connector_id in (0, connector_id)]
    window = (at - length, at)
    down = down_spans(own, window)
    beyond_control = union(
        [
            *(
                (each.start_at, each.end_at)
                for each in exclusions
                if each.connector_id in (0, connector_id)
            ),
            *_planned(own, at),
        ]
    )
    return Uptime(minutes(down), minutes(common(down, beyond_control)))


def monthly(
    connector_id: int, outages: Sequence[Outage], exclusions: Sequence[Exclusion], at: datetime
) -> list[tuple[datetime, Uptime]]:
    """Minutes of outage of the last twelve calendar months (UTC), oldest first.

    The present one goes until `at`. 23 CFR 680.112(a)(7) asks for them by month.
    """
    starts = [_month_start(at)]
    while len(starts) < MONTHS:
        starts.append(_month_start(starts[-1] - _MINUTE))
    ends = [at, *starts[:-1]]
    pairs = reversed(list(zip(starts, ends, strict=True)))
    return [
        (start, port_uptime(connector_id, outages, exclusions, end, end - start))
        for start, end in pairs
    ]


def down_spans(outages: Iterable[Outage], window: Span) -> list[Span]:
    """When a port was down within a window, without overlaps.

    A line that was lost for less than the grace counts as kept: nobody was turned away.
    """
    spans = []
    for each in outages:
        end = window[1] if each.end_at is None else each.end_at
        if each.kind is OutageKind.OUT_OF_CONTACT and end - each.start_at < CONTACT_GRACE:
            continue
        spans.append((max(each.start_at, window[0]), min(end, window[1])))
    return union(spans)


def union(spans: Iterable[Span]) -> list[Span]:
    """The same instants as spans that neither overlap nor touch, in order."""
    found: list[Span] = []
    for start, end in sorted(each for each in spans if each[0] < each[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def common(first: Sequence[Span], second: Sequence[Span]) -> list[Span]:
    """Instants in both; each given in order and without overlaps."""
    found: list[Span] = []
    i = j = 0
    while i < len(first) and j < len(second):
        start = max(first[i][0], second[j][0])
        end = min(first[i][1], second[j][1])
        if start < end:
            found.append((start, end))
        if first[i][1] <= second[j][1]:
            i += 1
        else:
            j += 1
    return found


def minutes(spans: Iterable[Span]) -> float:
    """Length of all spans together."""
    return sum((end - start for start, end in spans), timedelta(0)) / _MINUTE


def _planned(outages: Sequence[Outage], at: datetime) -> list[Span]:
    """Maintenance of a port that worked when it was taken out.

    That it worked is the evidence; a station that is taken out because it is broken has none.
    """
    broken = [each for each in outages if each.kind is not OutageKind.MAINTENANCE]

    def was_up(when: datetime) -> bool:
        return not any(
            each.start_at <= when and (each.end_at is None or when < each.end_at) for each in broken
        )

    return [
        (each.start_at, at if each.end_at is None else each.end_at)
        for each in outages
        if each.kind is OutageKind.MAINTENANCE and was_up(each.start_at)
    ]


def _month_start(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
