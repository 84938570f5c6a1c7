"""Which messages of an edge are believed: the rest would poison "newest wins" or a chart.

Each check gives what is wrong in words with the value and what is allowed, or None.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from contract.features import FEATURE_COUNT
from contract.messages import ChargerEvent, EdgeState, Score, Telemetry

EARLIEST: Final = datetime(2015, 1, 1, tzinfo=UTC)
MOST_AHEAD: Final = timedelta(minutes=10)
"""An edge's clock may be ahead of ours by this; further, its messages would never be outdated."""
TEMPERATURE_RANGE_C: Final = (-60.0, 250.0)
LARGEST_WHOLE: Final = 2**53
LEVELS: Final = ("low", "watch", "high", "critical")


def instant_problem(at: datetime, now: datetime) -> str | None:
    """An instant needs a zone and must be neither of the last century nor of the future."""
    if at.tzinfo is None:
        return f"at {at.isoformat()} has no time zone"
    if not EARLIEST <= at <= now + MOST_AHEAD:
        return f"at {at.isoformat()} is not allowed: from 2015 to 10 min after now"
    return None


def telemetry_problem(message: Telemetry, now: datetime) -> str | None:
    """Telemetry: instant, temperatures, number of features."""
    low, high = TEMPERATURE_RANGE_C
    for name in ("temperature_c", "ambient_c"):
        value = getattr(message, name)
        if value is not None and not low <= value <= high:
            return f"{name} {value} is not allowed: {low} to {high}"
    if len(message.features) not in {0, FEATURE_COUNT}:
        return f"{len(message.features)} features are not allowed: none or {FEATURE_COUNT}"
    return instant_problem(message.at, now)


def score_problem(message: Score, now: datetime) -> str | None:
    """Score: instant, probability, level."""
    if not 0.0 <= message.risk_1h <= 1.0:
        return f"risk_1h {message.risk_1h} is not allowed: 0 to 1"
    if message.level not in LEVELS:
        return f"level {message.level!r} is not allowed: one of {', '.join(LEVELS)}"
    return instant_problem(message.at, now)


def event_problem(message: ChargerEvent, now: datetime) -> str | None:
    """Event: instant."""
    return instant_problem(message.at, now)


def edge_state_problem(message: EdgeState, now: datetime) -> str | None:
    """Presence: instant where there is one, birth, number of chargers."""
    for name in ("birth", "chargers"):
        value = getattr(message, name)
        if not 0 <= value <= LARGEST_WHOLE:
            return f"{name} {value} is not allowed: 0 to 2**53"
    return None if message.at is None else instant_problem(message.at, now)
