"""A status log of public connectors: the file, its outages and which rows are judged.

Form (`.npz`): `state` (connectors, slots) uint8: 0 free, 1 partly occupied, 2 occupied, 3 out of
contact, 4 out of service; `connector` (connectors,) text "id|type|position", where connectors of
one position are one site; `start` datetime64 of the first slot; `step_minutes`, which must be 5.

An outage begins at the first of at least three slots (15 min) down, after an up one. A row asks at
the end of a slot: does an outage begin more than one slot (5 min), and at most H, ahead? The
connector must have been up for the last 30 min; a row whose outage begins in the very next slot is
no row, since an alarm would come too late and it is no negative either.
"""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.training.events import DataError

STEP_S: Final = 300
SLOTS_PER_DAY: Final = 288
CONFIRM_SLOTS: Final = 3
QUIET_SLOTS: Final = 6
GAP_SLOTS: Final = 1
OUT_OF_CONTACT: Final = 3
OUT_OF_SERVICE: Final = 4
UNKNOWN: Final = 255
"""State of a connector that is in another file of a timeline only."""

Bools = NDArray[np.bool_]
Slots = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class StatusLog:
    """States of connectors over one or more stretches of time without a hole."""

    state: NDArray[np.uint8]
    """(connectors, slots)."""
    slot: Slots
    """(slots,): number of each slot, of 5 min, since 1970 by the log's own clock."""
    connector: tuple[str, ...]
    """Ids as in the file; unique."""
    kind: NDArray[np.int64]
    """(connectors,): number of the connector's type, in the order of their names."""
    site: NDArray[np.int64]
    """(connectors,): number of the connector's position."""

    @property
    def down(self) -> Bools:
        """Out of contact or out of service."""
        found: Bools = (self.state == OUT_OF_CONTACT) | (self.state == OUT_OF_SERVICE)
        return found

    @property
    def up(self) -> Bools:
        """Known, and not down."""
        found: Bools = self.state < OUT_OF_CONTACT
        return found

    @property
    def follows(self) -> Bools:
        """(slots,): the slot before is the one just before in time."""
        return np.append(False, np.diff(self.slot) == 1)


def read_status_log(path: Path) -> StatusLog:
    """Read a file and check it.

    Raises:
        DataError: if it cannot be read, or is not of the form above.
    """
    try:
        with np.load(path, allow_pickle=False) as archive:
            tables = {
                name: archive[name] for name in ("state", "connector", "start", "step_minutes")
            }
    except OSError as err:
        raise DataError(f"{path} cannot be read: {err.strerror or err}") from err
    except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as err:
        raise DataError(f"{path} is no status log: {err}") from err
    _check(path, tables)
    parts = [str(each).split("|") for each in tables["connector"]]
    start = tables["start"].astype("datetime64[s]").astype(np.int64)
    return StatusLog(
        state=tables["state"].astype(np.uint8),
        slot=int(start) // STEP_S + np.arange(tables["state"].shape[1], dtype=np.int64),
        connector=tuple(str(each) for each in tables["connector"]),
        kind=np.unique([part[1] for part in parts], return_inverse=True)[1].astype(np.int64),
        site=np.unique([part[2] for part in parts], return_inverse=True)[1].astype(np.int64),
    )


def _check(path: Path, tables: dict[str, NDArray[Any]]) -> None:
    state, connector = tables["state"], tables["connector"]
    if state.ndim != 2 or state.dtype.kind not in "iu" or 0 in state.shape:
        raise DataError(
            f"{path}: state is {state.dtype} of shape {state.shape}; "
            "whole numbers of shape (connectors, slots) are allowed"
        )
    if not 0 <= state.min() <= state.max() <= OUT_OF_SERVICE:
        raise DataError(
            f"{path}: state holds {state.min()} to {state.max()}; 0 to {OUT_OF_SERVICE} is allowed"
        )
    if connector.shape != state.shape[:1]:
        raise DataError(f"{path}: {connector.size} names for {state.shape[0]} connectors")
    if len(np.unique(connector)) != len(connector):
        raise DataError(f"{path}: a connector is named twice")
    for name in connector:
        if str(name).count("|") != 2:
            raise DataError(f'{path}: connector "{name}" is not of the form id|type|position')
    if tables["step_minutes"].shape or int(tables["step_minutes"]) * 60 != STEP_S:
        raise DataError(f"{path}: step_minutes {tables['step_minutes']} is not allowed: 5")
    if tables["start"].shape or tables["start"].dtype.kind != "M" or np.isnat(tables["start"]):
        raise DataError(f"{path}: start {tables['start']} is not allowed: one time (datetime64)")


def join(earlier: StatusLog, later: StatusLog) -> StatusLog:
    """One timeline of both, so that what is known from the earlier one counts in the later.

    A connector is the same when its name is. Between the two nothing is known.

    Raises:
        DataError: if the later one begins before the earlier one ends.
    """
    if later.slot[0] <= earlier.slot[-1]:
        raise DataError(
            "the log to train on must end before the log to judge begins, but it ends "
            f"{(earlier.slot[-1] + 1 - later.slot[0]) * STEP_S / 3600:.1f} h after that"
        )
    names = sorted({*earlier.connector, *later.connector})
    place = {name: index for index, name in enumerate(names)}
    count = len(earlier.slot)
    state = np.full((len(names), count + len(later.slot)), UNKNOWN, dtype=np.uint8)
    state[[place[name] for name in earlier.connector], :count] = earlier.state
    state[[place[name] for name in later.connector], count:] = later.state
    parts = [name.split("|") for name in names]
    return StatusLog(
        state=state,
        slot=np.concatenate([earlier.slot, later.slot]),
        connector=tuple(names),
        kind=np.unique([part[1] for part in parts], return_inverse=True)[1].astype(np.int64),
        site=np.unique([part[2] for part in parts], return_inverse=True)[1].astype(np.int64),
    )


def falls(log: StatusLog) -> Bools:
    """(connectors, slots): down, and up just before; also when it lasts one slot only."""
    found = np.zeros(log.state.shape, dtype=bool)
    found[:, 1:] = log.up[:, :-1] & log.down[:, 1:]
    return found & log.follows


def onsets(log: StatusLog) -> Bools:
    """(connectors, slots): an outage begins here. It is known only two slots later."""
    found = falls(log)
    down, follows = log.down, log.follows
    for ahead in range(1, CONFIRM_SLOTS):
        found[:, :-ahead] &= down[:, ahead:] & follows[ahead:]
        found[:, -ahead:] = False
    return found


def is_quiet(log: StatusLog, at: Slots) -> Bools:
    """(connectors, rows): up for the last 30 min, and no outage in the next slot.

    Args:
        log: the timeline.
        at: positions of the rows' slots.
    """
    up, follows = log.up, log.follows
    quiet = up[:, at].copy()
    for back in range(1, QUIET_SLOTS):
        before = at - back
        quiet &= (before >= 0) & up[:, np.maximum(before, 0)] & follows[np.maximum(before + 1, 0)]
    following = np.minimum(at + 1, log.state.shape[1] - 1)
    quiet &= ~(onsets(log)[:, following] & (at + 1 < log.state.shape[1]))
    return quiet


def labels(log: StatusLog, at: Slots, horizon_slots: int) -> Bools:
    """(connectors, rows): an outage begins after the gap and within the horizon.

    Only meaningful for rows whose whole horizon, and the slots that confirm an outage at its very
    end, lie in one stretch: `fits`.
    """
    total = np.cumsum(onsets(log), axis=1)
    last = log.state.shape[1] - 1
    ahead = total[:, np.minimum(at + horizon_slots, last)]
    found: Bools = np.greater(ahead, total[:, np.minimum(at + GAP_SLOTS, last)])
    return found


def fits(log: StatusLog, at: Slots, horizon_slots: int, end: int) -> Bools:
    """(rows,): all that decides the label lies before position `end`, without a hole in time."""
    last = at + horizon_slots + CONFIRM_SLOTS - 1
    reached = log.slot[np.minimum(last, len(log.slot) - 1)]
    is_whole: Bools = np.equal(reached - log.slot[at], last - at) & (last < end)
    return is_whole
