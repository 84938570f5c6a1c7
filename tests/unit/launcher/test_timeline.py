"""Simulated time over several starts of one directory."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher.errors import UsageError
from launcher.timeline import (
    PROMISED,
    TOUCH_EVERY,
    Mark,
    final_mark,
    next_clock,
    read_mark,
    running_mark,
    write_mark,
)

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
RUN = st.tuples(
    st.floats(1.0, 40.0),  # speed
    st.timedeltas(timedelta(0), timedelta(hours=2)),  # length of the run
    st.timedeltas(timedelta(0), timedelta(hours=100)),  # pause after it
    st.booleans(),  # ended cleanly
)


def test_a_fresh_directory_begins_at_the_real_time() -> None:
    clock = next_clock(None, NOON, 10.0)
    assert (clock.epoch, clock.anchor, clock.factor) == (NOON, NOON, 10.0)


def test_a_directory_that_ran_ahead_goes_on_one_second_later() -> None:
    ahead = NOON + timedelta(hours=5)
    assert next_clock(Mark(ahead), NOON, 1.0).epoch == ahead + timedelta(seconds=1)


def test_a_directory_that_fell_behind_begins_at_the_real_time() -> None:
    assert next_clock(Mark(NOON - timedelta(hours=5)), NOON, 1.0).epoch == NOON


def test_the_promise_outlasts_a_late_write() -> None:
    assert PROMISED >= 2 * TOUCH_EVERY


@given(st.lists(RUN, min_size=2, max_size=6))
def test_time_never_goes_backwards_whatever_ends_a_run(
    runs: list[tuple[float, timedelta, timedelta, bool]],
) -> None:
    now, mark, furthest = NOON, None, None
    for speed, length, pause, is_clean in runs:
        clock = next_clock(mark, now, speed)
        assert furthest is None or clock.simulated(now) > furthest
        touched_at = now + TOUCH_EVERY * (length // TOUCH_EVERY)
        now += length
        furthest = clock.simulated(now)
        mark = final_mark(clock, now) if is_clean else running_mark(clock, touched_at)
        now += pause


def test_a_mark_survives_the_file(tmp_path: Path) -> None:
    write_mark(tmp_path / "clock.json", Mark(NOON))
    assert read_mark(tmp_path / "clock.json") == Mark(NOON)


def test_a_directory_without_a_file_is_fresh(tmp_path: Path) -> None:
    assert read_mark(tmp_path / "clock.json") is None


@pytest.mark.parametrize("text", ["", "{}", '{"simulated_until": "2026-05-04T12:00:00"}'])
def test_a_file_that_is_none_of_ours_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "clock.json").write_text(text)
    with pytest.raises(UsageError, match=r"clock\.json"):
        read_mark(tmp_path / "clock.json")
