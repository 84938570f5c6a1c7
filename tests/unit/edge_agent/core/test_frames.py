"""Frames: split without touching the payload, and never an exception."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.core import frames
from edge_agent.core.frames import Call, Failure, Malformed, MalformedAnswer, Result

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        pytest.param('[2,"1","Heartbeat",{}]', Call('"1"', "Heartbeat", "{}"), id="a call"),
        pytest.param(
            ' [ 2 , "a" , "MeterValues" , {"v" : 1.50, "e":1E+2} ] ',
            Call('"a"', "MeterValues", '{"v" : 1.50, "e":1E+2}'),
            id="blanks and number forms inside the payload survive",
        ),
        pytest.param('[3,"x",{"a":"\\u00e9"}]', Result("x", '{"a":"\\u00e9"}'), id="an answer"),
        pytest.param(
            '[4,"x","InternalError","no",{"k":1}]',
            Failure("x", '"InternalError","no",{"k":1}'),
            id="an error",
        ),
        pytest.param(
            '[4,"x","GenericError"]',
            Failure("x", '"GenericError","",{}'),
            id="an error without description and details is completed",
        ),
        pytest.param(
            '[4,"x","GenericError","why"]',
            Failure("x", '"GenericError","why",{}'),
            id="an error without details is completed",
        ),
    ],
)
def test_frame_is_taken_apart(text: str, frame: frames.Frame) -> None:
    assert frames.parse(text) == frame


@pytest.mark.parametrize(
    ("text", "id_json"),
    [
        pytest.param("", None, id="nothing"),
        pytest.param("not json", None, id="no json"),
        pytest.param('{"a":1}', None, id="an object"),
        pytest.param("[]", None, id="an empty array"),
        pytest.param('["2","a","X",{}]', None, id="a type that is no number"),
        pytest.param('[5,"a",{}]', None, id="an unknown type"),
        pytest.param('[2,7,"X",{}]', None, id="an id that is no string"),
        pytest.param("[2]", None, id="no id"),
        pytest.param('[2,"a"]', '"a"', id="a call without action"),
        pytest.param('[2,"a","X"]', '"a"', id="a call without payload"),
        pytest.param('[2,"a","X",[]]', '"a"', id="a payload that is no object"),
        pytest.param('[2,"a","X",null]', '"a"', id="a payload that is null"),
        pytest.param('[2,"a",9,{}]', '"a"', id="an action that is no string"),
        pytest.param('[2,"a","X",{},1]', '"a"', id="a fifth element"),
        pytest.param('[2,"a","X",{"v":NaN}]', None, id="NaN is no JSON"),
        pytest.param("[" * 100_000, None, id="a nest of arrays"),
    ],
)
def test_malformed_frame_says_whether_the_sender_can_be_told(
    text: str, id_json: str | None
) -> None:
    frame = frames.parse(text)
    assert isinstance(frame, Malformed)
    assert frame.id_json == id_json
    assert frame.reason


@pytest.mark.parametrize("text", ['[3,"x"]', '[3,"x",[]]', '[4,"x"]', '[4,"x",1,"",{}]'])
def test_malformed_answer_keeps_the_id_it_answers(text: str) -> None:
    frame = frames.parse(text)
    assert isinstance(frame, MalformedAnswer)
    assert frame.message_id == "x"


@given(text=st.text())
def test_any_text_is_parsed_without_an_exception(text: str) -> None:
    assert frames.parse(text) is not None


@given(payload=st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), JSON_VALUES))
def test_payload_of_a_relayed_call_is_the_same_text(payload: dict[str, object]) -> None:
    raw = json.dumps(payload)
    received = frames.parse(f'[2,"id","X",{raw}]')
    assert isinstance(received, Call)
    sent = frames.call("other", received.action, received.payload)
    assert sent == f'[2,"other","X",{raw}]'


def test_failure_tail_is_cut_at_255_characters() -> None:
    tail = frames.failure_tail("InternalError", "x" * 300)
    assert json.loads(f"[{tail}]") == ["InternalError", "x" * 255, {}]
