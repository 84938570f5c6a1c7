"""Bodies of the API about uptime and first attempts."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from central.api.bodies import IsNumber, Request, Text
from central.api.instants import InstantIn
from central.core.uptime import ExclusionCause


class MonthOut(BaseModel):
    """A calendar month (UTC) of a port."""

    month: str
    outage_min: float
    excluded_min: float


class PortUptimeOut(BaseModel):
    """Uptime of one port over the 525,600 minutes before `until`, as 23 CFR 680.116(b) has it."""

    charge_point: str
    connector_id: int
    station_id: str
    until: str
    uptime_pct: float
    is_met: bool
    """Greater than 97 %."""
    outage_min: float
    excluded_min: float
    known_since: str | None
    """There is no outage before it; null = longer than this is kept."""


class PortUptimeDetailOut(PortUptimeOut):
    """The same with its months."""

    months: list[MonthOut]


class UptimePage(BaseModel):
    """A page of ports."""

    items: list[PortUptimeOut]
    next_cursor: str | None


class ExclusionIn(Request):
    """A span that the operator could not prevent, with evidence."""

    charge_point: Text = Field(min_length=1, max_length=48)
    connector_id: Annotated[int | None, IsNumber] = Field(None, ge=1, le=1000)
    """null = all of the charger's."""
    cause: ExclusionCause
    start_at: InstantIn
    end_at: InstantIn
    evidence: Text = Field(min_length=10, max_length=500)
    """What shows it, and that the port would have worked otherwise."""


class ExclusionOut(BaseModel):
    """An exclusion; a withdrawn one counts no more."""

    id: int
    charge_point: str
    connector_id: int | None
    cause: ExclusionCause
    start_at: str
    end_at: str
    evidence: str
    actor: str
    created_at: str
    withdrawn_at: str | None
    withdrawn_by: str | None


class ExclusionPage(BaseModel):
    """A page of exclusions."""

    items: list[ExclusionOut]
    next_cursor: str | None


class PublicPortOut(BaseModel):
    """How reliable a port is."""

    charge_point: str
    connector_id: int
    uptime_pct: float


class PublicReliabilityOut(BaseModel):
    """How reliable a station is, as anybody may see it."""

    station_id: str
    uptime_pct: float | None
    """Mean of its ports over twelve months."""
    first_attempt_success: float | None
    """Share of visits of the last 30 days that charged at the first attempt, 0..1."""
    ports: list[PublicPortOut]


class FailureOut(BaseModel):
    """Why attempts failed."""

    reason: Literal[
        "authorisation_refused",
        "no_authorisation",
        "no_start",
        "charger_fault",
        "no_energy",
        "early_stop",
    ]
    detail: str
    """The OCPP word for it: a status, an error code, a stop reason."""
    count: int


class SuccessOut(BaseModel):
    """First-attempt success of one station, or of all (`station_id` null)."""

    station_id: str | None
    visits: int
    first_attempt_success: float | None
    """Share of visits whose first attempt charged, 0..1."""
    success: float | None
    """Share of visits that charged in the end, 0..1."""
    attempts: int
    broken_off: int
    """Sessions that charged, and that something other than the driver ended."""
    failures: list[FailureOut]


class SuccessList(BaseModel):
    """First-attempt success of the network, and by station, the worst first."""

    start_at: str
    end_at: str
    network: SuccessOut
    stations: list[SuccessOut]


class FailedAttemptOut(BaseModel):
    """One attempt that failed, and why."""

    charge_point: str
    connector_id: int | None
    start_at: str
    end_at: str
    reason: str
    detail: str


class FailedAttemptList(BaseModel):
    """Attempts that failed, newest first."""

    items: list[FailedAttemptOut]
