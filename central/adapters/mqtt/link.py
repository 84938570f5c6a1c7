"""The one connection of a process to the broker (MQTT 5): it comes back for ever.

Subscriptions are stated before `run` and made again at each connection. A message is acknowledged
when its handler says so, not when it arrives, so that the broker keeps what we have not stored.
Handlers run one after the other: what takes long belongs into a task.
"""

import asyncio
import logging
import re
import ssl
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.parse import unquote, urlsplit

import aiomqtt
import structlog
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from central.adapters.ids import jittered
from central.services.counters import Counters
from central.services.errors import BrokerUnavailableError
from central.services.isolation import contained
from contract.topics import QOS

FIRST_WAIT_S: Final = 0.5
LONGEST_WAIT_S: Final = 10.0
KEEPALIVE_S: Final = 20
CONNECT_TIMEOUT_S: Final = 10.0
PUBLISH_TIMEOUT_S: Final = 5.0

log = structlog.get_logger(__name__)
_paho_log = logging.getLogger("central.mqtt.client")
_paho_log.setLevel(logging.CRITICAL)  # the link tells its state itself, once a change


@dataclass(frozen=True, slots=True)
class BrokerAddress:
    """Where the broker is and who we are to it."""

    host: str
    port: int
    username: str | None
    password: str | None
    is_tls: bool


def parse_address(url: str) -> BrokerAddress:
    """Read `mqtt://user:password@host:port` (mqtts: with TLS).

    Raises:
        ValueError: if it is no such address; the message holds no password.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"mqtt", "mqtts"} or not parts.hostname:
        raise ValueError("MQTT address is not allowed: mqtt://[user:password@]host[:port]")
    is_tls = parts.scheme == "mqtts"
    return BrokerAddress(
        host=parts.hostname,
        port=parts.port or (8883 if is_tls else 1883),
        username=None if parts.username is None else unquote(parts.username),
        password=None if parts.password is None else unquote(parts.password),
        is_tls=is_tls,
    )


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message; call `acknowledge` when it is dealt with."""

    topic: str
    payload: bytes
    response_topic: str | None
    correlation: bytes | None
    acknowledge: Callable[[], None]


Handler = Callable[[Incoming], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Request:
    """MQTT 5 properties of a publication."""

    response_topic: str | None = None
    correlation: bytes | None = None
    expiry_s: int | None = None


class AcknowledgementLine:
    """Acknowledges messages in the order in which they came (MQTT 5, 4.6), however they are done.

    A broker may close the connection on an acknowledgement that overtakes another one. A message
    that is done early therefore waits for those before it.
    """

    def __init__(self, send: Callable[[int, int], object]) -> None:
        self._send = send
        self._waiting: deque[list[int]] = deque()

    def take(self, mid: int, qos: int) -> Callable[[], None]:
        """The next message came; call what this gives when it is done."""
        entry = [mid, qos, 0]
        self._waiting.append(entry)

        def done() -> None:
            entry[2] = 1
            while self._waiting and self._waiting[0][2]:
                first_mid, first_qos, _ = self._waiting.popleft()
                self._send(first_mid, first_qos)

        return done


class MqttLink:
    """State subscriptions with `subscribe`, then `run`; `publish` at any time."""

    def __init__(self, address: BrokerAddress, client_id: str, counters: Counters) -> None:
        self._address = address
        self._client_id = client_id
        self._counters = counters
        self._handlers: list[tuple[str, re.Pattern[str], Handler]] = []
        self._client: aiomqtt.Client | None = None
        self.connections = 0
        """How often the broker was reached; a broker may forget between two of them."""

    @property
    def is_connected(self) -> bool:
        """Whether the broker takes messages now."""
        return self._client is not None

    def subscribe(self, topic_filter: str, handler: Handler) -> None:
        """Hand every message of this filter to the handler, from the next connection on."""
        self._handlers.append((topic_filter, _pattern(topic_filter), handler))

    async def publish(
        self, topic: str, payload: bytes, request: Request = Request(), *, retain: bool = False
    ) -> None:
        """Publish with QoS 1 and wait for the broker's acknowledgement.

        Raises:
            BrokerUnavailableError: not connected, or not acknowledged in time.
        """
        client = self._client
        if client is None:
            raise BrokerUnavailableError
        try:
            await client.publish(
                topic,
                payload,
                qos=QOS,
                retain=retain,
                properties=_properties(request),
                timeout=PUBLISH_TIMEOUT_S,
            )
        except (aiomqtt.MqttError, ValueError) as err:
            raise BrokerUnavailableError from err

    async def run(self) -> None:
        """Stay connected until cancelled."""
        wait_s = FIRST_WAIT_S
        reason = ""
        while True:
            try:
                async with self._new_client() as client:
                    for topic_filter, _, _ in self._handlers:
                        await client.subscribe(topic_filter, qos=QOS)
                    self._client = client
                    self.connections += 1
                    log.info("broker_connected", host=self._address.host, port=self._address.port)
                    wait_s, reason = FIRST_WAIT_S, ""
                    await self._listen(client)
            except aiomqtt.MqttError as err:
                if self._client is not None or str(err) != reason:
                    reason = str(err)
                    log.warning("broker_lost", reason=reason)
                self._counters.add("broker_losses")
            finally:
                self._client = None
            await asyncio.sleep(jittered(wait_s))
            wait_s = min(wait_s * 2, LONGEST_WAIT_S)

    def _new_client(self) -> aiomqtt.Client:
        client = aiomqtt.Client(
            self._address.host,
            self._address.port,
            username=self._address.username,
            password=self._address.password,
            identifier=self._client_id,
            protocol=aiomqtt.ProtocolVersion.V5,
            keepalive=KEEPALIVE_S,
            timeout=CONNECT_TIMEOUT_S,
            tls_context=ssl.create_default_context() if self._address.is_tls else None,
            logger=_paho_log,
        )
        client._client.manual_ack_set(True)  # noqa: SLF001, FBT003 (aiomqtt has no door to it)
        return client

    async def _listen(self, client: aiomqtt.Client) -> None:
        line = AcknowledgementLine(client._client.ack)  # noqa: SLF001 (as above)
        async for message in client.messages:
            topic = message.topic.value
            acknowledge = line.take(message.mid, message.qos)
            incoming = Incoming(
                topic=topic,
                payload=message.payload,
                response_topic=getattr(message.properties, "ResponseTopic", None),
                correlation=getattr(message.properties, "CorrelationData", None),
                acknowledge=acknowledge,
            )
            for _, pattern, handler in self._handlers:
                if pattern.fullmatch(topic):
                    work = partial(handler, incoming)
                    if not await contained(work, self._counters, "message", topic=topic):
                        acknowledge()  # else the broker brings it again and again
                    break
            else:
                acknowledge()


def _pattern(topic_filter: str) -> re.Pattern[str]:
    """What a filter matches (MQTT 5, 4.7); a shared one by what stands behind its group."""
    parts = topic_filter.split("/")
    if parts[0] == "$share":
        parts = parts[2:]
    wild = {"+": "[^/]*", "#": ".*"}
    return re.compile("/".join(wild.get(part, re.escape(part)) for part in parts))


def _properties(request: Request) -> Properties | None:
    properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
    if request.response_topic is not None:
        properties.ResponseTopic = request.response_topic
    if request.correlation is not None:
        properties.CorrelationData = request.correlation
    if request.expiry_s is not None:
        properties.MessageExpiryInterval = request.expiry_s
    return properties
