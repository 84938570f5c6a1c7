"""The forest of four states: what will a charger be an hour from now?

It serves display and the question that the product's origin asked; no gate reads it. Fitted on
rows of chargers in any state, also those that are down. Calibrated by a softmax over the logarithms
of its votes (Dirichlet calibration: Kull et al. 2019), at the true proportions.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from models.state_head import STATES
from models.training.datasets import HORIZON_S, Rows
from models.training.evaluate import rounded
from models.training.fit import ODDS_FLOOR, FitSettings, grow
from models.training.states import OPERATIONAL

STATE_SETTINGS: Final = FitSettings(
    trees=50, depth=10, leaf_rows=50, quiet_per_fault=4.0, sample_share=0.5
)

_LEAST_SHARE: Final = 1e-6
"""A probability counts as at least this in the log loss."""


@dataclass(frozen=True, slots=True)
class StateModel:
    """Imputer, forest and calibration; a state that was never seen has probability 0."""

    imputer: SimpleImputer
    forest: RandomForestClassifier
    calibration: LogisticRegression

    def probabilities(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """(n, 4) calibrated probability of each of STATES an hour ahead; rows add up to 1."""
        columns = self.imputer.transform(features).astype(np.float32)
        found = np.zeros((len(features), len(STATES)))
        found[:, self.calibration.classes_] = self.calibration.predict_proba(
            log_votes(self.forest.predict_proba(columns))
        )
        return found


def log_votes(votes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logarithms of votes, each bounded away from 0."""
    return np.log(np.maximum(votes, ODDS_FLOOR))


def fit_states(
    fit: Rows, calibration: Rows, settings: FitSettings, seed: int, jobs: int
) -> StateModel:
    """Fit forest and calibration on rows of any state whose next hour is known.

    Raises:
        ValueError: if a part holds fewer than two states.
    """
    parts = [part.take((part.state >= 0) & (part.known_s >= HORIZON_S))
             for part in (fit, calibration)]  # fmt: skip
    for name, part in zip(("fitting", "calibration"), parts, strict=True):
        if len(np.unique(part.state)) < 2:
            raise ValueError(f"the {name} part has {len(part)} rows of one state: two are needed")
    chosen = _thin_operational(parts[0], settings.quiet_per_fault, seed)
    imputer = SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True)
    columns = imputer.fit_transform(chosen.features).astype(np.float32)
    forest = grow(columns, chosen.state, settings, seed, jobs)
    votes = forest.predict_proba(imputer.transform(parts[1].features).astype(np.float32))
    softmax = LogisticRegression(C=1.0, max_iter=1000).fit(log_votes(votes), parts[1].state)
    return StateModel(imputer, forest, softmax)


def judge_states(model: StateModel, rows: Rows) -> dict[str, Any]:
    """Share and PR-AUC of each state an hour ahead, and log loss beside that of the shares alone.

    `onset`: of the rows of a charger that is up, PR-AUC of being anything but operational then.
    """
    asked = rows.take((rows.state >= 0) & (rows.known_s >= HORIZON_S))
    found = model.probabilities(asked.features)
    shares = np.bincount(asked.state, minlength=len(STATES)) / len(asked)
    right = found[np.arange(len(asked)), asked.state]
    return {
        "rows": len(asked),
        "log_loss": rounded(-np.log(np.maximum(right, _LEAST_SHARE)).mean()),
        "log_loss_of_shares": rounded(-(shares[shares > 0] * np.log(shares[shares > 0])).sum()),
        "states": {
            name: {
                "share": rounded(shares[state]),
                "pr_auc": rounded(average_precision_score(asked.state == state, found[:, state])),
            }
            for state, name in enumerate(STATES)
            if 0.0 < shares[state] < 1.0
        },
        "onset": _onset(asked, found),
    }


def _onset(asked: Rows, found: NDArray[np.float64]) -> dict[str, float]:
    fails = asked.state[asked.is_up] != OPERATIONAL
    if not fails.any():
        return {}
    score = 1.0 - found[asked.is_up, OPERATIONAL]
    pr_auc = average_precision_score(fails, score)
    return {"share": rounded(fails.mean()), "pr_auc": rounded(pr_auc)}


def _thin_operational(rows: Rows, per_other: float, seed: int) -> Rows:
    """All rows of the other states and a random part of the operational ones, in their order."""
    operational = np.flatnonzero(rows.state == OPERATIONAL)
    others = np.flatnonzero(rows.state != OPERATIONAL)
    wanted = round(per_other * len(others))
    if wanted < len(operational):
        rng = np.random.default_rng([seed, 7])
        operational = rng.choice(operational, wanted, replace=False)
    return rows.take(np.sort(np.concatenate([operational, others])))
