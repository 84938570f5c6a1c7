"""Judge a bundle anew, on the data set it was fitted on and on others, and write its model card.

The rows of its own data set are split as they were for the fitting: by the seed in the manifest.
So nothing that was fitted or calibrated on is judged. Other data sets, of other stations, are
judged whole.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.scoring import RISK, Manifest, Scorer, load_bundle
from models.training.card import Transfer, write_card
from models.training.datasets import GAP_S, HORIZON_S, Rows
from models.training.evaluate_log import ROW_SLOTS, RULE, build_log_rows, split
from models.training.events import DataError
from models.training.fit import FitSettings, fit_risk
from models.training.intervals import areas, rank
from models.training.judge_bundle import judge_bundle
from models.training.judgement import MODEL
from models.training.log_replay import replay
from models.training.split import split_rows
from models.training.status_log import SLOTS_PER_DAY, read_status_log
from models.training.train import load_rows

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class EvaluateSettings:
    """What to judge and on what."""

    bundle: Path
    data: Path
    """The data set that the bundle was fitted on."""
    other: tuple[Path, ...] = ()
    log: Path | None = None
    """A status log of real connectors, for transfer."""
    seeds: int = 1
    """Forests fitted anew with a split of their own, to tell luck from skill; 1 = none."""
    jobs: int = 1


def evaluate_bundle(settings: EvaluateSettings, say: Say) -> Path:
    """Judge a bundle and write `card.md` and its plots beside the manifest.

    Returns:
        Path of the card.

    Raises:
        BundleError: if the bundle cannot be used.
        DataError: if a file cannot be used, or is not the one that the bundle was fitted on.
        ValueError: if there is no fault to judge by.
    """
    scorer = load_bundle(settings.bundle)
    manifest = scorer.manifest
    rows = load_rows(settings.data, manifest.seed, settings.jobs, say)
    _check_is_fitted_on(manifest, settings.data, rows)
    parts = split_rows(rows, manifest.seed)
    sets = {
        "unseen stations, later": rows.take(parts.unseen),
        "known stations, later": rows.take(parts.later),
    }
    for path in settings.other:
        other = load_rows(path, manifest.seed, settings.jobs, say)
        sets[f"other world ({path.name})"] = other.take(other.until_fault_s > GAP_S)
    card = judge_bundle(scorer, rows.take(parts.fit), sets, say)
    if settings.seeds > 1:
        card = card.with_seeds(_refit(rows, manifest.seed, settings, say))
    if settings.log is not None:
        say(f"transfer: {settings.log.name}")
        card = card.with_transfer(_transfer(scorer, settings.log, manifest.seed))
    return write_card(settings.bundle, card)


def _check_is_fitted_on(manifest: Manifest, path: Path, rows: Rows) -> None:
    found = {"rows": len(rows), "from_unix_s": round(float(rows.at_s.min()))}
    wanted = {key: manifest.data.get(key) for key in found}
    if found != wanted:
        raise DataError(
            f"{path} is not the data set that {manifest.id} was fitted on: it gives {found}, "
            f"not {wanted}"
        )


def _refit(
    rows: Rows, first_seed: int, settings: EvaluateSettings, say: Say
) -> dict[str, list[float]]:
    """PR-AUC of forests of other seeds, each with a split of its own, by set."""
    found: dict[str, list[float]] = {}
    for seed in range(first_seed, first_seed + settings.seeds):
        say(f"seeds: {seed}")
        parts = split_rows(rows, seed)
        fit, calibration = rows.take(parts.fit), rows.take(parts.calibration)
        model = fit_risk(
            fit.within(HORIZON_S), calibration.within(HORIZON_S), FitSettings(), seed, settings.jobs
        )
        for name, part in (("unseen stations", parts.unseen), ("known stations", parts.later)):
            test = rows.take(part).within(HORIZON_S)
            area = rank(test.label == 1, model.risk(test.features)).area()
            found.setdefault(name, []).append(area)
    return found


def _transfer(scorer: Scorer, path: Path, seed: int) -> list[Transfer]:
    """The bundle, as it is, on the last quarter of a log of real connectors.

    A horizon with no outage ahead of any row there has no figures.
    """
    log = read_status_log(path)
    periods = split(log.state.shape[1])
    at = np.arange(0, periods.end, ROW_SLOTS)
    shared = replay(log, at)
    found = []
    for name, horizon_s in {RISK: HORIZON_S, **scorer.manifest.far_horizons_s}.items():
        slots = round(horizon_s / 86_400.0 * SLOTS_PER_DAY)
        rows = build_log_rows(log, at, shared, slots, periods)
        judged = rows.is_judged
        label = rows.label[judged]
        if not label.any():
            continue
        scores = {
            RULE: rows.rule[judged],
            MODEL: scorer.risks_many(rows.shared[judged])[name].astype(np.float64),
        }
        area = areas(label, scores, rows.site[judged], seed)
        found.append(Transfer(horizon_s / 3600.0, float(label.mean()), area))
    return found
