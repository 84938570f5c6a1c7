"""What the forest must beat: rules that need no model, and a straight line."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from contract.features import FEATURE_NAMES
from models.training.datasets import Rows
from models.training.evaluate import average_precision

_TEMPERATURE: Final = FEATURE_NAMES.index("temperature_c")
_OUTAGE: Final = FEATURE_NAMES.index("outage_ratio")
_ERRORS_7D: Final = FEATURE_NAMES.index("errors_7d")


def compare(fit: Rows, tests: dict[str, Rows], seed: int) -> dict[str, dict[str, float]]:
    """PR-AUC of each baseline on each set of rows."""
    line = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True),
        StandardScaler(),
        LogisticRegression(max_iter=500, random_state=seed),
    )
    line.fit(fit.features, fit.label)
    coldest = float(np.nanmin(fit.features[:, _TEMPERATURE], initial=0.0))
    table: dict[str, dict[str, float]] = {}
    for name, rows in tests.items():
        scores: dict[str, NDArray[np.float64]] = {
            "base_rate": np.zeros(len(rows)),
            "temperature": np.nan_to_num(rows.features[:, _TEMPERATURE], nan=coldest),
            "past_faults": rows.features[:, _OUTAGE] + rows.features[:, _ERRORS_7D] / 1000.0,
            "logistic_regression": line.predict_proba(rows.features)[:, 1],
        }
        table[name] = {
            key: round(average_precision(rows, score), 4) for key, score in scores.items()
        }
    return table
