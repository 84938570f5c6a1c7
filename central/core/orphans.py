"""Which session a StopTransaction means that names none of ours.

A charger that never got the answer to its StartTransaction stops with -1 (errata 4.0, 3.18), with
0, or with an id of its own. What is left is what it measured: a stop belongs to a session of the
same tag, of no later start, of no greater register, that ends before the next one on its connector
begins; of several the one whose register is nearest. All that is unsure is decided anew whenever
more is known, so that the order of messages does not matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Span:
    """A session without a stop of its own; registers in Wh."""

    id: int
    connector_id: int
    id_tag: str
    started_at: datetime
    meter_start_wh: int
    last_meter_wh: int


@dataclass(frozen=True, slots=True)
class LooseStop:
    """A stop that names no session; `meter_stop_wh` None = without a reading."""

    id: int
    id_tag: str | None
    stopped_at: datetime
    meter_stop_wh: int | None


def assign(
    sessions: Sequence[Span], starts: Sequence[tuple[int, datetime]], stops: Sequence[LooseStop]
) -> dict[int, int]:
    """Pair stops with sessions, each at most once; the same for any order of the arguments.

    Args:
        sessions: those that may take a stop.
        starts: connector and start of all of the charger's sessions of that time.
        stops: all that name no session.

    Returns:
        Id of the session by id of the stop.
    """
    pairs = sorted(
        (_distance(session, stop), session.id, stop.id)
        for session in sessions
        for stop in stops
        if _fits(session, _next_start(session, starts), stop)
    )
    taken: dict[int, int] = {}
    for _, session_id, stop_id in pairs:
        if stop_id not in taken and session_id not in taken.values():
            taken[stop_id] = session_id
    return taken


def _fits(session: Span, next_start: datetime | None, stop: LooseStop) -> bool:
    if stop.id_tag is not None and stop.id_tag.lower() != session.id_tag.lower():
        return False
    if stop.meter_stop_wh is not None and stop.meter_stop_wh < session.meter_start_wh:
        return False
    if next_start is not None and stop.stopped_at > next_start:
        return False
    return session.started_at <= stop.stopped_at


def _next_start(session: Span, starts: Sequence[tuple[int, datetime]]) -> datetime | None:
    later = [
        at
        for connector_id, at in starts
        if connector_id == session.connector_id and at > session.started_at
    ]
    return min(later, default=None)


def _distance(session: Span, stop: LooseStop) -> tuple[float, float]:
    """How far the register and the clock went; without a reading the clock alone decides."""
    last_wh = max(session.last_meter_wh, session.meter_start_wh)
    register = 0 if stop.meter_stop_wh is None else abs(stop.meter_stop_wh - last_wh)
    return float(register), (stop.stopped_at - session.started_at).total_seconds()
