from hypothesis import given
from hypothesis import strategies as st

from charger_emulator.core.stop_data import StopData


@given(count=st.integers(1, 60), most=st.integers(3, 12))
def test_what_is_kept_is_bounded_in_order_and_spans_the_whole(count: int, most: int) -> None:
    kept = StopData(most)
    for number in range(count):
        kept.add(f"{number:03}", [number])
    at = [value["timestamp"] for value in kept.all()]
    assert len(at) <= most
    assert at == sorted(at)
    assert (at[0], at[-1]) == ("000", f"{count - 1:03}")
    if count <= most:
        assert len(at) == count


def test_an_instant_without_samples_leaves_no_trace() -> None:
    kept = StopData()
    kept.add("001", [])
    assert kept.all() == []
