"""The figures of a model card as JSON, for programs and pages; the card says the same in words.

A number that is not known (a share of nothing) is null.
"""

import math
from typing import Any

import numpy as np

from models.training.alarms import Budget
from models.training.evaluate import rounded
from models.training.intervals import Area, Areas
from models.training.judgement import MODEL, Far, Group, Judgement

_LEADS: tuple[float, ...] = (0.1, 0.5, 0.9)


def figures(judged: list[Judgement], far: list[Far]) -> dict[str, Any]:
    """Of every set: the head of the hour as `sets`, those of longer horizons as `far`."""
    return {
        "sets": [_of_set(each) for each in judged],
        "far": [
            {
                "set": each.name,
                "hours": each.hours,
                "base_rate": _number(each.base_rate),
                "pr_auc": _areas(each.areas),
                "brier": _number(each.brier),
            }
            for each in far
        ],
    }


def _of_set(judged: Judgement) -> dict[str, Any]:
    return {
        "set": judged.name,
        "rows": judged.rows,
        "stations": judged.stations,
        "days": _number(judged.days),
        "faults": judged.critical.faults,
        "base_rate": _number(judged.base_rate),
        "pr_auc": _areas(judged.areas),
        "gain": {
            name: _area(judged.areas.gain(MODEL, name))
            for name in judged.areas.area
            if name != MODEL
        },
        "is_apart": judged.is_apart,
        "oracle_pr_auc": _number(judged.oracle),
        "foreseeable_share": _number(judged.foreseeable_share),
        "brier": _number(judged.brier),
        "reliability": judged.reliability,
        "curve": [[_number(value) for value in axis] for axis in judged.curve],
        "alarms": [_alarms(each) for each in (*judged.budgets, judged.critical)],
        "modes": judged.modes,
        "profiles": [_group(each) for each in judged.profiles],
        "groups": [_group(each) for each in judged.groups],
        "importance": {name: _number(lost) for name, lost in judged.importance.items()},
    }


def _alarms(budget: Budget) -> dict[str, Any]:
    leads = budget.leads_min
    quantiles = np.quantile(leads, _LEADS) if len(leads) else [math.nan] * len(_LEADS)
    return {
        "per_station_week": _number(budget.per_station_week),
        "level": _number(budget.level),
        "alarms": budget.alarms,
        "precision": _number(budget.precision),
        "precision_ceiling": _number(budget.precision_ceiling),
        "recall": _number(budget.recall),
        "recall_ceiling": _number(budget.recall_ceiling),
        "of_ceiling": _number(budget.of_ceiling),
        "foreseen": budget.foreseen,
        "stood": len(leads),
        "lead_min": {
            f"p{share * 100:.0f}": _number(value)
            for share, value in zip(_LEADS, quantiles, strict=True)
        },
        "false_per_station_month": _number(budget.false_per_station_month),
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "rows": group.rows,
        "base_rate": _number(group.base_rate),
        "pr_auc": _area(group.area),
    }


def _areas(areas: Areas) -> dict[str, Any]:
    return {name: _area(area) for name, area in areas.area.items()}


def _area(area: Area) -> dict[str, float | None]:
    return {
        "value": _number(area.value),
        "low": _number(area.low),
        "high": _number(area.high),
    }


def _number(value: float) -> float | None:
    return rounded(value) if math.isfinite(value) else None
