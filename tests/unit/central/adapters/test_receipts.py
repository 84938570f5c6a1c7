"""Numbers as ranges: all of them, none else, as few ranges as can be."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from central.adapters.mqtt.receipts import ranges_of


@given(st.sets(st.integers(0, 60)))
def test_ranges_name_the_numbers_and_leave_gaps_between(numbers: set[int]) -> None:
    ranges = ranges_of(numbers)
    named = [each for first, last in ranges for each in range(first, last + 1)]
    assert named == sorted(numbers)
    assert all(late[0] > early[1] + 1 for early, late in pairwise(ranges))
