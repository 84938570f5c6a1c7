"""Rows of remedies and of their steps, and the port that keeps them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from central.core.control import Asked
from central.core.remedy import Attempt, PastRemedy, Remedy, StartStep
from central.services.control_records import Page
from central.services.items import iso, iso_or_none
from contract.ids import ChargePointId


@dataclass(frozen=True, slots=True)
class RemedyRow:
    """A stored remedy."""

    id: int
    remedy: Remedy
    asked: Asked | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One step as it was carried out: who, what, why, and what came of it."""

    id: int
    remedy_id: int
    charge_point_id: ChargePointId
    connector_id: int
    act: str
    at: datetime
    actor: str
    reason: str
    command_id: str
    """Of the call (`/tasks/{id}`)."""
    outcome: str | None
    effect: str | None
    """cleared, seen, not_seen or refused; None = not known yet."""
    ended_at: datetime | None


class Remedies(Protocol):
    """Remedies and their steps."""

    async def open(self) -> list[RemedyRow]:
        """Those that did not end."""

    async def past(
        self, chargers: Collection[ChargePointId], since: datetime
    ) -> dict[ChargePointId, tuple[PastRemedy, ...]]:
        """Those of some chargers that ended after `since`."""

    async def attempts(
        self, chargers: Collection[ChargePointId], since: datetime
    ) -> dict[ChargePointId, tuple[Attempt, ...]]:
        """Steps at some chargers since then, oldest first."""

    async def add(self, remedy: Remedy) -> int:
        """Put down; gives its id."""

    async def save(self, remedy_id: int, remedy: Remedy, now: datetime) -> None:
        """Renew; `now` becomes its end if it ended."""

    async def get(self, remedy_id: int) -> RemedyRow | None:
        """One of them."""

    async def page(self, page: Page) -> list[RemedyRow]:
        """Newest first; filters `state` and `charge_point_id`."""

    async def ask(self, remedy_id: int, asked: Mapping[str, str]) -> bool:
        """Leave a person's wish for the loop; False where the remedy is not open."""

    async def add_attempt(
        self, remedy_id: int, step: StartStep, actor: str, command_id: str, at: datetime
    ) -> None:
        """A step begins."""

    async def note_outcome(self, command_id: str, outcome: str) -> None:
        """What the charger answered to a step's call."""

    async def end_attempt(self, remedy_id: int, effect: str, at: datetime) -> None:
        """The step that runs is over."""

    async def attempts_of(self, remedy_id: int) -> list[AttemptRow]:
        """Steps of one remedy, oldest first."""

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` remedies that ended before an instant, with their steps."""


def remedy_item(row: RemedyRow) -> dict[str, Any]:
    """A remedy as pages see it."""
    remedy = row.remedy
    return {
        "id": row.id,
        "charge_point": remedy.charge_point,
        "station_id": remedy.station,
        "connector_id": remedy.connector or None,
        "sign": remedy.sign,
        "playbook": remedy.playbook,
        "state": remedy.state.value,
        "opened_at": iso(remedy.opened_at),
        "ended_at": iso_or_none(row.ended_at),
        "steps_done": remedy.step,
        "waits_for": remedy.waits_for or None,
        "by_person": remedy.by_person,
        "reasons": list(remedy.reasons),
        "end_reason": remedy.end_reason,
        "ended_by": None if remedy.ended_by is None else remedy.ended_by.value,
    }


def attempt_item(row: AttemptRow) -> dict[str, Any]:
    """A step as pages see it."""
    return {
        "act": row.act,
        "connector_id": row.connector_id or None,
        "at": iso(row.at),
        "actor": row.actor,
        "reason": row.reason,
        "task": row.command_id,
        "outcome": row.outcome,
        "effect": row.effect,
        "ended_at": iso_or_none(row.ended_at),
    }
