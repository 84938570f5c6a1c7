"""Alarms that nobody answers are told again, a bounded number of times."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from central.core.delivery import LONGEST_PAUSE_S, TRIES_MAX, pause_s
from central.core.escalation import TIMES_MAX, Unanswered, watched

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
AFTER = timedelta(minutes=10)


def test_an_alarm_is_told_again_when_its_time_is_over_and_not_before() -> None:
    waiting, due = watched([1], {}, AFTER, NOW)
    assert (waiting, due) == ({1: Unanswered(NOW)}, ())
    assert watched([1], waiting, AFTER, NOW + AFTER - timedelta(seconds=1))[1] == ()
    waiting, due = watched([1], waiting, AFTER, NOW + AFTER)
    assert due == (1,)
    assert watched([1], waiting, AFTER, NOW + AFTER)[1] == ()


def test_an_answer_ends_it_and_an_acknowledgement_that_ended_begins_it_anew() -> None:
    waiting, _ = watched([1], {}, AFTER, NOW)
    waiting, _ = watched([], waiting, AFTER, NOW + AFTER)
    assert waiting == {}
    waiting, due = watched([1], waiting, AFTER, NOW + 5 * AFTER)
    assert (waiting, due) == ({1: Unanswered(NOW + 5 * AFTER)}, ())


@given(st.lists(st.tuples(st.sets(st.integers(1, 5)), st.integers(0, 3000)), max_size=50))
def test_an_alarm_is_never_told_more_than_three_times_in_a_row(
    steps: list[tuple[set[int], int]],
) -> None:
    waiting: dict[int, Unanswered] = {}
    told: dict[int, int] = {}
    now = NOW
    for open_ids, seconds in steps:
        now += timedelta(seconds=seconds)
        waiting, due = watched(sorted(open_ids), waiting, AFTER, now)
        assert set(due) <= open_ids == waiting.keys()
        told = {key: told.get(key, 0) + (key in due) for key in open_ids}
        assert all(count <= TIMES_MAX for count in told.values())


@given(st.integers(1, TRIES_MAX - 1), st.floats(0, 1))
def test_pauses_grow_within_bounds(tries: int, chance: float) -> None:
    pause, least_next = pause_s(tries, chance), pause_s(tries + 1, 0.0)
    assert pause is not None
    assert 2.5 <= pause <= LONGEST_PAUSE_S
    assert least_next is None or least_next >= (pause_s(tries, 0.0) or 0)


def test_there_is_a_last_try() -> None:
    assert pause_s(TRIES_MAX, 0.5) is None
