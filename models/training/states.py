"""Which of four states a charger is in at a time, from what it reported and the planned work.

`under_maintenance` is planned work (taken out by a person). States are labels, never features.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from contract.observations import Kind
from contract.ocpp16 import ChargePointStatus
from models.state_head import STATES

OPERATIONAL, PARTIAL_OUTAGE, OFFLINE, UNDER_MAINTENANCE = range(len(STATES))
UNKNOWN: Final = -1
_STATUSES: Final = list(ChargePointStatus)
_DOWN: Final = frozenset(
    _STATUSES.index(status) for status in (ChargePointStatus.FAULTED, ChargePointStatus.UNAVAILABLE)
)
_TELLING: Final = (Kind.STATUS, Kind.CONNECTED, Kind.DISCONNECTED)


def states_at(
    observations: NDArray[np.void],
    planned: NDArray[np.void],
    connectors: int,
    at_s: NDArray[np.float64],
) -> NDArray[np.int8]:
    """State of one charger at each time.

    Args:
        observations: of the charger, by time (COLUMNS of `contract.observations`).
        planned: its planned work (TRUTH_COLUMNS).
        connectors: how many it has.
        at_s: the times.

    Returns:
        Positions in STATES; UNKNOWN before the charger said anything.
    """
    telling = observations[np.isin(observations["kind"], _TELLING)]
    states = np.full(len(telling) + 1, UNKNOWN, dtype=np.int8)
    is_down = np.zeros(connectors + 1, dtype=bool)
    """Of the whole charge point at 0, of each connector after it."""
    is_away = False
    columns = (telling[name].tolist() for name in ("kind", "connector", "status"))
    for index, (kind, connector, status) in enumerate(zip(*columns, strict=True), start=1):
        if kind == Kind.STATUS and 0 <= connector <= connectors:
            is_down[connector] = status in _DOWN
        is_away = kind == Kind.DISCONNECTED
        if is_away or is_down[0] or is_down[1:].all():
            states[index] = OFFLINE
        else:
            states[index] = PARTIAL_OUTAGE if is_down[1:].any() else OPERATIONAL
    found = states[np.searchsorted(telling["at_s"], at_s, side="right")]
    for work in planned:
        inside = (at_s >= work["onset_at_s"]) & (at_s < work["repaired_at_s"])
        found[inside] = UNDER_MAINTENANCE
    return found
