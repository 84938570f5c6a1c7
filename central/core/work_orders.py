"""A work order: what has to be done where, by whom, and whether it is proven that it helped.

A frozen value; `central.core.work_steps` takes it from state to state, `work_opening` makes new
ones and `work_proof` reads from telemetry whether a repair holds. An alarm has one open order at
most, and the order's number stands in the alarm.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from central.core.alarm_topics import Topic
from contract.ids import ChargePointId, StationId


class WorkState(StrEnum):
    """Where an order stands."""

    NEW = "new"
    """Nobody has it."""
    ASSIGNED = "assigned"
    TRAVELLING = "travelling"
    ON_SITE = "on_site"
    DONE = "done"
    """The technician says so; nothing proves it yet."""
    VERIFIED = "verified"
    """Sessions prove it; it is watched for a while."""
    CLOSED = "closed"
    CANCELLED = "cancelled"


OVER: Final = frozenset({WorkState.CLOSED, WorkState.CANCELLED})
AHEAD: Final = frozenset({WorkState.NEW, WorkState.ASSIGNED})
"""Nobody is on the way yet: it may be given to somebody else."""
AT_WORK: Final = frozenset({WorkState.ASSIGNED, WorkState.TRAVELLING, WorkState.ON_SITE})
"""A technician has it in hand."""


class Urgency(StrEnum):
    """How soon somebody has to be there (`central.core.causes.urgency`)."""

    NOW = "now"
    TODAY = "today"
    WEEK = "week"


DUE: Final[Mapping[Urgency, timedelta]] = {
    Urgency.NOW: timedelta(hours=4),
    Urgency.TODAY: timedelta(hours=24),
    Urgency.WEEK: timedelta(days=7),
}
"""From the opening to when it should be done (docs/adr/0043-work-orders.md)."""
ACCEPT_WITHIN: Final[Mapping[Urgency, timedelta]] = {
    Urgency.NOW: timedelta(minutes=10),
    Urgency.TODAY: timedelta(hours=1),
    Urgency.WEEK: timedelta(hours=24),
}
"""Whoever is assigned answers within this; else somebody else is asked."""


@dataclass(frozen=True, slots=True)
class PartCount:
    """So many of a part."""

    part: str
    """Its number in the catalogue."""
    quantity: int


@dataclass(frozen=True, slots=True)
class Needs:
    """What a job takes (`central.core.work_catalogue`)."""

    title: str
    minutes: int
    """On site."""
    skills: tuple[str, ...] = ()
    safety: tuple[str, ...] = ()
    """Steps that come before anything else, in order."""
    parts: tuple[PartCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a technician found and did."""

    found_cause: str
    """Of contract.observations.FAULT_MODES, or none."""
    parts_used: tuple[PartCount, ...] = ()
    test_charge_ok: bool | None = None
    """None = no test charge was made."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A session that shows that a charger charges again."""

    session: int
    energy_wh: float
    power_w: float
    """Mean of the session."""
    expected_w: float
    """What it had to reach."""


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """One order; `id` 0 before it is stored."""

    alarm_id: int
    station: StationId
    charge_points: tuple[ChargePointId, ...]
    """Chargers that have to be repaired, the worst first; none = the station as a whole."""
    topic: Topic
    cause: str
    """Of `central.core.cause_table`; empty = not known."""
    confidence: float
    urgency: Urgency
    opened_at: datetime
    opened_by: str
    due_at: datetime
    needs: Needs
    id: int = 0
    state: WorkState = WorkState.NEW
    technician: str = ""
    """Name of the user who has it; empty = nobody."""
    is_pinned: bool = False
    """A person chose the technician: planning leaves it alone."""
    reasons: tuple[str, ...] = ()
    """Why this technician, with figures."""
    assigned_at: datetime | None = None
    accepted_at: datetime | None = None
    is_missed: bool = False
    """A person chose the technician, who did not answer in time."""
    refused_by: tuple[str, ...] = ()
    """Who declined it or did not answer; planning does not ask them again."""
    done_at: datetime | None = None
    report: Report | None = None
    proofs: Mapping[str, Proof] = field(default_factory=dict)
    """By charger, since it was done."""
    is_unproven: bool = False
    """Done, and nobody charged enough to prove it within `ProofRules.within`."""
    verified_at: datetime | None = None
    reopened: int = 0
    """How often telemetry, or a person, contradicted."""
    ended_at: datetime | None = None
    end_reason: str = ""

    @property
    def is_open(self) -> bool:
        """Something is still to be done, or watched."""
        return self.state not in OVER

    @property
    def answer_by(self) -> datetime | None:
        """Until when the technician has to accept it; None = nobody is asked."""
        is_answered = self.accepted_at is not None or self.is_missed
        if self.state is not WorkState.ASSIGNED or is_answered or self.assigned_at is None:
            return None
        return self.assigned_at + ACCEPT_WITHIN[self.urgency]
