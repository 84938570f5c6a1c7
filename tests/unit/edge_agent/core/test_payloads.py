"""Payloads are looked into and changed as text, and nothing else in them changes."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.core import payloads

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.text(max_size=6) | st.just("transactionId"), JSON, max_size=6)


@given(fields=OBJECTS, value=JSON, indent=st.sampled_from([None, 0, 2]), ascii_only=st.booleans())
def test_one_value_is_replaced_and_no_other(
    fields: dict[str, Any], value: Any, indent: int | None, ascii_only: bool
) -> None:
    given_fields = {**fields, "transactionId": value, "z": {"transactionId": 1}}
    text = json.dumps(given_fields, indent=indent, ensure_ascii=ascii_only)
    changed = payloads.with_transaction("StopTransaction", text, 77)
    assert json.loads(changed) == {**given_fields, "transactionId": 77}
    assert json.loads(payloads.raw(text, "transactionId")) == value


def test_the_rest_stays_byte_for_byte() -> None:
    text = (
        '{ "a":1.50,"transactionId" :  2000000000 ,"b":"\\u00e9 \\"transactionId\\":5", "c":[1E2 ]}'
    )
    assert payloads.with_transaction("MeterValues", text, 7) == text.replace("2000000000", "7")


def test_last_of_equal_keys_counts_as_parsers_take_it() -> None:
    text = '{"transactionId":1,"transactionId":2}'
    assert payloads.transaction_of("StopTransaction", text) == 2
    assert json.loads(payloads.with_transaction("StopTransaction", text, 9))["transactionId"] == 9


@pytest.mark.parametrize("given_id", [5, "5"])
def test_cost_message_keeps_the_form_of_its_id(given_id: object) -> None:
    data = json.dumps({"transactionId": given_id, "cost": 1.50})
    vendor = "org.openchargealliance.costmsg"
    text = json.dumps({"vendorId": vendor, "messageId": "RunningCost", "data": data})
    assert payloads.transaction_of("DataTransfer", text) == 5
    changed = json.loads(payloads.with_transaction("DataTransfer", text, 8))
    assert json.loads(changed["data"]) == {"transactionId": type(given_id)(8), "cost": 1.5}


def test_data_of_another_vendor_is_nobody_s_business() -> None:
    text = '{"vendorId":"com.example","messageId":"RunningCost","data":"{\\"transactionId\\":5}"}'
    assert payloads.transaction_of("DataTransfer", text) is None
    assert payloads.with_transaction("DataTransfer", text, 8) == text


@pytest.mark.parametrize("text", ["{}", " { } ", '{"a":1}', '{"a":{}}\n'])
def test_field_is_added(text: str) -> None:
    assert json.loads(payloads.with_field(text, "t", '"x"')) == {**json.loads(text), "t": "x"}


@pytest.mark.parametrize(
    ("text", "is_spare"),
    [
        ('{"sampledValue":[{"value":"1"}]}', True),
        ('{"sampledValue":[{"value":"1","context":"Sample.Periodic"}]}', True),
        ('{"sampledValue":[{"value":"1","context" : "Transaction.Begin"}]}', False),
        ('{"sampledValue":[{"value":"x","format":"SignedData"}]}', False),
        ('{"sampledValue":[{"value":"OCMF|{}|{}"}]}', False),
    ],
)
def test_reading_that_is_signed_or_marks_an_end_is_never_spare(text: str, is_spare: bool) -> None:
    assert payloads.is_spare(text) == is_spare


@given(st.text())
def test_no_text_raises(text: str) -> None:
    for action in ("MeterValues", "SetChargingProfile", "DataTransfer"):
        payloads.transaction_of(action, text)
        payloads.with_transaction(action, text, 1)
