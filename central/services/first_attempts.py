"""Use case of first-attempt success: sessions and failed starts of a span, as visits."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from central.core.first_attempts import (
    Attempt,
    FailedStart,
    SessionFact,
    Success,
    attempts_of,
    success_of,
    visits_of,
)
from central.services.items import iso
from central.services.unit_of_work import UnitsOfWork

SPAN_DEFAULT: Final = timedelta(days=30)
SPAN_MAX: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Attempts:
    """Visits by station."""

    visits: Mapping[str, Sequence[Sequence[Attempt]]]

    def of(self, station: str) -> Success:
        """Figures of one station."""
        return success_of(self.visits.get(station, ()))

    @property
    def network(self) -> Success:
        """Figures of all of them."""
        return success_of(visit for visits in self.visits.values() for visit in visits)

    def failed(self, limit: int) -> list[Attempt]:
        """Attempts that failed, newest first."""
        found = [
            each
            for visits in self.visits.values()
            for visit in visits
            for each in visit
            if each.failure is not None
        ]
        return sorted(found, key=lambda each: each.start_at, reverse=True)[:limit]


async def read_attempts(
    units: UnitsOfWork, station: str | None, start: datetime, end: datetime
) -> Attempts:
    """Attempts that began in [start, end), at one station or at all."""
    async with units.read() as uow:
        sessions = await uow.reliability.sessions(station, start, end)
        starts = await uow.reliability.failed_starts(station, start, end)
    return await asyncio.to_thread(_visits, sessions, starts)


def success_item(station: str | None, success: Success) -> dict[str, Any]:
    """Figures as pages see them."""
    ended_well = success.at_last / success.visits if success.visits else None
    return {
        "station_id": station,
        "visits": success.visits,
        "first_attempt_success": None if success.ratio is None else round(success.ratio, 4),
        "success": None if ended_well is None else round(ended_well, 4),
        "attempts": success.attempts,
        "broken_off": success.broken_off,
        "failures": [
            {"reason": reason.value, "detail": detail, "count": count}
            for reason, detail, count in success.failures
        ],
    }


def attempt_item(attempt: Attempt) -> dict[str, Any]:
    """A failed attempt as pages see it; never its tag."""
    return {
        "charge_point": attempt.charge_point,
        "connector_id": attempt.connector_id or None,
        "start_at": iso(attempt.start_at),
        "end_at": iso(attempt.end_at),
        "reason": "" if attempt.failure is None else attempt.failure.value,
        "detail": attempt.detail,
    }


def _visits(
    sessions: Mapping[str, Sequence[SessionFact]], starts: Mapping[str, Sequence[FailedStart]]
) -> Attempts:
    stations = sorted({*sessions, *starts})
    return Attempts(
        {
            key: visits_of(attempts_of(sessions.get(key, ()), starts.get(key, ())))
            for key in stations
        }
    )
