"""Steps of a work order: who may take which one when, and what it makes of the order.

One table says from which states a step leads where; what it lacks is refused, so no order of steps
gives an illegal state. A step tells when it happened where the technician was: phones send their
steps late. The instant is believed within the order's life and never lies ahead of ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias, assert_never

from central.core.work_orders import AT_WORK, Proof, Report, WorkOrder, WorkState

S = WorkState
OPEN: Final = frozenset(set(S) - {S.CLOSED, S.CANCELLED})


class By(StrEnum):
    """Who takes a step."""

    TECHNICIAN = "technician"
    """Of the order's own technician."""
    OPERATOR = "operator"
    LOOP = "loop"


@dataclass(frozen=True, slots=True)
class Doer:
    """Who, by name."""

    by: By
    name: str


@dataclass(frozen=True, slots=True)
class Assign:
    """It is given to somebody; from now on that one has to answer."""

    to: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unassign:
    """Nobody has it any more; planning may give it to somebody."""

    reason: str


@dataclass(frozen=True, slots=True)
class Accept:
    """The technician will do it."""


@dataclass(frozen=True, slots=True)
class Decline:
    """The technician will not, or cannot."""

    reason: str


@dataclass(frozen=True, slots=True)
class Miss:
    """The technician did not answer in time: somebody else is asked, but where a person chose."""


@dataclass(frozen=True, slots=True)
class Travel:
    """The technician sets out."""


@dataclass(frozen=True, slots=True)
class Arrive:
    """The technician is there."""


@dataclass(frozen=True, slots=True)
class Finish:
    """The work is done, as far as the technician can tell."""

    report: Report


@dataclass(frozen=True, slots=True)
class Prove:
    """A session proved a charger; `is_all`: nothing is left to prove."""

    charge_point: str
    proof: Proof
    is_all: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """Nobody charged in time: a test charge would prove it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """It did not help."""

    reason: str
    alarm_id: int = 0
    """Of the alarm that tells so, where it is another one."""


@dataclass(frozen=True, slots=True)
class Close:
    """It is over, proven."""

    reason: str


@dataclass(frozen=True, slots=True)
class Cancel:
    """It is not wanted any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """A line for the timeline."""

    text: str


Step: TypeAlias = (
    Assign
    | Unassign
    | Accept
    | Decline
    | Miss
    | Travel
    | Arrive
    | Finish
    | Prove
    | Doubt
    | Reopen
    | Close
    | Cancel
    | Note
)

_FIELD: Final = frozenset({By.TECHNICIAN, By.OPERATOR})
_DESK: Final = frozenset({By.OPERATOR, By.LOOP})
ALLOWED: Final[Mapping[type[Step], tuple[frozenset[WorkState], frozenset[By]]]] = {
    Assign: (frozenset({S.NEW}) | AT_WORK, _DESK),
    Unassign: (AT_WORK, _DESK),
    Accept: (frozenset({S.ASSIGNED}), _FIELD),
    Decline: (frozenset({S.ASSIGNED, S.TRAVELLING}), _FIELD),
    Miss: (frozenset({S.ASSIGNED}), frozenset({By.LOOP})),
    Travel: (frozenset({S.ASSIGNED}), _FIELD),
    Arrive: (frozenset({S.ASSIGNED, S.TRAVELLING}), _FIELD),
    Finish: (frozenset({S.ON_SITE}), _FIELD),
    Prove: (frozenset({S.DONE}), frozenset({By.LOOP})),
    Doubt: (frozenset({S.DONE}), frozenset({By.LOOP})),
    Reopen: (frozenset({S.DONE, S.VERIFIED}), _DESK),
    Close: (frozenset({S.VERIFIED}), _DESK),
    Cancel: (frozenset({S.NEW, S.DONE}) | AT_WORK, _DESK),
    Note: (frozenset(S), frozenset(By)),
}
"""By step: the states that it is taken from, and who may take it."""


class StepRefusedError(Exception):
    """The order's state, or who asks, does not allow the step."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an order's timeline."""

    at: datetime
    happened_at: datetime
    kind: str
    text: str
    by: By
    actor: str
    person: str = ""
    """Technician whom it concerns."""


def allowed(order: WorkOrder, by: By) -> tuple[type[Step], ...]:
    """Steps that may be taken now."""
    return tuple(
        step for step, (states, who) in ALLOWED.items() if order.state in states and by in who
    )


def taken(
    order: WorkOrder, step: Step, actor: Doer, now: datetime, happened_at: datetime | None = None
) -> tuple[WorkOrder, Line]:
    """The order after a step, and the line that tells of it.

    Args:
        order: as it is.
        step: what is done.
        actor: by whom; a technician is the order's own.
        now: simulated instant.
        happened_at: when it was done, where that is told; brought into [opened_at, now].

    Raises:
        StepRefusedError: not in this state, or not by this actor.
    """
    states, who = ALLOWED[type(step)]
    word = type(step).__name__.lower()
    if actor.by not in who:
        raise StepRefusedError(f"{word}: not a step of the {actor.by}")
    if order.state not in states:
        where = ", ".join(sorted(states))
        raise StepRefusedError(f"{word}: work order {order.id} is {order.state}, not {where}")
    if isinstance(step, Accept) and order.accepted_at is not None:
        raise StepRefusedError(f"{word}: work order {order.id} was accepted already")
    at = min(max(happened_at or now, order.opened_at), now)
    after, kind, text, person = _after(order, step, actor, now, at)
    return after, Line(now, at, kind, text, actor.by, actor.name, person)


def _after(
    order: WorkOrder, step: Step, actor: Doer, now: datetime, at: datetime
) -> tuple[WorkOrder, str, str, str]:
    """Order, kind, text, person."""
    match step:
        case Assign() | Unassign() | Decline() | Miss():
            return _handed(order, step, actor, now)
        case Accept() | Travel() | Arrive() | Finish():
            return _in_the_field(order, step, at)
        case Prove() | Doubt() | Reopen() | Close() | Cancel():
            return _judged(order, step, now)
        case Note():
            return order, "note", step.text, order.technician
        case _:
            assert_never(step)


def _handed(
    order: WorkOrder, step: Assign | Unassign | Decline | Miss, actor: Doer, now: datetime
) -> tuple[WorkOrder, str, str, str]:
    """Who has it."""
    free = replace(
        order,
        state=S.NEW,
        technician="",
        is_pinned=False,
        reasons=(),
        assigned_at=None,
        accepted_at=None,
        is_missed=False,
    )
    had = order.technician
    match step:
        case Assign():
            after = replace(
                free,
                state=S.ASSIGNED,
                technician=step.to,
                is_pinned=actor.by is By.OPERATOR,
                reasons=step.reasons,
                assigned_at=now,
            )
            said = f"to {step.to}" + (f", before {had}" if had and had != step.to else "")
            return after, "assigned", "; ".join((said, *step.reasons)), step.to
        case Unassign():
            return free, "unassigned", step.reason, had
        case Decline():
            return _refused(free, had), "declined", step.reason, had
        case Miss():
            kept = replace(order, is_missed=True) if order.is_pinned else _refused(free, had)
            return kept, "not_accepted", f"{had} did not answer in time", had
        case _:
            assert_never(step)


def _refused(free: WorkOrder, had: str) -> WorkOrder:
    return replace(free, refused_by=tuple(dict.fromkeys((*free.refused_by, had))))


def _in_the_field(
    order: WorkOrder, step: Accept | Travel | Arrive | Finish, at: datetime
) -> tuple[WorkOrder, str, str, str]:
    """What the technician does; who sets out has accepted."""
    mine = replace(order, accepted_at=order.accepted_at or at)
    match step:
        case Accept():
            return mine, "accepted", "", order.technician
        case Travel():
            return replace(mine, state=S.TRAVELLING), "travelling", "", order.technician
        case Arrive():
            return replace(mine, state=S.ON_SITE), "on_site", "", order.technician
        case Finish():
            after = replace(
                mine, state=S.DONE, done_at=at, report=step.report, proofs={}, is_unproven=False
            )
            return after, "done", _told(step.report), order.technician
        case _:
            assert_never(step)


def _told(report: Report) -> str:
    used = ", ".join(f"{each.quantity} x {each.part}" for each in report.parts_used)
    charge = {True: "test charge worked", False: "test charge failed", None: ""}
    told = (f"found {report.found_cause}", used, charge[report.test_charge_ok], report.text)
    return "; ".join(each for each in told if each)


def _judged(
    order: WorkOrder, step: Prove | Doubt | Reopen | Close | Cancel, now: datetime
) -> tuple[WorkOrder, str, str, str]:
    """Whether it helped, and its end."""
    person = order.technician
    match step:
        case Prove():
            proven = replace(order, proofs={**order.proofs, step.charge_point: step.proof})
            proof = step.proof
            text = (
                f"{step.charge_point}: session {proof.session} took {proof.energy_wh / 1e3:.1f} kWh"
                f" at {proof.power_w / 1e3:.1f} kW, expected {proof.expected_w / 1e3:.1f}"
            )
            if not step.is_all:
                return proven, "proof", text, person
            return replace(proven, state=S.VERIFIED, verified_at=now), "verified", text, person
        case Doubt():
            return replace(order, is_unproven=True), "unproven", step.reason, person
        case Reopen():
            after = replace(
                order,
                state=S.ASSIGNED if person else S.NEW,
                alarm_id=step.alarm_id or order.alarm_id,
                assigned_at=now if person else None,
                accepted_at=None,
                is_missed=False,
                done_at=None,
                proofs={},
                is_unproven=False,
                verified_at=None,
                reopened=order.reopened + 1,
            )
            return after, "reopened", step.reason, person
        case Close() | Cancel():
            state = S.CLOSED if isinstance(step, Close) else S.CANCELLED
            after = replace(order, state=state, ended_at=now, end_reason=step.reason)
            return after, state.value, step.reason, person
        case _:
            assert_never(step)
