"""Bodies of alarms: requests (unknown fields refused) and answers."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from central.api.bodies import IsNumber, Request, Text
from central.api.model_bodies import Cause
from central.core.alarm_acts import ACK_LENGTH, ACK_MAX
from central.core.alarm_topics import Topic
from central.core.work_orders import Urgency

AlarmStateName = Literal["open", "acked", "assigned", "mitigating", "work_ordered", "closed"]
SeverityName = Literal["warning", "high", "critical"]
StageName = Literal["foreseen", "warned", "failed"]
_MINUTE = timedelta(minutes=1)


class AckIn(Request):
    """Somebody has seen it; it asks again after so many simulated minutes."""

    minutes: Annotated[int, IsNumber, Field(ge=1, le=ACK_MAX // _MINUTE)] = ACK_LENGTH // _MINUTE


class AssignIn(Request):
    """Who takes care of it; empty = nobody any more."""

    to: Text = Field(max_length=60)


class OrderWorkIn(Request):
    """What is ordered: at which charger (default: all of the alarm), how soon (as the alarm is)."""

    charge_point: Text | None = Field(None, min_length=1, max_length=48)
    urgency: Urgency | None = None
    note: Text = Field("", max_length=500)


class NoteIn(Request):
    """A line for the timeline."""

    text: Text = Field(min_length=1, max_length=500)


class CloseIn(Request):
    """Why it is done with, and what it was: a label for the next training."""

    reason: Text = Field(min_length=1, max_length=300)
    found_cause: Cause | None = None


class AlarmOut(BaseModel):
    """An alarm. `stations` are the first 20 of `station_count`."""

    id: int
    title: str
    scope: Literal["station", "network"]
    place: str
    topic: Topic
    state: AlarmStateName
    severity: SeverityName
    stage: StageName
    count: int
    first_at: str
    last_at: str
    opened_at: str
    is_active: bool
    is_whole_site: bool
    needs_technician: bool
    stations: list[str]
    station_count: int
    charger_count: int
    acked_by: str
    acked_until: str | None
    assignee: str
    work_order: str
    closed_at: str | None
    closed_by: str
    close_reason: str
    found_cause: str
    cause: str | None
    confidence: float
    urgency: Literal["now", "today", "week"] | None
    mitigation: str
    folded_into: int | None


class AlarmMemberOut(BaseModel):
    """One charger in an alarm; null = the station as a whole."""

    station_id: str
    charge_point: str | None
    connectors: list[int]
    severity: SeverityName
    stage: StageName
    count: int
    first_at: str
    last_at: str
    clear_since: str | None
    text: str


class AlarmDetailOut(AlarmOut):
    """An alarm with its members, the worst first, at most 500."""

    members: list[AlarmMemberOut]


class AlarmPageOut(BaseModel):
    """One page."""

    items: list[AlarmOut]
    next_cursor: str | None


class AlarmEntryOut(BaseModel):
    """A line of a timeline."""

    id: int
    at: str
    kind: str
    text: str
    actor_kind: str
    actor: str


class AlarmTimelineOut(BaseModel):
    """One page, oldest first."""

    items: list[AlarmEntryOut]
    next_cursor: str | None


class PastAlarmOut(BaseModel):
    """A closed alarm of the same topic, and in what it is like the one asked for."""

    alarm: AlarmOut
    same_charger: bool
    same_station: bool
    same_model: bool


class PastAlarmsOut(BaseModel):
    """The likest first."""

    items: list[PastAlarmOut]


class EvidenceOut(BaseModel):
    """A sign that speaks for a cause; `weight` in log-odds."""

    sign: str
    text: str
    weight: float


class RankedCauseOut(BaseModel):
    """A cause, how sure the rules are (0..1), and what to do about it."""

    name: str
    title: str
    confidence: float
    act: str
    is_dangerous: bool
    evidence: list[EvidenceOut]


class ExplanationOut(BaseModel):
    """What a language model made of the same facts: its words, its order, the signs it names."""

    summary: str
    causes: list[str]
    cites: list[str]
    model: str
    at: str


class AlarmCauseOut(BaseModel):
    """Why an alarm is; `summary` is made by rule and always there."""

    at: str
    charge_point: str | None
    summary: str
    causes: list[RankedCauseOut]
    explanation: ExplanationOut | None
