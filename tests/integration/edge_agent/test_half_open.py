"""Links that are open and silent: a TCP connection whose other end has vanished."""

from collections.abc import AsyncIterator, Callable

import pytest

from edge_agent.config import load_settings
from tests.integration.edge_agent.conftest import running
from tests.integration.edge_agent.peers import Cable, ScriptedCentral, plug_in

pytestmark = pytest.mark.integration
FAST_PINGS = {"charger_ping_s": 1.0, "uplink_ping_s": 0.5, "pong_timeout_s": 0.2}


@pytest.fixture
async def cable(central: ScriptedCentral) -> AsyncIterator[Cable]:
    cable = Cable(central.port)
    await cable.start()
    yield cable
    cable.cut()


async def test_dead_uplink_is_left_and_made_anew(
    central: ScriptedCentral,
    cable: Cable,
    settings_of: Callable[..., dict[str, str]],
    until: Callable[..., object],
) -> None:
    settings = settings_of(central_url=f"ws://127.0.0.1:{cable.port}/ocpp", **FAST_PINGS)
    async with running(load_settings(settings)) as edge:
        charger = await plug_in(edge.port, "CP-1")
        await charger.ask("BootNotification")
        cable.freeze()
        await until(lambda: cable.connections == 2, "the edge connects again")  # type: ignore[misc]
        assert (await charger.ask("StatusNotification"))[0] == 3
        came = lambda: central.actions()[-1] == "StatusNotification"  # noqa: E731
        await until(came, "it came through")  # type: ignore[misc]
        await charger.socket.close()


async def test_what_a_charger_left_on_a_dead_uplink_is_delivered_on_the_next(
    central: ScriptedCentral,
    cable: Cable,
    settings_of: Callable[..., dict[str, str]],
    until: Callable[..., object],
) -> None:
    settings = settings_of(central_url=f"ws://127.0.0.1:{cable.port}/ocpp", **FAST_PINGS)
    async with running(load_settings(settings)) as edge:
        charger = await plug_in(edge.port, "CP-1")
        await charger.ask("BootNotification")
        cable.freeze()
        await charger.ask("StopTransaction", '{"transactionId":1,"meterStop":5}')
        await charger.socket.close()
        came = lambda: "StopTransaction" in central.actions()  # noqa: E731
        await until(came, "central has the stop")  # type: ignore[misc]


async def test_dead_charger_is_closed_and_its_uplink_with_it(
    central: ScriptedCentral,
    settings_of: Callable[..., dict[str, str]],
    free_port: int,
    until: Callable[..., object],
) -> None:
    cable = Cable(free_port)
    await cable.start()
    async with running(load_settings(settings_of(**FAST_PINGS))) as edge:
        charger = await plug_in(cable.port, "CP-1")
        await charger.ask("BootNotification")
        cable.freeze()
        await until(lambda: not central.sockets, "central sees the charger go")  # type: ignore[misc]
        assert await edge.counted("half_open_charger") == 1
    await charger.closed()
    cable.cut()
