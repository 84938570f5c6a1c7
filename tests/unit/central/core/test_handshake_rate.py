"""How many handshakes come in, and how long the others wait."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core import handshake_rate
from central.core.handshake_rate import HandshakeRate, Rate

ONE, MANY = Rate(2.0, 3), Rate(1000.0, 1000)


def let_in(rate: HandshakeRate, address: str | None, times: int, now_s: float = 0.0) -> int:
    return sum(rate.wait_s(address, now_s) == 0 for _ in range(times))


def test_a_burst_comes_in_and_then_the_rate() -> None:
    rate = HandshakeRate(ONE, MANY)
    assert let_in(rate, "a", 10, 100.0) == 3
    assert rate.wait_s("a", 100.0) == pytest.approx(0.5)
    assert let_in(rate, "a", 10, 101.0) == 2


def test_one_address_costs_no_other_a_place() -> None:
    rate = HandshakeRate(ONE, Rate(1.0, 4))
    assert let_in(rate, "a", 100) == 3
    assert let_in(rate, "b", 1) == 1


def test_all_together_are_bounded() -> None:
    rate = HandshakeRate(ONE, Rate(1.0, 4))
    assert sum(let_in(rate, str(number), 1) for number in range(10)) == 4
    assert rate.wait_s("x", 0.0) == pytest.approx(1.0)


def test_without_an_address_only_the_whole_counts() -> None:
    assert let_in(HandshakeRate(ONE, MANY), None, 900) == 900


def test_remembered_addresses_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handshake_rate, "MOST_ADDRESSES", 5)
    rate = HandshakeRate(ONE, MANY)
    for number in range(50):
        assert let_in(rate, f"a{number}", 1, number / 100) == 1
    assert len(rate._addresses) <= 6


@pytest.mark.parametrize("bad", [(0.0, 1), (1.0, 0)])
def test_a_rate_of_nothing_is_refused(bad: tuple[float, int]) -> None:
    with pytest.raises(ValueError, match="above 0, and at least 1"):
        Rate(*bad)


@given(st.lists(st.floats(0, 5), max_size=60), st.integers(1, 5), st.floats(0.1, 10))
def test_never_more_than_burst_and_rate_times_time(
    steps: list[float], burst: int, per_s: float
) -> None:
    rate = HandshakeRate(Rate(per_s, burst), MANY)
    now_s, taken = 0.0, 0
    for step in steps:
        now_s += step
        wait_s = rate.wait_s("a", now_s)
        assert wait_s >= 0
        taken += wait_s == 0
        assert taken <= burst + per_s * now_s + 1e-6
