"""Fit the forest that gives the risk, its calibration, and the clusters that name causes.

Missing values: median of the fitting rows plus an indicator column for every feature that was ever
missing there. The forest sees all rows with a fault ahead and a part of the others; a sigmoid over
the two logarithms of its answer (beta calibration: Kull, Silva Filho and Flach 2017), fitted on
other stations at the true proportions, undoes that and the rest of the forest's bias. Platt's
sigmoid has one slope for both ends: here, where most faults come unannounced and few are sure, it
made the sure ones too small. The same seed gives the same model.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_rand_score

from contract.features import FEATURE_NAMES
from models.training.datasets import FAR_HORIZONS_S, HORIZON_S, Rows

ODDS_FLOOR: Final = 1e-3
"""The forest's answer is kept this far from 0 and 1 before its logarithm is taken: nearer to 1 the
logarithm would show the float32 noise of the graph."""
CLIP_SD: Final = 4.0
"""Standardised values are cut here, so that one silent hour does not make a cluster of its own."""
FORESEEN_FROM: Final = 0.2
"""Risk from which on a cause is asked for: the clear value of the lowest level."""
_FEWEST_ROWS: Final = 60
_CLUSTER_COUNTS: Final = (3, 4, 5, 6)
_STABILITY_RUNS: Final = 6
_CLUSTER_ROWS: Final = 20_000
_NOT_A_CAUSE: Final = frozenset(
    {"hour_sin", "hour_cos", "weekend", "rated_power_kw", "traffic_index", "local_event"}
)
"""Features that say where and when, not what goes wrong: no part of a distance to a cause."""


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How large the forest is, and on how many rows it is grown."""

    trees: int = 100
    depth: int = 12
    leaf_rows: int = 20
    feature_share: float = 0.4
    """Share of the columns that each split may choose from: heat is only told from a warm day by
    several features together, and a small choice seldom holds them all."""
    quiet_per_fault: float = 20.0
    """Rows without a fault ahead, for each row with one."""
    sample_share: float | None = None
    """Share of the rows that each tree is grown on; None = as many as there are."""


FAR_SETTINGS: Final = FitSettings(
    trees=60, depth=10, leaf_rows=100, quiet_per_fault=10.0, sample_share=0.25
)
"""Of the heads for 6 and 24 h, which show a trend: rows of many hours are alike, and few decide."""


@dataclass(frozen=True, slots=True)
class RiskModel:
    """Imputer, forest and calibration."""

    imputer: SimpleImputer
    forest: RandomForestClassifier
    calibration: LogisticRegression

    def raw(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """The forest's share of votes for a fault, before calibration."""
        columns = self.imputer.transform(features).astype(np.float32)
        votes: NDArray[np.float64] = self.forest.predict_proba(columns)[:, 1]
        return votes

    def risk(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """Calibrated probability of a fault within the horizon."""
        logarithms = log_shares(self.raw(features))
        risk: NDArray[np.float64] = self.calibration.predict_proba(logarithms)[:, 1]
        return risk


@dataclass(frozen=True, slots=True)
class CauseModel:
    """Clusters of failures in standard deviations of the healthy rows."""

    medians: NDArray[np.float64]
    means: NDArray[np.float64]
    scales: NDArray[np.float64]
    """0 for a feature that is no part of the distance."""
    centres: NDArray[np.float64]
    stability: dict[int, float]
    """Mean adjusted Rand index between runs, by number of clusters."""

    def standardised(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """Rows as the clusters see them."""
        filled = np.where(np.isnan(features), self.medians, features)
        return np.clip((filled - self.means) * self.scales, -CLIP_SD, CLIP_SD)

    def predict(
        self, features: NDArray[np.float32]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Nearest cluster of each row, and its distance."""
        rows = self.standardised(features)
        distances = np.stack(
            [np.sqrt(((rows - centre) ** 2).sum(axis=1)) for centre in self.centres], axis=1
        )
        nearest = distances.argmin(axis=1)
        return nearest, distances[np.arange(len(rows)), nearest]


def log_shares(share: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 2): log of the share of votes for a fault, and minus the log of that against, bounded."""
    bounded = np.clip(share, ODDS_FLOOR, 1.0 - ODDS_FLOOR)
    return np.stack([np.log(bounded), -np.log(1.0 - bounded)], axis=1)


@dataclass(frozen=True, slots=True)
class Heads:
    """The risk within the hour and the risks within more than that; all share one imputer."""

    near: RiskModel
    far: dict[float, RiskModel]
    """By horizon in s, rising."""

    def risks(self, features: NDArray[np.float32]) -> dict[float, NDArray[np.float64]]:
        """Risk by horizon; that of a longer one is never the smaller, as it holds the shorter."""
        found = {HORIZON_S: self.near.risk(features)}
        for horizon_s, head in self.far.items():
            before = next(reversed(found.values()))
            found[horizon_s] = np.maximum(head.risk(features), before)
        return found


def fit_heads(
    fit: Rows,
    calibration: Rows,
    settings: tuple[FitSettings, FitSettings],
    seed: int,
    jobs: int,
) -> Heads:
    """Fit a head for each horizon; one whose rows are all alike has none.

    Args:
        fit: rows of all states, as `build_rows` gives them.
        calibration: the same of other stations.
        settings: of the head for HORIZON_S, and of those for longer ones.
        seed: the same seed gives the same heads, whatever `jobs` is.
        jobs: threads to use.

    Raises:
        ValueError: if there is no telling the next hour apart.
    """
    near_settings, far_settings = settings
    near = fit_risk(fit.within(HORIZON_S), calibration.within(HORIZON_S), near_settings, seed, jobs)
    far = {}
    for horizon_s in FAR_HORIZONS_S:
        parts = fit.within(horizon_s), calibration.within(horizon_s)
        if all(_has_both(part) for part in parts):
            far[horizon_s] = fit_risk(*parts, far_settings, seed, jobs, imputer=near.imputer)
    return Heads(near, far)


def _has_both(part: Rows) -> bool:
    return len(np.unique(part.label)) == 2


def fit_risk(
    fit: Rows,
    calibration: Rows,
    settings: FitSettings,
    seed: int,
    jobs: int,
    imputer: SimpleImputer | None = None,
) -> RiskModel:
    """Fit forest and calibration, and the imputer where none is given.

    Raises:
        ValueError: if either part has no fault ahead, or nothing else.
    """
    for name, part in (("fitting", fit), ("calibration", calibration)):
        if not _has_both(part):
            raise ValueError(
                f"the {name} part has {int(part.label.sum())} faults in {len(part)} rows"
            )
    chosen = thin_quiet(fit, settings.quiet_per_fault, seed)
    if imputer is None:
        imputer = SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True)
        imputer.fit(chosen.features)
    columns = imputer.transform(chosen.features).astype(np.float32)
    forest = RandomForestClassifier(
        n_estimators=settings.trees,
        max_depth=settings.depth,
        min_samples_leaf=settings.leaf_rows,
        max_features=settings.feature_share,
        max_samples=settings.sample_share,
        n_jobs=jobs,
        random_state=seed,
    )
    forest.fit(columns, chosen.label)
    forest.set_params(n_jobs=1)  # threads would add the votes up in any order
    votes = forest.predict_proba(imputer.transform(calibration.features).astype(np.float32))[:, 1]
    return RiskModel(imputer, forest, calibrate(votes, calibration.label))


def calibrate(votes: NDArray[np.float64], label: NDArray[np.int8]) -> LogisticRegression:
    """Sigmoid over both logarithms, or over their sum (Platt's) where it would fall with votes."""
    logarithms = log_shares(votes)
    found = LogisticRegression(C=1e6, max_iter=1000).fit(logarithms, label)
    if (found.coef_ >= 0.0).all():
        return found
    platt = LogisticRegression(C=1e6, max_iter=1000).fit(
        logarithms.sum(axis=1, keepdims=True), label
    )
    found.coef_ = np.repeat(platt.coef_, 2, axis=1)
    found.intercept_ = platt.intercept_
    return found


def thin_quiet(rows: Rows, quiet_per_fault: float, seed: int) -> Rows:
    """All rows with a fault ahead and a random part of the others, in their order."""
    quiet = np.flatnonzero(rows.label == 0)
    wanted = round(quiet_per_fault * float(rows.label.sum()))
    if wanted >= len(quiet):
        return rows
    kept = np.random.default_rng([seed, 2]).choice(quiet, wanted, replace=False)
    return rows.take(np.sort(np.concatenate([kept, np.flatnonzero(rows.label == 1)])))


def fit_causes(fit: Rows, risk: RiskModel, seed: int) -> CauseModel:
    """Cluster the rows with a fault ahead that the forest sees coming.

    The others look like any healthy row; a cluster of them would only say so. There are as many
    clusters as come out alike from run to run.

    Args:
        fit: the fitting part.
        risk: fitted on it; its medians fill what is missing.
        seed: of K-Means and of the samples whose clusters are compared.
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
    ahead = fit.features[fit.label == 1]
    foreseen = ahead[risk.risk(ahead) >= FORESEEN_FROM]
    rows = model.standardised(foreseen if len(foreseen) >= _FEWEST_ROWS else ahead)
    if len(rows) > _CLUSTER_ROWS:
        rows = rows[np.sort(rng.choice(len(rows), _CLUSTER_ROWS, replace=False))]
    stability = {count: stability(rows, count, rng) for count in _CLUSTER_COUNTS}
    best = max(stability.values())
    # Of counts that are as stable, within what chance explains, the finest tells most.
    count = max(count for count, value in stability.items() if value >= best - 0.05)
    clusters = KMeans(count, n_init=10, random_state=seed).fit(rows)
    return CauseModel(
        model.medians, model.means, model.scales, clusters.cluster_centers_, stability
    )


def stability(rows: NDArray[np.float64], count: int, rng: np.random.Generator) -> float:
    """How alike clusters of random halves are, judged on all rows: 1 = the same, 0 = chance."""
    labels = []
    for _ in range(_STABILITY_RUNS):
        half = rng.choice(len(rows), max(len(rows) // 2, count), replace=False)
        state = int(rng.integers(2**31))
        labels.append(KMeans(count, n_init=3, random_state=state).fit(rows[half]).predict(rows))
    pairs = [(a, b) for a in range(len(labels)) for b in range(a)]
    return float(np.mean([adjusted_rand_score(labels[a], labels[b]) for a, b in pairs]))
