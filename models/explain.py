"""Exact Shapley values of a forest's answer, fast enough for every score at the edge.

What is shared out is the mean over the trees; where a feature is left out, a tree goes both ways,
each by the share of the training rows that went there (path-dependent TreeSHAP: Lundberg, Erion and
Lee 2018, https://arxiv.org/abs/1802.03888). At one leaf a feature that counts weighs o (1 if the
vector meets all that the path asks of it, else 0) and one that is left out weighs z (the share of
the rows that do). The game is a product, so its Shapley value is an integral:

    value * (o_j - z_j) * integral over t in 0..1 of the product over i != j of
    z_i (1 - t) + o_i t

A path that asks m columns makes a polynomial of degree m - 1, for which ceil(m / 2) Gauss-Legendre
points are exact (Linear TreeSHAP, https://arxiv.org/abs/2209.08192, evaluates the same polynomials
elsewhere); four are taken (_POINTS says what that leaves out). Products go down the
trees and sums of leaves come up, level by level, for all trees at once. An edge's factors depend on
no more than whether its column held before and holds here, so they are tabulated: 5 MiB for 100
trees of depth 12, made when the first explanation is asked for. A charger that stays healthy never
asks.
"""

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contract.features import FEATURE_COUNT
from models.forest_edges import Arrays, Asked, Floats, check_trees, lay_out

_STATES: Final = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
"""Whether the column met the path before an edge, and with it; their sum is the table's row."""
_POINTS: Final = (
    np.array([-0.861136311594, -0.339981043585, 0.339981043585, 0.861136311594]) + 1
) / 2
_WEIGHTS: Final = np.array([0.347854845137, 0.652145154863, 0.652145154863, 0.347854845137]) / 2
"""Gauss-Legendre on 0..1 (Abramowitz and Stegun, table 25.4), exact for paths of up to eight
columns. What is left out of a longer one is the eighth derivative
of its polynomial times (4!)^4 / (9 (8!)^3) = 6e-10: 3e-8 in all for the 100 trees that ship (below
1e-4 for three trees whose leaves are drawn by lot). A fifth point would cost a third more time."""
_NEAR_BASE: Final = 1e-6
"""An answer nearer to the base share than this is stretched like one that is this far above."""


class ForestExplainer:
    """Shares a forest's answer out among the features. Not for several threads at once.

    Args:
        arrays: as in `models.forest_edges.ARRAYS`; kept, not copied.

    Raises:
        ValueError: if they are no forest; says what is wrong.
    """

    def __init__(self, arrays: Arrays) -> None:
        check_trees(arrays)
        self._arrays = arrays
        self._medians = arrays["medians"].astype(np.float32)
        self._indicators = arrays["indicators"].astype(np.intp)
        self._calibration = tuple(float(value) for value in arrays["calibration"])
        self.base_share = float(arrays["value"][arrays["roots"]].astype(np.float64).mean())
        """The forest's answer where no feature counts: the mean over its training rows."""
        self._tables: _Tables | None = None

    @property
    def is_ready(self) -> bool:
        """The tables are there: the next explanation takes no longer than any other."""
        return self._tables is not None

    def prepare(self) -> None:
        """Make the tables, unless they are there (tens of milliseconds for 100 trees)."""
        self._ready()

    def let_go(self) -> None:
        """Give the memory of the tables back; the next explanation makes them anew."""
        self._tables = None

    def calibrated(self, share: float) -> float:
        """Risk for a share of votes, as `models.training.fit` calibrates it."""
        slope_for, slope_against, offset, floor = self._calibration
        bounded = min(max(share, floor), 1.0 - floor)
        logit = slope_for * np.log(bounded) - slope_against * np.log1p(-bounded) + offset
        return float(1.0 / (1.0 + np.exp(-logit)))

    @property
    def base_risk(self) -> float:
        """Risk at the base share: where every explanation starts."""
        return self.calibrated(self.base_share)

    def shares(self, vector: Floats) -> NDArray[np.float64]:
        """Shapley values of the share of votes for a fault.

        Args:
            vector: (33,) float32, NaN = missing.

        Returns:
            (33,); their sum and `base_share` are the forest's answer before calibration.
        """
        missing = np.isnan(vector)
        columns = np.where(missing, self._medians, vector)
        columns = np.concatenate([columns, missing[self._indicators].astype(np.float32)])
        return self._ready().shares(columns)

    def points(self, vector: Floats) -> NDArray[np.float64]:
        """Each feature's part of the calibrated risk; the sum is the risk less `base_risk`.

        The calibration rises but bends; all values are stretched alike, by the slope of its secant
        from the base share to this answer, so that their signs and proportions stay.

        Args:
            vector: (33,) float32, NaN = missing.

        Returns:
            (33,) points of probability, positive = raises the risk.
        """
        shares = self.shares(vector)
        moved = float(shares.sum())
        if abs(moved) < _NEAR_BASE:
            moved = _NEAR_BASE
        return shares * ((self.calibrated(self.base_share + moved) - self.base_risk) / moved)

    def _ready(self) -> "_Tables":
        if self._tables is None:
            self._tables = _Tables(self._arrays)
        return self._tables


class _Tables:
    """All edges of a checked forest, and room to work in."""

    def __init__(self, arrays: Arrays) -> None:
        edges = lay_out(arrays)
        self._trees = len(arrays["roots"])
        self._levels = edges.levels
        self._column = edges.asked.column[:-1].astype(np.int8)
        self._earlier = edges.asked.earlier[:-1].astype(np.int32)
        self._above, self._up_to = edges.asked.above[:-1], edges.asked.up_to[:-1]
        # What a missing-indicator moves belongs to its feature.
        feature_of = np.concatenate([np.arange(FEATURE_COUNT), arrays["indicators"]])
        self._owner = feature_of[self._column].astype(np.int8)
        self._ratios, self._parts = _tabulate(edges.asked)
        for level in edges.levels[1:]:
            own = self._ratios.reshape(len(_STATES), -1, len(_POINTS))[:, level.edges]
            own *= level.values[:, None]
        count = len(self._owner)
        self._rows = np.arange(count, dtype=np.int32)
        # Room to work in: fresh memory would cost as much as the sums.
        self._held = np.ones(count + 1, dtype=np.bool_)
        self._factors, self._under = (
            np.empty((count, len(_POINTS)), dtype=np.float32) for _ in range(2)
        )

    def shares(self, columns: Floats) -> NDArray[np.float64]:
        """Shapley values of the mean over the trees.

        Args:
            columns: features, none missing, and the missing-indicators after them.

        Returns:
            (33,); what an indicator moves is counted to its feature.
        """
        value = columns[self._column]
        held = self._held
        np.logical_and(value > self._above, value <= self._up_to, out=held[:-1])
        state = held[:-1].astype(np.int32)
        state += held[self._earlier]
        state *= len(self._rows)
        state += self._rows
        self._ratios.take(state, axis=0, out=self._under, mode="clip")
        self._weigh_leaves()
        # An edge of the first state is clipped to the row of zeros.
        state -= len(self._rows) - 1
        self._under *= self._parts.take(state, axis=0, out=self._factors, mode="clip")
        # Column by column: a product with ones would start the threads of the linear algebra.
        moved = self._under[:, 0].copy()
        for point in range(1, len(_POINTS)):
            moved += self._under[:, point]
        return np.bincount(self._owner, weights=moved, minlength=FEATURE_COUNT) / self._trees

    def _weigh_leaves(self) -> None:
        """Turn `_under` from each edge's own factor into what the leaves under it weigh together.

        Down the trees a row becomes the path's product, up again a split's becomes the sum of its
        two children's; the factors of leaves hold their values already.
        """
        weights = np.ones((self._trees, len(_POINTS)), dtype=np.float32)
        for above, level in pairwise(self._levels):
            split = weights.take(above.splits, axis=0)
            weights = self._under[level.edges]
            weights[: len(split)] *= split
            weights[len(split) :] *= split
        for above, level in reversed(list(pairwise(self._levels[1:]))):
            left, right = self._under[level.edges].reshape(2, len(above.splits), len(_POINTS))
            self._under[above.edges][above.splits] = left + right


def _tabulate(asked: Asked) -> tuple[Floats, Floats]:
    """For each state and edge, one after the other, and each quadrature point.

    Returns:
        What the edge multiplies the path's product by, (3 * edges, points); and what the leaves
        under it count for its column, with the point's weight: nothing where the column had failed
        before, so one row of zeros stands for all edges of that state, (1 + 2 * edges, points).
    """
    share = asked.share[:-1, None]
    before = asked.share[asked.earlier[:-1]][:, None]
    count = len(share)
    ratios = np.empty((len(_STATES) * count, len(_POINTS)), dtype=np.float32)
    parts = np.zeros((1 + 2 * count, len(_POINTS)), dtype=np.float32)
    for state, (held_before, holds) in enumerate(_STATES):
        above = before * (1.0 - _POINTS) + held_before * _POINTS
        here = share * (1.0 - _POINTS) + holds * _POINTS
        ratios[state * count : (state + 1) * count] = here / above
        if held_before:
            moved = _WEIGHTS * ((holds - share) / here - (held_before - before) / above)
            parts[1 + (state - 1) * count : 1 + state * count] = moved
    return ratios, parts
