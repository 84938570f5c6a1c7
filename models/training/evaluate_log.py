"""The real check: how much of the outages in a public status log can be foreseen.

The log is split by time: days to fit on, days to choose the mixture on, and later days that nothing
was fitted or chosen on. A row is fitted on only if all that decides its label lies before the next
part, an embargo of H. With a log to train on, all of that one is fitted and chosen on, and all of
the other judged.

Unseen sites: the sites are dealt into folds; a fold is judged, on the later days, by a model fitted
and chosen without it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contract.features import FEATURE_NAMES
from models.training.intervals import Areas, Bools, Floats, areas, rank
from models.training.log_features import log_features, past_outage_rate
from models.training.log_model import LogSettings, choose, fit, untuned_forest
from models.training.log_replay import replay
from models.training.status_log import (
    SLOTS_PER_DAY,
    StatusLog,
    fits,
    is_quiet,
    join,
    labels,
    onsets,
    read_status_log,
)

RULE, FOREST, MODEL = "past-outage-rate rule", "untuned forest", "model"
_JUDGED_SHARE: Final = 0.25
_CHOOSING_SHARE: Final = 1.0 / 3.0
"""Of what is not judged."""
ROW_SLOTS: Final = 3
"""A row every quarter of an hour."""
_FIRST_SLOTS: Final = SLOTS_PER_DAY
"""A day of history before the first row that is fitted on."""
_SITE_SHARES: Final = (0.5,)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Periods:
    """Positions of slots: fitted on up to `choosing`, chosen up to `judged`, judged up to `end`."""

    choosing: int
    judged: int
    end: int


@dataclass(frozen=True, slots=True)
class LogRows:
    """Rows of one horizon that are up and quiet, with all that lies ahead known."""

    features: NDArray[np.float32]
    """Those of the edge that are ever known, and the log's own."""
    shared: NDArray[np.float32]
    """(rows, 33) of the edge."""
    label: NDArray[np.bool_]
    rule: NDArray[np.float64]
    site: NDArray[np.int64]
    is_fit: NDArray[np.bool_]
    """Whole horizon before the choosing days."""
    is_choosing: NDArray[np.bool_]
    is_before: NDArray[np.bool_]
    """Whole horizon before the judged days: what the judged model is fitted on."""
    is_judged: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Horizon:
    """What came out for one horizon."""

    hours: int
    rows: int
    ahead: int
    fitted: int
    choosing: dict[float, float]
    """PR-AUC on the choosing days by share of trees in the mixture, best first."""
    later: Areas
    unseen: Areas
    by_share: dict[float, float]
    """PR-AUC on the later days when fitted on a share of the sites."""

    @property
    def base_rate(self) -> float:
        """Share of judged rows with an outage ahead."""
        return self.ahead / self.rows


@dataclass(frozen=True, slots=True)
class LogReport:
    """All figures of a log."""

    connectors: int
    sites: int
    days: float
    outages: int
    judged_days: float
    horizons: list[Horizon]


def evaluate_log(path: Path, train: Path | None, settings: LogSettings, say: Say) -> LogReport:
    """Fit, choose and judge.

    Args:
        path: the log; its last quarter is judged, all of it when there is one to train on.
        train: an earlier log.
        settings: horizons, sizes and seed.
        say: told about progress.

    Raises:
        DataError: if a file is no such log, or they overlap.
        ValueError: if there are too few outages to fit, choose or judge on.
    """
    log = read_status_log(path)
    periods = split(log.state.shape[1])
    if train is not None:
        earlier = read_status_log(train)
        log = join(earlier, log)
        periods = _of_two(earlier.state.shape[1], log.state.shape[1])
    at = np.arange(0, periods.end, ROW_SLOTS)
    say(f"features: {len(log.connector)} connectors, {len(at)} times each")
    shared = replay(log, at)
    found = []
    for hours in settings.horizons_h:
        rows = build_log_rows(log, at, shared, hours * SLOTS_PER_DAY // 24, periods)
        say(f"{hours} h: {rows.is_before.sum()} rows to fit and choose on, "
            f"{rows.is_judged.sum()} judged")  # fmt: skip
        found.append(judge_horizon(rows, hours, settings))
    return LogReport(
        connectors=len(log.connector),
        sites=int(log.site.max()) + 1,
        days=log.state.shape[1] / SLOTS_PER_DAY,
        outages=int(onsets(log).sum()),
        judged_days=(periods.end - periods.judged) / SLOTS_PER_DAY,
        horizons=found,
    )


def split(slots: int) -> Periods:
    """Parts of one log."""
    judged = round((1.0 - _JUDGED_SHARE) * slots)
    return Periods(round((1.0 - _CHOOSING_SHARE) * judged), judged, slots)


def _of_two(earlier: int, slots: int) -> Periods:
    return Periods(round((1.0 - _CHOOSING_SHARE) * earlier), earlier, slots)


def build_log_rows(
    log: StatusLog,
    at: NDArray[np.int64],
    shared: NDArray[np.float32],
    horizon_slots: int,
    periods: Periods,
) -> LogRows:
    """Rows of one horizon, by connector and time.

    Args:
        log: the timeline.
        at: positions of the rows' slots.
        shared: (connectors, rows, 33) the edge's features there.
        horizon_slots: H.
        periods: the parts.
    """
    own = log_features(log, at, horizon_slots)
    usable = is_quiet(log, at) & fits(log, at, horizon_slots, periods.end)
    edge = shared[usable]
    known = [i for i in range(len(FEATURE_NAMES)) if np.isfinite(edge[:, i]).any()]
    columns = [edge[:, known], np.stack([own[name][usable] for name in own], axis=1)]
    known_before = {
        end: np.broadcast_to(fits(log, at, horizon_slots, end), usable.shape)[usable]
        for end in (periods.choosing, periods.judged)
    }
    position = np.broadcast_to(at, usable.shape)[usable]
    has_history = position >= _FIRST_SLOTS
    return LogRows(
        features=np.concatenate(columns, axis=1),
        shared=edge,
        label=labels(log, at, horizon_slots)[usable],
        rule=past_outage_rate(log, at)[usable].astype(np.float64),
        site=np.broadcast_to(log.site[:, None], usable.shape)[usable],
        is_fit=known_before[periods.choosing] & has_history,
        is_choosing=known_before[periods.judged] & (position >= periods.choosing),
        is_before=known_before[periods.judged] & has_history,
        is_judged=position >= periods.judged,
    )


def judge_horizon(rows: LogRows, hours: int, settings: LogSettings) -> Horizon:
    """Choose, fit and judge on later days, and on later days of unseen sites.

    Raises:
        ValueError: if there are too few outages to fit, choose or judge on.
    """
    judged = rows.is_judged
    label, site = rows.label[judged], rows.site[judged]
    if not label.any():
        raise ValueError(f"{hours} h: no outage lies ahead of any of {len(label)} judged rows")
    everywhere = np.ones(len(rows.site), dtype=bool)
    choosing = _choose(rows, everywhere, settings)
    later = _scores(rows, everywhere, judged, best_of(choosing), settings)
    unseen = _unseen_scores(rows, settings)
    return Horizon(
        hours=hours,
        rows=len(label),
        ahead=int(label.sum()),
        fitted=int(rows.is_before.sum()),
        choosing=choosing,
        later=areas(label, later, site, settings.seed, settings.draws),
        unseen=areas(label, unseen, site, settings.seed, settings.draws),
        by_share=_by_share(rows, best_of(choosing), settings),
    )


def best_of(choosing: dict[float, float]) -> float:
    """The share of trees that did best on the choosing days."""
    return next(iter(choosing))


def _choose(rows: LogRows, kept: Bools, settings: LogSettings) -> dict[float, float]:
    first, second = rows.is_fit & kept, rows.is_choosing & kept
    return choose(
        rows.features[first], rows.label[first], rows.features[second], rows.label[second], settings
    )


def _scores(
    rows: LogRows, known: Bools, judged: Bools, forest_share: float, settings: LogSettings
) -> dict[str, Floats]:
    """Scores of the judged rows, by models fitted on the known ones before them."""
    fitted = rows.is_before & known
    features, label = rows.features[fitted], rows.label[fitted]
    model = fit(features, label, forest_share, settings)
    return {
        RULE: rows.rule[judged],
        FOREST: untuned_forest(features, label, rows.features[judged], settings),
        MODEL: model.score(rows.features[judged]),
    }


def _unseen_scores(rows: LogRows, settings: LogSettings) -> dict[str, Floats]:
    """Scores of the judged rows by models that know nothing of their sites."""
    order = np.random.default_rng([settings.seed, 5]).permutation(int(rows.site.max()) + 1)
    fold = (order % settings.folds)[rows.site]
    found = {name: np.full(len(rows.label), np.nan) for name in (RULE, FOREST, MODEL)}
    for each in range(settings.folds):
        known, judged = fold != each, rows.is_judged & (fold == each)
        if judged.any():
            share = best_of(_choose(rows, known, settings))
            for name, score in _scores(rows, known, judged, share, settings).items():
                found[name][judged] = score
    return {name: score[rows.is_judged] for name, score in found.items()}


def _by_share(rows: LogRows, forest_share: float, settings: LogSettings) -> dict[float, float]:
    order = np.random.default_rng([settings.seed, 6]).permutation(int(rows.site.max()) + 1)
    judged, found = rows.is_judged, {}
    for share in _SITE_SHARES:
        known = np.isin(rows.site, order[: max(1, round(share * len(order)))])
        fitted = rows.is_before & known
        model = fit(rows.features[fitted], rows.label[fitted], forest_share, settings)
        found[share] = rank(rows.label[judged], model.score(rows.features[judged])).area()
    return found
