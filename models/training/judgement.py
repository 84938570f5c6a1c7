"""All that a model card says about a set of rows, for any way of giving a risk.

Intervals are 95 % and come from drawing stations (`intervals`). The oracle knows, an hour ahead,
every fault that has a precursor at all, and nothing of the others: its PR-AUC is the ceiling, and
a generous one, since no trace may be there yet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import brier_score_loss

from contract.features import FEATURE_NAMES
from contract.observations import FAULT_MODES, UNPREDICTABLE_MODES
from models.levels import Level
from models.training.alarms import Budget, at_budget, at_level, stands
from models.training.baselines import past_faults
from models.training.datasets import PROFILES, Rows
from models.training.evaluate import recall_by_mode, reliability
from models.training.intervals import Area, Areas, Bools, Floats, areas, rank

MODEL: Final = "forest"
BUDGETS: Final = (1.0, 0.1)
_IMPORTANCE_ROWS: Final = 20_000
_FEWEST_POSITIVE: Final = 20
"""Of a subgroup whose PR-AUC is worth a line."""

Risk = Callable[[NDArray[np.float32]], Floats]


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the rows."""

    name: str
    rows: int
    base_rate: float
    area: Area


@dataclass(frozen=True, slots=True)
class Judgement:
    """Figures of one set of rows at one horizon of an hour."""

    name: str
    rows: int
    stations: int
    days: float
    base_rate: float
    areas: Areas
    """Of the model and every baseline, on the same draws."""
    oracle: float
    foreseeable_share: float
    budgets: list[Budget]
    critical: Budget
    brier: float
    reliability: list[dict[str, float]]
    curve: NDArray[np.float64]
    """(2, n): recall and precision of the model, for a plot."""
    modes: dict[str, dict[str, float]]
    profiles: list[Group]
    groups: list[Group]
    importance: dict[str, float]
    """PR-AUC lost when a feature's values change places, largest loss first."""

    @property
    def is_apart(self) -> bool:
        """The model's interval lies above that of every baseline."""
        others = [area.high for name, area in self.areas.area.items() if name != MODEL]
        return self.areas.area[MODEL].low > max(others)


def judge_rows(
    name: str, rows: Rows, risk: Risk, baselines: dict[str, Floats], critical: Level, seed: int
) -> Judgement:
    """Judge one set.

    Args:
        name: of the set.
        rows: labelled for an hour, all of them at least the gap before their fault.
        risk: calibrated risk of feature rows.
        baselines: scores of the same rows.
        critical: level of an alarm as it is served.
        seed: of the draws.

    Raises:
        ValueError: if no fault lies ahead of any row.
    """
    if not rows.label.any():
        raise ValueError(f"{name}: no fault lies ahead of any of {len(rows)} rows")
    found = risk(rows.features)
    label = rows.label == 1
    blind = [FAULT_MODES.index(mode) for mode in UNPREDICTABLE_MODES]
    is_foreseeable = label & ~np.isin(rows.mode, blind)
    ranking = rank(label, found)
    hits = np.cumsum(ranking.label)[ranking.ends]
    return Judgement(
        name=name,
        rows=len(rows),
        stations=len(np.unique(rows.station)),
        days=float(rows.at_s.max() - rows.at_s.min()) / 86_400.0,
        base_rate=float(label.mean()),
        areas=areas(label, {MODEL: found, **baselines}, rows.station.astype(np.int64), seed),
        oracle=rank(label, is_foreseeable.astype(np.float64)).area(),
        foreseeable_share=float(is_foreseeable.sum() / label.sum()),
        budgets=[at_budget(rows, found, budget) for budget in BUDGETS],
        critical=at_level(rows, found, critical),
        brier=float(brier_score_loss(label, found)),
        reliability=reliability(rows, found),
        curve=_thinned(np.stack([hits / hits[-1], hits / (ranking.ends + 1.0)])),
        modes=recall_by_mode(rows, stands(rows, found, critical)),
        profiles=_groups(rows, found, _profiles(rows), seed),
        groups=_groups(rows, found, _subgroups(rows), seed),
        importance=_importance(rows, risk, seed),
    )


@dataclass(frozen=True, slots=True)
class Far:
    """Figures of a head beyond the hour on one set."""

    name: str
    hours: float
    base_rate: float
    areas: Areas
    brier: float


def judge_far(name: str, rows: Rows, risks: dict[float, Floats], seed: int) -> list[Far]:
    """Judge the longer horizons beside the rule of past faults.

    Args:
        name: of the set.
        rows: as `build_rows` gives them, all of them at least the gap before their fault.
        risks: of every row, by horizon in s.
        seed: of the draws.
    """
    found = []
    for horizon_s, risk in risks.items():
        kept = rows.is_up & (rows.known_s >= horizon_s)
        label = rows.until_fault_s[kept] <= horizon_s
        if label.any():
            scores = {MODEL: risk[kept], "past_faults": past_faults(rows.features[kept])}
            station = rows.station[kept].astype(np.int64)
            found.append(
                Far(
                    name,
                    horizon_s / 3600.0,
                    float(label.mean()),
                    areas(label, scores, station, seed),
                    float(brier_score_loss(label, risk[kept])),
                )
            )
    return found


def _thinned(curve: Floats, points: int = 300) -> Floats:
    kept = np.unique(np.searchsorted(curve[0], np.linspace(0.0, 1.0, points)))
    return curve[:, np.minimum(kept, curve.shape[1] - 1)]


def _profiles(rows: Rows) -> dict[str, Bools]:
    return {profile.name: rows.profile == index for index, profile in enumerate(PROFILES)}


def _subgroups(rows: Rows) -> dict[str, Bools]:
    def feature(name: str) -> NDArray[np.float32]:
        column: NDArray[np.float32] = rows.features[:, FEATURE_NAMES.index(name)]
        return column

    in_use, rated_kw = feature("utilisation_now"), feature("rated_power_kw")
    ambient_c, hours = feature("ambient_c"), feature("hours_since_fault")
    return {
        "in use": in_use > 0.0,
        "free": in_use == 0.0,
        "up to 50 kW": rated_kw <= 50.0,
        "above 50 kW": rated_kw > 50.0,
        "air above 30 C": ambient_c > 30.0,
        "air up to 30 C": ambient_c <= 30.0,
        "air not known": np.isnan(ambient_c),
        "a fault in the last day": hours < 24.0,
        "none in the last day": hours >= 24.0,
        "weekend": feature("weekend") == 1.0,
    }


def _groups(rows: Rows, risk: Floats, groups: dict[str, Bools], seed: int) -> list[Group]:
    found = []
    for name, chosen in groups.items():
        label = rows.label[chosen] == 1
        if label.sum() >= _FEWEST_POSITIVE:
            station = rows.station[chosen].astype(np.int64)
            area = areas(label, {MODEL: risk[chosen]}, station, seed, draws=200).area[MODEL]
            found.append(Group(name, len(label), float(label.mean()), area))
    return found


def _importance(rows: Rows, risk: Risk, seed: int) -> dict[str, float]:
    rng = np.random.default_rng([seed, 7])
    chosen = np.arange(len(rows))
    if len(rows) > _IMPORTANCE_ROWS:
        chosen = np.sort(rng.choice(chosen, _IMPORTANCE_ROWS, replace=False))
    features, label = rows.features[chosen], rows.label[chosen] == 1
    if not label.any():
        return {}
    whole = rank(label, risk(features)).area()
    lost = {}
    for index, name in enumerate(FEATURE_NAMES):
        mixed = features.copy()
        mixed[:, index] = rng.permutation(mixed[:, index])
        lost[name] = whole - rank(label, risk(mixed)).area()
    return dict(sorted(lost.items(), key=lambda each: -each[1]))
