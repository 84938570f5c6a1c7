import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.costmsg import (
    IdlePrice,
    MeterTrigger,
    NextPeriod,
    Price,
    Running,
    default_price_value,
    default_text_value,
    final_cost,
    money_text,
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
        "priceText": "0.612 USD/kWh, busy",
        "priceTextOffline": "0.612 USD/kWh, busy",
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
    told = Running(7, at, 1234, Decimal("1.3455"), Decimal("0.123"))
    running = json.loads(running_cost(told))
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


def test_a_running_cost_has_all_that_the_note_names() -> None:
    at = datetime(2026, 1, 1, 12, tzinfo=UTC)
    told = Running(
        transaction_id=7,
        at=at,
        meter_wh=1234,
        cost=Decimal("1.5"),
        per_kwh=Decimal("0.25"),
        per_hour=Decimal(2),
        flat=Decimal(1),
        is_idle=True,
        idle=IdlePrice(Decimal(6), 15),
        next_period=NextPeriod(at + timedelta(hours=1), Decimal("0.5"), idle=IdlePrice(Decimal(6))),
        trigger=MeterTrigger(at + timedelta(hours=1), Decimal(5), Decimal("0.5"), ("Finishing",)),
    )
    assert json.loads(running_cost(told, decimals=2)) == {
        "transactionId": 7,
        "timestamp": "2026-01-01T12:00:00Z",
        "meterValue": 1234,
        "cost": 1.5,
        "state": "Idle",
        "chargingPrice": {"kWhPrice": 0.25, "hourPrice": 2.0, "flatFee": 1.0},
        "idlePrice": {"graceMinutes": 15, "hourPrice": 6.0},
        "nextPeriod": {
            "atTime": "2026-01-01T13:00:00Z",
            "chargingPrice": {"kWhPrice": 0.5, "hourPrice": 0.0},
            "idlePrice": {"hourPrice": 6.0},
        },
        "triggerMeterValue": {
            "atTime": "2026-01-01T13:00:00Z",
            "atEnergykWh": 5.0,
            "atPowerkW": 0.5,
            "atCPStatus": ["Finishing"],
        },
    }


def test_other_languages_and_the_address_of_the_receipt_travel_along() -> None:
    extra = {"de": "gesamt 3,31 EUR"}
    said = [{"format": "UTF8", "language": "de", "content": "gesamt 3,31 EUR"}]
    assert json.loads(set_user_price("TAG", "x", extra))["priceTextExtra"] == said
    final = json.loads(final_cost(7, Decimal("3.31"), "x", extra=extra, address="https://a/7"))
    assert (final["priceTextExtra"], final["qrCodeText"]) == (said, "https://a/7")


def test_the_text_of_a_language_is_a_value_of_its_own() -> None:
    assert json.loads(default_text_value("an", "aus")) == {
        "priceText": "an",
        "priceTextOffline": "aus",
    }


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        pytest.param("0.35", "0.35 USD", id="two places"),
        pytest.param("0.359", "0.359 USD", id="a third place where it counts"),
        pytest.param("2", "2.00 USD", id="whole"),
    ],
)
def test_what_is_read_is_what_is_paid(amount: str, expected: str) -> None:
    assert money_text(Decimal(amount), "USD") == expected
