"""The spread of each feature over the rows of a training, in deciles, for the manifest."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from contract.features import FEATURE_NAMES
from contract.reference import Reference

_DECILES: Final = np.linspace(0.1, 0.9, 9)
_DIGITS: Final = 6


def reference_of(features: NDArray[np.float32]) -> dict[str, Reference]:
    """Deciles of each feature, and how many rows lie between them.

    Values that many rows share make deciles fall together; such a bin is there once and holds what
    it holds.

    Args:
        features: (n, 33), NaN = missing; at least one row.

    Raises:
        ValueError: if there are no rows.
    """
    if not len(features):
        raise ValueError("no rows: a reference needs some")
    return {name: _spread(features[:, index]) for index, name in enumerate(FEATURE_NAMES)}


def _spread(column: NDArray[np.float32]) -> Reference:
    known = column[np.isfinite(column)]
    if not len(known):
        return Reference([], [0.0, 1.0])
    edges = np.unique(np.quantile(known, _DECILES, method="lower"))
    counts = np.bincount(np.searchsorted(edges, known, side="left"), minlength=len(edges) + 1)
    shares = np.append(counts, len(column) - len(known)) / len(column)
    return Reference(
        [float(edge) for edge in edges], [round(float(share), _DIGITS) for share in shares]
    )
