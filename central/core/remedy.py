"""One remedy: its state, the table of its transitions, and what a look at it may do, as data.

A remedy is a frozen value, one a charger at a time; `central.core.remedies` decides. Invariants:
the transitions are those of TRANSITIONS and no others; an ended remedy has said why.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias

from central.core.control import Asked
from central.core.facts import ChargerFacts
from central.core.playbooks import Act
from central.core.troubles import Standing
from contract.ids import ChargePointId, StationId


class RemedyState(StrEnum):
    """Where a remedy stands."""

    PROPOSED = "proposed"
    READY = "ready"
    """The next step is due, as soon as limits and sessions allow."""
    ACTING = "acting"
    """A step was sent; its check is awaited."""
    SETTLING = "settling"
    """The trouble is gone, not yet for long enough."""
    ESCALATED = "escalated"
    """A technician is needed."""
    ENDED = "ended"


class RemedyEvent(StrEnum):
    """What moves a remedy on."""

    APPROVED = "approved"
    STARTED = "started"
    STEPPED = "stepped"
    CLEARED = "cleared"
    RELAPSED = "relapsed"
    EXHAUSTED = "exhausted"
    SETTLED = "settled"
    STOPPED = "stopped"
    SWITCHED_OFF = "switched_off"
    SUPERSEDED = "superseded"
    """Something that may hurt somebody came up at the same charger."""


_S, _E = RemedyState, RemedyEvent
_OPEN: Final = tuple(each for each in _S if each is not _S.ENDED)
TRANSITIONS: Final[dict[tuple[RemedyState, RemedyEvent], RemedyState]] = {
    (_S.PROPOSED, _E.APPROVED): _S.READY,
    (_S.READY, _E.STARTED): _S.ACTING,
    (_S.ACTING, _E.STEPPED): _S.READY,
    (_S.READY, _E.EXHAUSTED): _S.ESCALATED,
    (_S.ACTING, _E.EXHAUSTED): _S.ESCALATED,
    (_S.PROPOSED, _E.CLEARED): _S.ENDED,
    (_S.READY, _E.CLEARED): _S.SETTLING,
    (_S.ACTING, _E.CLEARED): _S.SETTLING,
    (_S.ESCALATED, _E.CLEARED): _S.SETTLING,
    (_S.SETTLING, _E.RELAPSED): _S.READY,
    (_S.SETTLING, _E.SETTLED): _S.ENDED,
    **{(state, _E.STOPPED): _S.ENDED for state in _OPEN},
    **{(state, _E.SWITCHED_OFF): _S.ENDED for state in _OPEN},
    **{(state, _E.SUPERSEDED): _S.ENDED for state in _OPEN},
}


@dataclass(frozen=True, slots=True)
class Remedy:
    """State of one remedy; all of it is stored, so that a restart goes on with it."""

    charge_point: ChargePointId
    station: StationId
    connector: int
    """0 = the whole charger."""
    sign: str
    """The trouble (`central.core.troubles.Trouble`)."""
    playbook: str
    state: RemedyState
    opened_at: datetime
    by_person: bool = False
    """A person started it: the loop's mode does not end it."""
    step: int = 0
    """Number of the step that runs, or is next; from 0."""
    stepped_at: datetime | None = None
    """When the step that runs was sent."""
    cleared_at: datetime | None = None
    waits_for: str = ""
    """Why the next step is not done now."""
    heard: str = ""
    """Id of the last wish of a person that was carried out."""
    reasons: tuple[str, ...] = ()
    ended_by: RemedyEvent | None = None
    end_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A step that was carried out on a charger within the last 24 h."""

    act: Act
    at: datetime
    outcome: str | None
    """Of the call (`contract.messages.OUTCOMES`); None = not known yet."""


@dataclass(frozen=True, slots=True)
class PastRemedy:
    """A remedy that ended lately."""

    sign: str
    connector: int
    ended_at: datetime
    ended_by: RemedyEvent | None


@dataclass(frozen=True, slots=True)
class StartStep:
    """Send the call of a step to a charger."""

    charge_point: ChargePointId
    station: StationId
    connector: int
    step: int
    act: Act
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EndStep:
    """The step that ran is over; `effect`: cleared, seen, not_seen or refused."""

    charge_point: ChargePointId
    effect: str


@dataclass(frozen=True, slots=True)
class RemedyNote:
    """Something for the record."""

    charge_point: ChargePointId
    station: StationId
    act: str
    reasons: tuple[str, ...]


RemedyEffect: TypeAlias = StartStep | EndStep | RemedyNote


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of one charger that is in trouble, or has a remedy."""

    charger: ChargerFacts | None
    """None = it is no longer in the network."""
    standing: Standing | None = None
    remedy: Remedy | None = None
    asked: Asked | None = None
    attempts: tuple[Attempt, ...] = ()
    past: tuple[PastRemedy, ...] = ()


@dataclass(frozen=True, slots=True)
class RemedyDecision:
    """The remedy as it is now (None = none), and the effects in their order."""

    remedy: Remedy | None
    effects: tuple[RemedyEffect, ...] = ()


def moved(remedy: Remedy, event: RemedyEvent) -> Remedy:
    """The remedy in its next state.

    Raises:
        ValueError: if TRANSITIONS does not have this step.
    """
    state = TRANSITIONS.get((remedy.state, event))
    if state is None:
        raise ValueError(f"a remedy that is {remedy.state} cannot be {event}")
    return replace(remedy, state=state, waits_for="")
