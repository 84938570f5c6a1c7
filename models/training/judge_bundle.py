"""Judge a bundle by what it answers: the exported graphs, not the forest they were made from."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from models.scoring import Scorer
from models.training.baselines import baseline_scores
from models.training.card import Card
from models.training.datasets import HORIZON_S, Rows
from models.training.intervals import Floats
from models.training.judgement import judge_far, judge_rows

Say = Callable[[str], None]


def judge_bundle(scorer: Scorer, fit: Rows, sets: dict[str, Rows], say: Say) -> Card:
    """All figures of a bundle.

    Args:
        scorer: the bundle.
        fit: the rows it was fitted on, for baselines that are fitted too.
        sets: rows as `build_rows` gives them, none of them fitted on, by name.
        say: told about progress.

    Raises:
        ValueError: if no set has a fault ahead of any row.
    """
    manifest = scorer.manifest
    near = {name: rows.within(HORIZON_S) for name, rows in sets.items()}
    say("judge: baselines")
    scores = baseline_scores(fit.within(HORIZON_S), near, manifest.seed)
    critical = scorer.levels["critical"]
    judged, far = [], []
    for name, rows in near.items():
        if not rows.label.any():
            say(f"judge: {name}: no fault lies ahead of any of {len(rows)} rows")
            continue
        say(f"judge: {name}, {len(rows)} rows")
        judged.append(
            judge_rows(name, rows, _risk_of(scorer), scores[name], critical, manifest.seed)
        )
        far += judge_far(name, sets[name], _far_risks(scorer, sets[name]), manifest.seed)
    if not judged:
        raise ValueError("no fault lies ahead of any row to judge")
    return Card(manifest, judged, far)


def _risk_of(scorer: Scorer) -> Callable[[NDArray[np.float32]], Floats]:
    return lambda features: scorer.score_many(features).astype(np.float64)


def _far_risks(scorer: Scorer, rows: Rows) -> dict[float, Floats]:
    risks = scorer.risks_many(rows.features)
    return {
        horizon_s: risks[name].astype(np.float64)
        for name, horizon_s in scorer.manifest.far_horizons_s.items()
    }
