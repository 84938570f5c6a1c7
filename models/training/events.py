"""The file of observations that a data set comes in (contract.observations), read and checked."""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from contract.observations import CHARGER_COLUMNS, COLUMNS, FAULT_MODES, TRUTH_COLUMNS

_TABLES: Final = {
    "observations": COLUMNS,
    "chargers": CHARGER_COLUMNS,
    "truth": TRUTH_COLUMNS,
}


@dataclass(frozen=True, slots=True)
class EventFile:
    """One data set: what was seen, of whom, and what really happened."""

    observations: NDArray[np.void]
    """COLUMNS, sorted by charger and time."""
    first: NDArray[np.int64]
    """(chargers + 1,): observations of charger i are [first[i], first[i + 1])."""
    chargers: NDArray[np.void]
    """CHARGER_COLUMNS."""
    truth: NDArray[np.void]
    """TRUTH_COLUMNS. Labels come from it, features never."""
    charge_points: NDArray[np.str_]
    """Identities; rows of the tables name a charger by its place here."""

    @property
    def span_s(self) -> tuple[float, float]:
        """Times of the first and the last observation."""
        at_s = self.observations["at_s"]
        return float(at_s.min()), float(at_s.max())


class DataError(Exception):
    """A data set cannot be used; the message names the file, the table and why."""


def read_events(path: Path) -> EventFile:
    """Read a data set.

    Raises:
        DataError: if the file or a table of it is missing, or is not as contract.observations says.
    """
    try:
        with np.load(path, allow_pickle=False) as archive:
            tables = {name: archive[name] for name in (*_TABLES, "charge_points")}
    except OSError as err:
        raise DataError(f"{path} cannot be read: {err.strerror or err}") from err
    except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as err:
        raise DataError(f"{path} is no data set: {err}") from err
    for name, columns in _TABLES.items():
        missing = [
            column for column, _ in columns if column not in (tables[name].dtype.names or ())
        ]
        if missing:
            raise DataError(f"{path}: table {name} lacks the columns {', '.join(missing)}")
    if not len(tables["observations"]):
        raise DataError(f"{path}: table observations is empty")
    count = len(tables["charge_points"])
    if len(tables["chargers"]) != count:
        raise DataError(f"{path}: {len(tables['chargers'])} chargers, but {count} charge_points")
    for name in ("observations", "truth"):
        _check_range(path, tables[name], count, name)
    if len(tables["truth"]) and not 0 <= tables["truth"]["mode"].max() < len(FAULT_MODES):
        raise DataError(f"{path}: table truth has a mode outside 0..{len(FAULT_MODES) - 1}")
    return _by_charger(tables, count)


def _check_range(path: Path, table: NDArray[np.void], count: int, name: str) -> None:
    index = table["charge_point"]
    if len(index) and not 0 <= index.min() <= index.max() < count:
        raise DataError(f"{path}: table {name} has a charge_point outside 0..{count - 1}")


def _by_charger(tables: dict[str, NDArray[Any]], count: int) -> EventFile:
    observations = tables["observations"]
    order = np.lexsort((observations["at_s"], observations["charge_point"]))
    observations = observations[order]
    return EventFile(
        observations=observations,
        first=np.searchsorted(observations["charge_point"], np.arange(count + 1)).astype(np.int64),
        chargers=tables["chargers"],
        truth=tables["truth"],
        charge_points=tables["charge_points"],
    )
