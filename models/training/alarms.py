"""What alarms are worth at a budget: so many per station and week, spent on the highest risks.

An alarm is raised where the risk reaches a level and stands until it falls below the level's
clear value, as at the edge (`models.levels`); a level that spends a budget has no gap between the
two. One that is raised again within 30 min is the same alarm. It is true when a fault that it could
still be acted on for follows one of its rows within the horizon. The level is the lowest one whose
alarms, true and false, are within the budget. No forecaster can do better at that budget than one
whose every alarm is another fault, so `Budget.of_ceiling` is the share of that.

Lead time is that of alarms which stand at the last row before the fault, counted from where they
were raised for the last time: what lapsed before the fault has warned of it, and gives no lead.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.levels import Level
from models.training.datasets import GAP_S, HORIZON_S, Rows

WEEK_S: Final = 604_800.0
MONTH_S: Final = 30.0 * 86_400.0
_BREAK_S: Final = 1800.0
_LEAD_LIMIT_S: Final = 10_800.0

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Budget:
    """Alarms at one budget."""

    per_station_week: float
    level: float
    alarms: int
    true_alarms: int
    faults: int
    foreseen: int
    allowed: int
    """Alarms that the budget allows in the time and for the stations judged."""
    leads_min: Floats
    """Of the faults foreseen whose alarm stands until they start; at most 180."""
    false_per_station_month: float

    @property
    def precision(self) -> float:
        """True alarms over alarms; NaN without one."""
        return self.true_alarms / self.alarms if self.alarms else float("nan")

    @property
    def recall(self) -> float:
        """Faults foreseen over faults; NaN without one."""
        return self.foreseen / self.faults if self.faults else float("nan")

    @property
    def recall_ceiling(self) -> float:
        """Recall when each alarm that the budget allows is another fault."""
        return min(self.allowed, self.faults) / self.faults if self.faults else float("nan")

    @property
    def precision_ceiling(self) -> float:
        """Precision when the whole budget is spent and every fault is foreseen."""
        return min(self.allowed, self.faults) / self.allowed if self.allowed else float("nan")

    @property
    def of_ceiling(self) -> float:
        """Faults foreseen over those that the budget lets anyone foresee."""
        return self.recall / self.recall_ceiling if self.recall_ceiling else float("nan")


def station_time_s(rows: Rows) -> float:
    """Stations times the time between their first and last row."""
    if not len(rows):
        return 0.0
    return float(rows.at_s.max() - rows.at_s.min()) * len(np.unique(rows.station))


def at_budget(rows: Rows, risk: Floats, per_station_week: float) -> Budget:
    """Alarms of the lowest level that stays within the budget."""
    allowed = int(per_station_week * station_time_s(rows) / WEEK_S)
    falling = np.unique(risk)[::-1]

    def is_within(place: int) -> bool:
        return _count(rows, risk >= falling[place]) <= allowed

    # From the top: far down, where runs melt together, there are few alarms again.
    within, over = -1, 0
    while over < len(falling) and is_within(over):
        within, over = over, 2 * over + 1
    over = min(over, len(falling))
    while over - within > 1:
        middle = (within + over) // 2
        within, over = (middle, over) if is_within(middle) else (within, middle)
    level = float(falling[within]) if within >= 0 else np.inf
    return at_level(rows, risk, Level(level, level), per_station_week)


def at_level(rows: Rows, risk: Floats, level: Level, per_station_week: float = np.nan) -> Budget:
    """Alarms of one level."""
    standing = stands(rows, risk, level)
    runs = _runs(rows, standing)
    is_true = np.array([bool(rows.label[run].any()) for run in runs], dtype=bool)
    parts = faults(rows)
    near = [part[rows.until_fault_s[part] <= HORIZON_S] for part in parts]
    station_s = station_time_s(rows)
    allowed = 0 if np.isnan(per_station_week) else int(per_station_week * station_s / WEEK_S)
    return Budget(
        per_station_week=per_station_week,
        level=level.enter,
        alarms=len(runs),
        true_alarms=int(is_true.sum()),
        faults=len(parts),
        foreseen=sum(bool(standing[last].any()) for last in near),
        allowed=allowed,
        leads_min=np.array([lead for part in parts if (lead := lead_min(rows, standing, part))]),
        false_per_station_month=float((~is_true).sum()) / (station_s / MONTH_S),
    )


def faults(rows: Rows) -> list[NDArray[np.int64]]:
    """Row numbers leading to each fault that some row had within its horizon, and after the gap."""
    known = np.flatnonzero(np.isfinite(rows.until_fault_s))
    onset_s = np.round(rows.at_s[known] + rows.until_fault_s[known])
    charger = rows.charge_point[known]
    begins = np.ones(len(known), dtype=bool)
    begins[1:] = (charger[1:] != charger[:-1]) | (onset_s[1:] != onset_s[:-1])
    parts = np.split(known, np.flatnonzero(begins)[1:]) if len(known) else []
    return [part for part in parts if GAP_S < rows.until_fault_s[part[-1]] <= HORIZON_S]


def stands(rows: Rows, risk: Floats, level: Level) -> Bools:
    """Rows at which an alarm stands: raised, and not below the clear value since."""
    number = np.arange(len(rows))
    is_first = np.append(True, _breaks(rows, number))[: len(rows)]
    decided = is_first | (risk >= level.enter) | (risk < level.clear)
    last = np.maximum.accumulate(np.where(decided, number, 0))
    found: Bools = risk[last] >= level.enter
    return found


def lead_min(rows: Rows, standing: Bools, part: NDArray[np.int64]) -> float | None:
    """Minutes from the raising of the alarm that stands at the last row before a fault, or None.

    Args:
        rows: of all chargers.
        standing: as `stands` gives it.
        part: the rows that lead to the fault (`faults`).
    """
    recent = part[rows.until_fault_s[part] <= _LEAD_LIMIT_S]
    lapsed = np.flatnonzero(~standing[recent])
    steady = recent[lapsed[-1] + 1 :] if len(lapsed) else recent
    return float(rows.until_fault_s[steady[0]]) / 60.0 if len(steady) else None


def _runs(rows: Rows, raised: Bools) -> list[NDArray[np.int64]]:
    where = np.flatnonzero(raised)
    return np.split(where, np.flatnonzero(_breaks(rows, where)) + 1) if len(where) else []


def _count(rows: Rows, raised: Bools) -> int:
    where = np.flatnonzero(raised)
    return int(_breaks(rows, where).sum()) + 1 if len(where) else 0


def _breaks(rows: Rows, where: NDArray[np.int64]) -> Bools:
    charger, at_s = rows.charge_point[where], rows.at_s[where]
    found: Bools = (charger[1:] != charger[:-1]) | (at_s[1:] - at_s[:-1] > _BREAK_S)
    return found
