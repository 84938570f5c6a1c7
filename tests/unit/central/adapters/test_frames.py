"""The codec of OCPP-J frames."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.adapters.ocpp import frames
from central.adapters.ocpp.frames import Call, Failure, Ignored, Malformed, Result, parse

ids = st.text(min_size=1, max_size=36)
values = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text()
objects = st.dictionaries(st.text(max_size=20), values, max_size=5)


@given(message_id=ids, action=st.text(), payload=objects)
def test_a_call_reads_back_as_written(message_id: str, action: str, payload: Any) -> None:
    assert parse(frames.call(message_id, action, payload)) == Call(message_id, action, payload)


@given(message_id=ids, payload=objects)
def test_a_result_reads_back_as_written(message_id: str, payload: Any) -> None:
    assert parse(frames.result(message_id, payload)) == Result(message_id, payload)


@given(message_id=ids, text=st.text())
def test_an_error_reads_back_with_at_most_255_characters(message_id: str, text: str) -> None:
    read = parse(frames.failure(message_id, "GenericError", text))
    assert read == Failure(message_id, "GenericError", text[:255])


@given(text=st.text() | st.binary())
def test_nothing_makes_the_parser_raise(text: str | bytes) -> None:
    parse(text)


def test_a_deep_bomb_is_only_malformed() -> None:
    assert isinstance(parse("[" * 100_000), Malformed)


@pytest.mark.parametrize(
    ("frame", "message_id"),
    [
        pytest.param([2, "7", "Heartbeat"], "7", id="call without payload"),
        pytest.param([2, "7", "Heartbeat", []], "7", id="payload is an array"),
        pytest.param([2, "7", 5, {}], "7", id="action is a number"),
        pytest.param([2, 7, "Heartbeat", {}], None, id="id is a number"),
        pytest.param([2, "", "Heartbeat", {}], None, id="empty id"),
        pytest.param([2, "x" * 256, "Heartbeat", {}], None, id="id too long"),
        pytest.param([True, "7", "Heartbeat", {}], None, id="type is a truth value"),
        pytest.param([3, "7", None], None, id="answer without object"),
        pytest.param({"a": 1}, None, id="object"),
        pytest.param([], None, id="empty"),
    ],
)
def test_malformed_frames_tell_whom_to_answer(frame: Any, message_id: str | None) -> None:
    read = parse(json.dumps(frame))
    assert isinstance(read, Malformed)
    assert read.message_id == message_id


def test_a_type_of_another_version_is_ignored() -> None:
    assert parse('[5,"7",{}]') == Ignored()
