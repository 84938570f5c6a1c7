from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.clock import ClockSetting, parse_clock

ANCHOR = datetime(2026, 1, 1, tzinfo=UTC)
instants = st.timedeltas(timedelta(days=-30), timedelta(days=3650)).map(lambda d: ANCHOR + d)


@given(instants, st.timedeltas(timedelta(0), timedelta(days=30)), st.floats(0.1, 600))
def test_a_simulated_span_takes_its_length_over_the_factor(
    real: datetime, span: timedelta, factor: float
) -> None:
    clock = ClockSetting(factor, ANCHOR + timedelta(days=3), ANCHOR)
    simulated = clock.simulated(real + span) - clock.simulated(real)
    assert abs(clock.real_s(simulated.total_seconds()) - span.total_seconds()) < 0.001


def test_ten_real_seconds_are_four_hundred_simulated_ones_at_factor_forty() -> None:
    clock = ClockSetting(40, ANCHOR, ANCHOR)
    assert clock.simulated(ANCHOR + timedelta(seconds=10)) == ANCHOR + timedelta(seconds=400)
    assert clock.real_s(400) == 10


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("{}", "missing required field", id="empty"),
        pytest.param("nonsense", "JSON with factor", id="no JSON"),
        pytest.param(
            '{"factor":0,"epoch":"2026-01-01T00:00:00Z","anchor":"2026-01-01T00:00:00Z"}',
            "above 0, at most 600",
            id="factor nought",
        ),
        pytest.param(
            '{"factor":1,"epoch":"2026-01-01T00:00:00","anchor":"2026-01-01T00:00:00Z"}',
            "no time zone",
            id="naive instant",
        ),
    ],
)
def test_a_bad_clock_is_refused_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_clock(text)
