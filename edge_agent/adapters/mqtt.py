"""MQTT 5: telemetry, scores, events and presence go out; context comes in.

Presence is retained on `edge_state_topic` and is also the last will, with the birth number of this
start, so that readers can tell an old will from news. Everything else waits in a bounded queue
until the broker confirms it (QoS 1); after a lost connection the unconfirmed go again, under their
old sequence numbers. What waited is marked historical. When the queue is full the oldest message
that is no event is dropped and counted.
"""

import asyncio
import contextlib
import ssl
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

import aiomqtt
from msgspec.structs import replace
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from contract.messages import (
    ChargerEvent,
    Context,
    EdgeState,
    Score,
    Telemetry,
    decode,
    encode,
)
from contract.topics import CONTEXT_FILTER, QOS, edge_state_topic
from edge_agent.adapters.backoff import Backoff
from edge_agent.adapters.clock import Clock
from edge_agent.adapters.log import Log
from edge_agent.adapters.tally import Tally
from edge_agent.core.errors import first_of

_LOG = Log("edge.mqtt")
MAX_WAITING: Final = 4096
MAX_UNCONFIRMED: Final = 16
HISTORICAL_AFTER_S: Final = 2.0
"""Real seconds in the queue from which a message is no news any more."""
KEEPALIVE_S: Final = 15
PRESENCE_EVERY_S: Final = 60.0
"""Real seconds between two repeated presence messages: they outlive a late will."""
SESSION_EXPIRY_S: Final = 86_400
_TIMEOUT_S: Final = 10.0
_FLUSH_S: Final = 2.0
_TLS_PORT: Final = 8883
_PORT: Final = 1883

Report = Telemetry | Score | ChargerEvent


@dataclass(slots=True, eq=False)
class _Waiting:
    topic: str
    report: Report
    queued_at_s: float


class Mqtt:
    """The edge's one MQTT client.

    Args:
        url: `mqtt://[user:password@]host[:port]`, or `mqtts://`.
        state: presence as of now, online; also tells edge and birth.
        clock: for ages and instants.
        on_context: takes context messages; raises ValueError for one that says nothing.
        tally: counts what is dropped or not understood.
        backoff: waits between attempts.
    """

    def __init__(
        self,
        url: str,
        state: Callable[[], EdgeState],
        clock: Clock,
        on_context: Callable[[Context], None],
        tally: Tally,
        backoff: Backoff,
    ) -> None:
        self._url = urlsplit(url)
        self._state = state
        self._clock = clock
        self._on_context = on_context
        self._tally = tally
        self._backoff = backoff
        self._waiting: deque[_Waiting] = deque()
        self._sent: list[_Waiting] = []
        self._ready = asyncio.Semaphore(0)
        self._is_idle = asyncio.Event()
        self._stopping = asyncio.Event()
        self.is_connected = False

    def publish(self, topic: str, report: Report) -> None:
        """Queue a message; never waits."""
        if len(self._waiting) >= MAX_WAITING:
            self._drop_oldest()
        self._waiting.append(_Waiting(topic, report, self._clock.now().real_s))
        self._is_idle.clear()
        self._ready.release()

    def waiting(self) -> dict[str, int]:
        """How many messages the broker has not confirmed, by kind."""
        entries = [*self._sent, *self._waiting]
        return dict(Counter(type(each.report).__name__.lower() for each in entries))

    def stop(self) -> None:
        """Ask `run` to deliver what it can, say goodbye and return."""
        self._stopping.set()

    async def run(self) -> None:
        """Stay connected until `stop`; lost connections are made anew for ever."""
        while not self._stopping.is_set():
            try:
                async with self._client() as client:
                    await self._serve(client)
            except* (aiomqtt.MqttError, OSError, TimeoutError) as errors:
                reason = str(first_of(errors))
                if self.is_connected:
                    _LOG.warning("broker_lost", reason=reason)
                else:
                    self._tally.add("broker_attempt_failed", reason=reason)
            finally:
                self.is_connected = False
                self._waiting.extendleft(reversed(self._sent))
                self._sent.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._backoff.next_s()):
                    await self._stopping.wait()

    def _client(self) -> aiomqtt.Client:
        state = self._state()
        will = EdgeState(edge=state.edge, online=False, birth=state.birth)
        is_secure = self._url.scheme == "mqtts"
        connect = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]  # paho
        connect.SessionExpiryInterval = SESSION_EXPIRY_S
        client = aiomqtt.Client(
            self._url.hostname or "",
            self._url.port or (_TLS_PORT if is_secure else _PORT),
            username=unquote(self._url.username) if self._url.username else None,
            password=unquote(self._url.password) if self._url.password else None,
            identifier=f"sntry-edge-{state.edge}",
            protocol=aiomqtt.ProtocolVersion.V5,
            clean_start=False,
            properties=connect,
            will=aiomqtt.Will(edge_state_topic(state.edge), encode(will), qos=QOS, retain=True),
            keepalive=KEEPALIVE_S,
            timeout=_TIMEOUT_S,
            tls_context=ssl.create_default_context() if is_secure else None,
        )
        client.pending_calls_threshold = 2 * MAX_UNCONFIRMED  # below, it logs a warning each
        return client

    async def _serve(self, client: aiomqtt.Client) -> None:
        await self._tell_presence(client, self._state())
        await client.subscribe(CONTEXT_FILTER, qos=QOS)
        self.is_connected = True
        self._backoff.succeeded()
        self._ready = asyncio.Semaphore(len(self._waiting))
        _LOG.info("broker_connected", birth=self._state().birth)
        async with asyncio.TaskGroup() as tasks:
            helpers = [
                *(tasks.create_task(self._send(client)) for _ in range(MAX_UNCONFIRMED)),
                tasks.create_task(self._repeat_presence(client)),
                tasks.create_task(self._receive(client)),
            ]
            await self._stopping.wait()
            self._ready.release()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_FLUSH_S):
                    await self._is_idle.wait()
            for helper in helpers:
                helper.cancel()
        state = self._state()
        await self._tell_presence(
            client, EdgeState(edge=state.edge, online=False, birth=state.birth, at=state.at)
        )

    async def _tell_presence(self, client: aiomqtt.Client, state: EdgeState) -> None:
        await client.publish(edge_state_topic(state.edge), encode(state), qos=QOS, retain=True)

    async def _repeat_presence(self, client: aiomqtt.Client) -> None:
        while True:
            await asyncio.sleep(PRESENCE_EVERY_S)
            await self._tell_presence(client, self._state())

    async def _send(self, client: aiomqtt.Client) -> None:
        """One of several senders: they keep several messages open, in the order of the queue."""
        while True:
            await self._ready.acquire()
            if self._waiting:  # else it was dropped in the meantime
                entry = self._waiting.popleft()
                payload = self._payload(entry)
                if payload is not None:
                    self._sent.append(entry)
                    await client.publish(entry.topic, payload, qos=QOS)
                    self._sent.remove(entry)
            if not self._waiting and not self._sent:
                self._is_idle.set()

    def _payload(self, entry: _Waiting) -> bytes | None:
        """The message as it goes out; None, counted, for one that has no wire form.

        It would come first again after every new connection, and hold up all others.
        """
        is_old = self._clock.now().real_s - entry.queued_at_s > HISTORICAL_AFTER_S
        report = replace(entry.report, historical=True) if is_old else entry.report
        try:
            return encode(report)
        except ValueError as err:  # text that is no UTF-8
            self._tally.bug("unsendable_report", err, topic=entry.topic)
            return None

    async def _receive(self, client: aiomqtt.Client) -> None:
        async for message in client.messages:
            try:
                self._on_context(decode(message.payload, Context))
            except ValueError as err:
                self._tally.add("bad_context", topic=str(message.topic), reason=str(err)[:200])

    def _drop_oldest(self) -> None:
        victim = next(self._droppable(), self._waiting[0])
        self._waiting.remove(victim)
        self._tally.add(f"dropped_{type(victim.report).__name__.lower()}")

    def _droppable(self) -> Iterator[_Waiting]:
        return (each for each in self._waiting if not isinstance(each.report, ChargerEvent))
