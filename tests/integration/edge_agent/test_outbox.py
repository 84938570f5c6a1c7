"""What central has not confirmed stays with the edge: kills, a full disk, a deaf central."""

import asyncio
import json
import signal
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiomqtt
import pytest
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from contract.clock import ClockSetting
from contract.ids import EdgeId
from contract.messages import ChargerEvent, EdgeAnswer, decode
from contract.topics import (
    edge_answer_topic,
    edge_command_topic,
    edge_receipt_topic,
    edge_state_topic,
)
from edge_agent.adapters import mailbox as mailbox_module
from edge_agent.adapters.clock import Clock
from edge_agent.adapters.mailbox import FILE, Mailbox
from edge_agent.adapters.status_page import ask_status
from edge_agent.adapters.tally import Tally
from edge_agent.config import load_settings
from launcher.broker import BrokerInfo
from tests.integration.edge_agent.conftest import RunningEdge, running
from tests.integration.edge_agent.peers import plug_in
from tests.integration.edge_agent.test_mqtt import client_of, listening, process, states

pytestmark = pytest.mark.integration
Until = Callable[..., Awaitable[None]]
SettingsOf = Callable[..., dict[str, str]]


def numbers(messages: list[tuple[str, bytes]]) -> set[tuple[int, int]]:
    told = [json.loads(payload) for _, payload in messages]
    return {(each["birth"], each["sequence"]) for each in told}


async def test_nothing_that_central_did_not_confirm_is_lost_in_a_kill(
    settings_of: SettingsOf, broker: BrokerInfo, until: Until, tmp_path: Path
) -> None:
    environment = settings_of()
    name = environment["SNTRY_EDGE_EDGE_ID"]
    port = int(environment["SNTRY_EDGE_OCPP_PORT"])
    topics = (f"sntry/v1/unassigned/{name}/#", edge_state_topic(EdgeId(name)))
    async with listening(broker.url, *topics) as deaf, process(environment) as child:
        await until(lambda: states(deaf), "birth", 25.0)
        charger = await plug_in(port, name)
        await until(lambda: len(deaf.of("/score")) >= 2, "two scores that nobody confirms")
        child.send_signal(signal.SIGKILL)
        await child.wait()
        await charger.socket.close()
    first = numbers([each for each in deaf.messages if not each[0].endswith("/state")])
    async with (
        listening(broker.url, topics[0], confirms=True) as central,
        process(environment) as child,
    ):
        await until(lambda: first <= numbers(central.messages), "all of them again", 25.0)
        again = [json.loads(payload) for _, payload in central.messages]
        old = [each for each in again if (each["birth"], each["sequence"]) in first]
        assert all(each["historical"] for each in old)

        async with asyncio.timeout(15.0):
            while (await asyncio.to_thread(ask_status, tmp_path / "edge")).queue:
                pass  # each look is a request to the other process


async def test_letter_goes_again_until_the_receipt_comes(
    settings_of: SettingsOf, broker: BrokerInfo, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge_agent.core.letters.RESEND_S", 0.5)
    settings = load_settings(settings_of(score_interval_s=3600))
    topic = f"sntry/v1/unassigned/{settings.edge_id}/event"
    async with running(settings) as edge:
        async with listening(broker.url, topic) as deaf:
            charger = await plug_in(edge.port, settings.edge_id)
            await until(lambda: len(deaf.messages) >= 3, "the same event three times")
        assert len(numbers(deaf.messages)) == 1
        async with listening(broker.url, topic, confirms=True):
            await until(lambda: not edge.app._mailbox.waiting(), "the receipt")
        await charger.socket.close()


async def test_disk_that_takes_nothing_costs_no_message_and_is_told(
    settings_of: SettingsOf, broker: BrokerInfo, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox_module, "RETRY_S", 0.0)
    settings = load_settings(settings_of())
    topic = f"sntry/v1/unassigned/{settings.edge_id}/#"
    async with running(settings) as edge, listening(broker.url, topic) as heard:
        charger = await plug_in(edge.port, settings.edge_id)
        await until(lambda: heard.of("/score"), "a score")
        (settings.data_dir / FILE).rename(settings.data_dir / "elsewhere")
        (settings.data_dir / FILE).mkdir()
        edge.app._mailbox._file._db.execute("PRAGMA max_page_count = 1")
        await until(lambda: edge.app._mailbox.problem, "the disk is full")
        before = len(heard.of("/score"))
        await until(lambda: len(heard.of("/score")) >= before + 2, "scores from memory")
        status = await asyncio.to_thread(ask_status, settings.data_dir)
        assert any("in memory only" in each for each in status.problems)
        (settings.data_dir / FILE).rmdir()
        await until(lambda: not edge.app._mailbox.problem, "the disk is back")
        await until(lambda: edge.app._mailbox._file.counts["score"] >= 2, "memory is on disk")
        await charger.socket.close()
    found = sorted(sequence for _, sequence in numbers(heard.messages))
    assert found == list(range(1, len(found) + 1))


async def ask(broker: BrokerInfo, edge: RunningEdge, payload: bytes, **given: Any) -> Any:
    """Ask as any MQTT 5 client would; gives the answer's message."""
    properties = Properties(PacketTypes.PUBLISH)
    answers = given.get("response", edge_answer_topic(EdgeId(edge.edge_id), "c-1"))
    if "response" in given:
        properties.ResponseTopic = answers
        properties.CorrelationData = b"mine"
    async with client_of(broker.url) as client, asyncio.timeout(10.0):
        await client.subscribe(answers, qos=1)
        await client.publish(
            edge_command_topic(EdgeId(edge.edge_id), "c-1"), payload, qos=1, properties=properties
        )
        async for message in client.messages:
            return message
    return None


async def test_status_is_answered_on_the_response_topic(
    edge: RunningEdge, broker: BrokerInfo, until: Until
) -> None:
    await until(lambda: edge.app._mqtt.is_connected, "the broker")
    topic = f"test/{edge.edge_id}/answers"
    message: aiomqtt.Message = await ask(broker, edge, b'{"kind":"status"}', response=topic)
    answer = decode(message.payload, EdgeAnswer)
    assert getattr(message.properties, "CorrelationData", None) == b"mine"
    assert (answer.command_id, answer.outcome) == ("c-1", "accepted")
    assert answer.payload["edge"] == edge.edge_id
    assert answer.payload["problems"] == []


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        pytest.param(b'{"kind":"reboot"}', "'reboot' is not allowed: status or rebirth", id="kind"),
        pytest.param(b'{"kind":7}', "kind", id="no word"),
        pytest.param(b"[" * 100_000, "", id="deep"),
        pytest.param(b"\xff", "", id="no JSON"),
    ],
)
async def test_command_that_cannot_be_is_rejected_with_a_reason(
    edge: RunningEdge, broker: BrokerInfo, until: Until, payload: bytes, words: str
) -> None:
    await until(lambda: edge.app._mqtt.is_connected, "the broker")
    answer = decode((await ask(broker, edge, payload)).payload, EdgeAnswer)
    assert answer.outcome == "rejected"
    assert words in answer.payload["reason"]
    assert await edge.counted("mqtt_broke") == 0


async def test_rebirth_tells_presence_and_sends_what_has_no_receipt_again(
    settings_of: SettingsOf, broker: BrokerInfo, until: Until
) -> None:
    settings = load_settings(settings_of(score_interval_s=3600))
    name = settings.edge_id
    topics = (f"sntry/v1/unassigned/{name}/event", edge_state_topic(EdgeId(name)))
    async with running(settings) as edge, listening(broker.url, *topics) as heard:
        charger = await plug_in(edge.port, name)
        await until(lambda: heard.of("/event") and states(heard), "event and presence")
        told = len(states(heard))
        answer = decode((await ask(broker, edge, b'{"kind":"rebirth"}')).payload, EdgeAnswer)
        assert answer.outcome == "accepted"
        await until(lambda: len(heard.of("/event")) == 2, "the event again")
        await until(lambda: len(states(heard)) > told, "presence again")
        await charger.socket.close()
    first, second = (decode(each, ChargerEvent) for each in heard.of("/event")[:2])
    assert (first.birth, first.sequence) == (second.birth, second.sequence)


async def test_receipt_that_is_none_harms_nothing(
    edge: RunningEdge, broker: BrokerInfo, until: Until
) -> None:
    charger = await plug_in(edge.port, "CP-1")
    await until(lambda: edge.app._mailbox.waiting().get("event"), "something waits")
    await until(lambda: edge.app._mqtt.is_connected, "the edge hears receipts")
    bad = [b"", b"{}", b'{"birth":1,"ranges":[[1]]}', b'{"birth":1,"ranges":[[1,1e400]]}']
    bad += [b'{"birth":1,"ranges":[[-1,5]]}', b'{"birth":1,"ranges":[[0,99999999999999999999]]}']
    vast = [b'{"birth":1,"ranges":[[0,9223372036854775807]]}']
    async with client_of(broker.url) as other:
        for payload in bad + vast:
            await other.publish(edge_receipt_topic(EdgeId(edge.edge_id)), payload, qos=1)

    counts = edge.app._tally.counts
    await until(lambda: counts["bad_receipt"] == len(bad), "all that are none")
    assert edge.app._mailbox.waiting()["event"] == 1
    assert not edge.app._mailbox.problem
    assert await edge.counted("mqtt_broke") == 0
    await charger.socket.close()


async def test_mailbox_begins_anew_with_a_broken_file(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database" * 99)
    now = datetime.now(UTC)
    tally = Tally()
    mailbox = Mailbox(tmp_path, 2**20, Clock(ClockSetting(1.0, now, now)), tally)
    assert tally.counts == {"outbox_set_aside": 1}
    assert not mailbox.problem
    mailbox.close()
