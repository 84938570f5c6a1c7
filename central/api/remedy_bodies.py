"""Answers of the API about remedies."""

from typing import Any, Literal

from pydantic import BaseModel

from central.core.playbooks import Playbook


class RemedyOut(BaseModel):
    """A remedy: what is tried at one charger before a technician is sent."""

    id: int
    charge_point: str
    station_id: str
    connector_id: int | None
    """null = the whole charger."""
    sign: str
    """An error code of OCPP, OutOfContact, or a cause of the model."""
    playbook: str
    state: Literal["proposed", "ready", "acting", "settling", "escalated", "ended"]
    """`escalated`: a technician is needed."""
    opened_at: str
    ended_at: str | None
    steps_done: int
    waits_for: str | None
    by_person: bool
    reasons: list[str]
    end_reason: str | None
    ended_by: Literal["cleared", "settled", "stopped", "switched_off", "superseded"] | None


class RemedyStepOut(BaseModel):
    """A step that was carried out."""

    act: str
    connector_id: int | None
    at: str
    actor: str
    reason: str
    task: str
    """Id of the call."""
    outcome: str | None
    effect: Literal["cleared", "seen", "not_seen", "refused"] | None
    ended_at: str | None


class RemedyDetailOut(RemedyOut):
    """A remedy with its steps."""

    steps: list[RemedyStepOut]


class RemedyPage(BaseModel):
    """A page of remedies."""

    items: list[RemedyOut]
    next_cursor: str | None


class PlayStepOut(BaseModel):
    """A step of a playbook."""

    act: str
    check: str
    within_s: float
    per_day: int
    pause_s: float
    during_session: bool


class PlaybookOut(BaseModel):
    """A playbook."""

    name: str
    title: str
    errors: list[str]
    causes: list[str]
    confirm_s: float
    settle_s: float
    needs_technician: bool
    steps: list[PlayStepOut]


class PlaybookList(BaseModel):
    """The playbooks in force."""

    items: list[PlaybookOut]


def playbook_item(book: Playbook) -> dict[str, Any]:
    """A playbook as JSON."""
    return {
        "name": book.name,
        "title": book.title,
        "errors": sorted(book.errors),
        "causes": sorted(book.causes),
        "confirm_s": book.confirm.total_seconds(),
        "settle_s": book.settle.total_seconds(),
        "needs_technician": book.needs_technician,
        "steps": [
            {
                "act": step.act.value,
                "check": step.check.value,
                "within_s": step.within.total_seconds(),
                "per_day": step.per_day,
                "pause_s": step.pause.total_seconds(),
                "during_session": step.during_session,
            }
            for step in book.steps
        ],
    }
