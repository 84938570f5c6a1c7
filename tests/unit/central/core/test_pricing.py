from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.pricing import (
    Neighbour,
    PriceKind,
    discount,
    display_text,
    surge,
)
from central.core.rules import HealRules
from contract.costmsg import Price, default_price_value

RULES = HealRules()
prices = st.decimals("0.001", "10", places=4)


@given(prices)
def test_a_surge_is_base_times_its_factor_and_never_below_base(base: Decimal) -> None:
    made = surge(base, "USD", RULES)
    assert made.per_kwh == base * Decimal("1.75")
    assert made.per_kwh > made.base_per_kwh


@given(prices, st.none() | prices)
def test_a_discount_is_below_base_or_not_made(base: Decimal, floor: Decimal | None) -> None:
    made = discount(base, "USD", replace(RULES, price_floor_per_kwh=floor))
    assert made.per_kwh is None or (floor or Decimal(0)) <= made.per_kwh < base


@given(prices, prices)
def test_no_surge_passes_the_cap(base: Decimal, cap: Decimal) -> None:
    made = surge(base, "USD", replace(RULES, price_cap_per_kwh=cap))
    assert made.per_kwh is None or base < made.per_kwh <= cap
    assert made.reasons


def test_a_declared_emergency_holds_the_factor() -> None:
    made = surge(Decimal("0.40"), "USD", replace(RULES, declared_emergency=True))
    assert made.per_kwh == Decimal("0.40") * Decimal("1.10")
    assert any("emergency" in reason for reason in made.reasons)


@pytest.mark.parametrize(
    ("kind", "neighbour", "limit_kw", "expected"),
    [
        pytest.param(PriceKind.BASE, None, None, "0.40 USD/kWh", id="base"),
        pytest.param(PriceKind.DISCOUNT, None, None, "0.40 USD/kWh, reduced price", id="discount"),
        pytest.param(PriceKind.SURGE, None, None, "0.40 USD/kWh, busy", id="surge alone"),
        pytest.param(
            PriceKind.SURGE,
            Neighbour("Elm St", 2.04, Decimal("0.28")),
            60.0,
            "0.40 USD/kWh, power reduced to 60 kW; busy: 0.28 USD/kWh at Elm St (2.0 km)",
            id="surge with a neighbour and less power",
        ),
    ],
)
def test_the_display_says_price_power_and_where_it_is_cheaper(
    kind: PriceKind, neighbour: Neighbour | None, limit_kw: float | None, expected: str
) -> None:
    assert display_text(kind, Decimal("0.40"), "USD", neighbour, limit_kw) == expected


@given(st.text(max_size=200))
def test_any_station_name_fits_on_the_display(name: str) -> None:
    neighbour = Neighbour(name, 12.3, Decimal("0.28"))
    text = display_text(PriceKind.SURGE, Decimal("0.70"), "USD", neighbour, 350.0)
    assert len(text) <= 160
    plain = text.encode("ascii", "ignore").decode().replace("\\", "").replace('"', "")
    printable = "".join(c for c in plain if c.isprintable())
    assert len(default_price_value(Price(Decimal("0.70"), "USD", printable))) <= 500
