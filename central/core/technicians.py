"""Technicians: what they can, when they work by their own clock, where they are, their vans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from central.core.tariff_hours import zone_of

DAY: Final = timedelta(days=1)
POSITION_FRESH: Final = timedelta(hours=2)
"""An older position tells nothing: the base counts."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours on some days of the week, [start, end) in minutes after midnight by the local clock.

    Where it ends before it starts, it ends on the next day.
    """

    days: tuple[int, ...]
    """0 = Monday."""
    start_minute: int
    end_minute: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on earth."""

    latitude_deg: float
    longitude_deg: float


@dataclass(frozen=True, slots=True)
class Technician:
    """A user of role technician as planning sees it."""

    name: str
    skills: tuple[str, ...] = ()
    time_zone: str = "UTC"
    shifts: tuple[Shift, ...] = ()
    """None of them = always."""
    base: Spot | None = None
    """Where the shift begins and parts are fetched."""
    position: Spot | None = None
    located_at: datetime | None = None
    is_active: bool = True
    stock: Mapping[str, int] = field(default_factory=dict)
    """Parts on the van."""

    def spot(self, now: datetime) -> Spot | None:
        """Where to drive from; None = not known."""
        is_fresh = self.located_at is not None and now - self.located_at <= POSITION_FRESH
        return self.position if is_fresh and self.position is not None else self.base

    def shift_end(self, now: datetime) -> datetime | None:
        """Until when the technician works; None = not now."""
        if not self.is_active:
            return None
        if not self.shifts:
            return now + DAY
        return _end(self.shifts, self.time_zone, now)


def _end(shifts: Sequence[Shift], time_zone: str, now: datetime) -> datetime | None:
    zone = zone_of(time_zone)
    today = now.astimezone(zone).date()
    ends = []
    for day in (today - DAY, today):
        for shift in shifts:
            if day.weekday() not in shift.days:
                continue
            midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
            length = (shift.end_minute - shift.start_minute) % (24 * 60) or 24 * 60
            start = midnight.replace(hour=shift.start_minute // 60, minute=shift.start_minute % 60)
            start_at = start.astimezone(UTC)
            end_at = start_at + timedelta(minutes=length)
            if start_at <= now < end_at:
                ends.append(end_at)
    return max(ends, default=None)
