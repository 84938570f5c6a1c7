"""Presence, telemetry, scores and events over a real broker; whole edge processes."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiomqtt
import pytest

from contract.features import FEATURE_SET_ID
from contract.ids import CityId, EdgeId
from contract.messages import (
    ChargerEvent,
    Context,
    EdgeState,
    Receipt,
    Score,
    Telemetry,
    decode,
    encode,
)
from contract.topics import context_topic, edge_receipt_topic, edge_state_topic
from edge_agent.config import load_settings
from launcher.broker import BrokerInfo
from tests.integration.edge_agent.conftest import RunningEdge, running
from tests.integration.edge_agent.peers import Cable, ScriptedCentral, plug_in

pytestmark = pytest.mark.integration
Until = Callable[..., Awaitable[None]]
SettingsOf = Callable[..., dict[str, str]]


class Listener:
    """Keeps every message on some topics; with `confirms` it writes receipts, as central does."""

    def __init__(self, *, confirms: bool = False) -> None:
        self.messages: list[tuple[str, bytes]] = []
        self.confirms = confirms

    def of(self, ending: str) -> list[bytes]:
        return [payload for topic, payload in self.messages if topic.endswith(ending)]

    async def run(self, client: aiomqtt.Client) -> None:
        async for message in client.messages:
            assert isinstance(message.payload, bytes)
            self.messages.append((str(message.topic), message.payload))
            if self.confirms:
                told = json.loads(message.payload)
                only = (told["sequence"], told["sequence"])
                receipt = Receipt(birth=told["birth"], ranges=[only])
                await client.publish(edge_receipt_topic(told["edge"]), encode(receipt), qos=1)


def client_of(url: str) -> aiomqtt.Client:
    parts = urlsplit(url)
    return aiomqtt.Client(
        parts.hostname or "",
        parts.port or 0,
        username=parts.username,
        password=parts.password,
        protocol=aiomqtt.ProtocolVersion.V5,
    )


@asynccontextmanager
async def listening(url: str, *topics: str, confirms: bool = False) -> AsyncIterator[Listener]:
    listener = Listener(confirms=confirms)
    async with client_of(url) as client, asyncio.TaskGroup() as tasks:
        for topic in topics:
            await client.subscribe(topic, qos=1)
        task = tasks.create_task(listener.run(client))
        yield listener
        task.cancel()


def states(listener: Listener) -> list[EdgeState]:
    return [decode(payload, EdgeState) for payload in listener.of("/state")]


async def drive(port: int, identity: str) -> Any:
    """A charger that boots, charges and reports."""
    charger = await plug_in(port, identity)
    await charger.ask("BootNotification")
    await charger.ask("StatusNotification", '{"connectorId":1,"status":"Charging"}')
    sampled = [
        {"value": "41.5", "measurand": "Temperature", "unit": "Celsius", "location": "Body"},
        {"value": "22000", "measurand": "Power.Active.Import", "unit": "W"},
    ]
    reading = {"timestamp": datetime.now(UTC).isoformat(), "sampledValue": sampled}
    await charger.ask("MeterValues", json.dumps({"connectorId": 1, "meterValue": [reading]}))
    return charger


async def test_risk_and_telemetry_of_a_charger_arrive(
    edge: RunningEdge, broker: BrokerInfo, until: Until
) -> None:
    async with listening(broker.url, f"sntry/v1/unassigned/{edge.edge_id}/#") as heard:
        charger = await drive(edge.port, edge.edge_id)
        await until(lambda: len(heard.of("/score")) >= 2, "two scores")
        await charger.socket.close()
    score = decode(heard.of("/score")[-1], Score)
    telemetry = decode(heard.of("/telemetry")[-1], Telemetry)
    assert 0.0 <= score.risk_1h <= 1.0
    assert score.feature_set == FEATURE_SET_ID
    assert "context" in score.stale_inputs
    assert (telemetry.temperature_c, telemetry.power_w) == (41.5, 22_000.0)
    assert telemetry.features[0] == 41.5
    assert len(telemetry.features) == 33
    assert not telemetry.historical


async def test_numbers_of_messages_have_no_gap(
    edge: RunningEdge, broker: BrokerInfo, until: Until
) -> None:
    async with listening(broker.url, f"sntry/v1/unassigned/{edge.edge_id}/#") as heard:
        charger = await drive(edge.port, edge.edge_id)
        await until(lambda: len(heard.messages) >= 8, "eight messages")
        await charger.socket.close()
    numbers = [json.loads(payload)["sequence"] for _, payload in heard.messages]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_link_of_a_charger_is_news(
    edge: RunningEdge, broker: BrokerInfo, central: ScriptedCentral, until: Until
) -> None:
    async with listening(broker.url, f"sntry/v1/unassigned/{edge.edge_id}/event") as heard:
        charger = await drive(edge.port, edge.edge_id)
        await central.stop()
        await until(lambda: len(heard.messages) == 2, "the loss of the uplink")
        await central.start()
        await until(lambda: len(heard.messages) == 3, "the return of the uplink")
        await charger.socket.close()
        await until(lambda: len(heard.messages) == 4, "the end of the charger")
    kinds = [decode(payload, ChargerEvent).kind for _, payload in heard.messages]
    assert kinds == ["connected", "uplink_lost", "uplink_back", "disconnected"]


async def test_presence_is_retained_and_says_goodbye(
    settings_of: SettingsOf, broker: BrokerInfo, until: Until
) -> None:
    settings = load_settings(settings_of())
    topic = edge_state_topic(EdgeId(settings.edge_id))
    async with running(settings) as edge, listening(broker.url, topic) as heard:
        await until(lambda: states(heard), "presence")
        assert states(heard)[-1].online
        birth = states(heard)[-1].birth
        assert states(heard)[-1].model.startswith("forest-")
    async with listening(broker.url, topic) as heard:
        await until(lambda: states(heard), "retained goodbye")
    assert (states(heard)[-1].online, states(heard)[-1].birth) == (False, birth)
    assert states(heard)[-1].at is not None, "said by the edge, not by its will"
    assert edge.edge_id == settings.edge_id


@asynccontextmanager
async def process(environment: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "edge_agent",
        "serve",
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
            await child.communicate()


async def test_killed_process_is_announced_by_its_will_and_the_next_birth_is_higher(
    settings_of: SettingsOf, broker: BrokerInfo, until: Until
) -> None:
    environment = settings_of()
    topic = edge_state_topic(EdgeId(environment["SNTRY_EDGE_EDGE_ID"]))
    async with listening(broker.url, topic) as heard:
        async with process(environment) as child:
            await until(lambda: states(heard), "birth", 25.0)
            child.send_signal(signal.SIGKILL)
            await until(lambda: len(states(heard)) == 2, "the will")
        async with process(environment):
            await until(lambda: len(states(heard)) == 3, "the second birth", 25.0)
    birth = states(heard)[0].birth
    assert [(each.online, each.birth) for each in states(heard)[:3]] == [
        (True, birth),
        (False, birth),
        (True, birth + 1),
    ]
    assert states(heard)[1].at is None


async def test_sigterm_ends_the_process_cleanly_and_keeps_fault_histories(
    settings_of: SettingsOf, broker: BrokerInfo, until: Until, tmp_path: Path
) -> None:
    environment = settings_of()
    port = int(environment["SNTRY_EDGE_OCPP_PORT"])
    topic = edge_state_topic(EdgeId(environment["SNTRY_EDGE_EDGE_ID"]))
    async with listening(broker.url, topic) as heard, process(environment) as child:
        await until(lambda: states(heard), "birth", 25.0)
        charger = await drive(port, "CP-1")
        await charger.ask(
            "StatusNotification", '{"connectorId":1,"status":"Faulted","errorCode":"OtherError"}'
        )
        child.send_signal(signal.SIGTERM)
        output, _ = await child.communicate()
        assert await charger.closed() == 1001
    assert child.returncode == 0, output.decode()
    assert not states(heard)[-1].online
    assert "CP-1" in json.loads((tmp_path / "edge" / "fault-history.json").read_bytes())


@pytest.mark.parametrize(
    ("more", "words"),
    [
        pytest.param({"ocpp_port": "x"}, "SNTRY_EDGE_OCPP_PORT='x'", id="a setting"),
        pytest.param({"model_dir": "/nowhere"}, "/nowhere", id="a bundle that is not there"),
        pytest.param({"fleet_file": "/nowhere.json"}, "/nowhere.json", id="no fleet file"),
        pytest.param({"ocpp_host": "192.0.2.1"}, "192.0.2.1", id="an address of another machine"),
    ],
)
async def test_what_is_wrong_at_the_start_is_one_clear_line(
    settings_of: SettingsOf, more: dict[str, str], words: str
) -> None:
    async with process(settings_of(**more)) as child:
        output, _ = await child.communicate()
    lines = [line for line in output.decode().splitlines() if line.startswith("edge_agent: ")]
    assert child.returncode == 1
    assert len(lines) == 1, output.decode()
    assert words in lines[0]
    assert "Traceback" not in output.decode()


async def test_what_happens_while_the_broker_is_away_arrives_later_as_history(
    settings_of: SettingsOf, broker: BrokerInfo, until: Until
) -> None:
    cable = Cable(broker.port)
    await cable.start()
    settings = load_settings(
        settings_of(mqtt_url=broker.url.replace(str(broker.port), str(cable.port)))
    )
    name = settings.edge_id
    async with (
        running(settings) as edge,
        listening(broker.url, f"sntry/v1/unassigned/{name}/#", confirms=True) as heard,
    ):
        await until(lambda: edge.app._mqtt.is_connected, "the broker is there")
        charger = await drive(edge.port, name)
        await until(lambda: heard.of("/score"), "a score")
        await until(lambda: not edge.app._mailbox.waiting().get("event"), "the first receipt")
        cable.cut()
        await charger.socket.close()
        again = await plug_in(edge.port, name)
        asked = asyncio.get_running_loop().time()
        await until(lambda: asyncio.get_running_loop().time() > asked + 2.5, "it became history")
        await cable.start()
        await until(lambda: len(heard.of("/event")) == 3, "all events", 20.0)

        def has_no_gap() -> bool:
            found = {json.loads(payload)["sequence"] for _, payload in heard.messages}
            return found == set(range(1, max(found) + 1))

        await until(has_no_gap, "nothing is missing")
        await again.socket.close()
    events = [decode(each, ChargerEvent) for each in heard.of("/event")]
    assert [each.kind for each in events[:3]] == ["connected", "disconnected", "connected"]
    assert [each.historical for each in events[1:3]] == [True, True]
    cable.cut()


async def test_report_without_a_wire_form_holds_nothing_up(
    edge: RunningEdge, broker: BrokerInfo, until: Until
) -> None:
    half = ChargerEvent(
        at=datetime.now(UTC), edge=EdgeId("e"), birth=1, sequence=1, kind="x", detail="\ud800"
    )
    async with listening(broker.url, f"sntry/v1/unassigned/{edge.edge_id}/#") as heard:
        edge.app._mailbox.post(f"sntry/v1/unassigned/{edge.edge_id}/event", half)
        charger = await drive(edge.port, edge.edge_id)
        await until(lambda: heard.of("/score"), "a score")
        await charger.socket.close()
    kinds = [decode(each, ChargerEvent).kind for each in heard.of("/event")]
    assert kinds[0] == "connected"
    assert await edge.counted("unsendable_report") == 1
    assert await edge.counted("mqtt_broke") == 0


def bad_contexts(good: dict[str, Any]) -> list[bytes]:
    """What is no context, in every way that JSON knows."""
    text = json.dumps(good)
    return [
        b"",
        b"no context",
        b"\xff\xfe",
        b"[" * 100_000,
        json.dumps({**good, "at": "2026-07-01T12:00:00"}).encode(),
        json.dumps({**good, "at": "yesterday"}).encode(),
        json.dumps({**good, "weather": "\ud800"}).encode(),
        text.replace("40.5", "NaN").encode(),
        text.replace("40.5", "1e400").encode(),
        text.replace("40.5", "9" * 400).encode(),
    ]


async def test_context_of_the_city_becomes_ambient_temperature(
    settings_of: SettingsOf, broker: BrokerInfo, until: Until, fleet_of: Callable[..., Path]
) -> None:
    settings = load_settings(settings_of(fleet_file=fleet_of("CP-9", "S-9", "testville")))
    context = Context(
        city=CityId("testville"),
        at=settings.clock.epoch,
        temperature_c=40.5,
        precipitation_mm=0.0,
        weather="clear",
        traffic_index=6.0,
        event="none",
        fuel_price_per_gallon=3.5,
    )
    async with running(settings) as edge, listening(broker.url, "sntry/v1/S-9/CP-9/#") as heard:
        async with client_of(broker.url) as feed:
            now = (await edge.health())["now"]
            fresh = {**json.loads(encode(context)), "at": now}
            for bad in bad_contexts(fresh):
                await feed.publish(context_topic(context.city), bad, qos=1)
            await feed.publish(context_topic(context.city), json.dumps(fresh), qos=1)
        charger = await drive(edge.port, "CP-9")

        def has_ambient() -> bool:
            told = [decode(each, Telemetry) for each in heard.of("/telemetry")]
            return bool(told) and told[-1].ambient_c == 40.5

        await until(has_ambient, "ambient temperature from the context")
        assert await edge.counted("bad_context") == len(bad_contexts(fresh))
        assert await edge.counted("mqtt_broke") == 0
        await charger.socket.close()
