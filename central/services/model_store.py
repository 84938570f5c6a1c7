"""Repositories of model bundles and of confirmed causes, and where archives lie, as protocols."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from central.services.control_records import Page
from central.services.model_records import EdgeModel, Feedback, Model, NewFeedback


class ModelStore(Protocol):
    """Bundles in the registry."""

    async def add(self, model: Model) -> None:
        """Put down."""

    async def get(self, model_id: str) -> Model | None:
        """One of them."""

    async def page(self, limit: int, after: str | None) -> Sequence[Model]:
        """At most `limit`, newest first, from behind the one with the id `after`."""

    async def feature_sample(self, limit: int) -> Sequence[Sequence[float | None]]:
        """At most `limit` feature vectors, taken evenly from the telemetry that is kept."""

    async def edges(self) -> Sequence[EdgeModel]:
        """What edges said last of their models, by id."""


class FeedbackStore(Protocol):
    """Causes that people confirmed."""

    async def add(self, feedback: NewFeedback) -> Feedback:
        """Put down; gives it with its id."""

    async def page(self, page: Page) -> Sequence[Feedback]:
        """Newest first; filter `charge_point_id`."""


class ModelArchives(Protocol):
    """Archives of bundles on disk."""

    def path(self, model_id: str) -> Path:
        """Where an archive lies once it is kept."""

    async def keep(self, model_id: str, archive: bytes) -> None:
        """Write one, whole or not at all."""

    async def file(self, model_id: str, name: str) -> bytes | None:
        """One file of a kept archive; None where it has no such file."""
