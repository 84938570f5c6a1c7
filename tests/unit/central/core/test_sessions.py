"""Price lock, bill and inferred end of a session."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.sessions import (
    PRICE_WINDOW,
    Readings,
    ShownPrice,
    bill,
    cost_so_far,
    ends_session,
    locked_price,
    price_window_start,
)

T0 = datetime(2026, 6, 1, 12, tzinfo=UTC)
BASE = Decimal("0.35")
prices = st.decimals(min_value="0.01", max_value="3", places=3)
offsets_s = st.integers(min_value=-7200, max_value=7200)
shown_lists = st.lists(
    st.builds(
        lambda offset, price: ShownPrice(T0 + timedelta(seconds=offset), price), offsets_s, prices
    ),
    unique_by=lambda each: each.at,
    max_size=8,
)


def after(minutes: float) -> datetime:
    return T0 + timedelta(minutes=minutes)


def readings(energy_wh: int = 10_000, hours: float = 1.0) -> Readings:
    return Readings(500, 500 + energy_wh, T0, T0 + timedelta(hours=hours))


def test_lowest_price_between_authorize_and_start_is_locked() -> None:
    shown = [
        ShownPrice(after(-60), Decimal("0.30")),
        ShownPrice(after(-3), Decimal("0.50")),
        ShownPrice(after(2), Decimal("0.10")),
    ]
    assert locked_price(shown, BASE, after(-5), T0) == Decimal("0.30")


def test_price_that_rose_before_the_driver_came_is_locked_as_it_was_shown() -> None:
    shown = [ShownPrice(after(-60), Decimal("0.30")), ShownPrice(after(-20), Decimal("0.61"))]
    assert locked_price(shown, BASE, after(-5), T0) == Decimal("0.61")


def test_charger_that_showed_nothing_gives_the_base_price() -> None:
    assert locked_price([], BASE, after(-5), T0) == BASE


def test_window_begins_with_the_first_of_authorize_and_preparing() -> None:
    assert price_window_start(T0, after(-2), after(-4)) == after(-4)
    assert price_window_start(T0, after(-2), None) == after(-2)
    assert price_window_start(T0, None, None) == T0


def test_an_old_authorize_belongs_to_another_driver() -> None:
    long_ago = T0 - PRICE_WINDOW - timedelta(seconds=1)
    assert price_window_start(T0, long_ago, after(3)) == T0


@given(shown=shown_lists, window_s=st.integers(min_value=0, max_value=3600))
def test_lock_is_the_lowest_price_on_the_display_at_any_moment(
    shown: list[ShownPrice], window_s: int
) -> None:
    start = T0 - timedelta(seconds=window_s)
    locked = locked_price(shown, BASE, start, T0)
    on_display = []
    for second in range(window_s + 1):
        past = [each for each in shown if each.at <= start + timedelta(seconds=second)]
        on_display.append(max(past, key=lambda each: each.at).per_kwh if past else BASE)
    assert locked == min(on_display)


@given(shown=shown_lists, data=st.data())
def test_order_of_the_history_does_not_matter(shown: list[ShownPrice], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(shown))
    assert locked_price(shuffled, BASE, after(-9), T0) == locked_price(shown, BASE, after(-9), T0)


def test_bill_is_energy_times_locked_price() -> None:
    result = bill(readings(12_340), Decimal("0.61"), 50_000)
    assert (result.energy_wh, result.cost, result.problem) == (12_340, Decimal("7.5274"), None)


@pytest.mark.parametrize(
    ("given_readings", "words"),
    [
        pytest.param(readings(-1), "ran back by 1 Wh", id="register ran back"),
        pytest.param(readings(910_000), "more than rated power gives", id="kWh read as Wh"),
        pytest.param(readings(5_000, hours=-2.0), "more than rated", id="stopped before it began"),
    ],
)
def test_unbelievable_energy_is_held(given_readings: Readings, words: str) -> None:
    result = bill(given_readings, BASE, 50_000)
    assert result.cost is None
    assert result.problem is not None
    assert words in result.problem


def test_energy_is_not_bounded_where_the_rating_is_unknown() -> None:
    assert bill(readings(910_000), BASE, None).cost == Decimal("318.5")


@given(first_wh=st.integers(0, 10**6), second_wh=st.integers(0, 10**6), per_kwh=prices)
def test_cost_adds_up_and_grows(first_wh: int, second_wh: int, per_kwh: Decimal) -> None:
    whole = cost_so_far(first_wh + second_wh, per_kwh)
    assert whole == cost_so_far(first_wh, per_kwh) + cost_so_far(second_wh, per_kwh)
    assert whole >= cost_so_far(first_wh, per_kwh) >= 0


@pytest.mark.parametrize(
    ("status", "minutes", "ends"),
    [
        pytest.param("Available", 1, True, id="free again"),
        pytest.param("Preparing", 1, True, id="next driver plugs in"),
        pytest.param("Available", -1, False, id="report from before the start"),
        pytest.param("Preparing", 0, False, id="report of the very instant"),
        pytest.param("SuspendedEVSE", 1, False, id="paused"),
        pytest.param("Faulted", 1, False, id="broken"),
        pytest.param("Finishing", 1, False, id="the stop is to come"),
    ],
)
def test_only_a_later_free_connector_ends_a_session(status: str, minutes: int, ends: bool) -> None:
    assert ends_session(status, after(minutes), T0) is ends
