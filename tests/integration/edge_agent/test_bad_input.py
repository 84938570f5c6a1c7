"""Bad input at the chargers' door: the sender is told, one line says who and what, life goes on."""

import asyncio
import base64
import json
import logging
from collections.abc import Awaitable, Callable, Iterator

import pytest
from websockets.exceptions import InvalidStatus

from contract.ids import ChargePointId
from edge_agent.config import load_settings
from tests.integration.edge_agent.conftest import RunningEdge, running
from tests.integration.edge_agent.peers import ScriptedCentral, ScriptedCharger, plug_in

pytestmark = pytest.mark.integration
Plug = Callable[..., Awaitable[ScriptedCharger]]
Until = Callable[..., Awaitable[None]]
SECRET = "hunter2"
MONSTERS = (
    '{"connectorId":1,"meterValue":[{"timestamp":"x","sampledValue":[{"value":%s}]}]}'
    % ("1" + "0" * 400),
    '{"connectorId":1,"meterValue":[{"timestamp":"9999-12-31T23:59:59-23:59","sampledValue":'
    '[{"value":"1e308","unit":"kW","measurand":"Power.Active.Import"}]}]}',
    '{"connectorId":%s,"meterValue":[]}' % (2**70),
)


def lines(caplog: pytest.LogCaptureFixture, event: str) -> list[str]:
    return [each for each in caplog.messages if each.startswith(f"{event} ")]


@pytest.fixture(autouse=True)
def no_line_holds_a_secret(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever a test does: no password, plain or as Basic credential, is in any log line."""
    caplog.set_level(logging.INFO)
    token = base64.b64encode(f"CP-1:{SECRET}".encode()).decode()
    yield
    text = "\n".join(each.getMessage() + str(each.exc_text) for each in caplog.records)
    assert SECRET not in text
    assert token not in text
    assert "Basic " not in text


@pytest.mark.parametrize(
    ("frame", "kind", "allowed"),
    [
        pytest.param("garbage", "malformed_frame", "[2,id,action,payload]", id="no JSON"),
        pytest.param('[9,"x",{}]', "malformed_frame", "[2,id,action,payload]", id="odd type"),
        pytest.param(b"\x00\x01", "binary_frame", "text frames are allowed", id="binary"),
        pytest.param("[" * 9000, "malformed_frame", "[2,id,action,payload]", id="a nest"),
    ],
)
async def test_frame_that_nobody_can_answer_is_counted_and_told_once(
    plug: Plug,
    edge: RunningEdge,
    caplog: pytest.LogCaptureFixture,
    frame: str | bytes,
    kind: str,
    allowed: str,
) -> None:
    charger = await plug("CP-1", SECRET)
    await charger.socket.send(frame)
    assert (await charger.ask("StatusNotification"))[0] == 3
    assert await edge.counted(kind) == 1
    (line,) = lines(caplog, kind)
    assert 'charge_point="CP-1"' in line
    assert allowed in line
    assert len(line) < 700


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param('"Authorize"]', id="no payload"),
        pytest.param('"Authorize",[]]', id="a payload that is no object"),
        pytest.param("7,{}]", id="an action that is no text"),
        pytest.param('"Authorize",{"idTag":"\\ud800"}]', id="half a character"),
        pytest.param('"Authorize",{"idTag":NaN}]', id="NaN"),
        pytest.param('"Authorize",{"idTag":"x"', id="cut off"),
    ],
)
async def test_call_that_cannot_be_read_is_answered(
    plug: Plug, edge: RunningEdge, caplog: pytest.LogCaptureFixture, rest: str
) -> None:
    charger = await plug("CP-1", SECRET)
    await charger.socket.send(f'[2,"bad",{rest}')
    told = json.loads(await charger.hear())
    assert told[:3] == [4, "bad", "FormationViolation"]
    assert "[2,id,action,payload]" in told[3]
    assert (await charger.ask("StatusNotification"))[0] == 3
    assert await edge.counted("malformed_frame") == 1
    (line,) = lines(caplog, "malformed_frame")
    assert 'charge_point="CP-1"' in line
    assert "[2," in line


async def test_unknown_action_has_central_s_answer_and_is_counted(
    plug: Plug, edge: RunningEdge, central: ScriptedCentral, caplog: pytest.LogCaptureFixture
) -> None:
    charger = await plug("CP-1", SECRET)
    await charger.ask("Explode" * 20)
    assert central.actions() == ["Explode" * 20]
    assert await edge.counted("unknown_action") == 1
    (line,) = lines(caplog, "unknown_action")
    assert 'charge_point="CP-1"' in line
    assert "'ExplodeExplode" in line
    assert "StopTransaction" in line


@pytest.mark.parametrize(
    ("spoil", "code", "kind", "allowed"),
    [
        pytest.param("big", 1009, "oversized_frame", "at most 262144 bytes", id="oversized"),
        pytest.param("no utf-8", 1007, "no_utf_8", "UTF-8", id="text that is no UTF-8"),
        pytest.param("no frame", 1002, "no_websocket_frame", "RFC 6455", id="no websocket frame"),
    ],
)
async def test_what_the_websocket_forbids_ends_only_this_socket(
    plug: Plug,
    edge: RunningEdge,
    caplog: pytest.LogCaptureFixture,
    spoil: str,
    code: int,
    kind: str,
    allowed: str,
) -> None:
    other, charger = await plug("CP-2"), await plug("CP-1", SECRET)
    if spoil == "big":
        await charger.socket.send('[2,"1","X",{"a":"%s"}]' % ("x" * 300_000))
    else:
        masked_byte = b"\x81\x81\x00\x00\x00\x00\xff" if spoil == "no utf-8" else b"\xf5\x80"
        charger.socket.transport.write(masked_byte)
    assert await charger.closed() == code
    assert (await other.ask("StatusNotification"))[0] == 3
    again = await plug("CP-1", SECRET)
    assert (await again.ask("StatusNotification"))[0] == 3
    assert await edge.counted(kind) == 1
    (line,) = lines(caplog, kind)
    assert 'charge_point="CP-1"' in line
    assert allowed in line


@pytest.mark.parametrize(
    ("offered", "shown"), [(["ocpp2.0.1", f"x.{SECRET}"], "ocpp2.0.1"), (None, "")]
)
async def test_wrong_subprotocol_is_told_without_any_header(
    plug: Plug,
    edge: RunningEdge,
    caplog: pytest.LogCaptureFixture,
    offered: list[str] | None,
    shown: str,
) -> None:
    charger = await plug("CP-1", SECRET, subprotocols=offered)
    assert await charger.closed() == 1002
    assert charger.socket.close_reason == "ocpp1.6 only"
    assert await edge.counted("wrong_subprotocol") == 1
    (line,) = lines(caplog, "wrong_subprotocol")
    assert 'charge_point="CP-1"' in line
    assert f'offered="{shown}"' in line
    assert "ocpp1.6 is allowed" in line


@pytest.mark.parametrize(
    ("status", "words"), [(401, "password"), (404, "central does not know this identity")]
)
async def test_charger_that_central_refuses_is_told_why(
    plug: Plug,
    edge: RunningEdge,
    central: ScriptedCentral,
    caplog: pytest.LogCaptureFixture,
    status: int,
    words: str,
) -> None:
    central.refused["CP-1"] = status
    with pytest.raises(InvalidStatus) as caught:
        await plug("CP-1", SECRET)
    assert caught.value.response.status_code == status
    assert words in caught.value.response.body.decode()
    assert await edge.counted("refused") == 1
    (line,) = lines(caplog, "refused")
    assert 'charge_point="CP-1"' in line
    assert words in line


async def ask_raw(port: int, path: str) -> tuple[bytes, str]:
    """Status line and body of a plain GET."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {SECRET}\r\n\r\n"
    writer.write(head.encode("latin-1"))
    async with asyncio.timeout(10.0):
        answer = await reader.read()
    writer.close()
    status, _, rest = answer.partition(b"\r\n")
    return status, rest.partition(b"\r\n\r\n")[2].decode()


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/ocpp/", id="no identity"),
        pytest.param("/ocpp/a:b", id="a character that is none of an identity"),
        pytest.param(f"/ocpp/{'x' * 49}", id="too long"),
        pytest.param(f"/ocpp/{'x' * 4000}", id="much too long"),
        pytest.param("/ocpp/%ff%fe", id="no UTF-8"),
        pytest.param("/ocpp/%0a2026%20ERROR", id="a line break"),
        pytest.param("//[/ocpp/CP-1", id="an address that is none"),
        pytest.param(f"/ocpp/?password={SECRET}", id="a secret in the query"),
    ],
)
async def test_path_without_a_usable_identity_is_not_found_and_told(
    edge: RunningEdge, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    status, body = await ask_raw(edge.port, path)
    assert b" 404 " in status
    assert "is not allowed" in body
    assert len(body) < 300
    assert await edge.counted("bad_path") == 1
    (line,) = lines(caplog, "bad_path")
    assert 'peer="127.0.0.1"' in line
    assert "is not allowed" in line


async def test_charger_beyond_the_limit_is_told_the_limit(
    settings_of: Callable[..., dict[str, str]], caplog: pytest.LogCaptureFixture
) -> None:
    async with running(load_settings(settings_of(max_chargers=1))) as edge:
        first = await plug_in(edge.port, "CP-1", SECRET)
        with pytest.raises(InvalidStatus) as caught:
            await plug_in(edge.port, "CP-2", SECRET)
        assert caught.value.response.status_code == 503
        assert caught.value.response.body == b"at most 1 chargers are allowed here\n"
        assert await edge.counted("site_is_full") == 1
        assert (await first.ask("StatusNotification"))[0] == 3
        await first.socket.close()


async def test_monstrous_numbers_pass_to_central_and_hurt_nobody(
    plug: Plug, edge: RunningEdge, central: ScriptedCentral, until: Until
) -> None:
    other, charger = await plug("CP-2"), await plug("CP-1")
    for payload in MONSTERS:
        assert (await charger.ask("MeterValues", payload))[0] == 3
        assert central.heard[-1].endswith(f"{payload}]")
    assert (await charger.ask("StartTransaction", '{"connectorId":"--5"}'))[0] == 3
    assert (await other.ask("StatusNotification"))[0] == 3
    await until(lambda: edge.app._scoring.scored == 2, "both are scored")
    assert (await edge.health())["counts"] == {}


async def test_bug_that_one_charger_s_frames_wake_ends_there(
    plug: Plug, edge: RunningEdge, caplog: pytest.LogCaptureFixture, until: Until
) -> None:
    """A charger's window is broken by hand: its relay goes on, and the other one is scored."""
    other, charger = await plug("CP-2"), await plug("CP-1", SECRET)
    broken = edge.app._site.chargers[ChargePointId("CP-1")]
    sound, broken.window = broken.window, None  # type: ignore[assignment]
    assert (await charger.ask("StatusNotification"))[0] == 3
    assert (await other.ask("StatusNotification"))[0] == 3
    counts = edge.app._tally.counts
    await until(lambda: counts["scoring_broke"] >= 2, "two rounds")
    health = await edge.health()
    assert (health["scored"], health["chargers"], health["uplinks"]) == (1, 2, 2)
    assert counts["observing_broke"] >= 1
    assert 'charge_point="CP-1"' in lines(caplog, "observing_broke")[0]
    broken.window = sound


async def test_bug_in_one_session_closes_its_socket_and_no_other(
    plug: Plug, edge: RunningEdge, caplog: pytest.LogCaptureFixture
) -> None:
    """A charger's machine is broken by hand: it is sent away and may come back."""
    other, charger = await plug("CP-2"), await plug("CP-1", SECRET)
    broken = edge.app._site.chargers[ChargePointId("CP-1")]
    sound, broken.proxy = broken.proxy, None  # type: ignore[assignment]
    await charger.socket.send('[2,"1","StatusNotification",{}]')
    assert await charger.closed() == 1011
    broken.proxy = sound
    assert (await other.ask("StatusNotification"))[0] == 3
    assert await edge.counted("session_broke") == 1
    again = await plug("CP-1", SECRET)
    assert (await again.ask("StatusNotification"))[0] == 3


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(
            '[2,"c","ChangeConfiguration",{"key":"AuthorizationKey","value":"%s"', id="cut"
        ),
        pytest.param(
            '[2,"c","ChangeConfiguration",{"key":"AuthorizationKey","value":"%s"}]', id="ok"
        ),
        pytest.param('[3,"x",{"v":"%s"', id="an answer"),
        pytest.param("%s", id="nothing at all"),
    ],
)
async def test_what_central_says_is_never_in_the_log(
    plug: Plug, edge: RunningEdge, central: ScriptedCentral, said: str
) -> None:
    charger = await plug("CP-1", SECRET)
    await central.say("CP-1", said % SECRET)
    await charger.socket.send('[2,"a","Authorize",{}]')
    while json.loads(await charger.hear())[1] != "a":
        pass
