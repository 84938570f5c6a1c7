"""Drift: how far live features have moved from the rows that a model was made from.

The population stability index of a feature is the sum over its bins of
(live - reference) * ln(live / reference). Below 0.10 nothing has moved, from 0.25 on the model
looks at another world (Siddiqi, Credit Risk Scorecards, 2006, ch. 8). Missing values are a bin of
their own: a signal that vanished is drift. The calendar drifts every day and says nothing.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from contract.features import FEATURE_COUNT, FEATURE_NAMES
from contract.reference import Reference

MOVED: Final = 0.10
DRIFTED: Final = 0.25
MIN_VECTORS: Final = 500
"""Fewer say nothing: chance alone gives about (bins - 1) / vectors."""
CALENDAR: Final = frozenset({"hour_sin", "hour_cos", "weekend"})
_LEAST_SHARE: Final = 1e-4
"""Of an empty bin, so that its logarithm is finite."""

Vector = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class FeatureDrift:
    """One feature."""

    feature: str
    psi: float
    level: str
    """stable, moved, drifted; or calendar, which is not judged."""
    missing_ratio: float
    reference_missing_ratio: float


def drift_of(reference: Mapping[str, Reference], vectors: Sequence[Vector]) -> list[FeatureDrift]:
    """Drift of each feature, the largest first; nothing for fewer than MIN_VECTORS.

    Args:
        reference: by feature; a feature without one is left out.
        vectors: all 33 in the order of `contract.features`; None = missing. Others are left out.
    """
    usable = [vector for vector in vectors if len(vector) == FEATURE_COUNT]
    if len(usable) < MIN_VECTORS:
        return []
    found = [
        _of_feature(name, reference[name], [vector[index] for vector in usable])
        for index, name in enumerate(FEATURE_NAMES)
        if name in reference and _is_sound(reference[name])
    ]
    return sorted(found, key=lambda each: -each.psi)


def shares_of(reference: Reference, values: Sequence[float | None]) -> list[float]:
    """Share of the values in each bin of the reference, then of those that are missing."""
    counts = [0] * len(reference.shares)
    for value in values:
        if value is None or not math.isfinite(value):
            counts[-1] += 1
        else:
            counts[bisect_left(reference.edges, value)] += 1
    return [count / len(values) for count in counts]


def psi(reference: Sequence[float], live: Sequence[float]) -> float:
    """Population stability index of two lists of shares: 0 = alike, never below."""
    total = 0.0
    for expected, found in zip(reference, live, strict=True):
        before, now = max(expected, _LEAST_SHARE), max(found, _LEAST_SHARE)
        total += (now - before) * math.log(now / before)
    return total


def _of_feature(name: str, reference: Reference, values: Sequence[float | None]) -> FeatureDrift:
    live = shares_of(reference, values)
    index = psi(reference.shares, live)
    level = "drifted" if index >= DRIFTED else "moved" if index >= MOVED else "stable"
    return FeatureDrift(
        feature=name,
        psi=index,
        level="calendar" if name in CALENDAR else level,
        missing_ratio=live[-1],
        reference_missing_ratio=reference.shares[-1],
    )


def _is_sound(reference: Reference) -> bool:
    """One share a bin and one for what is missing; borders in order."""
    edges = reference.edges
    return len(reference.shares) == len(edges) + 2 and edges == sorted(edges)
