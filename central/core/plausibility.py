"""Which messages of an edge are believed: the rest would poison "newest wins" or a chart.

Each check gives what is wrong in words with the value and what is allowed, or None.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from central.core.ranges import (
    CURRENT_A,
    POWER_W,
    RATIO,
    TEMPERATURE_C,
    VOLTAGE_V,
    Range,
)
from contract.features import FEATURE_COUNT
from contract.messages import (
    DELIVERY_STEPS,
    ChargerEvent,
    EdgeState,
    LimitSignal,
    ModelDelivery,
    Score,
    Telemetry,
    TemperatureOutlook,
)

EARLIEST: Final = datetime(2015, 1, 1, tzinfo=UTC)
MOST_AHEAD: Final = timedelta(minutes=10)
"""An edge's clock may be ahead of ours by this; further, its messages would never be outdated."""
COUNT: Final = Range(0, 2**53)
"""Births, sequences, numbers of things."""
MEASURED: Final = {
    "temperature_c": TEMPERATURE_C,
    "ambient_c": TEMPERATURE_C,
    "power_w": POWER_W,
    "offered_w": POWER_W,
    "current_a": CURRENT_A,
    "voltage_v": VOLTAGE_V,
    "utilisation_ratio": RATIO,
    "connectors_in_use": COUNT,
    "connectors_usable": COUNT,
    "birth": COUNT,
    "sequence": COUNT,
}
"""Telemetry's numbers that are kept, and which values are believed."""
MAX_WORDS: Final = 200
"""Characters in what an edge says of its model."""
FORECAST_MINUTES: Final = Range(1, 1440)
MOST_FORECASTS: Final = 24
LEVELS: Final = ("low", "watch", "high", "critical")
LIMIT_W: Final = Range(0, 10**9)
LIMIT_LONGEST: Final = timedelta(days=7)
MAX_SOURCE: Final = 60
"""Characters of a limit's source."""


def instant_problem(at: datetime, now: datetime) -> str | None:
    """An instant needs a zone and must be neither of the last century nor of the future."""
    if at.tzinfo is None:
        return f"at {at.isoformat()} has no time zone"
    if not EARLIEST <= at <= now + MOST_AHEAD:
        return f"at {at.isoformat()} is not allowed: from 2015 to 10 min after now"
    return None


def telemetry_problem(message: Telemetry, now: datetime) -> str | None:
    """Telemetry: instant, measured values, number of features."""
    for name, allowed in MEASURED.items():
        value = getattr(message, name)
        if value is not None and not allowed.holds(value):
            return f"{name} {value} is not allowed: {allowed}"
    if len(message.features) not in {0, FEATURE_COUNT}:
        return f"{len(message.features)} features are not allowed: none or {FEATURE_COUNT}"
    return instant_problem(message.at, now)


def score_problem(message: Score, now: datetime) -> str | None:
    """Score: instant, probabilities, level, forecast."""
    for name in ("risk_1h", "risk_6h", "risk_24h"):
        value = getattr(message, name)
        if value is not None and not RATIO.holds(value):
            return f"{name} {value} is not allowed: {RATIO}"
    if message.level not in LEVELS:
        return f"level {message.level!r} is not allowed: one of {', '.join(LEVELS)}"
    return _forecast_problem(message.temperature_forecast) or instant_problem(message.at, now)


def _forecast_problem(outlooks: Sequence[TemperatureOutlook]) -> str | None:
    if len(outlooks) > MOST_FORECASTS:
        return f"{len(outlooks)} forecasts are not allowed: at most {MOST_FORECASTS}"
    for each in outlooks:
        if not FORECAST_MINUTES.holds(each.minutes):
            return f"forecast for {each.minutes} min is not allowed: {FORECAST_MINUTES}"
        band = (each.low_c, each.mid_c, each.high_c)
        if not all(map(TEMPERATURE_C.holds, band)) or sorted(band) != list(band):
            return f"forecast {band} is not allowed: low, mid, high, each {TEMPERATURE_C}"
    return None


def event_problem(message: ChargerEvent, now: datetime) -> str | None:
    """Event: instant."""
    return instant_problem(message.at, now)


def limit_problem(message: LimitSignal, now: datetime) -> str | None:
    """Limit from outside: power, instants, length of its source."""
    if not LIMIT_W.holds(message.limit_w):
        return f"limit_w {message.limit_w} is not allowed: {LIMIT_W}"
    if message.expires_at.tzinfo is None:
        return f"expires_at {message.expires_at.isoformat()} has no time zone"
    problem = instant_problem(message.at, now)
    if problem is None and not message.at < message.expires_at <= message.at + LIMIT_LONGEST:
        ends = message.expires_at.isoformat()
        problem = f"expires_at {ends} is not allowed: after at, by 7 days at most"
    if problem is None and len(message.source) > MAX_SOURCE:
        problem = f"source of {len(message.source)} characters is not allowed: at most {MAX_SOURCE}"
    return problem


def edge_state_problem(message: EdgeState, now: datetime) -> str | None:
    """Presence: instant where there is one, birth, number of chargers."""
    for name in ("birth", "chargers"):
        value = getattr(message, name)
        if not COUNT.holds(value):
            return f"{name} {value} is not allowed: {COUNT}"
    if message.delivery and (problem := _delivery_problem(message.delivery)):
        return problem
    return None if message.at is None else instant_problem(message.at, now)


def _delivery_problem(delivery: ModelDelivery) -> str | None:
    if delivery.step not in DELIVERY_STEPS:
        shown = delivery.step[:40]
        return f"delivery {shown!r} is not allowed: one of {', '.join(DELIVERY_STEPS)}"
    longest = max(len(delivery.model), len(delivery.detail))
    if longest > MAX_WORDS:
        return f"delivery of {longest} characters is not allowed: at most {MAX_WORDS}"
    return None
