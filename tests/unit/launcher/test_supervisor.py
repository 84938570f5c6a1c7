"""How long a child that fails again and again has to wait."""

from hypothesis import given
from hypothesis import strategies as st

from launcher.supervisor import (
    MAX_DELAY_S,
    SOUND_AFTER_S,
    failures_after,
    restart_delay_s,
)


def test_the_wait_doubles_from_one_second_to_thirty() -> None:
    assert [restart_delay_s(n) for n in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]


@given(st.integers(1, 10_000))
def test_the_wait_never_shrinks_nor_passes_its_limit(failures: int) -> None:
    assert 1 <= restart_delay_s(failures) <= restart_delay_s(failures + 1) <= MAX_DELAY_S


def test_a_child_that_ran_for_a_minute_starts_counting_anew() -> None:
    assert failures_after(5, SOUND_AFTER_S) == 1
    assert failures_after(5, SOUND_AFTER_S - 1) == 6
