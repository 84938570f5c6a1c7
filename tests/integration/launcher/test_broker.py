"""A real broker: MQTT 5 over a socket, a password, and nothing left afterwards."""

import asyncio
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import aiomqtt
import pytest
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from launcher.broker import BrokerInfo, Kind, embedded_broker
from launcher.errors import StartError
from launcher.ports import is_free, is_listening

pytestmark = pytest.mark.integration

needs_mosquitto = pytest.mark.skipif(
    shutil.which("mosquitto") is None, reason="mosquitto is not installed on this machine"
)


@pytest.fixture(
    scope="module",
    params=["iotcore", pytest.param("mosquitto", marks=needs_mosquitto)],
)
def info(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrokerInfo]:
    kind: Kind = request.param
    with embedded_broker(data_dir=tmp_path_factory.mktemp(kind), kind=kind) as found:
        yield found


def client(info: BrokerInfo, password: str | None = None) -> aiomqtt.Client:
    # iotcore hangs up on a stranger without a word, which the client notices by its own time-out.
    return aiomqtt.Client(
        info.host,
        info.port,
        username=info.username,
        password=info.password if password is None else password,
        protocol=aiomqtt.ProtocolVersion.V5,
        timeout=2,
    )


async def first_message(listener: aiomqtt.Client) -> aiomqtt.Message:
    async with asyncio.timeout(10):
        return await anext(aiter(listener.messages))


async def test_a_message_arrives_with_its_mqtt_5_properties(info: BrokerInfo) -> None:
    properties = Properties(PacketTypes.PUBLISH)
    properties.ResponseTopic = "answers/here"
    properties.CorrelationData = b"7"
    async with client(info) as listener, client(info) as speaker:
        await listener.subscribe("props/#", qos=1)
        await speaker.publish("props/one", b"payload", qos=1, properties=properties)
        message = await first_message(listener)
    assert message.payload == b"payload"
    assert message.properties.ResponseTopic == "answers/here"
    assert message.properties.CorrelationData == b"7"


async def test_a_large_message_arrives_whole(info: BrokerInfo) -> None:
    payload = bytes(range(256)) * 4096
    async with client(info) as listener:
        await listener.subscribe("large", qos=1)
        await listener.publish("large", payload, qos=1)
        message = await first_message(listener)
    assert message.payload == payload


async def test_a_retained_message_waits_for_the_subscriber(info: BrokerInfo) -> None:
    async with client(info) as speaker:
        await speaker.publish("retained/one", b"kept", qos=1, retain=True)
    async with client(info) as listener:
        await listener.subscribe("retained/+", qos=1)
        message = await first_message(listener)
    assert message.payload == b"kept"


async def test_a_shared_subscription_gives_each_message_to_one(info: BrokerInfo) -> None:
    async with client(info) as one, client(info) as two, client(info) as speaker:
        for each in (one, two):
            await each.subscribe("$share/group/work/#", qos=1)
            await each.subscribe("end", qos=1)
        for number in range(10):
            await speaker.publish(f"work/{number}", b"", qos=1)
        await speaker.publish("end", b"", qos=1)
        received = [await topics_until_end(each) for each in (one, two)]
    assert sorted(received[0] + received[1]) == [f"work/{number}" for number in range(10)]


async def topics_until_end(listener: aiomqtt.Client) -> list[str]:
    topics: list[str] = []
    async with asyncio.timeout(10):
        async for message in listener.messages:
            if str(message.topic) == "end":
                break
            topics.append(str(message.topic))
    return topics


async def test_a_wrong_password_is_refused(info: BrokerInfo) -> None:
    with pytest.raises(aiomqtt.MqttError):
        async with asyncio.timeout(10), client(info, password="wrong"):
            pytest.fail("the broker let a stranger in")


async def test_no_name_at_all_is_refused(info: BrokerInfo) -> None:
    version = aiomqtt.ProtocolVersion.V5
    anonymous = aiomqtt.Client(info.host, info.port, protocol=version, timeout=2)
    with pytest.raises(aiomqtt.MqttError):
        async with asyncio.timeout(10), anonymous:
            pytest.fail("the broker let a stranger in")


def test_the_broker_is_gone_after_the_block(tmp_path: Path, free_port: int) -> None:
    with embedded_broker(port=free_port, data_dir=tmp_path) as info:
        assert info.port == free_port
        assert is_listening(free_port)
    assert is_free(free_port)


@pytest.fixture
def taken_port(free_port: int) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", free_port)):
        yield free_port


def test_a_broker_without_its_port_says_so(tmp_path: Path, taken_port: int) -> None:
    with (
        pytest.raises(StartError, match=f"port {taken_port} is in use"),
        embedded_broker(port=taken_port, data_dir=tmp_path),
    ):
        pytest.fail("two servers share one port")


async def test_the_log_does_not_grow_with_the_traffic(tmp_path: Path) -> None:
    with embedded_broker(data_dir=tmp_path, kind="iotcore") as info:
        async with client(info) as listener, client(info) as speaker:
            await listener.subscribe("much/#", qos=1)
            for number in range(20):
                await speaker.publish(f"much/{number}", b"x", qos=1)
                await first_message(listener)
    assert (tmp_path / "logs" / "broker.log").read_text() == ""


async def test_a_broker_that_died_takes_its_port_again(tmp_path: Path, free_port: int) -> None:
    with embedded_broker(port=free_port, data_dir=tmp_path) as first:
        async with client(first) as speaker:
            await speaker.publish("before", b"", qos=1)
    with embedded_broker(port=free_port, data_dir=tmp_path) as second:
        async with client(second) as speaker:
            await speaker.publish("after", b"", qos=1)
