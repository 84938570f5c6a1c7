"""The trees of a bundle, checked, and laid out by edges and levels for `models.explain`.

`explain.npz` holds all trees side by side. A node comes before its children, a leaf is its own
child; ARRAYS says what each array means.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from contract.features import FEATURE_COUNT

ARRAYS: Final = {
    "feature": "column that a node asks: 0..32 a feature, above that a missing-indicator",
    "threshold": "float32; a column up to it goes left",
    "left": "node",
    "right": "node",
    "value": "share of faults among the training rows at the node",
    "weight": "share of the parent's training rows that went to the node; 1 at a root",
    "roots": "first node of each tree",
    "medians": "(33,), stand in for what is missing",
    "indicators": "features whose missing-indicators are the columns from 33 on",
    "calibration": "(4,): slope of log(share), slope of -log(1 - share), offset, and how far a "
    "share is kept from 0 and 1 before its logarithm is taken",
}
"""What `explain.npz` holds; all arrays without a shape here have one value a node."""
_WEIGHT_TOLERANCE: Final = 1e-3

Arrays = Mapping[str, NDArray[Any]]
Floats = NDArray[np.float32]


class Level(NamedTuple):
    """Nodes of one depth of all trees.

    The left children of the level above stand in the order of its splits, then the right ones.
    """

    edges: slice
    """Where the edges into these nodes stand."""
    splits: NDArray[np.intp]
    """Positions of those that are no leaves."""
    values: Floats
    """Share of faults at a leaf, 1 at a split."""


class Asked(NamedTuple):
    """What the path down to each edge has asked of the edge's column.

    An edge stands for the node that it leads to. The last row is that of no edge: nothing asked.
    """

    column: NDArray[np.intp]
    above: Floats
    """Only columns above this have met all that was asked."""
    up_to: Floats
    """Only columns up to this have."""
    share: NDArray[np.float64]
    """Product of the weights at the edges that asked this column."""
    earlier: NDArray[np.intp]
    """The edge above that asked the same column; the last row if there is none."""


class Edges(NamedTuple):
    """All edges of a forest, from the roots' down."""

    levels: list[Level]
    """From the roots down; the roots have no edges."""
    asked: Asked


def lay_out(arrays: Arrays) -> Edges:
    """Edges of checked trees (`check_trees`)."""
    left, right = arrays["left"], arrays["right"]
    nodes = arrays["roots"].astype(np.intp)
    count = len(left) - len(nodes)
    asked = Asked(
        column=np.zeros(count + 1, dtype=np.intp),
        above=np.full(count + 1, -np.inf, dtype=np.float32),
        up_to=np.full(count + 1, np.inf, dtype=np.float32),
        share=np.ones(count + 1),
        earlier=np.full(count + 1, count, dtype=np.intp),
    )
    levels: list[Level] = []
    # The edge that last asked each column, for each node of the level.
    latest = np.full((len(nodes), FEATURE_COUNT + len(arrays["indicators"])), count, dtype=np.intp)
    edges = slice(0, 0)
    while True:
        is_leaf = left[nodes] == nodes
        splits = np.flatnonzero(~is_leaf)
        values = np.where(is_leaf, arrays["value"][nodes], 1.0).astype(np.float32)
        levels.append(Level(edges, splits, values))
        if not len(splits):
            return Edges(levels, asked)
        inner, latest = nodes[splits], np.tile(latest[splits], (2, 1))
        nodes = np.concatenate([left[inner], right[inner]]).astype(np.intp)
        edges = slice(edges.stop, edges.stop + len(nodes))
        own = np.arange(len(nodes))
        column = np.tile(arrays["feature"][inner].astype(np.intp), 2)
        earlier = latest[own, column]
        _ask(asked, edges, column, earlier, arrays["threshold"][inner], arrays["weight"][nodes])
        latest[own, column] = own + edges.start


def _ask(
    asked: Asked,
    edges: slice,
    column: NDArray[np.intp],
    earlier: NDArray[np.intp],
    threshold: NDArray[Any],
    weight: NDArray[Any],
) -> None:
    """Write one level's rows."""
    above, up_to = asked.above[earlier], asked.up_to[earlier]
    half = len(threshold)
    up_to[:half] = np.minimum(up_to[:half], threshold)
    above[half:] = np.maximum(above[half:], threshold)
    asked.column[edges], asked.earlier[edges] = column, earlier
    asked.above[edges], asked.up_to[edges] = above, up_to
    asked.share[edges] = asked.share[earlier] * weight.astype(np.float64)


def check_trees(arrays: Arrays) -> None:
    """Refuse what is no forest over our features.

    Raises:
        ValueError: says which array is wrong, and how.
    """
    _check_indices(arrays)
    left, right = arrays["left"].astype(np.intp), arrays["right"].astype(np.intp)
    own = np.arange(len(left))
    is_leaf = left == own
    children = np.concatenate([left[~is_leaf], right[~is_leaf]])
    once = np.sort(np.concatenate([children, arrays["roots"]]))
    if (
        not np.array_equal(is_leaf, right == own)
        or not np.array_equal(once, own)
        or (left < own).any()
        or (right < own).any()
    ):
        raise ValueError("left and right make no trees: every node has one parent, before it")
    weight = arrays["weight"].astype(np.float64)
    pairs = weight[left[~is_leaf]] + weight[right[~is_leaf]]
    if not (weight > 0.0).all() or not np.allclose(pairs, 1.0, atol=_WEIGHT_TOLERANCE):
        raise ValueError("weight must be above 0, and 1 for two children together")
    for name, low, high in (("value", 0.0, 1.0), ("threshold", -np.inf, np.inf)):
        # NaN is between no two values; infinite thresholds ask nothing.
        if not ((arrays[name] >= low) & (arrays[name] <= high)).all():
            raise ValueError(f"{name} must be numbers from {low} to {high}")
    if not np.isfinite(arrays["medians"]).all():
        raise ValueError("medians must be finite")
    slope_for, slope_against, offset, floor = arrays["calibration"].astype(np.float64)
    is_rising = slope_for >= 0.0 and slope_against >= 0.0 and np.isfinite(offset)
    if not (is_rising and 0.0 < floor < 0.5 and np.isfinite(slope_for + slope_against)):
        raise ValueError("calibration must rise with the share, and keep it off 0 and 1")


def _check_indices(arrays: Arrays) -> None:
    nodes = len(arrays["feature"])
    for name in ("threshold", "left", "right", "value", "weight"):
        if arrays[name].shape != (nodes,):
            raise ValueError(f"{name} has shape {arrays[name].shape}, the trees have {nodes} nodes")
    for name, shape in (("medians", (FEATURE_COUNT,)), ("calibration", (4,))):
        if arrays[name].shape != shape:
            raise ValueError(f"{name} has shape {arrays[name].shape}, {shape} is needed")
    limits = {
        "feature": FEATURE_COUNT + len(arrays["indicators"]),
        "left": nodes,
        "right": nodes,
        "roots": nodes,
        "indicators": FEATURE_COUNT,
    }
    for name, limit in limits.items():
        array = arrays[name]
        if not np.issubdtype(array.dtype, np.integer) or array.ndim != 1:
            raise ValueError(f"{name} must be a row of whole numbers")
        if array.size and not 0 <= array.min() <= array.max() < limit:
            raise ValueError(f"{name} points outside 0..{limit - 1}")
    if not len(arrays["roots"]):
        raise ValueError("roots must name at least one tree")
