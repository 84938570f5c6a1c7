import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.features.windows import EventLog, Maximum, Samples, TimeMean, plausible

_steps = st.lists(
    st.tuples(st.floats(0.0, 5000.0), st.one_of(st.just(math.nan), st.floats(0.0, 1.0))),
    min_size=1,
    max_size=60,
)


def test_mean_weighs_values_by_how_long_they_held() -> None:
    held = TimeMean(3600.0, 60)
    held.set(0.0, 1.0)
    held.set(600.0, 0.0)
    assert held.mean(2400.0, 3600.0) == pytest.approx(0.25)


def test_mean_forgets_what_is_older_than_the_window() -> None:
    held = TimeMean(3600.0, 60)
    held.set(0.0, 1.0)
    held.set(3600.0, 0.0)
    assert held.mean(5400.0, 3600.0) == pytest.approx(0.5)
    assert held.mean(7200.0, 3600.0) == pytest.approx(0.0)


def test_mean_does_not_count_time_in_which_the_value_was_unknown() -> None:
    held = TimeMean(3600.0, 60)
    held.set(0.0, 1.0)
    held.set(600.0, math.nan)
    held.set(1800.0, 0.0)
    assert held.mean(2400.0, 3600.0) == pytest.approx(0.5)


def test_a_value_ends_with_its_validity() -> None:
    held = TimeMean(3600.0, 60)
    held.set(0.0, 1.0, valid_s=300.0)
    assert held.latest(299.0) == 1.0
    assert math.isnan(held.latest(300.0))
    assert math.isnan(held.mean(7200.0, 3600.0))


def test_a_gap_longer_than_the_window_leaves_nothing_behind() -> None:
    held = TimeMean(600.0, 10)
    held.set(0.0, 1.0, valid_s=60.0)
    held.set(1e7, 0.25)
    assert held.mean(1e7 + 300.0, 600.0) == pytest.approx(0.25)


@given(_steps, st.floats(0.0, 9000.0), st.sampled_from([600.0, 3600.0]))
def test_mean_stays_between_the_values_set(
    steps: list[tuple[float, float]], after_s: float, window_s: float
) -> None:
    held, at_s = TimeMean(3600.0, 60), 0.0
    for gap_s, value in steps:
        at_s += gap_s
        held.set(at_s, value)
    mean = held.mean(at_s + after_s, window_s)
    known = [value for _, value in steps if not math.isnan(value)]
    assert math.isnan(mean) or min(known) - 1e-6 <= mean <= max(known) + 1e-6


@given(_steps, st.floats(0.0, 9000.0))
def test_mean_agrees_with_a_sum_over_all_steps(
    steps: list[tuple[float, float]], after_s: float
) -> None:
    held, at_s, spans = TimeMean(1e6, 1000), 0.0, []
    for gap_s, value in steps:
        at_s += gap_s
        spans.append((at_s, value))
        held.set(at_s, value)
    now_s = at_s + after_s
    ends = [start for start, _ in spans[1:]] + [now_s]
    known = [
        (end - start, value)
        for (start, value), end in zip(spans, ends, strict=True)
        if not math.isnan(value)
    ]
    total_s = sum(length for length, _ in known)
    mean = held.mean(now_s, 1e6)
    if total_s > 1e-3:
        assert mean == pytest.approx(sum(a * b for a, b in known) / total_s, abs=1e-6)


def test_state_of_a_mean_goes_on_where_it_was() -> None:
    held = TimeMean(3600.0, 60)
    for at_s in range(0, 9000, 70):
        held.set(float(at_s), (at_s % 3) / 3.0)
    other = TimeMean(3600.0, 60)
    other.restore(held.to_state())
    held.set(9100.0, 1.0)
    other.set(9100.0, 1.0)
    assert other.mean(9500.0, 3600.0) == held.mean(9500.0, 3600.0)


def test_state_of_another_window_is_refused() -> None:
    with pytest.raises(ValueError, match="62 are"):
        TimeMean(3600.0, 60).restore(TimeMean(3600.0, 10).to_state())


@pytest.mark.parametrize(
    ("now_s", "count"),
    [
        pytest.param(100.0, 1, id="an event now counts"),
        pytest.param(3699.0, 1, id="an event just inside counts"),
        pytest.param(3700.0, 0, id="an event exactly a window old does not"),
        pytest.param(99.0, 0, id="an event to come does not"),
    ],
)
def test_windows_of_events_are_half_open(now_s: float, count: int) -> None:
    log = EventLog(86_400.0, 10)
    log.add(100.0)
    assert log.within(now_s, 3600.0)[0] == count


@given(st.lists(st.tuples(st.floats(0.0, 900.0), st.floats(-5.0, 5.0)), max_size=80))
def test_events_agree_with_counting_them_all(events: list[tuple[float, float]]) -> None:
    log, at_s, seen = EventLog(3600.0, 100), 0.0, []
    for gap_s, amount in events:
        at_s += gap_s
        log.add(at_s, amount)
        seen.append((at_s, amount))
    inside = [amount for when, amount in seen if at_s - 3600.0 < when <= at_s]
    count, total = log.within(at_s, 3600.0)
    assert count == len(inside)
    assert total == pytest.approx(sum(inside), abs=1e-6)


@given(st.lists(st.floats(0.0, 500.0), max_size=80), st.floats(0.0, 4000.0))
def test_a_longer_window_never_counts_fewer(gaps_s: list[float], window_s: float) -> None:
    log, at_s = EventLog(86_400.0, 1000), 0.0
    for gap_s in gaps_s:
        at_s += gap_s
        log.add(at_s)
    assert log.within(at_s, window_s)[0] <= log.within(at_s, 2.0 * window_s)[0]


def test_a_full_log_forgets_the_oldest_and_stays_small() -> None:
    log = EventLog(1e9, 50)
    for at_s in range(1000):
        log.add(float(at_s))
    assert 50 <= log.within(1e6, 1e9)[0] <= 100
    assert log.times_s()[-1] == 999.0


def test_samples_older_than_the_window_are_gone() -> None:
    samples = Samples(600.0, 10)
    samples.add(0.0, 1.0)
    samples.add(600.0, 2.0, 3.0)
    assert samples.within(600.0) == [(600.0, 2.0, 3.0)]


@given(st.lists(st.tuples(st.floats(0.0, 900.0), st.floats(-50.0, 50.0)), min_size=1, max_size=60))
def test_maximum_agrees_with_looking_at_all(samples: list[tuple[float, float]]) -> None:
    highest, at_s, seen = Maximum(3600.0), 0.0, []
    for gap_s, value in samples:
        at_s += gap_s
        highest.add(at_s, value)
        seen.append((at_s, value))
    now_s = at_s + 600.0
    inside = [value for when, value in seen if when > now_s - 3600.0]
    assert highest.value(now_s) == max(inside, default=math.nan) or not inside


def test_maximum_leaves_out_what_is_not_a_number() -> None:
    highest = Maximum(600.0)
    highest.add(0.0, math.nan)
    assert math.isnan(highest.value(0.0))


@pytest.mark.parametrize("value", [math.nan, math.inf, -0.1, 10.1])
def test_nonsense_counts_as_not_sent(value: float) -> None:
    assert math.isnan(plausible(value, 0.0, 10.0))
