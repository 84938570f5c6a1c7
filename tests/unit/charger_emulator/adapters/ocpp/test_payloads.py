import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charger_emulator.adapters.ocpp.payloads import (
    CallFaultError,
    count,
    instant_or,
    instant_s,
    need,
    one_of,
    text,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(value=JSON)
def test_a_field_is_what_was_asked_for_or_a_call_error(value: object) -> None:
    payload = {"field": value}
    readers = (
        lambda: isinstance(need(payload, "field", int), int),
        lambda: one_of(payload, "field", ("a", "b")) in ("a", "b"),
        lambda: len(text(payload, "field", 5)) <= 5,
        lambda: isinstance(instant_s(payload, "field"), float),
        lambda: 0 <= count(payload, "field", 0) < 2**31,
    )
    for read in readers:
        with contextlib.suppress(CallFaultError):
            assert read()


def test_an_instant_without_a_zone_is_utc_and_an_absent_one_the_default() -> None:
    assert instant_s({"at": "1970-01-01T00:01:00"}, "at") == 60.0
    assert instant_s({"at": "1970-01-01T01:00:00+01:00"}, "at") == 0.0
    assert instant_or({}, "at", 7.0) == 7.0


def test_true_is_no_number() -> None:
    with pytest.raises(CallFaultError, match="True is no int"):
        need({"field": True}, "field", int)
