"""Areas under precision over recall, and intervals by drawing whole groups.

Rows of one station (or site) are no independent witnesses, so stations are drawn, with
replacement, and every row counts as often as its station was drawn. Several scores are judged on
the same draws: only so is the interval of a difference that of the difference.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_LOW: Final = 0.025
_HIGH: Final = 0.975
DRAWS: Final = 500


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows sorted by one score, for areas with changing weights."""

    order: NDArray[np.int64]
    ends: NDArray[np.int64]
    """Last place of each run of equal scores: a threshold takes all of them or none."""
    label: Bools
    """By place."""

    def area(self) -> float:
        """Average precision (sum of precision times gain in recall); NaN without a positive."""
        return self.weigher()(np.ones(len(self.order)))

    def weigher(self) -> Callable[[Floats], float]:
        """The same for weights by place; only runs with a positive add to the sum."""
        hits = np.flatnonzero(self.label)
        ends = self.ends[np.searchsorted(self.ends, hits)]
        last = np.searchsorted(hits, ends, side="right") - 1

        def area(weight: Floats) -> float:
            gained = weight[hits]
            found, rows = np.cumsum(gained), np.cumsum(weight)
            if not len(hits) or found[-1] <= 0.0:
                return float("nan")
            precision = found[last] / np.maximum(rows[ends], 1e-12)
            return float((gained * precision).sum() / found[-1])

        return area


def rank(label: Bools, score: Floats) -> Ranking:
    """Sort rows by falling score."""
    order = np.argsort(-score, kind="stable")
    falling = score[order]
    ends = np.append(np.flatnonzero(np.diff(falling)), len(falling) - 1)
    return Ranking(order, ends if len(falling) else ends[:0], label[order])


@dataclass(frozen=True, slots=True)
class Area:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float

    @override
    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


@dataclass(frozen=True, slots=True)
class Areas:
    """Areas of several scores on the same rows."""

    area: dict[str, Area]
    drawn: dict[str, Floats]
    """Area of each score in each draw; draws without a positive are left out."""

    def gain(self, score: str, reference: str) -> Area:
        """How much larger the area of `score` is than that of `reference`, as a share of it."""
        value = self.area[score].value / self.area[reference].value - 1.0
        return _interval(value, self.drawn[score] / self.drawn[reference] - 1.0)


def areas(
    label: Bools,
    scores: dict[str, Floats],
    group: NDArray[np.int64],
    seed: int,
    draws: int = DRAWS,
) -> Areas:
    """Areas of all scores with 95 % intervals over drawn groups.

    Args:
        label: (rows,).
        scores: (rows,) each; higher = more likely.
        group: (rows,): what is drawn, a station or a site.
        seed: of the draws.
        draws: how many.
    """
    rankings = {name: rank(label, score) for name, score in scores.items()}
    _, member = np.unique(group, return_inverse=True)
    member = member.astype(np.int32)
    count = int(member.max()) + 1 if len(member) else 0
    places = {name: member[ranking.order] for name, ranking in rankings.items()}
    weighers = {name: ranking.weigher() for name, ranking in rankings.items()}
    has_positive = np.zeros(count, dtype=bool)
    has_positive[member[label]] = True
    rng = np.random.default_rng([seed, 4])
    drawn: dict[str, list[float]] = {name: [] for name in scores}
    for _ in range(draws if count else 0):
        times = np.bincount(rng.integers(0, count, count), minlength=count).astype(np.float64)
        if not times[has_positive].any():
            continue
        for name, area in weighers.items():
            drawn[name].append(area(times[places[name]]))
    arrays = {name: np.array(values) for name, values in drawn.items()}
    return Areas(
        {name: _interval(ranking.area(), arrays[name]) for name, ranking in rankings.items()},
        arrays,
    )


def _interval(value: float, drawn: Floats) -> Area:
    low, high = np.quantile(drawn, [_LOW, _HIGH]) if len(drawn) else (np.nan, np.nan)
    return Area(value, float(low), float(high))
