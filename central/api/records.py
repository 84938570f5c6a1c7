"""Answers of the API about what was done: heals, prices, acts, sessions, calls, scenarios."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class HealOut(BaseModel):
    """A heal."""

    id: int
    station_id: str
    target_station_id: str | None
    state: Literal["proposed", "active", "releasing", "ended"]
    opened_at: str
    expires_at: str
    ended_at: str | None
    end_reason: str | None
    reasons: list[str]
    stressed: list[str]
    power_ratio: float
    is_dispatch: bool


class OverrideOut(BaseModel):
    """A price override."""

    id: int
    station_id: str
    heal_id: int | None
    kind: Literal["surge", "discount"]
    factor: str
    base_per_kwh: str
    price_per_kwh: str
    currency: str
    start_at: str
    until_at: str
    ended_at: str | None
    state: Literal["proposed", "active", "ended"]
    paired_station_id: str | None
    actor_kind: str
    actor: str
    reasons: list[str]


class AuditOut(BaseModel):
    """An act."""

    id: int
    at: str
    actor_kind: str
    actor: str
    act: str
    object_type: str
    object_id: str
    before: Any
    after: Any
    reason: str
    request_id: str


class SessionOut(BaseModel):
    """A charging session; the tag is masked."""

    id: int
    charge_point: str
    connector_id: int
    id_tag: str
    started_at: str
    stopped_at: str | None
    stop_reason: str | None
    energy_wh: int
    price_per_kwh: str
    currency: str
    cost: str | None
    problem: str | None
    """Why nobody is charged before a person looked at the readings."""
    started_offline: bool


class RegistrationOut(BaseModel):
    """A charger's registration."""

    id: str
    registration: Literal["accepted", "rejected"]


class CommandTicketOut(BaseModel):
    """A call under way."""

    command_id: str
    task: str
    """Where to follow it."""


class CommandAnswerOut(BaseModel):
    """What became of a call."""

    command_id: str
    outcome: str
    payload: dict[str, Any]


class TaskOut(BaseModel):
    """A call to a charger, and what became of it."""

    id: str
    charge_point: str
    action: str
    payload: dict[str, Any]
    actor_kind: str
    actor: str
    reason: str
    state: str
    answer: dict[str, Any] | None
    created_at: str
    done_at: str | None


class ScenarioOut(BaseModel):
    """A scenario that can run."""

    model_config = ConfigDict(extra="ignore")
    name: str
    title: str = ""
    description: str = ""
    defaults: dict[str, Any] = {}


class RunningOut(BaseModel):
    """A scenario that runs."""

    model_config = ConfigDict(extra="ignore")
    id: str
    name: str
    station_id: str
    started_at: str
    ends_at: str


class ScenariosOut(BaseModel):
    """What can run and what runs."""

    enabled: bool
    items: list[ScenarioOut]
    running: list[RunningOut]


class StartedOut(BaseModel):
    """A scenario that was started."""

    id: str


class TaskList(BaseModel):
    """A page of calls to chargers."""

    items: list[TaskOut]
    next_cursor: str | None


class HealPage(BaseModel):
    """A page of heals."""

    items: list[HealOut]
    next_cursor: str | None


class PricePage(BaseModel):
    """A page of price overrides."""

    items: list[OverrideOut]
    next_cursor: str | None


class AuditPage(BaseModel):
    """A page of acts."""

    items: list[AuditOut]
    next_cursor: str | None


class SessionPage(BaseModel):
    """A page of sessions."""

    items: list[SessionOut]
    next_cursor: str | None
