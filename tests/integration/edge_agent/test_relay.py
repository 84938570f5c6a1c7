"""The relay over real sockets: both ways, with what chargers and centrals do wrong."""

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from edge_agent.config import load_settings
from tests.integration.edge_agent.conftest import RunningEdge, running
from tests.integration.edge_agent.peers import (
    ScriptedCentral,
    ScriptedCharger,
    boot_answer,
    plug_in,
)

pytestmark = pytest.mark.integration
Plug = Callable[..., Awaitable[ScriptedCharger]]
Until = Callable[..., Awaitable[None]]

VENDOR_PAYLOAD = (
    '{ "connectorId":1, "transactionId" : 7,"meterValue":[{"timestamp":"2026-07-01T12:00:00.000Z",'
    '"sampledValue":[{"value":"1.50","unit":"kWh","x-vendor":{"n":1.50,"big":12345678901234567890,'
    '"exp":1E+2,"t":"\\u00e9\\/é"}}]}],"signed":"OCMF|{\\"FV\\":\\"1.0\\"}|{}" }'
)

START = '{"connectorId":1,"idTag":"T","meterStart":0,"timestamp":"2026-07-01T12:00:00Z"}'


async def test_payload_reaches_central_byte_by_byte(
    central: ScriptedCentral, plug: Plug, until: Until
) -> None:
    charger = await plug("CP-1")
    answer = await charger.ask("MeterValues", VENDOR_PAYLOAD)
    assert answer[2] == {}
    await until(lambda: central.heard, "central heard it")
    frame = central.heard[-1]
    assert frame.endswith(f',"MeterValues",{VENDOR_PAYLOAD}]')
    assert json.loads(frame)[1] != "1"


async def test_call_of_central_reaches_the_charger_and_its_answer_returns(
    central: ScriptedCentral, plug: Plug, until: Until
) -> None:
    charger = await plug("CP-1")
    await central.say("CP-1", '[2,"c1","SetChargingProfile",{"limit" : 7400.0}]')
    text = await charger.hear()
    assert text.endswith(',"SetChargingProfile",{"limit" : 7400.0}]')
    await charger.socket.send(f'[3,"{json.loads(text)[1]}",{{ "status":"Accepted"}}]')
    await until(lambda: central.heard, "central heard the answer")
    assert central.heard[-1] == '[3,"c1",{ "status":"Accepted"}]'


async def test_password_of_the_charger_goes_to_central(
    central: ScriptedCentral, plug: Plug
) -> None:
    await plug("CP-1", password="s3cret:é")
    expected = base64.b64encode("CP-1:s3cret:é".encode()).decode()
    assert central.authorizations == [f"Basic {expected}"]


@pytest.mark.parametrize("status", [401, 404])
async def test_refusal_of_central_is_the_charger_s_answer(
    central: ScriptedCentral, plug: Plug, status: int
) -> None:
    central.refused["CP-1"] = status
    with pytest.raises(InvalidStatus) as caught:
        await plug("CP-1")
    assert caught.value.response.status_code == status
    central.refused.clear()
    assert (await (await plug("CP-1")).ask("Heartbeat"))[0] == 3


@pytest.mark.parametrize(
    "path", ["/", "/ocpp", "/ocpp/", "/ocpp/a:b", "/other/CP-1", "/ocpp/x/CP-1", "/ocpp/%2Fx"]
)
async def test_path_that_names_no_charger_is_not_found(edge: RunningEdge, path: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", edge.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    status = await reader.readline()
    writer.close()
    assert b" 404 " in status
    assert (await edge.health())["status"] == "ok"


async def test_identity_is_percent_decoded_and_stray_slashes_are_forgiven(
    central: ScriptedCentral, plug: Plug, edge: RunningEdge
) -> None:
    await (await plug("/CP%2D1")).ask("BootNotification")
    assert list(central.sockets) == ["CP-1"]


@pytest.mark.parametrize("offered", [["ocpp2.0.1"], None])
async def test_wrong_subprotocol_is_closed_after_the_handshake(
    plug: Plug, central: ScriptedCentral, offered: list[str] | None
) -> None:
    charger = await plug("CP-1", subprotocols=offered)
    assert charger.socket.subprotocol is None
    assert await charger.closed() == 1002
    assert central.sockets == {}


async def test_ocpp_is_chosen_among_several_subprotocols(plug: Plug) -> None:
    charger = await plug("CP-1", subprotocols=["ocpp2.0.1", "ocpp1.6"])
    assert charger.socket.subprotocol == "ocpp1.6"


async def test_malformed_frames_keep_the_connection(plug: Plug, edge: RunningEdge) -> None:
    charger = await plug("CP-1")
    for text in ("garbage", "[]", '{"a":1}', '[7,"x"]', '[3,"nobody",{}]', '[3,"nobody"]'):
        await charger.socket.send(text)
    await charger.socket.send(b"\x00\x01")
    await charger.socket.send('[2,"bad","Authorize"]')
    told = json.loads(await charger.hear())
    assert told[:3] == [4, "bad", "FormationViolation"]
    assert (await charger.ask("StatusNotification"))[0] == 3
    assert await edge.counted("malformed_frame") == 5
    assert await edge.counted("unknown_answer") == 2
    assert await edge.counted("binary_frame") == 1


async def test_unknown_action_is_central_s_to_judge(central: ScriptedCentral, plug: Plug) -> None:
    charger = await plug("CP-1")
    assert await charger.ask("VendorThing", '{"a":1}') == [3, "1", {}]
    assert central.actions() == ["VendorThing"]


async def test_largest_frame_passes_and_a_larger_one_closes(
    central: ScriptedCentral, plug: Plug, edge: RunningEdge
) -> None:
    charger = await plug("CP-1")
    await charger.ask("DataTransfer", json.dumps({"data": "x" * 250_000}))
    await charger.socket.send(f'[2,"2","DataTransfer",{{"data":"{"x" * 270_000}"}}]')
    assert await charger.closed() == 1009
    again = await plug("CP-1")
    assert (await again.ask("StatusNotification"))[0] == 3
    assert await edge.counted("oversized_frame") == 1


async def test_calls_that_overlap_are_each_answered(central: ScriptedCentral, plug: Plug) -> None:
    charger = await plug("CP-1")
    for number in range(20):
        await charger.socket.send(f'[2,"m{number}","MeterValues",{{"n":{number}}}]')
    answers = [json.loads(await charger.hear())[1] for _ in range(20)]
    assert answers == [f"m{number}" for number in range(20)]


async def test_chargers_do_not_mix(central: ScriptedCentral, plug: Plug) -> None:
    chargers = [await plug(f"CP-{number}") for number in range(8)]
    asked = [each.ask("Authorize", f'{{"n":{n}}}') for n, each in enumerate(chargers)]
    answers = await asyncio.gather(*asked)
    assert [each[0] for each in answers] == [3] * 8
    await central.say("CP-5", '[2,"c","ClearCache",{}]')
    assert json.loads(await chargers[5].hear())[2] == "ClearCache"


async def test_newest_connection_of_an_identity_wins(
    central: ScriptedCentral, plug: Plug, edge: RunningEdge
) -> None:
    old = await plug("CP-1")
    await old.ask("BootNotification")
    new = await plug("CP-1")
    assert await old.closed() == 1008
    assert (await new.ask("StatusNotification"))[0] == 3
    health = await edge.health()
    assert (health["chargers"], health["uplinks"]) == (1, 1)


async def test_heartbeat_does_not_travel(central: ScriptedCentral, plug: Plug) -> None:
    charger = await plug("CP-1")
    answer = await charger.ask("Heartbeat")
    assert answer[2]["currentTime"].endswith("Z")
    assert central.actions() == []


class TestUplink:
    async def test_central_that_restarts_is_found_again_and_the_charger_never_notices(
        self, central: ScriptedCentral, plug: Plug, edge: RunningEdge, until: Until
    ) -> None:
        charger = await plug("CP-1")
        await charger.ask("BootNotification")
        await central.stop()
        assert (await charger.ask("Heartbeat"))[0] == 3
        await central.start()
        await until(lambda: "CP-1" in central.sockets, "the edge is back at central")
        assert (await charger.ask("StatusNotification"))[0] == 3
        await until(lambda: central.actions()[-1] == "StatusNotification", "it came through")

    async def test_session_while_central_is_away_is_delivered_when_it_returns(
        self, central: ScriptedCentral, plug: Plug, until: Until
    ) -> None:
        charger = await plug("CP-1")
        await charger.ask("BootNotification")
        central.answers["StartTransaction"] = '{"transactionId":9}'
        await central.stop()
        given = (await charger.ask("StartTransaction", START))[2]["transactionId"]
        assert given >= 2_000_000_000
        stop = f'{{"transactionId" : {given},"meterStop":5}}'
        assert (await charger.ask("StopTransaction", stop))[2] == {}
        await central.start()
        await until(lambda: "StopTransaction" in central.actions(), "central has the session")
        assert central.actions()[-2:] == ["StartTransaction", "StopTransaction"]
        assert central.heard[-1].endswith('{"transactionId" : 9,"meterStop":5}]')

    async def test_what_a_charger_left_behind_is_delivered_without_it(
        self, central: ScriptedCentral, plug: Plug, until: Until
    ) -> None:
        charger = await plug("CP-1")
        await charger.ask("BootNotification")
        await central.stop()
        await charger.ask("StopTransaction", '{"transactionId":3,"meterStop":5}')
        await charger.socket.close()
        await central.start()
        await until(lambda: "StopTransaction" in central.actions(), "central has the stop")
        await until(lambda: not central.sockets, "the edge has nothing more to say")

    async def test_charger_comes_in_while_central_is_away(
        self, central: ScriptedCentral, plug: Plug, until: Until
    ) -> None:
        await central.stop()
        charger = await plug("CP-1")
        assert (await charger.ask("BootNotification"))[2]["status"] == "Pending"
        await central.start()
        await until(lambda: "BootNotification" in central.actions(), "central learns of the boot")

    async def test_other_password_stays_out_while_central_is_away(
        self, central: ScriptedCentral, plug: Plug
    ) -> None:
        charger = await plug("CP-1", password="right")
        await central.stop()
        with pytest.raises(InvalidStatus) as caught:
            await plug("CP-1", password="wrong")
        assert caught.value.response.status_code == 401
        assert (await charger.ask("Heartbeat"))[0] == 3

    async def test_charger_that_central_refuses_later_is_sent_away(
        self, central: ScriptedCentral, plug: Plug
    ) -> None:
        await central.stop()
        charger = await plug("CP-1")
        central.refused["CP-1"] = 404
        await central.start()
        assert await charger.closed() == 1008

    async def test_silent_central_is_answered_for_and_left(
        self, central: ScriptedCentral, plug: Plug, edge: RunningEdge, until: Until
    ) -> None:
        charger = await plug("CP-1")
        central.is_silent = True
        first = asyncio.ensure_future(charger.hear())
        await charger.socket.send('[2,"1","VendorThing",{}]')
        assert json.loads(await first)[:3] == [4, "1", "InternalError"]
        assert await edge.counted("deadline_missed") == 1

    async def test_uplink_closes_with_its_charger(
        self, central: ScriptedCentral, plug: Plug, until: Until
    ) -> None:
        charger = await plug("CP-1")
        await charger.ask("BootNotification")
        await charger.socket.close()
        await until(lambda: not central.sockets, "central sees the charger go")

    async def test_command_to_a_charger_that_left_meanwhile_is_refused(
        self, central: ScriptedCentral, plug: Plug, until: Until
    ) -> None:
        charger = await plug("CP-1")
        await central.say("CP-1", '[2,"c1","Reset",{"type":"Soft"}]')
        await charger.hear()
        await charger.socket.close()
        await until(lambda: central.heard, "central is told")
        assert json.loads(central.heard[-1])[:3] == [4, "c1", "InternalError"]

    async def test_rejected_charger_may_still_talk_to_central(
        self, central: ScriptedCentral, plug: Plug
    ) -> None:
        central.answers["BootNotification"] = boot_answer("Rejected")
        charger = await plug("CP-1")
        assert (await charger.ask("BootNotification"))[2]["status"] == "Rejected"
        assert (await charger.ask("StatusNotification"))[0] == 3


async def test_health_is_json_and_counts(edge: RunningEdge, plug: Plug) -> None:
    await plug("CP-1")
    health = await edge.health()
    assert (health["status"], health["chargers"], health["uplinks"]) == ("ok", 1, 1)


async def test_stop_closes_chargers_politely(
    settings_of: Callable[..., Any], central: ScriptedCentral
) -> None:
    async with running(load_settings(settings_of())) as edge:
        charger = await plug_in(edge.port, "CP-1")
        await charger.ask("BootNotification")
    assert await charger.closed() == 1001
    with pytest.raises(ConnectionClosed):
        await charger.socket.send("late")


async def test_edge_that_cannot_even_find_central_s_name_keeps_its_chargers(
    settings_of: Callable[..., Any],
) -> None:
    settings = settings_of(
        central_url="ws://central.invalid:9001/ocpp",
        unknown_charger_offline="accept",
        unknown_tag_offline="accept",
    )
    async with running(load_settings(settings)) as edge:
        charger = await plug_in(edge.port, "CP-1")
        assert (await charger.ask("BootNotification"))[2]["status"] == "Accepted"
        assert (await charger.ask("StartTransaction", START))[2]["idTagInfo"] == {
            "status": "Accepted"
        }
        assert (await edge.health())["waiting"] == 1
        await charger.socket.close()


async def test_edge_that_starts_again_without_central_knows_its_chargers_and_their_sessions(
    settings_of: Callable[..., Any], central: ScriptedCentral, until: Until
) -> None:
    central.answers["StartTransaction"] = '{"transactionId":9,"idTagInfo":{"status":"Accepted"}}'
    async with running(load_settings(settings_of())) as edge:
        charger = await plug_in(edge.port, "CP-1", "right")
        await charger.ask("BootNotification")
        assert (await charger.ask("StartTransaction", START))[2]["transactionId"] == 9
    await central.stop()
    async with running(load_settings(settings_of())) as edge:
        with pytest.raises(InvalidStatus) as caught:
            await plug_in(edge.port, "CP-1", "another charger under this name")
        assert caught.value.response.status_code == 401
        charger = await plug_in(edge.port, "CP-1", "right")
        assert (await charger.ask("BootNotification"))[2]["status"] == "Accepted"
        known = await charger.ask("Authorize", '{"idTag":"t"}')
        assert known[2]["idTagInfo"]["status"] == "Accepted"
        again = await charger.ask("StartTransaction", START)
        assert again[2]["transactionId"] == 9
        await charger.ask("StopTransaction", '{"transactionId":9,"meterStop":5}')
        await central.start()
        await until(lambda: "StopTransaction" in central.actions(), "central has the stop")
        await charger.socket.close()
    assert central.actions().count("StartTransaction") == 1


async def test_charger_with_an_offline_mode_of_its_own_is_left_to_it(
    settings_of: Callable[..., Any], central: ScriptedCentral
) -> None:
    settings = settings_of(on_uplink_loss_exceptions="CP-1")
    async with running(load_settings(settings)) as edge:
        alone, kept = await plug_in(edge.port, "CP-1"), await plug_in(edge.port, "CP-2")
        await central.stop()
        assert await alone.closed() == 1008
        with pytest.raises(InvalidStatus) as caught:
            await plug_in(edge.port, "CP-1")
        assert caught.value.response.status_code == 503
        assert (await kept.ask("StatusNotification"))[0] == 3
        await kept.socket.close()
