"""The whole way from data sets to a bundle, telling how far it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import adjusted_rand_score

from contract.observations import FAULT_MODES
from models.scoring import CauseName, load_bundle
from models.training.baselines import compare
from models.training.card import write_card
from models.training.causes import name_clusters
from models.training.clusters import CauseModel, fit_causes, foreseen_rows
from models.training.datasets import GAP_S, HORIZON_S, Rows, build_rows
from models.training.evaluate import average_precision, bootstrap, judge, rounded
from models.training.events import read_events
from models.training.export import LEVELS, Fitted, export
from models.training.fit import FAR_SETTINGS, FitSettings, Heads, RiskModel, fit_heads
from models.training.graphs import head_name
from models.training.judge_bundle import judge_bundle
from models.training.labels import apply_labels, read_labels
from models.training.reference import reference_of
from models.training.split import Split, split_rows
from models.training.state_forest import STATE_SETTINGS, fit_states, judge_states

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """What to train from and where to put it."""

    data: Path
    out: Path
    seed: int
    other: Path | None = None
    """A data set of other stations and another seed, only judged on."""
    jobs: int = 1
    forest: FitSettings = field(default_factory=FitSettings)
    far_forest: FitSettings = FAR_SETTINGS
    state_forest: FitSettings = STATE_SETTINGS
    labels: Path | None = None
    """Confirmed causes, which correct the truth of `data`."""


def train(settings: TrainSettings, say: Say) -> Path:
    """Train, judge and export; returns the bundle's directory.

    Raises:
        DataError: if a file is not a data set.
        ValueError: if there is too little in it to fit.
        ParityError: if the graphs answer otherwise than scikit-learn.
    """
    rows = load_rows(settings.data, settings.seed, settings.jobs, say, settings.labels)
    split = split_rows(rows, settings.seed)
    heads = _fit_heads(rows, split, settings, say)
    say("forest: the four states an hour ahead")
    states = fit_states(
        rows.take(split.fit), rows.take(split.calibration), settings.state_forest,
        settings.seed, settings.jobs,
    )  # fmt: skip
    fit = rows.take(split.fit).within(HORIZON_S)
    say("causes: clusters of the rows whose fault is foreseen")
    cause = fit_causes(fit, heads.near, settings.seed)
    names = name_clusters(cause, fit, foreseen_rows(fit, heads.near))
    say(f"causes: {', '.join(name.name for name in names)}")
    every_test = _tests(rows, split, settings, say)
    tests = {name: test.within(HORIZON_S) for name, test in every_test.items()}
    alarm = LEVELS["critical"]
    judged = {}
    for name, test in tests.items():
        say(f"judge: {name}, {len(test)} rows")
        judged[name] = judge(test, heads.near.risk(test.features), alarm, settings.seed)
    say("judge: baselines")
    metrics = {
        "sets": judged,
        "baselines": compare(fit, tests, settings.seed),
        "far": {name: _judge_far(heads, test, settings) for name, test in every_test.items()},
        "states": {name: judge_states(states, test) for name, test in every_test.items()},
        "clusters": _clusters(cause, heads.near, names, tests),
    }
    data = _describe(rows, fit, settings)
    sample = np.concatenate([test.features for test in tests.values()])
    reference = reference_of(rows.take(split.fit).features)
    fitted = Fitted(heads, states, cause, names, settings.seed, data, metrics, reference)
    directory = export(fitted, sample, settings.out)
    scorer = load_bundle(directory)
    write_card(directory, judge_bundle(scorer, rows.take(split.fit), every_test, say))
    say(f"bundle: {directory}")
    return directory


def _fit_heads(rows: Rows, split: Split, settings: TrainSettings, say: Say) -> Heads:
    fit, calibration = rows.take(split.fit), rows.take(split.calibration)
    say(f"forests: {len(fit)} rows to fit, {len(calibration)} to calibrate")
    forests = settings.forest, settings.far_forest
    return fit_heads(fit, calibration, forests, settings.seed, settings.jobs, say)


def _judge_far(heads: Heads, test: Rows, settings: TrainSettings) -> dict[str, Any]:
    """Base rate and PR-AUC with its interval of each head beyond the hour."""
    found = {}
    for horizon_s in heads.far:
        rows = test.within(horizon_s)
        if not rows.label.any():
            continue
        risk = heads.risks(rows.features)[horizon_s]
        found[head_name(horizon_s)] = {
            "base_rate": rounded(rows.label.mean()),
            "pr_auc": rounded(average_precision(rows, risk)),
            "pr_auc_90_pct": [rounded(end) for end in bootstrap(rows, risk, settings.seed)],
        }
    return found


def load_rows(path: Path, seed: int, jobs: int, say: Say, labels: Path | None = None) -> Rows:
    """Feature rows of a data set, whose truth the labels correct.

    Raises:
        DataError: if the file is not a data set.
    """
    say(f"data: reading {path.name}")
    events = read_events(path)
    if labels is not None:
        events, counts = apply_labels(events, read_labels(labels))
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
        say(f"labels: {told or 'none'}")
    say(f"data: {len(events.observations)} observations of {len(events.chargers)} chargers")

    def progress(done: int, count: int) -> None:
        if done == count or done % max(count // 10, 1) == 0:
            say(f"features: {done} of {count} chargers")

    rows = build_rows(events, seed, jobs=jobs, progress=progress)
    ahead = int(rows.within(HORIZON_S).label.sum())
    say(f"features: {len(rows)} rows, {ahead} of a charger that fails within the hour")
    return rows


def _tests(rows: Rows, split: Split, settings: TrainSettings, say: Say) -> dict[str, Rows]:
    tests = {
        "unseen stations, later": rows.take(split.unseen),
        "known stations, later": rows.take(split.later),
    }
    if settings.other is not None:
        other = load_rows(settings.other, settings.seed, settings.jobs, say)
        tests["other world"] = other.take(other.until_fault_s > GAP_S)
    return tests


def _clusters(
    cause: CauseModel, risk: RiskModel, names: list[CauseName], tests: dict[str, Rows]
) -> dict[str, Any]:
    """Which true faults each cluster holds, among all judged rows where a cause is asked for."""
    found = [foreseen_rows(test, risk) for test in tests.values()]
    true_mode = np.concatenate([rows.mode for rows in found])
    clusters = np.concatenate([cause.predict(rows.features)[0] for rows in found])
    by_cluster = []
    for index in range(len(names)):
        modes = true_mode[clusters == index]
        shares = {
            FAULT_MODES[mode]: round(float((modes == mode).mean()), 3) for mode in np.unique(modes)
        }
        share = round(float((clusters == index).mean()), 3) if len(clusters) else 0.0
        by_cluster.append({"share": share, "modes": shares})
    stability = {str(count): round(value, 3) for count, value in cause.stability.items()}
    return {
        "by_cluster": by_cluster,
        "stability": stability,
        "agreement_with_truth": round(float(adjusted_rand_score(true_mode, clusters)), 3),
    }


def _describe(rows: Rows, fit: Rows, settings: TrainSettings) -> dict[str, Any]:
    return {
        "file": settings.data.name,
        "chargers": len(np.unique(rows.charge_point)),
        "stations": len(np.unique(rows.station)),
        "days": round(float(rows.at_s.max() - rows.at_s.min()) / 86_400.0, 1),
        "from_unix_s": round(float(rows.at_s.min())),
        "rows": len(rows),
        "rows_fitted": len(fit),
        "other_file": settings.other.name if settings.other else "",
    }
