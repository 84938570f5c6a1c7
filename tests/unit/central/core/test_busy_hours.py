from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from central.core.busy_hours import HOURS, busy_hours
from central.core.uptime import Span

MONDAY = datetime(2026, 6, 29, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")
HOUR = timedelta(hours=1)
WEEK: Span = (MONDAY, MONDAY + 7 * 24 * HOUR)


def span(start_h: float, end_h: float) -> Span:
    return MONDAY + start_h * HOUR, MONDAY + end_h * HOUR


def test_a_session_makes_its_hours_busy() -> None:
    found = busy_hours({("A-1", 1): [span(9.5, 11)], ("A-1", 2): []}, {}, WEEK, UTC_ZONE)
    assert {each.hour: each.utilisation for each in found if each.utilisation} == {
        9: 0.25, 10: 0.5,
    }  # fmt: skip
    assert {each.hour: each.arrivals_per_h for each in found if each.arrivals_per_h} == {9: 1.0}
    assert [each.hour for each in found] == list(range(HOURS))


def test_hours_are_those_of_the_station() -> None:
    used = {("A-1", 1): [span(7, 8)]}
    phoenix = busy_hours(used, {}, WEEK, ZoneInfo("America/Phoenix"))
    assert [each.hour for each in phoenix if each.utilisation] == [0]
    kolkata = busy_hours(used, {}, WEEK, ZoneInfo("Asia/Kolkata"))  # 5 h 30 min ahead
    assert {each.hour: each.utilisation for each in kolkata if each.utilisation} == {
        12: 0.5, 13: 0.5,
    }  # fmt: skip


def test_a_port_that_is_down_is_neither_usable_nor_used() -> None:
    used = {("A-1", 1): [span(9, 10)], ("A-1", 2): [span(9, 10)]}
    down = {("A-1", 2): [span(9, 12)]}
    found = busy_hours(used, down, WEEK, UTC_ZONE)
    assert (found[9].utilisation, found[10].utilisation, found[12].utilisation) == (1.0, 0.0, 0.0)
    gone = busy_hours({("A-1", 1): []}, {("A-1", 1): [WEEK]}, WEEK, UTC_ZONE)
    assert all(each.utilisation is None for each in gone)


def test_hours_that_the_window_lacks_are_not_known() -> None:
    found = busy_hours({("A-1", 1): []}, {}, span(0, 24), UTC_ZONE)
    assert [each.hour for each in found if each.utilisation is not None] == list(range(24))
    assert found[24].arrivals_per_h is None


quarters = st.tuples(st.integers(-40, 720), st.integers(0, 40)).map(
    lambda pair: span(pair[0] / 4, (pair[0] + pair[1]) / 4)
)
ports = st.dictionaries(
    st.tuples(st.just("A-1"), st.integers(1, 3)), st.lists(quarters, max_size=4), min_size=1
)


@given(ports, ports)
@settings(max_examples=40, deadline=None)
def test_it_is_what_looking_at_every_quarter_gives(
    used: dict[tuple[str, int], list[Span]], down: dict[tuple[str, int], list[Span]]
) -> None:
    found = busy_hours(used, down, WEEK, UTC_ZONE)
    for hour in range(0, HOURS, 5):
        in_use = usable = 0
        for quarter in range(4):
            at = MONDAY + (hour + quarter / 4) * HOUR
            for port, sessions in used.items():
                if any(start <= at < end for start, end in down.get(port, ())):
                    continue
                usable += 1
                in_use += any(start <= at < end for start, end in sessions)
        expected = in_use / usable if usable else None
        assert found[hour].utilisation == (expected and pytest.approx(expected))


@given(ports)
@settings(max_examples=40, deadline=None)
def test_arrivals_are_all_counted_once(used: dict[tuple[str, int], list[Span]]) -> None:
    found = busy_hours(used, {}, WEEK, UTC_ZONE)
    begun = [start for spans in used.values() for start, _ in spans if WEEK[0] <= start < WEEK[1]]
    assert sum(each.arrivals_per_h or 0.0 for each in found) == pytest.approx(len(begun))
    assert all(0.0 <= each.utilisation <= 1.0 for each in found if each.utilisation is not None)
