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
        pytest.param('[2,"a","X",{"v":NaN}]', '"a"', id="NaN is no JSON"),
        pytest.param('[2,"a","X",{"v":1', '"a"', id="cut off in the middle"),
        pytest.param(' [ 2 , "a\\"\\u00e9" ,x', '"a\\"\\u00e9"', id="an id with escapes"),
        pytest.param('[2,"a","X",{"v":"\\ud800"}]', '"a"', id="half a character"),
        pytest.param('[2,"\\ud800","X",{}]', None, id="half a character as id"),
        pytest.param('[2,"' + "a" * 250_000, None, id="an id that never ends"),
        pytest.param('[2,"a","X",' + '{"v":' * 50_000, '"a"', id="a nest of objects"),
        pytest.param("[" + "9" * 400 + ',"a"]', None, id="a type beyond any integer"),
        pytest.param("[" * 100_000, None, id="a nest of arrays"),
    ],
)
def test_malformed_frame_says_whether_the_sender_can_be_told(
    text: str, id_json: str | None
) -> None:
    frame = frames.parse(text)
    assert isinstance(frame, Malformed)
    assert frame.id_json == id_json
    assert "a frame is [2,id,action,payload]" in frame.reason
    assert len(frame.reason) < 300


@pytest.mark.parametrize(
    "text",
    [
        '[3,"x"]',
        '[3,"x",[]]',
        '[4,"x"]',
        '[4,"x",1,"",{}]',
        '[3,"x",{"v":NaN}]',
        '[4,"x","\\ud800"]',
    ],
)
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
