"""Hours of a station's own clock: which rate holds at an instant, and until when.

The only place of central where local time exists. A day on which clocks change is as long as it is:
an hour that is skipped costs nothing, one that comes twice costs twice (tz database through
`zoneinfo`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from central.core.tariffs import MINUTES_A_DAY, Rate, Tariff, Window, minutes_of_week

DAY: Final = timedelta(days=1)
WEEK_AHEAD: Final = 8
"""Days after which a tariff has shown all that it has."""
TRANSITION_AHEAD: Final = 400
"""Days to look for the next change of clocks: there are zones with one a year."""


@dataclass(frozen=True, slots=True)
class Span:
    """[start, end) at one rate."""

    start_at: datetime
    end_at: datetime
    rate: Rate


@dataclass(frozen=True, slots=True)
class Transition:
    """Clocks change: from `at` on they show UTC + `offset`."""

    at: datetime
    offset: timedelta


def is_zone(name: str) -> bool:
    """Whether the tz database knows a zone."""
    return _zone(name) is not None


def zone_of(name: str) -> ZoneInfo:
    """A zone of the tz database; one that it does not know counts as UTC."""
    return _zone(name) or ZoneInfo("UTC")


@lru_cache(maxsize=1000)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def rate_at(tariff: Tariff, zone: ZoneInfo, at: datetime) -> Rate:
    """The rate that holds at an instant."""
    if not tariff.windows:
        return tariff.rate
    return _rate_by_clock(tariff, at.astimezone(zone))


def _rate_by_clock(tariff: Tariff, local: datetime) -> Rate:
    minute = local.weekday() * MINUTES_A_DAY + local.hour * 60 + local.minute
    for start, end, rate in _week(tariff.windows):
        if start <= minute < end:
            return rate
    return tariff.rate


@lru_cache(maxsize=1000)
def _week(windows: tuple[Window, ...]) -> tuple[tuple[int, int, Rate], ...]:
    return tuple((*span, each.rate) for each in windows for span in minutes_of_week(each))


def next_change(tariff: Tariff, zone: ZoneInfo, at: datetime) -> Span | None:
    """The next span with another rate, up to the change after it; None = the rate stays."""
    end = at + WEEK_AHEAD * DAY
    found = spans(tariff, zone, at, end)
    return found[1] if len(found) > 1 else None


def spans(tariff: Tariff, zone: ZoneInfo, start_at: datetime, end_at: datetime) -> list[Span]:
    """Spans of one rate each that together are [start, end); empty if that is."""
    if start_at >= end_at:
        return []
    cuts = [start_at]
    if tariff.windows:
        cuts += sorted({at for at in _cuts(tariff, zone, start_at, end_at) if start_at < at})
    found: list[Span] = []
    for cut, following in zip(cuts, [*cuts[1:], end_at], strict=True):
        rate = rate_at(tariff, zone, cut)
        if found and found[-1].rate == rate:
            found[-1] = Span(found[-1].start_at, following, rate)
        else:
            found.append(Span(cut, following, rate))
    return found


def _cuts(
    tariff: Tariff, zone: ZoneInfo, start_at: datetime, end_at: datetime
) -> Iterator[datetime]:
    """Instants before the end at which the rate may change: edges of windows, changes of clocks."""
    edges = {0}
    for window in tariff.windows:
        edges |= {window.start_min, window.end_min % MINUTES_A_DAY}
    day = start_at.astimezone(zone).date() - DAY
    last = end_at.astimezone(zone).date()
    while day <= last:
        for edge in edges:
            yield from (at for at in _instants(zone, day, edge) if at < end_at)
        transition = _transition_between(zone, _midnight(zone, day), _midnight(zone, day + DAY))
        if transition is not None and transition.at < end_at:
            yield transition.at
        day += DAY


def _instants(zone: ZoneInfo, day: date, minute: int) -> tuple[datetime, datetime]:
    """When a clock shows this: an hour that comes twice has two instants."""
    local = datetime.combine(day, time(minute // 60, minute % 60), zone)
    return local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)


def _midnight(zone: ZoneInfo, day: date) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def offset_at(zone: ZoneInfo, at: datetime) -> timedelta:
    """What clocks show beyond UTC."""
    return at.astimezone(zone).utcoffset() or timedelta(0)


def next_transition(zone: ZoneInfo, at: datetime) -> Transition | None:
    """The next change of clocks after an instant; None = none for more than a year."""
    day = at.astimezone(UTC).date()
    found = _first_transition(zone, day)
    if found is not None and found.at <= at:
        found = _first_transition(zone, day + DAY)
    return found


@lru_cache(maxsize=1000)
def _first_transition(zone: ZoneInfo, day: date) -> Transition | None:
    """The first change of clocks after a day's midnight in UTC."""
    begin = datetime.combine(day, time(), UTC)
    for _ in range(TRANSITION_AHEAD):
        found = _transition_between(zone, begin, begin + DAY)
        if found is not None:
            return found
        begin += DAY
    return None


def _transition_between(zone: ZoneInfo, begin: datetime, end: datetime) -> Transition | None:
    """The change of clocks in (begin, end]; clocks change at whole seconds."""
    before = offset_at(zone, begin)
    if offset_at(zone, end) == before:
        return None
    low, high = begin.replace(microsecond=0), end
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if offset_at(zone, middle) == before:
            low = middle
        else:
            high = middle
    at = high.replace(microsecond=0)
    return Transition(at, offset_at(zone, at))
