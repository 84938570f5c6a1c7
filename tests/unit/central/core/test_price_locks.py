"""The terms of a session: the lowest prices shown, the tariff's hours, and what a heal does."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.price_locks import ShownPrice, carried, locked_terms, offline_terms
from central.core.tariff_hours import rate_at, zone_of
from central.core.tariffs import IdleFee, Rate, Tariff, Terms, plain_tariff
from tests.unit.central.core.tariff_builders import BERLIN, EVENING

T0 = datetime(2026, 6, 1, 14, tzinfo=UTC)  # 16:00 in Berlin: off peak
BASE = Decimal("0.35")
PLAIN = Terms(plain_tariff(BASE, "USD"))
prices = st.decimals(min_value="0.01", max_value="3", places=3)
shown_lists = st.lists(
    st.builds(
        lambda offset, price: ShownPrice(T0 + timedelta(seconds=offset), price),
        st.integers(min_value=-7200, max_value=7200),
        prices,
    ),
    unique_by=lambda each: each.at,
    max_size=8,
)


def after(minutes: float) -> datetime:
    return T0 + timedelta(minutes=minutes)


def locked(shown: list[ShownPrice], since: datetime) -> Decimal:
    return locked_terms(PLAIN, shown, since, T0).tariff.rate.per_kwh


def test_lowest_price_between_authorize_and_start_is_locked() -> None:
    shown = [
        ShownPrice(after(-60), Decimal("0.30")),
        ShownPrice(after(-3), Decimal("0.50")),
        ShownPrice(after(2), Decimal("0.10")),
    ]
    assert locked(shown, after(-5)) == Decimal("0.30")


def test_price_that_rose_before_the_driver_came_is_locked_as_it_was_shown() -> None:
    shown = [ShownPrice(after(-60), Decimal("0.30")), ShownPrice(after(-20), Decimal("0.61"))]
    assert locked(shown, after(-5)) == Decimal("0.61")


def test_charger_that_showed_nothing_gives_the_tariff() -> None:
    assert locked_terms(Terms(EVENING, BERLIN), [], after(-5), T0).tariff == EVENING


@given(shown=shown_lists, window_s=st.integers(min_value=0, max_value=3600))
def test_lock_is_the_lowest_price_on_the_display_at_any_moment(
    shown: list[ShownPrice], window_s: int
) -> None:
    start = T0 - timedelta(seconds=window_s)
    on_display = []
    for second in range(window_s + 1):
        past = [each for each in shown if each.at <= start + timedelta(seconds=second)]
        on_display.append(max(past, key=lambda each: each.at).per_kwh if past else BASE)
    assert locked(shown, start) == min(on_display)


@given(shown=shown_lists, data=st.data())
def test_order_of_the_history_does_not_matter(shown: list[ShownPrice], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(shown))
    assert locked(list(shuffled), after(-9)) == locked(shown, after(-9))


@pytest.mark.parametrize(
    ("price", "base", "shown", "expected"),
    [
        pytest.param("0.30", "0.30", "0.30", "0.30", id="no heal"),
        pytest.param("0.30", "0.30", "0.525", "0.525", id="surge in its own hour"),
        pytest.param("0.50", "0.30", "0.525", "0.525", id="a surge adds nothing beyond it"),
        pytest.param("0.60", "0.30", "0.525", "0.60", id="a dearer hour is not made cheaper"),
        pytest.param("0.10", "0.30", "0.525", "0.175", id="the factor holds in a cheaper hour"),
        pytest.param("0.30", "0.30", "0.21", "0.21", id="discount in its own hour"),
        pytest.param("0.50", "0.30", "0.21", "0.35", id="the factor holds in a dearer hour"),
        pytest.param("0.10", "0.30", "0.21", "0.10", id="a discount takes nothing off below it"),
        pytest.param("0.50", "0.359", "0.36", "0.50", id="a display of two places"),
        pytest.param("0.50", "0", "0.36", "0.50", id="a factor on nothing is none"),
    ],
)
def test_what_a_heal_means_in_another_hour(
    price: str, base: str, shown: str, expected: str
) -> None:
    assert carried(Decimal(price), Decimal(base), Decimal(shown)) == Decimal(expected)


@given(prices, prices, prices)
def test_a_carried_price_lies_between_the_tariff_and_what_was_shown(
    price: Decimal, base: Decimal, shown: Decimal
) -> None:
    found = carried(price, base, shown)
    assert min(price, shown) <= found <= max(price, shown)
    assert (found - price) * (shown - base) >= 0


def test_a_surge_is_carried_into_the_evening() -> None:
    shown = [ShownPrice(after(-10), Decimal("0.525"))]
    terms = locked_terms(Terms(EVENING, BERLIN), shown, after(-5), T0)
    zone = zone_of(BERLIN)
    found = [rate_at(terms.tariff, zone, after(m)).per_kwh for m in (0, 60, 240)]
    assert found == [Decimal("0.525")] * 3


def test_the_lowest_flat_fee_shown_holds() -> None:
    tariff = Tariff("USD", Rate(BASE), flat=Decimal(2))
    shown = [ShownPrice(after(-10), BASE, Decimal(0), Decimal(1))]
    assert locked_terms(Terms(tariff), shown, after(-5), T0).tariff.flat == Decimal(1)


def test_an_offline_start_keeps_what_was_shown_then_without_hours_and_idle_fee() -> None:
    tariff = Tariff("EUR", EVENING.rate, EVENING.windows, Decimal(2), IdleFee(Decimal(6)))
    shown = [
        ShownPrice(after(-600), Decimal("0.25"), Decimal(1), Decimal("0.5")),
        ShownPrice(after(30), Decimal("0.99"), Decimal(1), Decimal("0.5")),
    ]
    found = offline_terms(Terms(tariff, BERLIN), shown, after(-5), T0).tariff
    assert found == Tariff("EUR", Rate(Decimal("0.25"), Decimal(1)), flat=Decimal("0.5"))
