"""Time that never runs back and never begins before what is known to be past."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from edge_agent.core.timekeeping import STEP, Timekeeper

KNOWN = datetime(2026, 7, 1, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_right_clock_is_followed_to_the_microsecond() -> None:
    keeper = Timekeeper(KNOWN)
    for seconds in (0.0, 1.0, 60.5):
        wall = KNOWN + HOUR + timedelta(seconds=seconds)
        reading = keeper.read(wall, 5.0 + seconds)
        assert (reading.at, reading.is_trusted, reading.gained) == (wall, True, timedelta())


def test_clock_that_begins_in_1970_is_replaced_by_the_last_good_time_and_not_trusted() -> None:
    keeper = Timekeeper(KNOWN)
    assert keeper.read(EPOCH, 100.0).at == KNOWN
    later = keeper.read(EPOCH + HOUR, 160.0)
    assert (later.at, later.is_trusted) == (KNOWN + timedelta(seconds=60), False)


def test_time_that_comes_back_is_taken_and_the_gap_is_told_once() -> None:
    keeper = Timekeeper(KNOWN)
    keeper.read(EPOCH, 0.0)
    back = keeper.read(KNOWN + 5 * HOUR, 3600.0)
    assert (back.at, back.is_trusted, back.gained) == (KNOWN + 5 * HOUR, True, 4 * HOUR)
    assert keeper.read(KNOWN + 5 * HOUR, 3600.0).gained == timedelta()


def test_clock_that_jumps_back_is_not_followed() -> None:
    keeper = Timekeeper(KNOWN)
    keeper.read(KNOWN + HOUR, 0.0)
    reading = keeper.read(KNOWN, 10.0)
    assert (reading.at, reading.is_trusted) == (KNOWN + HOUR + timedelta(seconds=10), False)


def test_clock_that_is_slewed_stays_trusted() -> None:
    keeper = Timekeeper(KNOWN)
    keeper.read(KNOWN + HOUR, 0.0)
    assert keeper.read(KNOWN + HOUR + timedelta(seconds=9), 10.0).is_trusted


@given(
    steps=st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(0.0, 1e5)), min_size=1, max_size=30)
)
def test_whatever_the_wall_clock_does_time_never_runs_back(
    steps: list[tuple[float, float]],
) -> None:
    keeper = Timekeeper(KNOWN)
    monotonic_s, before = 0.0, keeper.read(KNOWN, 0.0).at
    for wall_s, passed_s in steps:
        monotonic_s += passed_s
        reading = keeper.read(KNOWN + timedelta(seconds=wall_s), monotonic_s)
        assert reading.at >= before
        if not reading.is_trusted:
            assert reading.at >= before + timedelta(seconds=passed_s) - STEP
        before = reading.at


def test_guess_is_bettered_by_whom_the_edge_believes_and_never_worsened() -> None:
    keeper = Timekeeper(KNOWN)
    keeper.read(EPOCH, 0.0)
    keeper.learn(KNOWN - HOUR, 1.0)
    assert keeper.read(EPOCH, 10.0).at == KNOWN + timedelta(seconds=10)
    keeper.learn(KNOWN + 5 * HOUR, 20.0)
    told = keeper.read(EPOCH, 30.0)
    assert (told.at, told.is_trusted) == (KNOWN + 5 * HOUR + timedelta(seconds=10), False)


def test_right_clock_listens_to_nobody() -> None:
    keeper = Timekeeper(KNOWN)
    keeper.read(KNOWN + HOUR, 0.0)
    keeper.learn(KNOWN + 5 * HOUR, 0.0)
    assert keeper.read(KNOWN + HOUR, 0.0).at == KNOWN + HOUR
