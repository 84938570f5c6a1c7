"""Why a charger fails, by rule: causes ranked with confidence, evidence with figures, urgency.

Signs (`central.core.cause_signs`) read the facts of a case; the table (`central.core.cause_table`)
says how much each sign speaks for a cause. Evidence adds up as log-odds (naive Bayes), and the
confidences of all causes add up to one. Without any evidence every cause has its share of all
faults, and the first of them no confidence to speak of. A pure function: the same facts give the
same ranking.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from central.core.alarm_topics import Severity, Stage
from contract.ids import ChargePointId, StationId

FRESH: Final = timedelta(hours=2)
"""Errors this old still belong to the present trouble; older ones are history."""
MIN_CONFIDENCE: Final = 0.01
"""Causes below it are not told."""
TOLD_MAX: Final = 5


@dataclass(frozen=True, slots=True)
class ErrorSeen:
    """A StatusNotification with a fault or a warning."""

    at: datetime
    code: str
    failed: bool
    connector_id: int


@dataclass(frozen=True, slots=True)
class CommandSeen:
    """A call that was sent to the charger."""

    at: datetime
    action: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a charger in trouble; `None` and missing features are not known."""

    charge_point: ChargePointId
    station: StationId
    at: datetime
    """Instant for which the causes are sought."""
    connected: bool = True
    lost_at: datetime | None = None
    errors: Sequence[ErrorSeen] = ()
    """Of the last 7 days."""
    features: Mapping[str, float] = field(default_factory=dict)
    """The newest vector by name (contract.features), without those that are missing."""
    cluster: str | None = None
    """Name that the model gave its nearest cluster of failures; where the risk was raised."""
    risk: float | None = None
    top_features: Sequence[tuple[str, float]] = ()
    """Largest parts of the risk: feature, points."""
    neighbours: int = 0
    """Other chargers of the station."""
    neighbours_lost: int = 0
    """Those of them that went out of contact at about the same time."""
    stations_hit: int = 1
    """Stations of its network with the same trouble at the same time."""
    is_edge_lost: bool = False
    """The edge agent that serves it says nothing either."""
    commands: Sequence[CommandSeen] = ()
    """Of the last hour before the trouble."""
    found_before: Sequence[str] = ()
    """What people found at this charger, newest first (contract.observations.FAULT_MODES)."""

    def fresh_errors(self) -> list[ErrorSeen]:
        """Errors of the present trouble."""
        return [each for each in self.errors if self.at - each.at <= FRESH]


@dataclass(frozen=True, slots=True)
class Found:
    """A sign was seen: how clearly (0..1), and in words with its figures."""

    strength: float
    text: str


@dataclass(frozen=True, slots=True)
class Cause:
    """A row of the table."""

    name: str
    title: str
    share: float
    """Of all faults, before anything is known; relative."""
    weights: Mapping[str, float]
    """Log-odds that each sign, fully seen, adds; negative speaks against the cause."""
    act: str
    """What to do about it."""
    is_dangerous: bool = False
    """People may come to harm: it waits for nobody."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sign that speaks for a cause."""

    sign: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """A cause with how sure the rules are, 0..1, and why."""

    name: str
    title: str
    confidence: float
    evidence: tuple[Evidence, ...]
    act: str
    is_dangerous: bool = False


def rank(seen: Mapping[str, Found], causes: Sequence[Cause]) -> tuple[Ranked, ...]:
    """Causes, the likeliest first; of equal ones the earlier in the table.

    Args:
        seen: signs by name.
        causes: the table.
    """
    scores = [_log_odds(cause, seen) for cause in causes]
    highest = max(scores)
    weights = [math.exp(score - highest) for score in scores]
    total = sum(weights)
    order = sorted(range(len(causes)), key=lambda index: (-scores[index], index))
    ranked = [_ranked(causes[index], weights[index] / total, seen) for index in order]
    return tuple(each for each in ranked[:TOLD_MAX] if each.confidence >= MIN_CONFIDENCE)


def _log_odds(cause: Cause, seen: Mapping[str, Found]) -> float:
    added = (
        cause.weights[name] * found.strength
        for name, found in seen.items()
        if name in cause.weights
    )
    return math.log(cause.share) + math.fsum(added)


def _ranked(cause: Cause, confidence: float, seen: Mapping[str, Found]) -> Ranked:
    evidence = [
        Evidence(name, found.text, round(cause.weights[name] * found.strength, 3))
        for name, found in seen.items()
        if cause.weights.get(name, 0.0) * found.strength > 0.0
    ]
    evidence.sort(key=lambda each: (-each.weight, each.sign))
    return Ranked(
        cause.name, cause.title, confidence, tuple(evidence), cause.act, cause.is_dangerous
    )


def urgency(first: Ranked | None, stage: Stage, severity: Severity) -> str:
    """How soon somebody has to act: `now`, `today` or `week`.

    Danger to people waits for nobody, nor does what is critical and has failed. What has failed,
    or is foreseen with a critical risk, takes today; the rest the week.
    """
    if first is not None and first.is_dangerous and stage is not Stage.FORESEEN:
        return "now"
    if severity is Severity.CRITICAL:
        return "now" if stage is Stage.FAILED else "today"
    return "today" if stage is Stage.FAILED else "week"
