"""Clusters of the failure windows of the station table, named from their centres by a rule.

A failure window is a row with status `offline` or `partial_outage`. Columns are standardised by
the operational rows, so a centre says how these rows differ from healthy ones; where nothing does,
a cluster is `unexplained`, and a table whose status was drawn by chance has no other.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans

from models.training.clusters import CLIP_SD, stability
from models.training.evaluate import rounded
from models.training.states import OFFLINE, OPERATIONAL, PARTIAL_OUTAGE
from models.training.table_file import StationTable

_COLUMNS: Final = (
    "temperature_f", "precipitation_mm", "utilization_rate", "traffic_congestion_index",
    "power_output_kw", "avg_session_duration_mins",
)  # fmt: skip
_SIGNS: Final = {
    "heat": ("temperature_f",),
    "storm": ("precipitation_mm",),
    "crowding": ("utilization_rate", "traffic_congestion_index"),
}
_STANDS_OUT_SD: Final = 1.0
_COUNTS: Final = (3, 4, 5, 6)
_MOST_ROWS: Final = 20_000


def failure_windows(table: StationTable, seed: int) -> dict[str, Any]:
    """Number of windows, stability by number of clusters, and each cluster with its name."""
    failed = (table.status == OFFLINE) | (table.status == PARTIAL_OUTAGE)
    if failed.sum() < max(_COUNTS):
        return {"windows": int(failed.sum()), "stability": {}, "clusters": []}
    columns = np.stack([table.columns[name] for name in _COLUMNS], axis=1).astype(np.float64)
    healthy = columns[table.status == OPERATIONAL]
    spread = np.maximum(healthy.std(axis=0), 1e-9)
    rows = np.clip((columns[failed] - healthy.mean(axis=0)) / spread, -CLIP_SD, CLIP_SD)
    rng = np.random.default_rng([seed, 6])
    sample = rows
    if len(rows) > _MOST_ROWS:
        sample = rows[np.sort(rng.choice(len(rows), _MOST_ROWS, replace=False))]
    found = {count: stability(sample, count, rng) for count in _COUNTS}
    count = max(count for count, value in found.items() if value >= max(found.values()) - 0.05)
    clusters = KMeans(count, n_init=10, random_state=seed).fit(sample)
    nearest = clusters.predict(rows)
    return {
        "windows": len(rows),
        "stability": {str(count): rounded(value) for count, value in found.items()},
        "clusters": [
            {"share": rounded((nearest == index).mean()), **_named(centre)}
            for index, centre in enumerate(clusters.cluster_centers_)
        ],
    }


def _named(centre: NDArray[np.float64]) -> dict[str, Any]:
    strength = {
        name: max(centre[_COLUMNS.index(column)] for column in signs)
        for name, signs in _SIGNS.items()
    }
    strongest = max(strength, key=lambda name: strength[name])
    order = np.argsort(-np.abs(centre), kind="stable")[:3]
    return {
        "name": strongest if strength[strongest] >= _STANDS_OUT_SD else "unexplained",
        "signs": {_COLUMNS[index]: rounded(centre[index]) for index in order},
    }
