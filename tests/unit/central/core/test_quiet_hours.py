"""Quiet hours on the person's own clock, over midnight and on the days on which clocks change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.quiet_hours import QuietHours, daily_after

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(["UTC", "America/Phoenix", "Europe/Berlin", "Asia/Kathmandu"]).map(ZoneInfo)
TIMES = st.times().map(lambda each: each.replace(second=0, microsecond=0, tzinfo=None))
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 2 * 365 * 24 * 60).map(lambda each: FIRST + timedelta(minutes=each))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "end"),
    [
        pytest.param("2026-07-01 19:59", None, id="before they begin, 21:59 in Berlin"),
        pytest.param("2026-07-01 20:00", "2026-07-02 05:00", id="at their first minute"),
        pytest.param("2026-07-01 23:30", "2026-07-02 05:00", id="after midnight"),
        pytest.param("2026-07-02 05:00", None, id="at their end"),
        pytest.param("2026-03-28 22:00", "2026-03-29 05:00", id="the night an hour shorter"),
        pytest.param("2026-10-24 21:00", "2026-10-25 06:00", id="the night an hour longer"),
    ],
)
def test_nights_in_berlin_end_at_seven(now: str, end: str | None) -> None:
    hours = QuietHours(time(22), time(7), BERLIN)
    assert hours.end_after(at(now)) == (None if end is None else at(end))


def test_an_end_in_an_hour_that_comes_twice_is_still_to_come() -> None:
    hours = QuietHours(time(22), time(2, 30), BERLIN)
    first = hours.end_after(at("2026-10-24 23:00"))
    assert first == at("2026-10-25 00:30")
    second = hours.end_after(at("2026-10-25 01:10"))
    assert second == at("2026-10-25 01:30")


@given(TIMES, TIMES, ZONES, INSTANTS)
def test_the_end_is_to_come_within_a_day_and_at_it_they_are_over(
    start: time, end: time, zone: ZoneInfo, now: datetime
) -> None:
    hours = QuietHours(start, end, zone)
    found = hours.end_after(now)
    if found is not None:
        assert now <= found <= now + timedelta(hours=25)
        if (found.astimezone(zone).utcoffset() or 0) == now.astimezone(zone).utcoffset():
            assert hours.end_after(found) is None


@given(TIMES, ZONES, INSTANTS)
def test_equal_ends_are_no_quiet_hours(at_time: time, zone: ZoneInfo, now: datetime) -> None:
    assert QuietHours(at_time, at_time, zone).end_after(now) is None


@given(TIMES, TIMES, ZONES, INSTANTS)
def test_a_minute_is_quiet_in_a_span_or_in_the_other_half_of_the_day(
    start: time, end: time, zone: ZoneInfo, now: datetime
) -> None:
    if start != end:
        there, back = QuietHours(start, end, zone), QuietHours(end, start, zone)
        assert (there.end_after(now) is None) != (back.end_after(now) is None)


@given(TIMES, ZONES, INSTANTS)
def test_a_daily_instant_comes_within_a_day(at_time: time, zone: ZoneInfo, now: datetime) -> None:
    found = daily_after(at_time, zone, now)
    assert now < found <= now + timedelta(hours=26)
