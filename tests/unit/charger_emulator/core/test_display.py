import json

import pytest

from charger_emulator.core.display import ACCEPTED, REJECTED, UNKNOWN_MESSAGE, Display


def display() -> Display:
    return Display(0.40, "0.40 USD/kWh")


def test_a_default_price_shows_its_number_and_its_words() -> None:
    shown = display()
    value = {"priceText": "0.70 USD/kWh, busy", "chargingPrice": {"kWhPrice": 0.7}}
    assert shown.default_price(json.dumps(value))
    assert (shown.price_per_kwh, shown.text) == (0.7, "0.70 USD/kWh, busy")


def test_a_price_in_words_only_leaves_the_number() -> None:
    shown = display()
    assert shown.default_price('{"priceText":"free today"}')
    assert shown.price_per_kwh == 0.40


@pytest.mark.parametrize(
    "value",
    [
        "0.70",
        "{",
        "[]",
        "{}",
        '{"priceText":""}',
        '{"priceText":"x","chargingPrice":{}}',
        '{"priceText":"x","chargingPrice":{"kWhPrice":-1}}',
        '{"priceText":"x","chargingPrice":{"kWhPrice":"0.7"}}',
        '{"priceText":"x","chargingPrice":7}',
    ],
)
def test_an_unusable_default_price_changes_nothing(value: str) -> None:
    shown = display()
    assert not shown.default_price(value)
    assert (shown.price_per_kwh, shown.text) == (0.40, "0.40 USD/kWh")


@pytest.mark.parametrize(
    ("kind", "data", "answer"),
    [
        pytest.param(
            "SetUserPrice", {"idToken": "A", "priceText": "hi"}, ACCEPTED, id="user price"
        ),
        pytest.param("SetUserPrice", {"priceText": "hi"}, REJECTED, id="no token"),
        pytest.param("FinalCost", {"transactionId": 8, "cost": 3.2}, ACCEPTED, id="ended one"),
        pytest.param("FinalCost", {"transactionId": "8", "cost": 3.2}, ACCEPTED, id="id as text"),
        pytest.param("FinalCost", {"transactionId": 9, "cost": 3.2}, REJECTED, id="unknown one"),
        pytest.param("RunningCost", {"transactionId": 7, "cost": 1.0}, REJECTED, id="incomplete"),
        pytest.param("Other", {}, UNKNOWN_MESSAGE, id="unknown message"),
    ],
)
def test_cost_messages_are_shown_or_refused(
    kind: str, data: dict[str, object], answer: str
) -> None:
    shown = display()
    assert shown.cost_message(kind, json.dumps(data), {7}, {8}) == answer
    assert len(shown.messages) == (answer == ACCEPTED)


def test_data_that_is_no_json_is_refused() -> None:
    assert display().cost_message("FinalCost", "not json", {7}, set()) == REJECTED
    assert display().cost_message("FinalCost", None, {7}, set()) == REJECTED
