"""First-attempt success: did a driver get energy at once, and if not, why?

An attempt is a session, or a start that never became one (a refused tag, a plug without a session).
Attempts of one driver at one station that follow one another closely are one visit; its first one
decides. A session has failed that gave less than `ENERGY_MIN_WH`, whose tag was refused, or that
something other than the driver ended within `EARLY`. One that was broken off later did start: it is
counted apart.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from contract.ocpp16 import StopReason

ENERGY_MIN_WH: Final = 100
"""Less is no charge: a fast charger gives it within seconds, a wallbox within two minutes."""
EARLY: Final = timedelta(minutes=5)
SAME_VISIT: Final = timedelta(minutes=15)
"""From the end of an attempt to the beginning of the next one."""
BROKEN_OFF: Final = frozenset(
    {
        StopReason.EMERGENCY_STOP,
        StopReason.HARD_RESET,
        StopReason.OTHER,
        StopReason.POWER_LOSS,
        StopReason.REBOOT,
        StopReason.SOFT_RESET,
        StopReason.UNLOCK_COMMAND,
    }
)
"""Ends that no driver chose (OCPP 1.6, 7.36)."""


class Failure(StrEnum):
    """Why an attempt failed."""

    AUTHORISATION_REFUSED = "authorisation_refused"
    NO_AUTHORISATION = "no_authorisation"
    """Plugged in and out again, and no tag was shown."""
    NO_START = "no_start"
    """Plugged in and let in, but no session began."""
    CHARGER_FAULT = "charger_fault"
    """Plugged in, and then the connector failed."""
    NO_ENERGY = "no_energy"
    EARLY_STOP = "early_stop"


@dataclass(frozen=True, slots=True)
class SessionFact:
    """A session that ended."""

    charge_point: str
    connector_id: int
    id_tag: str
    started_at: datetime
    stopped_at: datetime
    energy_wh: int
    stop_reason: str


@dataclass(frozen=True, slots=True)
class FailedStart:
    """A start that never became a session; connector 0 = not known, tag None = none was shown."""

    charge_point: str
    connector_id: int
    id_tag: str | None
    at: datetime
    ended_at: datetime
    reason: Failure
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt of a driver; `failure` None = it charged."""

    charge_point: str
    connector_id: int
    id_tag: str | None
    start_at: datetime
    end_at: datetime
    failure: Failure | None
    detail: str = ""
    broken_off: bool = False
    """It charged, and something other than the driver ended it."""


@dataclass(frozen=True, slots=True)
class Success:
    """Figures of all visits to one station, or to several."""

    visits: int = 0
    at_first: int = 0
    at_last: int = 0
    """Visits that charged in the end, with one attempt or several."""
    attempts: int = 0
    broken_off: int = 0
    failures: tuple[tuple[Failure, str, int], ...] = ()
    """Why attempts failed: reason, detail (an OCPP word) and how many, the most frequent first."""

    @property
    def ratio(self) -> float | None:
        """Share of visits whose first attempt charged, 0..1; None without visits."""
        return self.at_first / self.visits if self.visits else None


def failure_of(session: SessionFact) -> tuple[Failure | None, str]:
    """Why a session failed, and the OCPP word for it; None = it charged."""
    if session.stop_reason == StopReason.DE_AUTHORIZED:
        return Failure.AUTHORISATION_REFUSED, session.stop_reason
    is_early = session.stopped_at - session.started_at < EARLY
    if session.stop_reason in BROKEN_OFF and is_early:
        return Failure.EARLY_STOP, session.stop_reason
    if session.energy_wh < ENERGY_MIN_WH:
        return Failure.NO_ENERGY, session.stop_reason
    return None, ""


def attempts_of(sessions: Iterable[SessionFact], starts: Iterable[FailedStart]) -> list[Attempt]:
    """All attempts in the order of their beginnings; the same for any order of the arguments.

    A failed start is dropped where a session of its connector began within it after all: chargers
    that were out of contact tell their states before their sessions.
    """
    found = [_attempt(each) for each in sessions]
    begun: dict[tuple[str, int], list[datetime]] = {}
    for each in found:
        begun.setdefault((each.charge_point, each.connector_id), []).append(each.start_at)
    for start in starts:
        own = begun.get((start.charge_point, start.connector_id), [])
        if any(start.at <= at <= start.ended_at for at in own):
            continue
        found.append(
            Attempt(
                start.charge_point,
                start.connector_id,
                start.id_tag,
                start.at,
                start.ended_at,
                start.reason,
                start.detail,
            )
        )
    return sorted(found, key=_order)


def visits_of(attempts: Sequence[Attempt]) -> list[list[Attempt]]:
    """Attempts at one station by visit; give them in the order of `attempts_of`.

    An attempt belongs to the newest visit that ended no longer than `SAME_VISIT` before it and that
    has its tag, or its connector where one of the two has no tag.
    """
    visits: list[list[Attempt]] = []
    open_visits: list[list[Attempt]] = []
    for each in attempts:
        open_visits = [v for v in open_visits if each.start_at - _end(v) <= SAME_VISIT]
        own = next((v for v in reversed(open_visits) if _continues(v, each)), None)
        if own is None:
            own = []
            visits.append(own)
            open_visits.append(own)
        own.append(each)
    return visits


def success_of(visits: Iterable[Sequence[Attempt]]) -> Success:
    """The figures of visits."""
    rows = list(visits)
    attempts = [each for visit in rows for each in visit]
    counted = Counter((each.failure, each.detail) for each in attempts if each.failure is not None)
    return Success(
        visits=len(rows),
        at_first=sum(visit[0].failure is None for visit in rows),
        at_last=sum(any(each.failure is None for each in visit) for visit in rows),
        attempts=len(attempts),
        broken_off=sum(each.broken_off for each in attempts),
        failures=tuple(
            (reason, detail, count)
            for (reason, detail), count in sorted(
                counted.items(), key=lambda item: (-item[1], item[0])
            )
        ),
    )


def _attempt(session: SessionFact) -> Attempt:
    failure, detail = failure_of(session)
    return Attempt(
        session.charge_point,
        session.connector_id,
        session.id_tag.lower(),
        session.started_at,
        session.stopped_at,
        failure,
        detail,
        broken_off=failure is None and session.stop_reason in BROKEN_OFF,
    )


def _continues(visit: Sequence[Attempt], attempt: Attempt) -> bool:
    tag = next((each.id_tag for each in visit if each.id_tag is not None), None)
    if tag is not None and attempt.id_tag is not None:
        return tag == attempt.id_tag
    place = (attempt.charge_point, attempt.connector_id)
    return any((each.charge_point, each.connector_id) == place for each in visit)


def _end(visit: Sequence[Attempt]) -> datetime:
    return max(each.end_at for each in visit)


def _order(attempt: Attempt) -> tuple[datetime, datetime, str, int, str]:
    return (
        attempt.start_at,
        attempt.end_at,
        attempt.charge_point,
        attempt.connector_id,
        attempt.id_tag or "",
    )
