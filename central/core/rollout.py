"""Which model bundle each edge shall run: one for all, and at most one under way to a share.

Which edges are in a share depends on their names alone, so a share that grows only adds edges, and
every process of central agrees without asking. `None` stands for the bundle that comes with the
edge's program.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

WHOLE_PCT: Final = 100
_MOST_KEPT: Final = 20
_STEPS: Final = 2**32


class RolloutError(ValueError):
    """What is asked makes no sense now; says why."""


@dataclass(frozen=True, slots=True)
class Rollout:
    """What is rolled out."""

    history: tuple[str, ...] = ()
    """Models that were for all edges, oldest first; the last one is."""
    candidate: str | None = None
    share_pct: int = 0
    """Of the edges, for the candidate."""

    @property
    def stable(self) -> str | None:
        """The model of all edges outside the share."""
        return self.history[-1] if self.history else None


def promoted(rollout: Rollout, model: str, share_pct: int) -> Rollout:
    """Give a model to a share of the edges, or to all of them (100).

    Raises:
        RolloutError: if all edges have it already, or the share is outside 1..100.
    """
    if not 1 <= share_pct <= WHOLE_PCT:
        raise RolloutError(f"share_pct {share_pct} is not allowed: 1 to {WHOLE_PCT}")
    if model == rollout.stable:
        raise RolloutError(f"model {model} is for all edges already")
    if share_pct < WHOLE_PCT:
        return replace(rollout, candidate=model, share_pct=share_pct)
    return Rollout((*rollout.history, model)[-_MOST_KEPT:])


def rolled_back(rollout: Rollout) -> Rollout:
    """Take the last step back: the candidate first, else the model of all edges.

    Raises:
        RolloutError: if nothing was rolled out.
    """
    if rollout.candidate is not None:
        return Rollout(rollout.history)
    if not rollout.history:
        raise RolloutError("nothing was rolled out: edges run the bundle of their program")
    return Rollout(rollout.history[:-1])


def wanted_by(rollout: Rollout, edge: str) -> str | None:
    """The model that this edge shall run."""
    if rollout.candidate is not None and place_pct(edge) < rollout.share_pct:
        return rollout.candidate
    return rollout.stable


def place_pct(edge: str) -> float:
    """Where an edge stands among all, 0 to 100 (less): by the SHA-256 of its name."""
    digest = hashlib.sha256(edge.encode()).digest()
    return WHOLE_PCT * int.from_bytes(digest[:4], "big") / _STEPS


def as_json(rollout: Rollout) -> dict[str, Any]:
    """For the settings."""
    return {
        "history": list(rollout.history),
        "candidate": rollout.candidate,
        "share_pct": rollout.share_pct,
    }


def from_json(kept: Mapping[str, Any]) -> Rollout:
    """What `as_json` gave."""
    return Rollout(tuple(kept["history"]), kept["candidate"], kept["share_pct"])
