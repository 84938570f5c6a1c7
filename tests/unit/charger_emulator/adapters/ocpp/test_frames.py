import pytest

from charger_emulator.adapters.ocpp import frames as f


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        pytest.param(
            '[2,"1","Reset",{"type":"Hard"}]', f.Call("1", "Reset", {"type": "Hard"}), id="call"
        ),
        pytest.param('[3,"1",{}]', f.Result("1", {}), id="result"),
        pytest.param(
            '[4,"1","GenericError","no",{}]', f.Error("1", "GenericError", "no"), id="error"
        ),
    ],
)
def test_frames_are_read(text: str, frame: f.Frame) -> None:
    assert f.decode(text) == frame


@pytest.mark.parametrize("text", ["", "{}", "[]", "[9]", '[3,"1"]', "\x00", '[2,1,"A",{}]'])
def test_what_is_no_frame_has_no_id_to_answer(text: str) -> None:
    frame = f.decode(text)
    assert isinstance(frame, f.Unreadable)
    assert frame.id is None


def test_a_broken_call_can_be_answered() -> None:
    frame = f.decode('[2,"7","Reset"]')
    assert isinstance(frame, f.Unreadable)
    assert frame.id == "7"


def test_what_is_written_can_be_read() -> None:
    assert f.decode(f.encode_call("1", "A", {"b": 1})) == f.Call("1", "A", {"b": 1})
    assert f.decode(f.encode_result("1", {"b": 1})) == f.Result("1", {"b": 1})
