"""Playbooks: what is tried from afar for one root cause, before a person is sent, as data.

A playbook names the causes that it is for and its steps in their order; each step has its check
(what must be seen, and within which time), its limits and its veto while a session runs. Invariant
(`problem_of`): a ground, over-current or power-switch fault is never cleared from afar. Its
playbook takes the connector out of service, lets it report, and asks for a technician; no more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from contract.ocpp16 import ChargePointErrorCode

OUT_OF_CONTACT: Final = "OutOfContact"
"""Stands beside the error codes of OCPP: the charger itself is not heard of."""
NEVER_CLEARED: Final = frozenset(
    {
        ChargePointErrorCode.GROUND_FAILURE,
        ChargePointErrorCode.OVER_CURRENT_FAILURE,
        ChargePointErrorCode.POWER_SWITCH_FAILURE,
    }
)
"""Faults of what protects people: to try again from afar may hurt somebody."""


class Act(StrEnum):
    """What a step does."""

    TRIGGER_STATUS = "trigger_status"
    TRIGGER_BOOT = "trigger_boot"
    SOFT_RESET = "soft_reset"
    HARD_RESET = "hard_reset"
    UNLOCK = "unlock"
    OUT_OF_SERVICE = "out_of_service"
    IN_SERVICE = "in_service"


HARMLESS: Final = frozenset({Act.TRIGGER_STATUS, Act.OUT_OF_SERVICE})
"""All that may be done about a fault of `NEVER_CLEARED`."""
WHOLE_CHARGER: Final = frozenset({Act.TRIGGER_BOOT, Act.SOFT_RESET, Act.HARD_RESET})
"""Acts that concern every connector: any session on the charger is a veto."""


class Check(StrEnum):
    """What must be seen after a step."""

    RECOVERED = "recovered"
    """The trouble is gone."""
    REPORTED = "reported"
    """The connector reported its state anew."""
    BOOTED = "booted"
    """The charger booted."""
    OUT = "out"
    """The connector is Unavailable."""


@dataclass(frozen=True, slots=True)
class PlayStep:
    """One step of a playbook; durations are simulated."""

    act: Act
    check: Check
    within: timedelta
    """How long the check may take; then the next step is due."""
    per_day: int
    """At most so often in 24 h, on one charger."""
    pause: timedelta
    """At least so long after the same act on the same charger."""
    during_session: bool = False
    """It may be done while a session runs; else it waits."""


@dataclass(frozen=True, slots=True)
class Playbook:
    """Steps for some causes."""

    name: str
    title: str
    errors: frozenset[str]
    """Error codes of a Faulted connector (OCPP 1.6, 7.6), or `OUT_OF_CONTACT`."""
    causes: frozenset[str]
    """Causes of a critical risk that less load does not cure, as the model names them."""
    steps: tuple[PlayStep, ...]
    confirm: timedelta = timedelta(minutes=1)
    """The trouble must stand for so long."""
    settle: timedelta = timedelta(minutes=2)
    """It must be gone for so long to count as cured."""
    needs_technician: bool = False
    """A technician is asked for at once; nothing here can cure it."""


def problem_of(playbook: Playbook) -> str | None:
    """Why a playbook is not allowed; None = it is."""
    unsafe = sorted(playbook.errors & NEVER_CLEARED)
    acts = [step.act for step in playbook.steps]
    wrong = [act.value for act in acts if act not in HARMLESS]
    problems = {
        "it names no errors and no causes": not playbook.errors | playbook.causes,
        f"{unsafe[:1]} is never cleared from afar: {wrong[:1]} is not allowed": unsafe and wrong,
        f"{unsafe[:1]} is never cleared from afar: needs_technician must be true": unsafe
        and not playbook.needs_technician,
        f"nothing can be told to a charger that is {OUT_OF_CONTACT}: no steps are allowed": acts
        and OUT_OF_CONTACT in playbook.errors,
        "unlock takes a connector: it is not allowed for causes of a risk": playbook.causes
        and Act.UNLOCK in acts,
    }
    return next((problem for problem, is_so in problems.items() if is_so), None)


def overlap_of(playbooks: Iterable[Playbook]) -> str | None:
    """A name, an error or a cause that two playbooks claim; None = there is none."""
    seen: set[str] = set()
    for book in playbooks:
        claims = {f"name {book.name!r}"}
        claims |= {f"error {each!r}" for each in book.errors}
        claims |= {f"cause {each!r}" for each in book.causes}
        twice = sorted(claims & seen)
        if twice:
            return twice[0]
        seen |= claims
    return None


def merged_books(first: Sequence[Playbook], second: Sequence[Playbook]) -> tuple[Playbook, ...]:
    """An operator's playbooks, and of the others those whose name none of his has."""
    names = {book.name for book in first}
    return (*first, *(book for book in second if book.name not in names))


def call_of(act: Act, connector: int) -> tuple[str, dict[str, Any]]:
    """The OCPP call of an act; connector 0 = the whole charger (OCPP 1.6, 5.2, 5.14, 5.17, 5.18).

    Raises:
        ValueError: to unlock takes a connector.
    """
    match act:
        case Act.TRIGGER_STATUS | Act.TRIGGER_BOOT:
            is_status = act is Act.TRIGGER_STATUS
            wanted = {"requestedMessage": "StatusNotification" if is_status else "BootNotification"}
            return "TriggerMessage", {
                **wanted,
                **({"connectorId": connector} if is_status and connector else {}),
            }
        case Act.SOFT_RESET:
            return "Reset", {"type": "Soft"}
        case Act.HARD_RESET:
            return "Reset", {"type": "Hard"}
        case Act.UNLOCK:
            if connector == 0:
                raise ValueError("only a connector can be unlocked, not connector 0")
            return "UnlockConnector", {"connectorId": connector}
        case Act.OUT_OF_SERVICE | Act.IN_SERVICE:
            kind = "Inoperative" if act is Act.OUT_OF_SERVICE else "Operative"
            return "ChangeAvailability", {"connectorId": connector, "type": kind}
