"""What the forests of the station table are asked, and from which columns.

Two questions. `replica`: the status of the same row, as the product's origin asked it; a column
that was written from the status answers it (leaky). `ahead`: the status an hour later from the row
and its past, 33 columns, all of which were known at the time. Free and broken ports of the row are
in neither: they *are* the status.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.training.states import OFFLINE, OPERATIONAL, PARTIAL_OUTAGE, UNDER_MAINTENANCE
from models.training.table_file import NUMBERS, WORDS, StationTable

WAIT: Final = "estimated_wait_time_mins"
_THE_STATUS_ITSELF: Final = ("ports_available", "ports_occupied", "ports_out_of_service")
REPLICA: Final = tuple(name for name in (*NUMBERS, *WORDS) if name not in _THE_STATUS_ITSELF)
_NOW: Final = {
    "is_partial_outage": PARTIAL_OUTAGE,
    "is_offline": OFFLINE,
    "is_under_maintenance": UNDER_MAINTENANCE,
}
_PAST: Final = ("down_share_24h", "down_share_7d", "hours_since_down", "utilization_24h")
AHEAD: Final = (*REPLICA, *_NOW, *_PAST)
AHEAD_S: Final = 3600.0
STEP_S: Final = 1800.0
_DAY_ROWS: Final = 48
_LONGEST_H: Final = 168.0


def replica_columns(table: StationTable, names: tuple[str, ...]) -> NDArray[np.float32]:
    """(n, len(names)) columns of the rows themselves."""
    return np.stack([table.columns[name] for name in names], axis=1)


def ahead_columns(table: StationTable) -> NDArray[np.float32]:
    """(n, 33): the row, its status, and what came before it at the same station.

    Windows hold rows, 48 a day, and as many as there are; `hours_since_down` is at most 168, which
    also stands for never.
    """
    down = (table.status == PARTIAL_OUTAGE) | (table.status == OFFLINE)
    use = table.columns["utilization_rate"].astype(np.float64)
    first = _first_rows(table)
    past = {
        "down_share_24h": _mean_before(down.astype(np.float64), first, _DAY_ROWS),
        "down_share_7d": _mean_before(down.astype(np.float64), first, 7 * _DAY_ROWS),
        "hours_since_down": _hours_since(down, first, table.at_s),
        "utilization_24h": _mean_before(use, first, _DAY_ROWS),
    }
    now = [table.status == state for state in _NOW.values()]
    return np.concatenate(
        [
            replica_columns(table, REPLICA),
            np.stack([*now, *(past[name] for name in _PAST)], axis=1).astype(np.float32),
        ],
        axis=1,
    )


def status_ahead(table: StationTable) -> NDArray[np.int8]:
    """Status AHEAD_S after each row; -1 where the table does not hold that row."""
    step = round(AHEAD_S / STEP_S)
    found = np.full(len(table), -1, dtype=np.int8)
    if len(table) > step:
        same = table.station[step:] == table.station[:-step]
        same &= np.abs(table.at_s[step:] - table.at_s[:-step] - AHEAD_S) < 1.0
        found[:-step][same] = table.status[step:][same]
    return found


def is_operational(table: StationTable) -> NDArray[np.bool_]:
    """Rows from which on something could start."""
    found: NDArray[np.bool_] = table.status == OPERATIONAL
    return found


def _first_rows(table: StationTable) -> NDArray[np.int64]:
    """Of each row: number of the first row of its station."""
    begins = np.ones(len(table), dtype=bool)
    begins[1:] = table.station[1:] != table.station[:-1]
    starts = np.flatnonzero(begins)
    found: NDArray[np.int64] = starts[np.cumsum(begins) - 1]
    return found


def _mean_before(
    values: NDArray[np.float64], first: NDArray[np.int64], rows: int
) -> NDArray[np.float64]:
    """Mean over the last `rows` rows of the station, the row itself among them."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    end = np.arange(1, len(values) + 1)
    start = np.maximum(first, end - rows)
    means: NDArray[np.float64] = (sums[end] - sums[start]) / (end - start)
    return means


def _hours_since(
    down: NDArray[np.bool_], first: NDArray[np.int64], at_s: NDArray[np.float64]
) -> NDArray[np.float64]:
    last = np.maximum.accumulate(np.where(down, np.arange(len(down)), -1))
    known = last >= first
    hours = (at_s - at_s[np.maximum(last, 0)]) / 3600.0
    return np.where(known, np.minimum(hours, _LONGEST_H), _LONGEST_H)
