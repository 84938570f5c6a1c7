"""Clusters of failures, in standard deviations of the healthy rows, for `causes` to name.

Lost links are a cluster of their own, kept apart by a rule before K-Means sees the rows.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from contract.features import FEATURE_NAMES
from models.training.datasets import Rows
from models.training.fit import RiskModel

CLIP_SD: Final = 4.0
"""Standardised values are cut here, so that one silent hour does not make a cluster of its own."""
FORESEEN_FROM: Final = 0.2
"""Risk from which on a cause is asked for: the clear value of the lowest level."""
LINK_FROM_SD: Final = 2.0
"""Of rows ahead of a lost link that the forest foresees 96 % show this much, ahead of a thermal
fault 0.2 % (training world, seed 5)."""
LINK_SIGNS: Final = tuple(
    FEATURE_NAMES.index(name) for name in ("silence_s", "round_trip_p95_s", "reconnects_24h")
)
HEAT_SIGNS: Final = tuple(
    FEATURE_NAMES.index(name)
    for name in ("temperature_c", "temperature_rise_k", "temperature_max_1h_c")
)
_FEWEST_ROWS: Final = 60
_CLUSTER_COUNTS: Final = (3, 4, 5, 6)
_STABILITY_RUNS: Final = 6
_CLUSTER_ROWS: Final = 20_000
_NOT_A_CAUSE: Final = frozenset(
    {"hour_sin", "hour_cos", "weekend", "rated_power_kw", "traffic_index", "local_event"}
)
"""Features that say where and when, not what goes wrong: no part of a distance to a cause."""


@dataclass(frozen=True, slots=True)
class CauseModel:
    """Clusters of failures in standard deviations of the healthy rows."""

    medians: NDArray[np.float64]
    means: NDArray[np.float64]
    scales: NDArray[np.float64]
    """0 for a feature that is no part of the distance."""
    centres: NDArray[np.float64]
    """Of K-Means; the last one is that of lost links."""
    stability: dict[int, float]
    """Mean adjusted Rand index between runs, by number of clusters."""

    def standardised(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """Rows as the clusters see them."""
        filled = np.where(np.isnan(features), self.medians, features)
        return np.clip((filled - self.means) * self.scales, -CLIP_SD, CLIP_SD)

    def predict(
        self, features: NDArray[np.float32]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Cluster of each row, and its distance: lost links by rule, others the nearest."""
        rows = self.standardised(features)
        distances = np.stack(
            [np.sqrt(((rows - centre) ** 2).sum(axis=1)) for centre in self.centres], axis=1
        )
        nearest = distances[:, :-1].argmin(axis=1)
        cluster = np.where(is_link_lost(rows), len(self.centres) - 1, nearest)
        return cluster, distances[np.arange(len(rows)), cluster]


def is_link_lost(rows: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether standardised rows show a link that fails, and less heat than that.

    K-Means put such rows into whatever cluster had room for them, once into one that less load is
    said to cure; so they are kept out of it, in training and at the edge alike.
    """
    link = rows[:, LINK_SIGNS].max(axis=1)
    found: NDArray[np.bool_] = (link >= LINK_FROM_SD) & (link > rows[:, HEAT_SIGNS].max(axis=1))
    return found


def foreseen_rows(rows: Rows, risk: RiskModel) -> Rows:
    """Rows with a fault ahead and a risk at which a cause is asked for."""
    ahead = rows.take(rows.label == 1)
    return ahead.take(risk.risk(ahead.features) >= FORESEEN_FROM)


def fit_causes(fit: Rows, risk: RiskModel, seed: int) -> CauseModel:
    """Cluster the rows with a fault ahead that the forest sees coming.

    The others look like any healthy row; a cluster of them would only say so. There are as many
    clusters as come out alike from run to run, and one more for lost links.

    Args:
        fit: the fitting part.
        risk: fitted on it; its medians fill what is missing.
        seed: of K-Means and of the samples whose clusters are compared.

    Raises:
        ValueError: if too few rows have a fault ahead and a link that holds.
    """
    medians = np.asarray(risk.imputer.statistics_, dtype=np.float64)
    quiet = fit.features[fit.label == 0]
    filled = np.where(np.isnan(quiet), medians, quiet).astype(np.float64)
    spread = filled.std(axis=0)
    counted = np.array([name not in _NOT_A_CAUSE for name in FEATURE_NAMES])
    usable = counted & (spread > 1e-9)
    scales = np.where(usable, 1.0 / np.where(usable, spread, 1.0), 0.0)
    model = CauseModel(medians, filled.mean(axis=0), scales, np.empty((0, len(medians))), {})
    rng = np.random.default_rng([seed, 3])
    foreseen = foreseen_rows(fit, risk).features
    if len(foreseen) < _FEWEST_ROWS:
        foreseen = fit.features[fit.label == 1]
    rows = model.standardised(foreseen)
    is_lost = is_link_lost(rows)
    lost, rows = rows[is_lost], rows[~is_lost]
    if len(rows) < _FEWEST_ROWS:
        raise ValueError(f"{len(rows)} rows of failures are not enough for clusters: "
                         f"at least {_FEWEST_ROWS} with a link that holds")  # fmt: skip
    if len(rows) > _CLUSTER_ROWS:
        rows = rows[np.sort(rng.choice(len(rows), _CLUSTER_ROWS, replace=False))]
    found = {count: stability(rows, count, rng) for count in _CLUSTER_COUNTS}
    best = max(found.values())
    # Of counts that are as stable, within what chance explains, the finest tells most.
    count = max(count for count, value in found.items() if value >= best - 0.05)
    clusters = KMeans(count, n_init=10, random_state=seed).fit(rows)
    centres = np.vstack([clusters.cluster_centers_, _lost_centre(lost)])
    return CauseModel(model.medians, model.means, model.scales, centres, found)


def _lost_centre(lost: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of the rows with a lost link; where no row had one, what the rule asks for."""
    if len(lost):
        centre: NDArray[np.float64] = lost.mean(axis=0)
        return centre
    asked = np.zeros(len(FEATURE_NAMES))
    asked[list(LINK_SIGNS)] = LINK_FROM_SD
    return asked


def stability(rows: NDArray[np.float64], count: int, rng: np.random.Generator) -> float:
    """How alike clusters of random halves are, judged on all rows: 1 = the same, 0 = chance."""
    labels = []
    for _ in range(_STABILITY_RUNS):
        half = rng.choice(len(rows), max(len(rows) // 2, count), replace=False)
        state = int(rng.integers(2**31))
        labels.append(KMeans(count, n_init=3, random_state=state).fit(rows[half]).predict(rows))
    pairs = [(a, b) for a in range(len(labels)) for b in range(a)]
    return float(np.mean([adjusted_rand_score(labels[a], labels[b]) for a, b in pairs]))
