"""Records of model bundles, of edges that run them, and of causes that people confirmed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Model:
    """A bundle in the registry."""

    id: str
    feature_set: str
    digest: str
    """SHA-256 of the archive."""
    size_bytes: int
    signer: str
    secret: str
    manifest: dict[str, Any]
    card: str
    uploaded_at: datetime | None
    """None = it comes with the program, and was never uploaded."""
    uploaded_by: str


@dataclass(frozen=True, slots=True)
class EdgeModel:
    """What an edge said last of its model; `delivery` None = it was offered none."""

    id: str
    online: bool
    at: datetime | None
    model: str
    delivery: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class NewFeedback:
    """The cause of a fault, as somebody found it."""

    charge_point_id: str
    onset_at: datetime
    cause: str
    note: str
    actor: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Feedback(NewFeedback):
    """The same, written down."""

    id: int
