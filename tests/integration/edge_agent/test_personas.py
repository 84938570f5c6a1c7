"""Every persona of the emulator through an outage, over real sockets and the edge's real disk.

A session begins while central is there and ends while it is not; another one is whole without it.
When central is back it holds both, once, in order and under its own ids.
"""

from collections.abc import Callable

import pytest

from charger_emulator.adapters.manner_files import manner_book
from contract.ocpp16 import ChargePointStatus, StopReason
from edge_agent.config import load_settings
from tests.integration.charger_emulator.bench import Bench
from tests.integration.charger_emulator.raw_central import RawCentral
from tests.integration.edge_agent.conftest import running
from tests.integration.edge_agent.peers import Cable

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(90)]
SESSION = ("StartTransaction", "StopTransaction")


class BehindEdge(RawCentral):
    """A central that chargers reach through an edge."""

    edge_port = 0

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.edge_port}/ocpp"


async def stop_session(bench: Bench) -> None:
    bench.world.forecourt.stop(bench.charger.connectors[0], StopReason.LOCAL, bench.world.now_s)
    bench.chargers.drain()
    await bench.quiet()
    bench.unplug()
    await bench.quiet()


async def begin_session(bench: Bench) -> None:
    bench.plug(id_tag="CARD-1")
    connector = bench.charger.connectors[0]
    await bench.until(
        lambda: (
            bench.world.forecourt.status_of(connector) is ChargePointStatus.CHARGING
            and bench.session.transaction_id is not None
        ),
        "energy flows",
    )


@pytest.mark.parametrize("persona", sorted(manner_book().personas))
async def test_persona_comes_through_an_outage_with_its_sessions_whole(
    settings_of: Callable[..., dict[str, str]], free_port: int, persona: str
) -> None:
    central = BehindEdge()
    central.edge_port = free_port
    async with central:
        uplink = Cable(central.port)
        await uplink.start()
        settings = settings_of(
            central_url=f"ws://127.0.0.1:{uplink.port}/ocpp",
            replay_per_s=1000,
            reconnect_longest_s=1,
        )
        async with running(load_settings(settings)):
            bench = Bench(central)
            bench.charger.become(persona)
            bench.charger.voice.manners.adjust({"reconnect_s": [0.01, 0.01]})
            await bench.charging(minutes=2.0)
            uplink.cut()
            await bench.pass_s(120.0)
            await stop_session(bench)
            await begin_session(bench)
            await bench.pass_s(120.0)
            await stop_session(bench)
            assert len(central.calls("StopTransaction")) == 0
            await uplink.start()
            await central.until(
                lambda: len(central.calls("StopTransaction")) == 2, "central has both sessions"
            )
            await bench.stop()
        uplink.cut()
    assert [each for each in central.actions() if each in SESSION] == [*SESSION, *SESSION]
    starts, stops = central.calls("StartTransaction"), central.calls("StopTransaction")
    assert [each["transactionId"] for each in stops] == [101, 102]
    assert len({each["timestamp"] for each in starts}) == 2
    for start, stop in zip(starts, stops, strict=True):
        assert stop["meterStop"] > start["meterStart"]
        assert stop["timestamp"] > start["timestamp"]
    readings = [each.get("transactionId") for each in central.calls("MeterValues", connectorId=1)]
    of_sessions = [each for each in readings if each is not None]
    assert set(of_sessions) <= {101, 102}
    assert of_sessions == sorted(of_sessions)
