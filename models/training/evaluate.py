"""Judge risks against what really happened; never by accuracy.

A fault counts as foreseen when an alarm (`alarms`) stood within the hour before it, at least five
minutes ahead. A false alarm is one that no fault follows within two hours. Intervals come from
drawing stations, not rows: rows of one charger are no independent witnesses.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, brier_score_loss

from contract.observations import FAULT_MODES, UNPREDICTABLE_MODES
from models.levels import Level
from models.training.alarms import Bools, faults, lead_min, stands
from models.training.datasets import HORIZON_S, PROFILES, Rows

_WEEK_S: Final = 604_800.0
_ALARM_BREAK_S: Final = 1800.0
_EXCUSED_S: Final = 7200.0
_DRAWS: Final = 200
_BINS: Final = (0.0, 0.01, 0.02, 0.05, 0.1, 0.25, 0.45, 0.6, 0.8, 0.95, 1.0)
_LAST_MINUTES: Final = ((5, 15), (15, 25), (25, 35), (35, 60), (60, 90))

Scores = NDArray[np.float64]


def judge(rows: Rows, risk: Scores, alarm: Level, seed: int) -> dict[str, Any]:
    """All figures of one set of rows, as JSON values.

    Args:
        rows: the rows.
        risk: calibrated risk of each.
        alarm: level of an alarm.
        seed: of the drawn stations.
    """
    standing = stands(rows, risk, alarm)
    return {
        "rows": len(rows),
        "stations": len(np.unique(rows.station)),
        "faults": len(faults(rows)),
        "base_rate": rounded(rows.label.mean()),
        "pr_auc": rounded(average_precision(rows, risk)),
        "pr_auc_90_pct": [rounded(end) for end in bootstrap(rows, risk, seed)],
        "ceiling_recall": rounded(foreseeable_share(rows)),
        "brier": rounded(brier_score_loss(rows.label, risk)),
        "brier_of_base_rate": rounded(rows.label.mean() * (1.0 - rows.label.mean())),
        "quiet_median": rounded(np.median(risk[rows.label == 0])),
        "quiet_p99": rounded(np.quantile(risk[rows.label == 0], 0.99)),
        "precision_at_alarm": rounded(_precision(rows, standing)),
        "recall_by_mode": recall_by_mode(rows, standing),
        "lead_median_min": lead_by_mode(rows, standing),
        "false_alarms_per_station_week": rounded(false_alarms(rows, standing)),
        "pr_auc_by_profile": _by_profile(rows, risk),
        "reliability": reliability(rows, risk),
        "median_risk_before_fault": _before_fault(rows, risk),
    }


def average_precision(rows: Rows, score: Scores) -> float:
    """Area under the curve of precision over recall; the base rate is what a coin gets."""
    return float(average_precision_score(rows.label, score)) if rows.label.any() else np.nan


def bootstrap(rows: Rows, risk: Scores, seed: int) -> tuple[float, float]:
    """5th and 95th percentile of PR-AUC when stations are drawn with replacement."""
    rng = np.random.default_rng([seed, 4])
    parts = [np.flatnonzero(rows.station == station) for station in np.unique(rows.station)]
    values = []
    for _ in range(_DRAWS):
        drawn = np.concatenate([parts[i] for i in rng.integers(0, len(parts), len(parts))])
        if rows.label[drawn].any():
            values.append(float(average_precision_score(rows.label[drawn], risk[drawn])))
    low, high = np.quantile(values, [0.05, 0.95]) if values else (np.nan, np.nan)
    return float(low), float(high)


def foreseeable_share(rows: Rows) -> float:
    """Share of faults that have a precursor at all: no model can foresee more."""
    modes = np.array([rows.mode[part[-1]] for part in faults(rows)])
    blind = [FAULT_MODES.index(name) for name in UNPREDICTABLE_MODES]
    return float((~np.isin(modes, blind)).mean()) if len(modes) else np.nan


def recall_by_mode(rows: Rows, standing: Bools) -> dict[str, Any]:
    """Faults in all and share foreseen, by mode."""
    counted: dict[str, list[bool]] = {}
    for part in faults(rows):
        near = part[rows.until_fault_s[part] <= HORIZON_S]
        counted.setdefault(FAULT_MODES[rows.mode[part[-1]]], []).append(bool(standing[near].any()))
    return {
        mode: {"faults": len(hits), "foreseen": rounded(np.mean(hits))}
        for mode, hits in sorted(counted.items())
    }


def lead_by_mode(rows: Rows, standing: Bools) -> dict[str, float]:
    """Median minutes of warning, of the faults until whose start an alarm stood."""
    leads: dict[str, list[float]] = {}
    for part in faults(rows):
        found = lead_min(rows, standing, part)
        if found is not None:
            leads.setdefault(FAULT_MODES[rows.mode[part[-1]]], []).append(found)
    by_mode = {mode: rounded(np.median(values)) for mode, values in sorted(leads.items())}
    every = [value for values in leads.values() for value in values]
    return {**by_mode, "all": rounded(np.median(every))} if every else by_mode


def false_alarms(rows: Rows, standing: Bools) -> float:
    """False alarms per station and week."""
    raised = np.flatnonzero(standing)
    charger, at_s = rows.charge_point[raised], rows.at_s[raised]
    begins = np.ones(len(raised), dtype=bool)
    begins[1:] = (charger[1:] != charger[:-1]) | (at_s[1:] - at_s[:-1] > _ALARM_BREAK_S)
    run = np.cumsum(begins) - 1
    excused = np.zeros(int(begins.sum()), dtype=bool)
    np.logical_or.at(excused, run, rows.until_fault_s[raised] <= _EXCUSED_S)
    span_s = float(rows.at_s.max() - rows.at_s.min())
    return float((~excused).sum()) / (len(np.unique(rows.station)) * span_s / _WEEK_S)


def reliability(rows: Rows, risk: Scores) -> list[dict[str, float]]:
    """Mean risk and observed share of faults by bin of risk."""
    bins = np.clip(np.digitize(risk, _BINS) - 1, 0, len(_BINS) - 2)
    return [
        {
            "rows": int((bins == each).sum()),
            "risk": rounded(risk[bins == each].mean()),
            "observed": rounded(rows.label[bins == each].mean()),
        }
        for each in range(len(_BINS) - 1)
        if (bins == each).any()
    ]


def _before_fault(rows: Rows, risk: Scores) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for mode, name in enumerate(FAULT_MODES):
        for low_min, high_min in _LAST_MINUTES:
            near = (rows.until_fault_s > low_min * 60) & (rows.until_fault_s <= high_min * 60)
            chosen = near & (rows.mode == mode)
            if chosen.any():
                label = f"{low_min}-{high_min} min"
                table.setdefault(name, {})[label] = rounded(np.median(risk[chosen]))
    return table


def _by_profile(rows: Rows, risk: Scores) -> dict[str, float]:
    return {
        profile.name: rounded(
            average_precision(rows.take(rows.profile == index), risk[rows.profile == index])
        )
        for index, profile in enumerate(PROFILES)
        if rows.label[rows.profile == index].any()
    }


def _precision(rows: Rows, standing: Bools) -> float:
    return float(rows.label[standing].mean()) if standing.any() else np.nan


def rounded(value: Any) -> float:
    """Four significant digits; enough to read, few enough to compare."""
    return float(f"{float(value):.4g}")
