"""What breaks the protocol: an answer where OCPP has one, one line in the log, one count, and the
connection lives on."""

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from central.adapters.db import tables
from tests.integration.central.conftest import Central, Charger, Plug, StartCentral, now_text

pytestmark = pytest.mark.integration

SECRET = "736563726574"


@pytest.fixture
def logs() -> Iterator[list[EventDict]]:
    with capture_logs() as lines:
        yield lines


@pytest.fixture
async def central(start_central: StartCentral, logs: list[EventDict]) -> Central:
    """A gateway with the API beside it, which tells the counters."""
    return await start_central(ROLES="gateway,api")


def told(logs: list[EventDict], event: str) -> list[EventDict]:
    return [line for line in logs if line["event"] == event]


async def is_alive(charger: Charger) -> bool:
    return "currentTime" in await charger.ask("Heartbeat")


@pytest.mark.parametrize(
    ("frame", "value", "reason"),
    [
        pytest.param("hello", "hello", "not JSON", id="no JSON"),
        pytest.param(b'[2,"7","Heartbeat",{}]', "b'[2", "binary; allowed: text", id="binary"),
        pytest.param('{"a":1}', '{"a":1}', "not an array of", id="no array"),
        pytest.param('["2","7","Heartbeat",{}]', '["2"', "not an array of", id="type is a text"),
        pytest.param('[2,7,"Heartbeat",{}]', "[2,7", "not an array of", id="id is a number"),
        pytest.param('[3,"7",5]', '[3,"7",5]', "an answer is", id="answer without object"),
        pytest.param("[" * 5000, "[[[", "not JSON", id="a bomb of brackets"),
    ],
)
async def test_what_is_no_frame_has_no_answer_but_a_line_and_a_count(
    central: Central, plug: Plug, logs: list[EventDict], frame: str | bytes, value: str, reason: str
) -> None:
    charger = await plug(central, "CP1")
    for _ in range(3):
        await charger.socket.send(frame)
    assert await is_alive(charger)
    (line,) = told(logs, "frame_malformed")
    assert line["charge_point"] == "CP1"
    assert line["value"].startswith(value)
    assert len(line["value"]) < 100
    assert reason in line["reason"]
    assert (await central.counters())["frames_malformed"] == 3


@pytest.mark.parametrize(
    ("frame", "code", "counter", "event"),
    [
        pytest.param(
            '[2,"m","Heartbeat",{', "FormationViolation", "frames_malformed", "frame_malformed",
            id="call that was cut",
        ),
        pytest.param(
            '[2,"m","Heartbeat",[]]', "FormationViolation", "frames_malformed", "frame_malformed",
            id="payload is an array",
        ),
        pytest.param(
            '[2,"m","MakeCoffee",{}]', "NotImplemented", "calls_refused", "call_refused",
            id="unknown action",
        ),
        pytest.param(
            '[2,"m","Reset",{"type":"Soft"}]', "NotSupported", "calls_refused", "call_refused",
            id="action of the other direction",
        ),
        pytest.param(
            '[2,"m","Authorize",{}]', "ProtocolError", "calls_refused", "call_refused",
            id="field is missing",
        ),
        pytest.param(
            '[2,"m","Authorize",{"idTag":5}]', "TypeConstraintViolation", "calls_refused",
            "call_refused", id="wrong type",
        ),
    ],
)  # fmt: skip
async def test_a_wrong_call_is_answered_with_the_fitting_code(
    central: Central,
    plug: Plug,
    logs: list[EventDict],
    frame: str,
    code: str,
    counter: str,
    event: str,
) -> None:
    charger = await plug(central, "CP1")
    answer = await charger.raw(frame)
    assert answer[:3] == [4, "m", code]
    assert answer[3]
    assert await is_alive(charger)
    (line,) = told(logs, event)
    assert line["charge_point"] == "CP1"
    assert (await central.counters())[counter] == 1


async def test_an_unknown_action_is_told_with_those_that_are_allowed(
    central: Central, plug: Plug, logs: list[EventDict]
) -> None:
    charger = await plug(central, "CP1")
    await charger.ask("MakeCoffee")
    (line,) = told(logs, "call_refused")
    assert "'MakeCoffee' is not allowed: one of Authorize, BootNotification" in line["error"]


async def test_a_message_type_of_another_version_is_ignored_and_counted(
    central: Central, plug: Plug, logs: list[EventDict]
) -> None:
    charger = await plug(central, "CP1")
    await charger.socket.send('[9,"x",{}]')
    assert await is_alive(charger)
    (line,) = told(logs, "frame_ignored")
    assert (line["charge_point"], line["value"]) == ("CP1", 9)
    assert line["allowed"] == "message types 2, 3 and 4"
    assert (await central.counters())["frames_ignored"] == 1


async def test_a_secret_in_a_broken_frame_stays_out_of_the_log(
    central: Central, plug: Plug, logs: list[EventDict]
) -> None:
    charger = await plug(central, "CP1")
    key = {"key": "authorizationkey", "readonly": False, "value": SECRET}
    await charger.socket.send(json.dumps([3, "1", {"configurationKey": [key]}])[:-2])
    assert await is_alive(charger)
    assert told(logs, "frame_malformed")
    assert SECRET not in repr(logs)


async def test_an_oversized_frame_is_told_with_the_size_that_is_allowed(
    central: Central, plug: Plug, logs: list[EventDict], until: Callable[..., Any]
) -> None:
    charger = await plug(central, "CP1")
    await charger.socket.send("x" * 300_000)
    async with asyncio.timeout(5):
        await charger.socket.wait_closed()
    assert charger.socket.close_code == 1009
    assert await is_alive(await plug(central, "CP1"))
    await until(lambda: told(logs, "frame_too_big"), "it is told")
    (line,) = told(logs, "frame_too_big")
    assert (line["charge_point"], line["allowed"]) == ("CP1", "at most 262144 bytes")
    assert (await central.counters())["frames_too_big"] == 1


async def test_a_wrong_subprotocol_is_told_with_the_one_that_is_allowed(
    central: Central, logs: list[EventDict]
) -> None:
    url = f"ws://127.0.0.1:{central.ocpp_port}/ocpp/CP1"
    wrong: list[Any] = ["ocpp2.0.1", "ocpp2.1"]
    async with connect(url, subprotocols=wrong) as socket:
        with pytest.raises(ConnectionClosed):
            await socket.recv()
    assert socket.close_reason == "subprotocol ocpp1.6 is needed"
    (line,) = told(logs, "wrong_subprotocol")
    assert (line["charge_point"], line["value"]) == ("CP1", "ocpp2.0.1, ocpp2.1")
    assert line["allowed"] == "ocpp1.6"
    assert (await central.counters())["wrong_subprotocol"] == 1


async def test_an_unusable_identity_is_told_at_the_handshake(
    central: Central, plug: Plug, logs: list[EventDict]
) -> None:
    with pytest.raises(InvalidStatus) as error:
        await plug(central, f"a:b?token={SECRET}", boot=False)
    assert error.value.response.status_code == 404
    body = error.value.response.body
    assert body is not None
    assert b"'a:b' is not allowed: 1 to 48 characters" in body
    (line,) = told(logs, "handshake_refused")
    assert "'a:b' is not allowed" in line["reason"]
    assert SECRET not in repr(logs)
    assert (await central.counters())["handshakes_refused_404"] == 1


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"value": "1e19"}, id="beyond 64 bits"),
        pytest.param({"value": "1e308", "unit": "kWh"}, id="infinite in Wh"),
        pytest.param({"value": 10**400}, id="beyond all floats"),
    ],
)
async def test_a_register_of_no_meter_is_kept_raw_and_told(
    central: Central, plug: Plug, logs: list[EventDict], value: dict[str, Any]
) -> None:
    charger = await plug(central, "CP1")
    transaction = await charger.start(meterStart=1000)
    meter = [{"timestamp": now_text(), "sampledValue": [value]}]
    for _ in range(2):
        await charger.ask("MeterValues", connectorId=1, transactionId=transaction, meterValue=meter)
    await charger.meter(transaction, 1500)
    (row,) = await central.rows_when(
        tables.transactions, lambda rows: rows[0]["last_meter_wh"] == 1500, "the good one is stored"
    )
    assert row["stopped_at"] is None
    raw = await central.rows(tables.meter_values)
    assert [each["sampled"][0] for each in raw] == [value, value, {"value": "1500"}]
    (line,) = told(logs, "reading_refused")
    assert line["charge_point"] == "CP1"
    assert "allowed: " in line["readings"][0]
    assert (await central.counters())["readings_refused"] == 2
    assert not central.task.done()


async def test_numbers_and_instants_beyond_a_database_end_nothing(
    central: Central, plug: Plug
) -> None:
    charger = await plug(central, "CP1")
    late, early = "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"
    assert await charger.stop(2**70, 2**70, timestamp=late) == {}
    transaction = await charger.start(meterStart=2**70, timestamp=early, connectorId=2**70)
    assert await charger.status("Available", connector=2**70, timestamp=late) == {}
    assert await charger.meter(2**70, 10.0, connectorId=2**70) == {}
    assert await charger.stop(transaction, 10**400, timestamp=early) == {}
    (row,) = await central.rows(tables.transactions)
    assert (row["meter_start_wh"], row["meter_stop_wh"], row["connector_id"]) == (0, 0, 1)
    (orphan,) = await central.rows(tables.orphans)
    assert orphan["payload"]["transactionId"] == 2**70
    assert await is_alive(charger)


async def test_half_a_character_is_replaced_and_the_message_counts(
    central: Central, plug: Plug, logs: list[EventDict]
) -> None:
    charger = await plug(central, "CP1")
    assert await charger.status("Charging", info="half \ud800") == {}
    transaction = await charger.start(idTag="TAG\udfff")
    assert await charger.stop(transaction, 1200, idTag="TAG\udfff")
    (row,) = await central.rows_when(tables.connectors, len, "the state is stored")
    assert row["info"] == "half ?"
    (session,) = await central.rows(tables.transactions)
    assert (session["id_tag"], session["meter_stop_wh"]) == ("TAG?", 1200)
    assert told(logs, "message_repaired")
    assert (await central.counters())["repairs"] == 3


async def test_an_answer_that_is_no_answer_ends_nothing(
    central: Central, plug: Plug, logs: list[EventDict]
) -> None:
    charger = await plug(central, "CP1")
    await charger.socket.send('[3,"never-asked",{"status":[]}]')
    await charger.socket.send('[4,"never-asked","GenericError","",{}]')
    assert await is_alive(charger)
    assert (await central.counters())["answers_unknown"] == 2
    assert told(logs, "answer_unknown")


async def test_a_defect_in_one_call_is_answered_and_ends_nothing(
    central: Central, plug: Plug, logs: list[EventDict]
) -> None:
    charger = await plug(central, "CP1")
    async with central.database.write() as connection:  # behind central's back
        await connection.execute(tables.charge_points.delete())
        await connection.commit()
    frame = await charger.ask("StartTransaction", message_id="m")
    assert frame[:3] == [4, "m", "InternalError"]
    assert await is_alive(charger)
    (line,) = told(logs, "defect")
    assert (line["what"], line["charge_point"]) == ("call", "CP1")
    assert (await central.counters())["defects"] == 1
    assert not central.task.done()
