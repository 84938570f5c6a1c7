"""The model of a status log: randomised trees and boosting, mixed by their logarithms.

Randomised trees (Geurts, Ernst and Wehenkel 2006) rather than a random forest: with a thousand
outages of some three hundred connectors, split points that chase single outages cost more than
they tell. How far to mix is chosen on days of their own (`choose`), as was, once, the size of
the leaves.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import (
    ExtraTreesClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
)
from sklearn.impute import SimpleImputer
from sklearn.metrics import average_precision_score

Floats = NDArray[np.float64]
Table = NDArray[np.float32]
Bools = NDArray[np.bool_]

_LEAF_ROWS: Final = 20
_FEATURE_SHARE: Final = 0.3
_FOREST_SHARES: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
_FLOOR: Final = 1e-5


@dataclass(frozen=True, slots=True)
class LogSettings:
    """What a log is judged with."""

    seed: int = 1
    """Of the models, folds and draws."""
    horizons_h: tuple[int, ...] = (1, 6, 24)
    trees: int = 200
    folds: int = 3
    """Of the sites."""
    draws: int = 500
    """For each interval."""
    quiet_rows: int = 20_000
    """Most of them that are fitted on: a quarter of an hour apart they hardly differ."""
    jobs: int = 1
    """Threads that grow trees; changes no figure."""


@dataclass(frozen=True, slots=True)
class LogModel:
    """Imputer and both parts."""

    imputer: SimpleImputer
    forest: ExtraTreesClassifier
    boosting: HistGradientBoostingClassifier
    forest_share: float
    """Weight of the trees in the mixture, 0..1; the rest is the boosting's."""

    def score(self, features: Table) -> Floats:
        """Logarithm of the mixed answer; higher = more likely. Not a probability."""
        return _mix(*self.answers(features), self.forest_share)

    def answers(self, features: Table) -> tuple[Floats, Floats]:
        """Shares of the trees and of the boosting, each 0..1."""
        columns = self.imputer.transform(features).astype(np.float32)
        return (
            self.forest.predict_proba(columns)[:, 1],
            self.boosting.predict_proba(columns)[:, 1],
        )


def fit(features: Table, label: Bools, forest_share: float, settings: LogSettings) -> LogModel:
    """Fit both parts on all rows with an outage ahead and a part of the others.

    Raises:
        ValueError: if there is no outage ahead, or nothing else.
    """
    chosen = _thin(label, settings)
    imputer = _imputer()
    columns = imputer.fit_transform(features[chosen]).astype(np.float32)
    forest, boosting = _trees(settings), _boosting(settings.seed)
    forest.fit(columns, label[chosen])
    forest.set_params(n_jobs=1)  # threads would add the votes up in any order
    boosting.fit(columns, label[chosen])
    return LogModel(imputer, forest, boosting, forest_share)


def choose(
    earlier: Table, earlier_label: Bools, later: Table, later_label: Bools, settings: LogSettings
) -> dict[float, float]:
    """PR-AUC on later rows of each share of trees in the mixture, best first.

    Raises:
        ValueError: if the earlier rows cannot be fitted on, or no outage lies ahead of the later.
    """
    if not later_label.any():
        raise ValueError(f"no outage lies ahead of any of {len(later_label)} rows to choose on")
    model = fit(earlier, earlier_label, 1.0, settings)
    trees, boosted = model.answers(later)
    found = {
        share: float(average_precision_score(later_label, _mix(trees, boosted, share)))
        for share in _FOREST_SHARES
    }
    return dict(sorted(found.items(), key=lambda each: -each[1]))


def untuned_forest(features: Table, label: Bools, later: Table, settings: LogSettings) -> Floats:
    """Answers of a random forest with scikit-learn's defaults, fitted on the same rows."""
    chosen = _thin(label, settings)
    imputer = _imputer()
    columns = imputer.fit_transform(features[chosen]).astype(np.float32)
    forest = RandomForestClassifier(random_state=settings.seed, n_jobs=settings.jobs)
    forest.fit(columns, label[chosen])
    forest.set_params(n_jobs=1)
    answers: Floats = forest.predict_proba(imputer.transform(later).astype(np.float32))[:, 1]
    return answers


def _imputer() -> SimpleImputer:
    return SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True)


def _mix(trees: Floats, boosted: Floats, share: float) -> Floats:
    mixed: Floats = share * np.log(trees + _FLOOR) + (1.0 - share) * np.log(boosted + _FLOOR)
    return mixed


def _trees(settings: LogSettings) -> ExtraTreesClassifier:
    return ExtraTreesClassifier(
        settings.trees,
        min_samples_leaf=_LEAF_ROWS,
        max_features=_FEATURE_SHARE,
        n_jobs=settings.jobs,
        random_state=settings.seed,
    )


def _boosting(seed: int) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=100,
        learning_rate=0.04,
        max_leaf_nodes=6,
        min_samples_leaf=100,
        l2_regularization=10.0,
        max_features=_FEATURE_SHARE,
        early_stopping=False,
        random_state=seed,
    )


def _thin(label: Bools, settings: LogSettings) -> NDArray[np.int64]:
    if label.all() or not label.any():
        raise ValueError(f"{int(label.sum())} of {len(label)} rows to fit on have an outage ahead")
    quiet, ahead = np.flatnonzero(~label), np.flatnonzero(label)
    if len(quiet) > settings.quiet_rows:
        rng = np.random.default_rng([settings.seed, 2])
        quiet = rng.choice(quiet, settings.quiet_rows, replace=False)
    return np.sort(np.concatenate([quiet, ahead]))
