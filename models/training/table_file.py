"""Read the 33-column station table (`ev_charging_station_data`) from CSV, and check every cell.

One row is a station at a half-hour. Numbers become float32, words become codes by their order in
the sorted list of words, so that the same table gives the same codes.
"""

import csv
import math
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.state_head import STATES
from models.training.events import DataError

NUMBERS: Final = (
    "latitude", "longitude", "power_output_kw", "ports_total", "ports_available", "ports_occupied",
    "ports_out_of_service", "utilization_rate", "estimated_wait_time_mins",
    "avg_session_duration_mins", "current_price", "temperature_f", "precipitation_mm",
    "gas_price_per_gallon", "traffic_congestion_index", "is_weekend", "is_peak_hour", "hour_of_day",
    "day_of_week", "month",
)  # fmt: skip
WORDS: Final = (
    "network", "city", "state", "location_type", "charger_type", "pricing_type",
    "weather_condition", "local_event", "amenities_nearby",
)  # fmt: skip
STATUS: Final = "station_status"
COLUMNS: Final = ("timestamp", "station_id", "station_name", STATUS, *NUMBERS, *WORDS)
_TIME: Final = "%Y-%m-%d %H:%M:%S"
_TRUTHS: Final = {"true": 1.0, "false": 0.0}
_TOLD_EVERY: Final = 200_000

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class StationTable:
    """The table by columns, all of the same length, ordered by station and time."""

    station: NDArray[np.int32]
    at_s: NDArray[np.float64]
    """Seconds of the wall clock since 1970; the table names no time zone."""
    status: NDArray[np.int8]
    """Position in `states.STATES`."""
    columns: dict[str, NDArray[np.float32]]
    """NUMBERS as they are, WORDS as codes."""

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.at_s)


def read_table(path: Path, say: Say = lambda _line: None) -> StationTable:
    """Read a table; `say` is told how far it is.

    Raises:
        DataError: naming the file, the line and the column at fault, and what is allowed.
    """
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return _read(path, csv.reader(lines), say)
    except OSError as err:
        raise DataError(f"{path} cannot be read: {err.strerror or err}") from err
    except (UnicodeDecodeError, csv.Error) as err:
        raise DataError(f"{path} is no CSV file: {err}") from err


def _read(path: Path, rows: Iterator[list[str]], say: Say) -> StationTable:
    head = next(rows, [])
    missing = [name for name in COLUMNS if name not in head]
    if missing:
        raise DataError(f"{path}: lacks the columns {', '.join(missing)}")
    at = [head.index(name) for name in NUMBERS]
    spelled = {name: (head.index(name), _Words()) for name in ("station_id", "timestamp", *WORDS)}
    status_at, numbers, states = head.index(STATUS), array("f"), array("b")
    for line, row in enumerate(rows, start=2):
        if len(row) != len(head):
            raise DataError(f"{path}: line {line} has {len(row)} cells, not {len(head)}")
        if row[status_at] not in STATES:
            raise DataError(
                f"{path}: line {line}: {STATUS} {row[status_at]!r} is not allowed: "
                f"one of {', '.join(STATES)}"
            )
        try:
            numbers.extend([_number(row[index]) for index in at])
        except ValueError:
            raise DataError(_which_number(path, line, row, at)) from None
        states.append(STATES.index(row[status_at]))
        for index, words in spelled.values():
            words.add(row[index])
        if len(states) % _TOLD_EVERY == 0:
            say(f"table: {len(states)} rows read")
    if not states:
        raise DataError(f"{path}: has no rows")
    coded = {name: words.codes() for name, (_, words) in spelled.items()}
    times_s = _times_s(path, spelled["timestamp"][1].sorted())[coded["timestamp"]]
    table = np.frombuffer(numbers, dtype=np.float32).reshape(-1, len(NUMBERS))
    order = np.lexsort((times_s, coded["station_id"]))
    columns = {name: table[order, index] for index, name in enumerate(NUMBERS)}
    columns |= {name: coded[name][order].astype(np.float32) for name in WORDS}
    return StationTable(
        station=coded["station_id"][order].astype(np.int32),
        at_s=times_s[order],
        status=np.frombuffer(states, dtype=np.int8)[order],
        columns=columns,
    )


class _Words:
    """The words of one column, each kept once."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self._rows = array("i")

    def add(self, word: str) -> None:
        self._rows.append(self._seen.setdefault(word, len(self._seen)))

    def sorted(self) -> list[str]:
        return sorted(self._seen)

    def codes(self) -> NDArray[np.int64]:
        """Of each row: the position of its word among the sorted ones."""
        place = {word: index for index, word in enumerate(self.sorted())}
        codes = np.array([place[word] for word in self._seen], dtype=np.int64)
        return codes[np.frombuffer(self._rows, dtype=np.int32)]


def _number(cell: str) -> float:
    found = _TRUTHS.get(cell.lower())
    if found is None:
        found = float(cell)
        if not math.isfinite(found):
            raise ValueError(cell)
    return found


def _which_number(path: Path, line: int, row: list[str], at: list[int]) -> str:
    for name, index in zip(NUMBERS, at, strict=True):
        try:
            _number(row[index])
        except ValueError:
            return f"{path}: line {line}: {name} {row[index]!r} is not allowed: a finite number"
    raise AssertionError(row)


def _times_s(path: Path, texts: list[str]) -> NDArray[np.float64]:
    """Of each text, as if it were UTC."""
    try:
        times = [datetime.strptime(f"{text}+0000", f"{_TIME}%z").timestamp() for text in texts]
    except ValueError as err:
        raise DataError(f"{path}: a timestamp is not allowed: {err}") from err
    return np.array(times)
