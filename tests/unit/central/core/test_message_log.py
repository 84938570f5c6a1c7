"""What is kept of a frame: nothing that nobody may read, and enough to find it again."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.message_log import (
    OPEN_CALLS_MAX,
    PAYLOAD_MAX,
    Direction,
    FrameReader,
    LogEntry,
    LoggedFrame,
)
from contract.ids import ChargePointId

NOW = datetime(2026, 7, 1, tzinfo=UTC)
IN, OUT = Direction.FROM_CHARGER, Direction.TO_CHARGER


def frame(text: str | bytes, direction: Direction = IN, charger: str = "CP") -> LoggedFrame:
    return LoggedFrame(ChargePointId(charger), NOW, direction, text)


def read(reader: FrameReader, data: Any, direction: Direction = IN) -> LogEntry:
    return one(reader, frame(json.dumps(data), direction))


def one(reader: FrameReader, frame: LoggedFrame) -> LogEntry:
    """A batch of one frame."""
    (entry,) = reader.read([frame])
    return entry


def reader() -> FrameReader:
    return FrameReader(shows_id_tags=False)


def test_an_answer_gets_the_action_of_its_call_and_not_of_one_the_other_way() -> None:
    log = reader()
    read(log, [2, "7", "Heartbeat", {}])
    read(log, [2, "7", "Reset", {"type": "Soft"}], OUT)
    assert read(log, [3, "7", {"currentTime": "x"}], OUT).action == "Heartbeat"
    assert read(log, [3, "7", {"status": "Accepted"}], IN).action == "Reset"
    again = read(log, [3, "7", {"status": "Accepted"}], IN)
    assert (again.action, again.kind, again.message_id) == ("", "result", "7")


def test_an_error_keeps_its_code_and_its_action() -> None:
    log = reader()
    read(log, [2, "1", "Reset", {"type": "Soft"}], OUT)
    entry = read(log, [4, "1", "InternalError", "broken", {}])
    assert (entry.kind, entry.action) == ("error", "Reset")
    assert json.loads(entry.payload) == ["InternalError", "broken", {}]


@pytest.mark.parametrize(
    ("data", "secret"),
    [
        pytest.param(
            [2, "1", "ChangeConfiguration", {"key": "AuthorizationKey", "value": "hush42"}],
            "hush42",
            id="a new password",
        ),
        pytest.param(
            [3, "1", {"configurationKey": [{"key": "AuthorizationKey", "value": "hush42"}]}],
            "hush42",
            id="a password read back",
        ),
        pytest.param(
            [2, "1", "GetDiagnostics", {"location": "ftp://ann:hush42@host/x"}],
            "hush42",
            id="credentials in an address",
        ),
        pytest.param([2, "1", "Authorize", {"idTag": "04A2hush42"}], "04A2hu", id="an id tag"),
        pytest.param(
            [2, "1", "SendLocalList", {"localAuthorizationList": [{"idTag": "04A2hush42"}]}],
            "04A2hu",
            id="id tags of a list",
        ),
        pytest.param(
            [3, "1", {"idTagInfo": {"parentIdTag": "04A2hush42"}}], "04A2hu", id="a parent's tag"
        ),
        pytest.param(
            [2, "1", "StatusNotification", {"password": "hush42"}], "hush42", id="out of place"
        ),
        pytest.param([4, "1", "X", "y", {"password": "hush42"}], "hush42", id="in an error"),
        pytest.param({"password": "hush42"}, "hush42", id="in what is no message"),
    ],
)
def test_what_nobody_may_read_is_not_kept(data: Any, secret: str) -> None:
    assert secret not in read(reader(), data).payload


def test_id_tags_are_whole_where_the_operator_wants_them() -> None:
    entry = read(FrameReader(shows_id_tags=True), [2, "1", "Authorize", {"idTag": "04A2B3C4"}])
    assert json.loads(entry.payload) == {"idTag": "04A2B3C4"}


def test_a_reading_is_kept_as_it_came() -> None:
    text = '[2, "1", "MeterValues", {"connectorId": 1,  "meterValue": []}]'
    assert one(reader(), frame(text)).payload == '{"connectorId": 1,  "meterValue": []}'


ODD = ["", "{", "[]", "[2]", "[2,1,2,3]", b"\xff\xfe", "[9,1]", "[" * 9000]


@pytest.mark.parametrize("text", ODD)
def test_what_is_no_message_is_kept_as_a_short_text(text: str | bytes) -> None:
    entry = one(reader(), frame(text))
    assert (entry.kind, entry.action, entry.message_id) == ("other", "", "")
    assert isinstance(json.loads(entry.payload), str)
    assert len(entry.payload) < 4000
    assert entry.size_bytes == len(text)


def test_a_long_payload_is_cut_and_its_size_is_told() -> None:
    entry = read(reader(), [2, "1", "DataTransfer", {"vendorId": "v", "data": "x" * 50_000}])
    assert len(entry.payload) == PAYLOAD_MAX
    assert entry.size_bytes > 50_000


def test_calls_without_an_answer_are_forgotten_in_the_end() -> None:
    log = reader()
    for number in range(OPEN_CALLS_MAX + 1):
        read(log, [2, f"{number}", "Heartbeat", {}])
    assert read(log, [3, "0", {}], OUT).action == ""
    assert read(log, [3, f"{OPEN_CALLS_MAX}", {}], OUT).action == "Heartbeat"


PARTS = st.none() | st.integers() | st.text(max_size=10) | st.dictionaries(st.text(), st.text())


@given(st.sampled_from([2, 3, 4, 5]), st.lists(PARTS, max_size=4))
def test_white_space_before_a_frame_changes_its_size_only(kind: int, parts: list[Any]) -> None:
    text = json.dumps([kind, *parts], ensure_ascii=False, separators=(",", ":"))
    plain, spaced = one(reader(), frame(text)), one(reader(), frame(f" {text}"))
    if plain.kind == "other":  # kept as the text that it is
        assert spaced.kind == "other"
    else:
        assert plain._replace(size_bytes=plain.size_bytes + 1) == spaced


def test_an_answer_that_is_read_with_its_call_shares_its_entry() -> None:
    frames = [
        frame('[2,"1","Heartbeat",{}]', charger="A"),
        frame('[2,"1","Reset",{"type":"Soft"}]', OUT, "A"),
        frame('[2,"1","Authorize",{"idTag":"04A2hush42"}]', charger="B"),
        frame('[3,"1",{"status":"Accepted"}]', IN, "A"),
        frame('[4,"1","InternalError","hush42 is broken",{"password":"hush42"}]', OUT, "B"),
        frame('[3,"1",{"currentTime":"x"}]', OUT, "A"),
    ]
    beat, reset, authorize = reader().read(frames)
    assert (beat.action, beat.answer_kind, beat.answer) == (
        "Heartbeat",
        "result",
        '{"currentTime":"x"}',
    )
    assert (reset.direction, reset.answer, reset.answered_at) == (
        "out",
        '{"status":"Accepted"}',
        NOW,
    )
    assert (authorize.answer_kind, authorize.answer_bytes) == ("error", len(frames[4].text))
    assert json.loads(authorize.answer or "")[2] == {"password": "(hidden)"}


def flat(entries: list[LogEntry]) -> list[tuple[Any, ...]]:
    """Each frame of some entries, as if it had an entry of its own."""
    found: list[tuple[Any, ...]] = []
    for each in entries:
        found.append(each[:8])
        if each.answer_kind is not None:
            way = OUT if each.direction == IN else IN
            answer = each.answer_kind, each.action, each.message_id, each.answer, each.answer_bytes
            found.append((each.charge_point_id, each.answered_at, way.value, *answer))
    return found


FRAMES = st.builds(
    lambda kind, key, body, way, charger: frame(
        json.dumps([kind, key, *(["Reset"] if kind == 2 else []), body]), way, charger
    ),
    st.sampled_from([2, 3, 4, 7]),
    st.sampled_from(["1", "2", "long" * 20]),
    st.sampled_from([{}, {"status": "Accepted"}, {"password": "x"}]),
    st.sampled_from([IN, OUT]),
    st.sampled_from(["A", "B"]),
)


@given(st.lists(FRAMES), st.integers(0, 10))
def test_what_is_kept_of_frames_is_the_same_in_any_batches(
    frames: list[LoggedFrame], cut: int
) -> None:
    singly, together = reader(), reader()
    alone = [one(singly, each) for each in frames]
    batched = together.read(frames[:cut]) + together.read(frames[cut:])
    assert sorted(flat(batched), key=repr) == sorted(flat(alone), key=repr)


@given(st.text() | st.binary())
def test_any_frame_is_kept(text: str | bytes) -> None:
    entry = one(reader(), frame(text))
    assert "\0" not in entry.message_id + entry.action
    assert json.loads(entry.payload) is not None or entry.kind != "other"


values = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.text(max_size=40), st.text(max_size=60), st.dictionaries(st.text(), values))
def test_any_call_is_kept_as_a_call(message_id: str, action: str, payload: dict[str, Any]) -> None:
    entry = one(reader(), frame(json.dumps([2, message_id, action, payload]), OUT))
    assert entry.kind == "call"
    assert entry.message_id == message_id.replace("\0", "")[:36]
    assert entry.action == action.replace("\0", "")[:40]
