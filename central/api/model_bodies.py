"""Requests and answers about model bundles and confirmed causes."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from central.core.rollout import Rollout, wanted_by
from central.services.items import iso, iso_or_none
from central.services.model_records import EdgeModel, Feedback, Model

STRICT = ConfigDict(extra="forbid")
Reason = Annotated[str, Field(max_length=500)]
Cause = Literal[
    "thermal",
    "fan",
    "contactor",
    "communication",
    "ground",
    "over_current",
    "meter",
    "reader",
    "supply",
    "maintenance",
    "none",
]
"""`contract.observations.FAULT_MODES`; none = there was no fault."""


class ModelOut(BaseModel):
    """A bundle in the registry."""

    id: str
    feature_set: str
    sha256: str
    size_bytes: int
    signer: str
    uploaded_at: str | None
    """Null = it comes with the edges' program."""
    uploaded_by: str
    state: Literal["registered", "candidate", "stable"]
    edges: int
    """How many edges run it now."""


class ModelDetailOut(ModelOut):
    """A bundle with what it says of itself."""

    manifest: dict[str, Any]
    card: str
    """Markdown; its pictures are `files/<name>`."""
    figures: dict[str, Any] | None
    """The card's figures: `sets` of rows an hour ahead, `far` for longer; null = it has none."""


class EdgeModelOut(BaseModel):
    """An edge and its model."""

    id: str
    online: bool
    at: str | None
    model: str
    wanted: str | None
    """Null = the bundle that comes with its program."""
    step: str | None
    """fetching, checking, probation, taken, refused or rolled_back; null = never offered any."""
    detail: str


class RolloutOut(BaseModel):
    """What is rolled out, and how far the edges are."""

    stable: str | None
    candidate: str | None
    share_pct: int
    history: list[str]
    edges: list[EdgeModelOut]


class ModelPage(BaseModel):
    """A page of bundles, newest first; at last the one that edges come with."""

    items: list[ModelOut]
    next_cursor: str | None


class FeatureDriftOut(BaseModel):
    """How far one feature has moved."""

    feature: str
    psi: float
    level: Literal["stable", "moved", "drifted", "calendar"]
    missing_ratio: float
    reference_missing_ratio: float


class DriftOut(BaseModel):
    """How far live features have moved from the rows that a model was made from."""

    model: str
    vectors: int
    """Taken from the telemetry that is kept; too few give no features."""
    has_reference: bool
    """False: the bundle does not say how its rows were spread."""
    features: list[FeatureDriftOut]
    """The largest drift first."""


class PromoteIn(BaseModel):
    """For whom: 100 = all edges, less = a share of them that depends on their names alone."""

    model_config = STRICT
    share_pct: Annotated[int, Field(ge=1, le=100)] = 100
    reason: Reason = ""


class RollbackIn(BaseModel):
    """Why the last roll-out is taken back."""

    model_config = STRICT
    reason: Reason = ""


class FeedbackIn(BaseModel):
    """The cause of a fault as somebody found it; none = there was no fault."""

    model_config = STRICT
    charger: Annotated[str, Field(min_length=1, max_length=48)]
    onset: AwareDatetime
    cause: Cause
    note: Annotated[str, Field(max_length=500)] = ""


class FeedbackOut(BaseModel):
    """A confirmed cause."""

    id: int
    charger: str
    onset: str
    cause: str
    note: str
    actor: str
    created_at: str


class FeedbackPage(BaseModel):
    """A page of them."""

    items: list[FeedbackOut]
    next_cursor: str | None


def model_item(model: Model, rollout: Rollout, edges: list[EdgeModel]) -> dict[str, Any]:
    """A model as JSON, without its secret."""
    is_home = model.uploaded_at is None and rollout.stable is None
    states = {rollout.stable: "stable", rollout.candidate: "candidate"}
    return {
        "id": model.id,
        "feature_set": model.feature_set,
        "sha256": model.digest,
        "size_bytes": model.size_bytes,
        "signer": model.signer,
        "uploaded_at": iso_or_none(model.uploaded_at),
        "uploaded_by": model.uploaded_by,
        "state": "stable" if is_home else states.get(model.id, "registered"),
        "edges": sum(each.model == model.id for each in edges),
    }


def rollout_item(rollout: Rollout, edges: list[EdgeModel]) -> dict[str, Any]:
    """The roll-out as JSON."""
    return {
        "stable": rollout.stable,
        "candidate": rollout.candidate,
        "share_pct": rollout.share_pct,
        "history": list(rollout.history),
        "edges": [
            {
                "id": each.id,
                "online": each.online,
                "at": iso_or_none(each.at),
                "model": each.model,
                "wanted": wanted_by(rollout, each.id),
                "step": (each.delivery or {}).get("step"),
                "detail": (each.delivery or {}).get("detail", ""),
            }
            for each in edges
        ],
    }


def feedback_item(row: Feedback) -> dict[str, Any]:
    """A confirmed cause as JSON."""
    return {
        "id": row.id,
        "charger": row.charge_point_id,
        "onset": iso(row.onset_at),
        "cause": row.cause,
        "note": row.note,
        "actor": row.actor,
        "created_at": iso(row.created_at),
    }
