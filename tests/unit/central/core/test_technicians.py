"""When technicians work by their own clock, and where they are taken to be."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.technicians import Shift, Spot, Technician

WEEKDAYS = (0, 1, 2, 3, 4)
DAY_SHIFT = Shift(WEEKDAYS, 8 * 60, 17 * 60)
NIGHT = Shift((4,), 22 * 60, 6 * 60)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("shift", "now", "until"),
    [
        pytest.param(DAY_SHIFT, "2026-07-01T15:00", "2026-07-02T00:00", id="8 to 17 in Phoenix"),
        pytest.param(DAY_SHIFT, "2026-07-01T14:59", None, id="before it begins"),
        pytest.param(DAY_SHIFT, "2026-07-02T00:00", None, id="it ends before its end"),
        pytest.param(DAY_SHIFT, "2026-07-04T18:00", None, id="on a Saturday"),
        pytest.param(NIGHT, "2026-07-04T12:00", "2026-07-04T13:00", id="past midnight"),
        pytest.param(NIGHT, "2026-07-04T13:00", None, id="in the morning it is over"),
    ],
)
def test_a_shift_is_of_the_technicians_own_clock(shift: Shift, now: str, until: str | None) -> None:
    who = Technician("bob", time_zone="America/Phoenix", shifts=(shift,))
    assert who.shift_end(at(now)) == (None if until is None else at(until))


def test_a_day_on_which_clocks_change_begins_at_the_local_hour() -> None:
    who = Technician("bob", time_zone="Europe/Berlin", shifts=(Shift((6,), 8 * 60, 16 * 60),))
    assert who.shift_end(at("2026-03-29T05:59")) is None
    assert who.shift_end(at("2026-03-29T06:00")) == at("2026-03-29T14:00")
    assert who.shift_end(at("2026-10-25T07:00")) == at("2026-10-25T15:00")


def test_who_is_not_active_never_works_and_who_has_no_shifts_always_does() -> None:
    now = at("2026-07-01T03:00")
    assert Technician("bob", is_active=False).shift_end(now) is None
    assert Technician("bob").shift_end(now) == now + timedelta(days=1)


def test_an_old_position_counts_no_more_than_the_base() -> None:
    now, base, here = at("2026-07-01T12:00"), Spot(1.0, 2.0), Spot(3.0, 4.0)
    who = Technician("bob", base=base, position=here, located_at=now - timedelta(hours=2))
    assert who.spot(now) == here
    assert who.spot(now + timedelta(seconds=1)) == base
    assert Technician("bob").spot(now) is None


@given(
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(0, 1439),
    st.integers(0, 1439),
    st.integers(0, 10_000),
)
def test_whoever_works_works_until_an_end_within_a_day(
    days: set[int], start: int, end: int, minutes: int
) -> None:
    now = at("2026-07-01T00:00") + timedelta(minutes=minutes)
    who = Technician("bob", time_zone="UTC", shifts=(Shift(tuple(days), start, end),))
    until = who.shift_end(now)
    if until is not None:
        assert now < until <= now + timedelta(days=1)
        assert until.hour * 60 + until.minute == end
        assert who.shift_end(until - timedelta(seconds=1)) is not None
