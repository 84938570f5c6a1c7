"""What the forest must beat: rules that need no model, a straight line, and boosting."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from contract.features import FEATURE_NAMES
from models.training.datasets import Rows
from models.training.evaluate import average_precision
from models.training.fit import thin_quiet

_TEMPERATURE: Final = FEATURE_NAMES.index("temperature_c")
_OUTAGE: Final = FEATURE_NAMES.index("outage_ratio")
_ERRORS_7D: Final = FEATURE_NAMES.index("errors_7d")
_QUIET_PER_FAULT: Final = 20.0

Scores = dict[str, NDArray[np.float64]]


def baseline_scores(fit: Rows, tests: dict[str, Rows], seed: int) -> dict[str, Scores]:
    """Scores of each baseline on each set of rows.

    Args:
        fit: what the line and the boosting are fitted on: the forest's own rows.
        tests: sets by name.
        seed: of both.
    """
    line = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True),
        StandardScaler(),
        LogisticRegression(max_iter=500, random_state=seed),
    )
    chosen = thin_quiet(fit, _QUIET_PER_FAULT, seed)
    line.fit(chosen.features, chosen.label)
    boosting = HistGradientBoostingClassifier(random_state=seed, early_stopping=False)
    telling = _telling(chosen.features)
    boosting.fit(chosen.features[:, telling], chosen.label)
    coldest = float(np.nanmin(fit.features[:, _TEMPERATURE], initial=0.0))
    return {
        name: {
            "base_rate": np.zeros(len(rows)),
            "temperature": np.nan_to_num(
                rows.features[:, _TEMPERATURE].astype(np.float64), nan=coldest
            ),
            "past_faults": past_faults(rows.features),
            "logistic_regression": line.predict_proba(rows.features)[:, 1],
            "gradient_boosting": boosting.predict_proba(rows.features[:, telling])[:, 1],
        }
        for name, rows in tests.items()
    }


def _telling(features: NDArray[np.float32]) -> NDArray[np.int64]:
    """Columns with two known values or more; boosting cannot bin the others."""
    spread = [len(np.unique(column[np.isfinite(column)])) for column in features.T]
    return np.flatnonzero(np.array(spread) >= 2)


def past_faults(features: NDArray[np.float32]) -> NDArray[np.float64]:
    """Share of time down so far, and among equals the reports of a week."""
    return (features[:, _OUTAGE] + features[:, _ERRORS_7D] / 1000.0).astype(np.float64)


def compare(fit: Rows, tests: dict[str, Rows], seed: int) -> dict[str, dict[str, float]]:
    """PR-AUC of each baseline on each set of rows."""
    return {
        name: {
            key: round(average_precision(tests[name], score), 4) for key, score in scores.items()
        }
        for name, scores in baseline_scores(fit, tests, seed).items()
    }
