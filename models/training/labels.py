"""Confirmed causes as labels: what people found at real chargers corrects what a data set says.

The file is the CSV that central gives (`/api/v1/feedback/labels`): charge_point, onset_at, cause,
where cause is one of FAULT_MODES, or `none` where somebody looked and there was no fault. Of two
labels for the same fault the later line counts.
"""

import csv
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np

from contract.observations import FAULT_MODES, TRUTH_COLUMNS
from models.training.events import DataError, EventFile

COLUMNS: Final = ("charge_point", "onset_at", "cause")
NO_FAULT: Final = "none"
NEAR_S: Final = 3600.0
"""A label belongs to a fault of its charger whose onset is at most this far away: people round."""
LENGTH_S: Final = 1800.0
"""Of a fault that only a label knows: the median outage of a real status log (Ireland, 2018)."""


@dataclass(frozen=True, slots=True)
class Label:
    """One confirmed cause."""

    charge_point: str
    onset_at_s: float
    cause: str


def read_labels(path: Path) -> list[Label]:
    """Read the file.

    Raises:
        DataError: naming the file, the line and what is allowed.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            if tuple(next(reader, ())) != COLUMNS:
                raise DataError(f"{path}: the first line is not {','.join(COLUMNS)}")
            return [_label(path, reader.line_num, row) for row in reader if row]
    except OSError as err:
        raise DataError(f"{path} cannot be read: {err.strerror}") from err
    except (UnicodeDecodeError, csv.Error) as err:
        raise DataError(f"{path} is no CSV: {err}") from err


def apply_labels(events: EventFile, labels: list[Label]) -> tuple[EventFile, Counter[str]]:
    """The data set with the truth as it was confirmed.

    Returns:
        The data set, and how many labels were changed, new, cleared, agreed or elsewhere (of
        chargers that the data set does not have).
    """
    index_of = {str(name): index for index, name in enumerate(events.charge_points)}
    truth = [tuple(row) for row in events.truth.tolist()]
    counts: Counter[str] = Counter()
    for label in labels:
        charger = index_of.get(label.charge_point)
        if charger is None:
            counts["elsewhere"] += 1
            continue
        near = _nearest(truth, charger, label.onset_at_s)
        if label.cause == NO_FAULT:
            counts["agreed" if near is None else "cleared"] += 1
            if near is not None:
                del truth[near]
            continue
        mode = FAULT_MODES.index(label.cause)
        if near is None:
            onset_s = label.onset_at_s
            truth.append((charger, mode, onset_s, onset_s, onset_s + LENGTH_S))
            counts["new"] += 1
        else:
            counts["agreed" if truth[near][1] == mode else "changed"] += 1
            truth[near] = (charger, mode, *truth[near][2:])
    return replace(events, truth=np.array(truth, dtype=list(TRUTH_COLUMNS))), counts


def _nearest(truth: list[tuple[float, ...]], charger: int, onset_at_s: float) -> int | None:
    """The fault of a charger that a label is about."""
    apart = [
        (abs(row[3] - onset_at_s), index) for index, row in enumerate(truth) if row[0] == charger
    ]
    distance_s, index = min(apart, default=(np.inf, -1))
    return index if distance_s <= NEAR_S else None


def _label(path: Path, line: int, row: list[str]) -> Label:
    if len(row) != len(COLUMNS):
        raise DataError(f"{path}, line {line}: {len(row)} columns, {len(COLUMNS)} are allowed")
    charge_point, onset_at, cause = row
    if cause not in (*FAULT_MODES, NO_FAULT):
        allowed = ", ".join((*FAULT_MODES, NO_FAULT))
        raise DataError(f"{path}, line {line}: cause {cause[:40]!r} is not allowed: {allowed}")
    try:
        at = datetime.fromisoformat(onset_at)
    except ValueError as err:
        raise DataError(f"{path}, line {line}: onset_at {onset_at[:40]!r} is no instant") from err
    if at.tzinfo is None:
        raise DataError(f"{path}, line {line}: onset_at {onset_at[:40]!r} has no time zone")
    return Label(charge_point, at.timestamp(), cause)
