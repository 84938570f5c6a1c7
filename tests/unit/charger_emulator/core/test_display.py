import json

import pytest

from charger_emulator.core.display import ACCEPTED, REJECTED, UNKNOWN_MESSAGE, Display, json_object


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
        '{"priceText":"x","chargingPrice":{"kWhPrice":1' + "0" * 400 + "}}",
        '{"priceText":"x","chargingPrice":{"kWhPrice":NaN}}',
        "[" * 50_000,
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
    assert shown.cost_message(kind, data, ({7}, {8})) == answer
    assert len(shown.messages) == (answer == ACCEPTED)


def test_data_that_is_no_json_is_refused() -> None:
    for data in ("not json", "", "[]", "7"):
        assert json_object(data) == {}
    assert display().cost_message("FinalCost", {}, ({7}, set())) == REJECTED


def test_a_text_in_the_language_of_the_screen_is_preferred() -> None:
    shown = display()
    extra = [{"format": "UTF8", "language": "de", "content": "30 Cent"}]
    content = {"idToken": "A", "priceText": "30 cents", "priceTextExtra": extra}
    for language, text in (("de", "30 Cent"), ("fr", "30 cents")):
        assert shown.cost_message("SetUserPrice", content, (set(), set()), language) == ACCEPTED
        assert shown.messages[-1]["text"] == text


def test_the_screen_has_texts_by_language_and_for_no_link() -> None:
    shown = display()
    assert shown.default_price('{"priceText": "30 cents", "priceTextOffline": "at most 40"}')
    assert shown.default_text("de", '{"priceText": "30 Cent"}')
    assert not shown.default_text("es", '{"priceText": 7}')
    assert shown.shown("en", is_online=True) == shown.shown("es", is_online=True) == "30 cents"
    assert shown.shown("en", is_online=False) == "at most 40"
    assert shown.shown("de", is_online=True) == shown.shown("de", is_online=False) == "30 Cent"


def test_an_ended_session_may_still_cost_idle_money() -> None:
    running = {"transactionId": 8, "cost": 2, "timestamp": "", "meterValue": 1, "chargingPrice": {}}
    shown = display()
    idle = running | {"state": "Idle"}
    assert shown.cost_message("RunningCost", idle, (set(), {8})) == ACCEPTED
    charging = running | {"state": "Charging"}
    assert shown.cost_message("RunningCost", charging, (set(), {8})) == REJECTED


@pytest.mark.parametrize("ident", ["\u00b2", "9" * 5_000, "", True, 1.0])
def test_what_is_no_transaction_id_is_no_fault_of_ours(ident: object) -> None:
    data = {"transactionId": ident, "cost": 1.0, "priceText": "x"}
    assert display().cost_message("FinalCost", data, ({1, 2, 9}, set())) == REJECTED
