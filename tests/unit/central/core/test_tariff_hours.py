"""Hours of the station's clock, on ordinary days and when clocks change."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.tariff_hours import (
    is_zone,
    next_change,
    next_transition,
    rate_at,
    spans,
    zone_of,
)
from central.core.tariffs import Tariff, Window
from tests.unit.central.core.tariff_builders import (
    BERLIN,
    EVENING,
    EVERY_DAY,
    OFF,
    PEAK,
    instants,
    tariffs,
)

ZONE = ZoneInfo(BERLIN)
ZONES = (BERLIN, "America/Phoenix", "America/New_York", "Australia/Lord_Howe", "UTC")


def at(text: str) -> datetime:
    """An instant by the clock of Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def hours(tariff: Tariff, day: str, following: str) -> dict[object, float]:
    found: dict[object, float] = {}
    for each in spans(tariff, ZONE, at(f"{day} 00:00"), at(f"{following} 00:00")):
        length_h = (each.end_at - each.start_at) / timedelta(hours=1)
        found[each.rate] = found.get(each.rate, 0.0) + length_h
    return found


def test_the_window_holds_from_its_start_to_before_its_end() -> None:
    shown = [
        rate_at(EVENING, ZONE, at(f"2026-06-01 {clock}"))
        for clock in ("16:59", "17:00", "19:59", "20:00")
    ]
    assert shown == [OFF, PEAK, PEAK, OFF]


def test_a_window_over_midnight_belongs_to_the_day_when_it_begins() -> None:
    night = Tariff("EUR", OFF, (Window((4,), 22 * 60, 6 * 60, PEAK),))  # Friday night
    saturday, friday = "2026-06-06", "2026-06-05"
    shown = [rate_at(night, ZONE, at(f"{day} 05:00")) for day in (friday, saturday)]
    assert shown == [OFF, PEAK]


def test_a_sunday_night_goes_on_into_monday() -> None:
    night = Tariff("EUR", OFF, (Window((6,), 22 * 60, 6 * 60, PEAK),))
    assert rate_at(night, ZONE, at("2026-06-08 05:59")) == PEAK
    assert rate_at(night, ZONE, at("2026-06-08 06:00")) == OFF


@pytest.mark.parametrize(
    ("day", "following", "peak_h", "off_h"),
    [
        pytest.param("2026-06-01", "2026-06-02", 3.0, 21.0, id="ordinary"),
        pytest.param("2026-03-29", "2026-03-30", 2.0, 21.0, id="an hour is skipped in the window"),
        pytest.param("2026-10-25", "2026-10-26", 4.0, 21.0, id="an hour of the window comes twice"),
    ],
)
def test_a_day_is_as_long_as_it_is(day: str, following: str, peak_h: float, off_h: float) -> None:
    night = Tariff("EUR", OFF, (Window(EVERY_DAY, 60, 4 * 60, PEAK),))
    assert hours(night, day, following) == {PEAK: peak_h, OFF: off_h}


def test_a_window_within_the_skipped_hour_does_not_come() -> None:
    gone = Tariff("EUR", OFF, (Window(EVERY_DAY, 125, 155, PEAK),))
    assert hours(gone, "2026-03-29", "2026-03-30") == {OFF: 23.0}


def test_a_window_within_the_doubled_hour_comes_twice() -> None:
    twice = Tariff("EUR", OFF, (Window(EVERY_DAY, 125, 155, PEAK),))
    found = spans(twice, ZONE, at("2026-10-25 00:00"), at("2026-10-26 00:00"))
    assert [each.rate for each in found] == [OFF, PEAK, OFF, PEAK, OFF]
    assert hours(twice, "2026-10-25", "2026-10-26")[PEAK] == 1.0


def test_a_window_that_begins_in_the_doubled_hour_ceases_when_clocks_go_back() -> None:
    late = Tariff("EUR", OFF, (Window(EVERY_DAY, 150, 240, PEAK),))
    found = spans(late, ZONE, at("2026-10-25 00:00"), at("2026-10-26 00:00"))
    assert [each.rate for each in found] == [OFF, PEAK, OFF, PEAK, OFF]
    assert found[2].start_at == datetime(2026, 10, 25, 1, tzinfo=UTC)
    assert hours(late, "2026-10-25", "2026-10-26") == {PEAK: 2.0, OFF: 23.0}


def test_a_window_that_ends_in_the_skipped_hour_ends_when_clocks_go_on() -> None:
    early = Tariff("EUR", OFF, (Window(EVERY_DAY, 60, 150, PEAK),))
    assert hours(early, "2026-03-29", "2026-03-30") == {PEAK: 1.0, OFF: 22.0}


def test_the_next_change_says_from_when_to_when() -> None:
    found = next_change(EVENING, ZONE, at("2026-06-01 12:00"))
    assert found is not None
    assert (found.start_at, found.rate) == (at("2026-06-01 17:00"), PEAK)
    assert found.end_at == at("2026-06-01 20:00")
    assert next_change(Tariff("EUR", OFF), ZONE, at("2026-06-01 12:00")) is None


@given(tariffs(), instants, st.integers(0, 4 * 24 * 60), st.sampled_from(ZONES), st.data())
def test_spans_cover_all_and_say_what_holds(
    tariff: Tariff, start: datetime, minutes: int, name: str, data: st.DataObject
) -> None:
    zone, end = ZoneInfo(name), start + timedelta(minutes=minutes)
    found = spans(tariff, zone, start, end)
    edges = [start, *(each.end_at for each in found)]
    assert [each.start_at for each in found] == edges[:-1]
    assert edges[-1] == end
    assert all(a.rate != b.rate for a, b in pairwise(found))
    for each in found:
        inside = data.draw(st.integers(0, int((each.end_at - each.start_at).total_seconds()) - 1))
        assert rate_at(tariff, zone, each.start_at + timedelta(seconds=inside)) == each.rate


def test_clocks_change_at_the_instant_of_the_database() -> None:
    found = next_transition(ZONE, at("2026-06-01 12:00"))
    assert found is not None
    assert (found.at, found.offset) == (datetime(2026, 10, 25, 1, tzinfo=UTC), timedelta(hours=1))
    following = next_transition(ZONE, found.at)
    assert following is not None
    assert (following.at, following.offset) == (
        datetime(2027, 3, 28, 1, tzinfo=UTC),
        timedelta(hours=2),
    )
    assert next_transition(ZoneInfo("America/Phoenix"), at("2026-06-01 12:00")) is None


@pytest.mark.parametrize("name", ["", "Nowhere/At_All", "../etc/passwd", "x" * 300])
def test_a_zone_that_nobody_knows_counts_as_utc(name: str) -> None:
    assert not is_zone(name)
    assert zone_of(name) == ZoneInfo("UTC")
