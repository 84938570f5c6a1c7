"""How busy a station is by hour of the week, from its sessions: utilisation and arrivals.

Utilisation is the share of usable connectors in use, as everywhere (`metrics.utilisation`), meant
over all instants of an hour of the week in the station's own time. A connector is in use while a
session runs; one that is down counts neither as usable nor as used.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from central.core.uptime import Span, common, union

HOURS: Final = 168
"""Monday 0 h is hour 0."""
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class BusyHour:
    """One hour of the week; None where nothing is known of it."""

    hour: int
    utilisation: float | None
    """0..1."""
    arrivals_per_h: float | None
    """Sessions that began."""


def busy_hours(
    used: Mapping[tuple[str, int], Sequence[Span]],
    down: Mapping[tuple[str, int], Sequence[Span]],
    window: Span,
    zone: ZoneInfo,
) -> list[BusyHour]:
    """All 168 hours of the week.

    Args:
        used: sessions of each port of the station, a port without sessions included.
        down: when each port was not up; in order, without overlaps.
        window: the span that is looked at.
        zone: of the station.
    """
    elapsed = _by_hour([window], zone)
    usable = [len(used) * each for each in elapsed]
    in_use = [0.0] * HOURS
    arrivals = [0] * HOURS
    for port, sessions in used.items():
        gone = common([window], union(down.get(port, ())))
        running = common([window], union(sessions))
        _add(usable, _by_hour(gone, zone), -1.0)
        _add(in_use, _by_hour(running, zone), 1.0)
        _add(in_use, _by_hour(common(running, gone), zone), -1.0)
        for start, _ in sessions:
            if window[0] <= start < window[1]:
                arrivals[_hour_of(start, zone)] += 1
    return [
        BusyHour(
            hour,
            min(max(in_use[hour] / usable[hour], 0.0), 1.0) if usable[hour] > 0.0 else None,
            arrivals[hour] * 3600.0 / elapsed[hour] if elapsed[hour] else None,
        )
        for hour in range(HOURS)
    ]


def _by_hour(spans: Iterable[Span], zone: ZoneInfo) -> list[float]:
    """Seconds of spans by hour of the week."""
    found = [0.0] * HOURS
    for span in spans:
        for start, end in _pieces(span, zone):
            found[_hour_of(start, zone)] += (end - start).total_seconds()
    return found


def _pieces(span: Span, zone: ZoneInfo) -> Iterator[Span]:
    """A span cut at the hours of local time (offsets may hold half hours)."""
    at, end = span
    while at < end:
        local = at.astimezone(zone)
        into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        following = min(at + _HOUR - into, end)
        yield at, following
        at = following


def _hour_of(at: datetime, zone: ZoneInfo) -> int:
    local = at.astimezone(zone)
    return local.weekday() * 24 + local.hour


def _add(total: list[float], each: Sequence[float], sign: float) -> None:
    for hour, value in enumerate(each):
        total[hour] += sign * value
