"""The codec of OCPP-J frames."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.adapters.ocpp import frames
from central.adapters.ocpp.frames import Call, Failure, Ignored, Malformed, Result, parse
from central.core.ocpp_reading import Repairs

ids = st.text(min_size=1, max_size=36)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
"""Without NUL, which is read as a question mark."""
values = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts
objects = st.dictionaries(texts, values, max_size=5)


@given(message_id=ids, action=texts, payload=objects)
def test_a_call_reads_back_as_written(message_id: str, action: str, payload: Any) -> None:
    assert parse(frames.call(message_id, action, payload)) == Call(message_id, action, payload)


@given(message_id=ids, payload=objects)
def test_a_result_reads_back_as_written(message_id: str, payload: Any) -> None:
    assert parse(frames.result(message_id, payload)) == Result(message_id, payload)


@given(message_id=ids, text=texts)
def test_an_error_reads_back_with_at_most_255_characters(message_id: str, text: str) -> None:
    read = parse(frames.failure(message_id, "GenericError", text))
    assert read == Failure(message_id, "GenericError", text[:255])


@given(frame=st.lists(st.just(2) | values | objects, max_size=3).map(lambda rest: [2, *rest]))
def test_white_space_before_a_frame_changes_nothing(frame: list[Any]) -> None:
    text = json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
    assert parse(text) == parse(f" {text}")


@pytest.mark.parametrize("length", [0, 1, 255, 256])
def test_the_length_of_an_id_is_judged_alike_however_a_frame_is_spaced(length: int) -> None:
    text = frames.call("i" * length, "Heartbeat", {})
    assert parse(text) == parse(f" {text}")
    assert isinstance(parse(text), Call) is (0 < length <= frames.MAX_ID_LENGTH)


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
    assert parse('[5,"7",{}]') == Ignored(5)


def test_a_binary_frame_is_none() -> None:
    read = parse(b'[2,"7","Heartbeat",{}]')
    assert isinstance(read, Malformed)
    assert read.reason == "binary; allowed: text frames"


@pytest.mark.parametrize(
    ("text", "message_id"),
    [
        pytest.param('[2,"7","Heartbeat",{', "7", id="call that was cut"),
        pytest.param(' [ 2 , "7" ,"X",{}] trailing', "7", id="call with a tail"),
        pytest.param('[3,"7",{', None, id="answer that was cut"),
        pytest.param("hello", None, id="no JSON at all"),
        pytest.param('[2,"7","X",{"n":' + "9" * 5000 + "}]", "7", id="number of 5000 digits"),
    ],
)
def test_a_call_that_is_no_json_is_answered_where_its_id_can_be_read(
    text: str, message_id: str | None
) -> None:
    read = parse(text)
    assert isinstance(read, Malformed)
    assert read.message_id == message_id
    assert read.reason.startswith("not JSON: ")


@pytest.mark.parametrize(
    ("value", "taken"),
    [
        pytest.param('"a\\ud800b"', "a?b", id="half of a surrogate pair"),
        pytest.param('"a\\u0000b"', "a?b", id="NUL"),
        pytest.param('{"\\u0000":["\\u0000"]}', {"?": ["?"]}, id="NUL within"),
        pytest.param("NaN", "NaN", id="no number"),
        pytest.param("1e999", "1e999", id="beyond all floats"),
    ],
)
def test_what_is_nearly_json_is_read_with_a_named_repair(value: str, taken: object) -> None:
    repairs = Repairs()
    read = parse(f'[2,"7","DataTransfer",{{"data":{value}}}]', repairs)
    assert read == Call("7", "DataTransfer", {"data": taken})
    assert len(repairs.made) == 1


def test_an_escaped_backslash_before_u0000_is_no_nul_and_an_id_with_nul_stays() -> None:
    repairs = Repairs()
    text = r'[2,"7","DataTransfer",{"data":"\\u0000"}]'
    assert parse(text, repairs) == Call("7", "DataTransfer", {"data": r"\u0000"})
    assert parse(r'[2,"\u0000","Heartbeat",{}]', repairs) == Call("\0", "Heartbeat", {})
    assert repairs.made == []
