"""The edge's own features from a status log: states as observations through its window.

A log says free, in use, out of contact and out of service; what a charger measures is not in it,
and stays missing. Each connector counts as a charger of its own (an entry of two sockets as two
connectors), since that is how the log names it.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contract.features import FEATURE_COUNT
from contract.observations import Kind, Observation
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus
from models.features.window import FeatureWindow
from models.training.status_log import (
    OUT_OF_CONTACT,
    OUT_OF_SERVICE,
    STEP_S,
    UNKNOWN,
    Slots,
    StatusLog,
)

_STATUSES: Final = list(ChargePointStatus)
_FREE: Final = _STATUSES.index(ChargePointStatus.AVAILABLE)
_IN_USE: Final = _STATUSES.index(ChargePointStatus.CHARGING)
_FAULTED: Final = _STATUSES.index(ChargePointStatus.FAULTED)
_ERRORS: Final = list(ChargePointErrorCode)
_NO_ERROR: Final = _ERRORS.index(ChargePointErrorCode.NO_ERROR)
_OTHER: Final = _ERRORS.index(ChargePointErrorCode.OTHER_ERROR)


def replay(log: StatusLog, at: Slots) -> NDArray[np.float32]:
    """(connectors, rows, 33) features as an edge agent computes them; NaN = the log cannot tell.

    Args:
        log: the timeline.
        at: positions of the rows' slots, rising.
    """
    found = np.full((len(log.connector), len(at), FEATURE_COUNT), np.nan, dtype=np.float32)
    for index, states in enumerate(log.state):
        window = FeatureWindow(None, _sockets(log.connector[index]), None)
        pending = _observations(log, index)
        following = next(pending, None)
        for row, position in enumerate(at):
            now_s = float(log.slot[position] * STEP_S)
            while following is not None and following.at_s <= now_s:
                window.observe(following)
                following = next(pending, None)
            if states[position] < OUT_OF_CONTACT:
                window.observe(Observation(Kind.ALIVE, now_s))
                found[index, row] = window.vector(now_s)
    return found


def _sockets(name: str) -> int:
    return 2 if "-A/B|" in name else 1


def _observations(log: StatusLog, index: int) -> Iterator[Observation]:
    """What an agent beside the connector would have seen."""
    states = log.state[index]
    sockets = _sockets(log.connector[index])
    changed = np.flatnonzero(np.append(True, states[1:] != states[:-1]))
    before, in_use = UNKNOWN, [False] * sockets
    for position in changed.tolist():
        state, at_s = int(states[position]), float(log.slot[position] * STEP_S)
        if state == UNKNOWN:
            pass
        elif state == OUT_OF_CONTACT:
            yield Observation(Kind.DISCONNECTED, at_s)
        else:
            if before in (OUT_OF_CONTACT, UNKNOWN):
                yield Observation(Kind.CONNECTED, at_s)
            busy = min(state, sockets) if state < OUT_OF_CONTACT else 0
            for socket in range(sockets):
                yield from _socket(at_s, socket, state, now=socket < busy, before=in_use[socket])
            in_use = [socket < busy for socket in range(sockets)]
        before = state


def _socket(
    at_s: float, socket: int, state: int, *, now: bool, before: bool
) -> Iterator[Observation]:
    connector = socket + 1
    if now and not before:
        yield Observation(Kind.START, at_s, connector)
    if before and not now:
        yield Observation(Kind.STOP, at_s, connector)
    if state == OUT_OF_SERVICE:
        yield Observation(Kind.STATUS, at_s, connector, _FAULTED, _OTHER)
    else:
        yield Observation(Kind.STATUS, at_s, connector, _IN_USE if now else _FREE, _NO_ERROR)
