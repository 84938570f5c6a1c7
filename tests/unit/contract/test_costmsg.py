import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.costmsg import (
    Price,
    default_price_value,
    final_cost,
    price_text,
    rounded,
    running_cost,
    set_user_price,
)

money = st.decimals(min_value=0, max_value=1000, places=6)


@given(money, st.integers(min_value=0, max_value=6))
def test_rounding_moves_money_by_at_most_half_a_unit(amount: Decimal, decimals: int) -> None:
    assert abs(rounded(amount, decimals) - amount) <= Decimal(5).scaleb(-decimals - 1)


def test_a_half_is_rounded_to_the_even_neighbour() -> None:
    assert [rounded(Decimal(x), 1) for x in ("0.25", "0.35")] == [Decimal("0.2"), Decimal("0.4")]


def test_default_price_carries_text_and_number() -> None:
    price = Price(Decimal("0.6125"), "USD", price_text(Decimal("0.6125"), "USD", "busy"))
    assert json.loads(default_price_value(price)) == {
        "priceText": "0.61 USD/kWh, busy",
        "priceTextOffline": "0.61 USD/kWh, busy",
        "chargingPrice": {"kWhPrice": 0.612, "hourPrice": 0.0, "flatFee": 0.0},
    }


def test_a_default_price_over_500_characters_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 500"):
        default_price_value(Price(Decimal(1), "USD", "x" * 300))


def test_the_cost_messages_have_the_members_of_the_note() -> None:
    at = datetime(2026, 1, 1, 12, tzinfo=UTC)
    assert json.loads(set_user_price("TAG", "0.12 USD/kWh")) == {
        "idToken": "TAG",
        "priceText": "0.12 USD/kWh",
    }
    running = json.loads(running_cost(7, at, 1234, Decimal("1.3455"), Decimal("0.123")))
    assert running["transactionId"] == 7
    assert running["timestamp"] == "2026-01-01T12:00:00Z"
    assert running["meterValue"] == 1234
    assert running["cost"] == 1.346
    assert running["state"] == "Charging"
    assert running["chargingPrice"]["kWhPrice"] == 0.123
    assert json.loads(final_cost(7, Decimal("3.3105"), "done")) == {
        "transactionId": 7,
        "cost": 3.31,
        "priceText": "done",
    }
