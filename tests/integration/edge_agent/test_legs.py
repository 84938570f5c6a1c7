"""Key changes over real sockets: no order of events locks a charger or the edge out."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from edge_agent.config import load_settings
from tests.integration.edge_agent.conftest import RunningEdge, running
from tests.integration.edge_agent.peers import ScriptedCentral, ScriptedCharger, basic, plug_in

pytestmark = pytest.mark.integration
Plug = Callable[..., Awaitable[ScriptedCharger]]
Until = Callable[..., Awaitable[None]]
OLD = "the-old-password"
KEY = "00ff10ab" * 5
"""40 hexadecimal digits, with bytes that are no text."""
IN_BYTES, AS_TEXT = basic("CP-1", bytes.fromhex(KEY)), basic("CP-1", KEY)
FORMS = [pytest.param(IN_BYTES, id="as bytes"), pytest.param(AS_TEXT, id="as text")]
CHANGE = f'[2,"k","ChangeConfiguration",{{"key":"AuthorizationKey","value":"{KEY}"}}]'


async def next_call(charger: ScriptedCharger) -> Any:
    """The next call to the charger, accepted."""
    while True:
        frame = json.loads(await charger.hear())
        if frame[0] == 2:
            await charger.socket.send(f'[3,"{frame[1]}",{{"status":"Accepted"}}]')
            return frame


async def rotated(
    central: ScriptedCentral, charger: ScriptedCharger, until: Until, taken: set[str]
) -> Any:
    """Central changes the key, from then on takes `taken` only; what the charger is then asked."""
    await charger.ask("BootNotification")
    await central.say("CP-1", CHANGE)
    await until(lambda: '"k"' in "".join(central.heard), "central has its answer")
    assert [each for each in map(json.loads, central.heard) if each[1] == "k"] == [
        [3, "k", {"status": "Accepted"}]
    ]
    central.passwords["CP-1"] = taken
    return await next_call(charger)


@pytest.mark.parametrize("form", FORMS)
async def test_edge_comes_back_with_the_new_key_in_the_form_that_central_takes(
    central: ScriptedCentral, plug: Plug, until: Until, form: str
) -> None:
    central.passwords["CP-1"] = {basic("CP-1", OLD), form}
    charger = await plug("CP-1", OLD)
    call = await rotated(central, charger, until, {form})
    assert call[2:] == ["ChangeConfiguration", {"key": "AuthorizationKey", "value": KEY}]
    assert central.authorizations[-1] == form
    assert (await charger.ask("StatusNotification"))[0] == 3, "the charger's socket stayed"


@pytest.mark.parametrize("password", [OLD, KEY, bytes.fromhex(KEY)], ids=["old", "text", "bytes"])
async def test_charger_may_come_with_its_old_key_or_the_new_in_either_form_while_central_is_away(
    central: ScriptedCentral, plug: Plug, until: Until, password: str | bytes
) -> None:
    charger = await plug("CP-1", OLD)
    await rotated(central, charger, until, {IN_BYTES})
    await central.stop()
    again = await plug("CP-1", password)
    assert (await again.ask("Heartbeat"))[0] == 3
    with pytest.raises(InvalidStatus):
        await plug("CP-1", "neither")


async def test_old_key_ends_when_the_charger_has_come_with_the_new_one(
    central: ScriptedCentral, plug: Plug, until: Until
) -> None:
    charger = await plug("CP-1", OLD)
    await rotated(central, charger, until, {AS_TEXT})
    await (await plug("CP-1", bytes.fromhex(KEY))).ask("Heartbeat")
    with pytest.raises(InvalidStatus) as caught:
        await plug("CP-1", OLD)
    assert caught.value.response.status_code == 401


async def test_key_survives_a_restart_and_the_charger_s_own_password_still_opens_the_door(
    settings_of: Callable[..., dict[str, str]], central: ScriptedCentral, until: Until
) -> None:
    async with running(load_settings(settings_of())) as edge:
        charger = await plug_in(edge.port, "CP-1", OLD)
        await rotated(central, charger, until, {IN_BYTES})
    async with running(load_settings(settings_of())) as edge:
        charger = await plug_in(edge.port, "CP-1", OLD)
        assert (await charger.ask("StatusNotification"))[0] == 3
        await until(lambda: "CP-1" in central.sockets, "central has it back")
        assert central.authorizations[-1] == IN_BYTES
        await charger.socket.close()


async def test_key_that_central_forgot_gives_way_to_the_charger_s_own_password(
    central: ScriptedCentral, plug: Plug, edge: RunningEdge, until: Until
) -> None:
    """Central was restored from yesterday's copy: it answers 401 to the new key."""
    charger = await plug("CP-1", OLD)
    await rotated(central, charger, until, {IN_BYTES})
    central.passwords["CP-1"] = {basic("CP-1", OLD)}
    await central.sockets["CP-1"].close()
    await until(lambda: central.authorizations[-1] == basic("CP-1", OLD), "the old one goes up")
    await until(lambda: "CP-1" in central.sockets, "central lets it in")
    assert (await charger.ask("StatusNotification"))[0] == 3
    assert await edge.counted("uplink_key_refused") == 1


async def test_password_changed_on_both_ends_by_hand_is_central_s_to_judge(
    central: ScriptedCentral, plug: Plug
) -> None:
    await (await plug("CP-1", OLD)).ask("BootNotification")
    central.passwords["CP-1"] = {basic("CP-1", "by hand")}
    with pytest.raises(InvalidStatus) as caught:
        await plug("CP-1", OLD)
    assert caught.value.response.status_code == 401
    assert (await (await plug("CP-1", "by hand")).ask("BootNotification"))[0] == 3


async def test_401_after_a_key_change_closes_the_charger_and_loses_nothing(
    central: ScriptedCentral, plug: Plug, edge: RunningEdge, until: Until
) -> None:
    charger = await plug("CP-1", OLD)
    await charger.ask("BootNotification")
    central.is_silent = True
    await charger.ask("StopTransaction", '{"transactionId":3,"meterStop":5}')
    central.passwords["CP-1"] = {basic("CP-1", "another")}
    await central.sockets["CP-1"].close()
    assert await charger.closed() == 1008
    assert (await edge.health())["waiting"] == 1
    central.is_silent = False
    central.heard.clear()
    await plug("CP-1", "another")
    await until(lambda: "StopTransaction" in central.actions(), "central has the stop")


async def test_404_of_a_proxy_before_central_counts_as_away_where_the_operator_says_so(
    settings_of: Callable[..., dict[str, str]], central: ScriptedCentral
) -> None:
    central.refused["CP-1"] = 404
    settings = settings_of(central_down_statuses="404, 403", unknown_charger_offline="accept")
    async with running(load_settings(settings)) as edge:
        charger = await plug_in(edge.port, "CP-1", OLD)
        assert (await charger.ask("BootNotification"))[2]["status"] == "Accepted"
        await charger.socket.close()


async def test_key_is_nowhere_in_the_log_nor_in_the_status(
    central: ScriptedCentral,
    plug: Plug,
    edge: RunningEdge,
    until: Until,
    caplog: pytest.LogCaptureFixture,
) -> None:
    charger = await plug("CP-1", OLD)
    await rotated(central, charger, until, {IN_BYTES})
    shown = caplog.text + json.dumps(await edge.health())
    assert KEY not in shown
    assert IN_BYTES not in shown
