"""Quarters of an hour, made of raw readings."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from central.core.rollups import QUARTER, Quarter, merged, quarter_of, quarter_start

T0 = datetime(2026, 6, 1, 12, tzinfo=UTC)


def sampled(register_wh: int, power_w: int, temperature_c: int) -> list[Any]:
    return [
        {"value": str(register_wh)},
        {"value": str(power_w), "measurand": "Power.Active.Import"},
        {"value": str(temperature_c), "measurand": "Temperature"},
    ]


def test_a_quarter_has_ends_mean_and_peaks_of_its_readings() -> None:
    [found] = merged(
        quarter_of("CP1", 1, T0 + timedelta(minutes=m), sampled(1000 + 100 * m, 1000 * m, 20 + m))
        for m in (1, 2, 14)
    )
    assert found == Quarter("CP1", 1, T0, 3, 1100, 2400, 17_000.0, 3, 14_000.0, 34.0)
    assert found.power_mean_w == 17_000 / 3


def test_what_no_reading_told_is_not_known() -> None:
    found = quarter_of("CP1", 1, T0, [{"value": "nonsense"}])
    assert (found.samples, found.register_low_wh, found.power_mean_w) == (1, None, None)


def test_quarters_are_apart_by_charger_connector_and_time() -> None:
    places = [("A", 1, 0), ("A", 1, 15), ("A", 2, 0), ("B", 1, 0)]
    found = merged(quarter_of(p, c, T0 + timedelta(minutes=m), []) for p, c, m in places)
    assert [each.key for each in found] == [(p, c, T0 + timedelta(minutes=m)) for p, c, m in places]


@given(st.integers(0, 10**9))
def test_an_instant_lies_in_its_quarter(seconds: int) -> None:
    at = T0 + timedelta(seconds=seconds)
    start = quarter_start(at)
    assert start <= at < start + QUARTER
    assert (start.minute % 15, start.second, start.microsecond) == (0, 0, 0)


readings = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 1000), st.integers(0, 1000)), max_size=12
)


@given(readings, st.data())
def test_order_and_grouping_do_not_matter(
    given_readings: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    each = [
        quarter_of("A", 1, T0 + timedelta(minutes=m), sampled(wh, w, 20))
        for m, wh, w in given_readings
    ]
    cut = data.draw(st.integers(0, len(each)))
    shuffled = list(data.draw(st.permutations(each)))
    assert merged([*merged(shuffled[:cut]), *merged(shuffled[cut:])]) == merged(each)
