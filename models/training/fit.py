"""Fit the forests that give the risk, and their calibration.

Missing values: median of the fitting rows plus an indicator column for every feature that was ever
missing there. The forest sees all rows with a fault ahead and a part of the others; a sigmoid over
the two logarithms of its answer (beta calibration: Kull, Silva Filho and Flach 2017), fitted on
other stations at the true proportions, undoes that and the rest of the forest's bias. Platt's
sigmoid has one slope for both ends: here, where most faults come unannounced and few are sure, it
made the sure ones too small. The same seed gives the same model.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression

from models.training.datasets import FAR_HORIZONS_S, HORIZON_S, Rows

ODDS_FLOOR: Final = 1e-3
"""The forest's answer is kept this far from 0 and 1 before its logarithm is taken: nearer to 1 the
logarithm would show the float32 noise of the graph."""


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How large the forest is, and on how many rows it is grown."""

    trees: int = 100
    depth: int = 12
    leaf_rows: int = 10
    feature_share: float = 0.4
    """Share of the columns that each split may choose from: heat is only told from a warm day by
    several features together, and a small choice seldom holds them all."""
    quiet_per_fault: float = 20.0
    """Rows without a fault ahead, for each row with one."""
    sample_share: float = 0.4
    """Share of the rows that each tree is grown on: neighbouring rows are much alike."""


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
    say: Callable[[str], None] = lambda _line: None,
) -> Heads:
    """Fit a head for each horizon; one whose rows are all alike has none.

    Args:
        fit: rows of all states, as `build_rows` gives them.
        calibration: the same of other stations.
        settings: of the head for HORIZON_S, and of those for longer ones.
        seed: the same seed gives the same heads, whatever `jobs` is.
        jobs: threads to use.
        say: told which head comes next.

    Raises:
        ValueError: if there is no telling the next hour apart.
    """
    near_settings, far_settings = settings
    say("forest: within 1 h")
    parts = fit.within(HORIZON_S), calibration.within(HORIZON_S)
    near = fit_risk(*parts, near_settings, seed, jobs)
    far = {}
    for horizon_s in FAR_HORIZONS_S:
        hours = f"{horizon_s / 3600.0:.0f} h"
        parts = fit.within(horizon_s), calibration.within(horizon_s)
        if all(_has_both(part) for part in parts):
            say(f"forest: within {hours}")
            far[horizon_s] = fit_risk(*parts, far_settings, seed, jobs, imputer=near.imputer)
        else:
            say(f"forest: none within {hours}, whose rows are all alike")
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
    forest = grow(columns, chosen.label, settings, seed, jobs)
    votes = forest.predict_proba(imputer.transform(calibration.features).astype(np.float32))[:, 1]
    return RiskModel(imputer, forest, calibrate(votes, calibration.label))


def grow(
    columns: NDArray[np.float32],
    classes: NDArray[np.int8],
    settings: FitSettings,
    seed: int,
    jobs: int,
) -> RandomForestClassifier:
    """A forest over imputed rows (n, columns) and their classes; one seed, one forest."""
    forest = RandomForestClassifier(
        n_estimators=settings.trees,
        max_depth=settings.depth,
        min_samples_leaf=settings.leaf_rows,
        max_features=settings.feature_share,
        max_samples=settings.sample_share,
        n_jobs=jobs,
        random_state=seed,
    )
    forest.fit(columns, classes)
    forest.set_params(n_jobs=1)  # threads would add the votes up in any order
    return forest


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
