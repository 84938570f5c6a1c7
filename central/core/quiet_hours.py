"""Hours in which a person is left alone, on the clock on the wall where the person lives.

A span that ends before it begins goes over midnight; one whose ends are equal is none. On the two
days a year on which clocks change the span is as the wall clock shows it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Every day from `start` (included) to `end` (excluded)."""

    start: time
    end: time
    zone: ZoneInfo

    def end_after(self, now: datetime) -> datetime | None:
        """When the quiet hours that it is in end, UTC; None where `now` is in none."""
        local = now.astimezone(self.zone)
        at = local.time()
        is_over_midnight = self.end < self.start
        is_in_evening = is_over_midnight and at >= self.start
        is_in = is_in_evening or (
            at < self.end if is_over_midnight else self.start <= at < self.end
        )
        if not is_in:
            return None
        day = local.date() + timedelta(days=1) if is_in_evening else local.date()
        ends = [_utc(day, self.end, self.zone, fold) for fold in (0, 1)]
        # an hour that comes twice: the end that is still to come
        return next((each for each in ends if each > now), now)


def daily_after(at: time, zone: ZoneInfo, after: datetime) -> datetime:
    """The next instant after `after` at which the clock on the wall shows `at`, UTC."""
    day = after.astimezone(zone).date()
    first = _utc(day, at, zone, 0)
    return first if first > after else _utc(day + timedelta(days=1), at, zone, 0)


def _utc(day: date, at: time, zone: ZoneInfo, fold: int) -> datetime:
    return datetime.combine(day, at, zone).replace(fold=fold).astimezone(UTC)
