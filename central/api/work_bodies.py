"""Bodies of work orders: requests (unknown fields refused) and answers."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from central.api.alarm_bodies import (
    AlarmCauseOut,
    AlarmDetailOut,
    AlarmEntryOut,
    RankedCauseOut,
)
from central.api.bodies import IsNumber, Request, Text
from central.api.instants import InstantIn
from central.api.model_bodies import Cause
from central.core.alarm_topics import Topic
from central.core.work_orders import Urgency, WorkState

StepName = Literal[
    "assign", "unassign", "accept", "decline", "travel", "arrive", "finish", "note", "cancel",
    "reopen", "close",
]  # fmt: skip
Reason = Annotated[Text, Field(min_length=1, max_length=300)]


class StepIn(Request):
    """When it happened, where it is told late: by the clock of the phone, brought into bounds."""

    happened_at: InstantIn | None = None


class PartIn(Request):
    """So many of a part."""

    part: Text = Field(min_length=1, max_length=40)
    quantity: Annotated[int, Field(ge=1, le=100), IsNumber]


class FinishIn(StepIn):
    """What was found and done."""

    found_cause: Cause
    parts_used: list[PartIn] = Field(default_factory=list, max_length=30)
    test_charge_ok: bool | None = None
    """Null = none was made."""
    text: Text = Field("", max_length=500)


class DeclineIn(StepIn):
    """Why not."""

    reason: Reason


class WorkNoteIn(StepIn):
    """A line for the timeline."""

    text: Text = Field(min_length=1, max_length=1000)


class AssignWorkIn(Request):
    """Who is to do it; empty = nobody, planning decides again."""

    technician: Text = Field(max_length=60)
    reason: Text = Field("", max_length=300)


class WhyIn(Request):
    """Why."""

    reason: Reason


class PartCountOut(BaseModel):
    """So many of a part (`GET /work-catalogue`)."""

    part: str
    quantity: int


class WorkReportOut(BaseModel):
    """What was found and done."""

    found_cause: str
    parts_used: list[PartCountOut]
    test_charge_ok: bool | None
    text: str


class WorkProofOut(BaseModel):
    """A session that shows that a charger charges again; `power_kw` is its mean."""

    charge_point: str
    session_id: int
    energy_kwh: float
    power_kw: float
    expected_kw: float


class WorkOrderOut(BaseModel):
    """A work order. `charge_points`: the worst first; none = the station as a whole."""

    id: int
    alarm_id: int
    station_id: str
    charge_points: list[str]
    topic: Topic
    cause: str | None
    confidence: float
    urgency: Urgency
    title: str
    minutes: int
    skills: list[str]
    safety: list[str]
    parts: list[PartCountOut]
    opened_at: str
    opened_by: str
    due_at: str
    state: WorkState
    technician: str
    is_pinned: bool
    """A person chose the technician."""
    accepted_at: str | None
    refused_by: list[str]
    assigned_at: str | None
    answer_by: str | None
    """Until when the technician has to accept it."""
    reasons: list[str]
    """Why this technician."""
    done_at: str | None
    report: WorkReportOut | None
    proofs: list[WorkProofOut]
    is_unproven: bool
    """Done, and nobody charged enough in time to prove it."""
    verified_at: str | None
    reopened: int
    ended_at: str | None
    end_reason: str


class WorkPlaceOut(BaseModel):
    """Where it is."""

    name: str
    city: str
    latitude_deg: float | None
    longitude_deg: float | None
    time_zone: str


class PhotoOut(BaseModel):
    """A photo; its picture is at /work-orders/{order_id}/photos/{id}."""

    id: int
    at: str
    actor: str
    media_type: str
    size_bytes: int
    sha256: str
    text: str


class RepeatFaultOut(BaseModel):
    """Faults of one topic at a charger within 30 days, and orders opened for it in that time."""

    topic: str
    faults: int
    last_at: str
    orders: int


class ChargerRepeatsOut(BaseModel):
    """Faults of a charger within 30 days, the most frequent topic first."""

    charge_point: str
    items: list[RepeatFaultOut]


class WorkOrderDetailOut(WorkOrderOut):
    """A work order with what its technician needs to know."""

    place: WorkPlaceOut
    summary: str
    """Why, in words made by rule."""
    causes: list[RankedCauseOut]
    photos: list[PhotoOut]
    repeats: list[ChargerRepeatsOut]
    steps: list[StepName]
    """What who asks may do with it now."""


class WorkOrderPageOut(BaseModel):
    """One page."""

    items: list[WorkOrderOut]
    next_cursor: str | None


class WorkLineOut(BaseModel):
    """A line of a timeline: `at` by our clock, `happened_at` where the technician was."""

    id: int
    order_id: int
    at: str
    happened_at: str
    kind: str
    text: str
    by: Literal["technician", "operator", "loop"]
    actor: str
    person: str
    """Technician whom it concerns."""


class WorkTimelineOut(BaseModel):
    """One page, oldest first."""

    items: list[WorkLineOut]
    next_cursor: str | None


class PartOut(BaseModel):
    """Something that lies on a van."""

    id: str
    title: str


class PartsForOut(BaseModel):
    """Parts for some chargers; `*` stands for any text."""

    vendor: str
    model: str
    current: str
    parts: list[PartCountOut]


class JobOfCauseOut(BaseModel):
    """What a cause takes; null = all other causes. Of `parts` the first that fits counts."""

    cause: str | None
    title: str
    minutes: int
    skills: list[str]
    safety: list[str]
    is_sent_for: bool
    parts: list[PartsForOut]


class WorkCatalogueOut(BaseModel):
    """Parts, skills, and what causes take."""

    parts: list[PartOut]
    skills: list[str]
    jobs: list[JobOfCauseOut]


class ChargerEvidenceOut(BaseModel):
    """One charger: what it is and reported; readings and messages before the order was opened."""

    charge_point: str
    vendor: str
    model: str
    serial_number: str
    firmware_version: str
    faults: list[dict[str, Any]]
    """In the charger's own words, of 30 days before the order to its end."""
    readings: list[dict[str, Any]]
    """By minute: means, and the highest risk."""
    messages: list[dict[str, Any]]


class WorkEvidenceOut(BaseModel):
    """All that is known of a failure and its repair."""

    made_at: str
    order: WorkOrderOut
    timeline: list[WorkLineOut]
    photos: list[PhotoOut]
    alarm: AlarmDetailOut | None
    alarm_timeline: list[AlarmEntryOut]
    diagnosis: AlarmCauseOut | None
    chargers: list[ChargerEvidenceOut]
