"""MQTT 5: letters and presence go out; receipts, commands and context come in.

Presence is retained on `edge_state_topic` and is also the last will, with the birth number of this
start, so that readers can tell an old will from news. Everything else comes from the mailbox, goes
out with QoS 1, and is forgotten when central's receipt names it; what is no news any more is marked
historical.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import aiomqtt
from msgspec.structs import replace
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from contract.messages import (
    Context,
    EdgeAnswer,
    EdgeCommand,
    EdgeState,
    ModelOffer,
    Receipt,
    decode,
    encode,
)
from contract.topics import (
    CONTEXT_FILTER,
    QOS,
    edge_answer_topic,
    edge_command_topic,
    edge_model_topic,
    edge_receipt_topic,
    edge_state_topic,
)
from edge_agent.adapters.backoff import Backoff
from edge_agent.adapters.broker import BrokerAccess
from edge_agent.adapters.clock import Clock
from edge_agent.adapters.log import Log
from edge_agent.adapters.mailbox import KINDS, Mailbox
from edge_agent.adapters.tally import Tally
from edge_agent.core.errors import first_of
from edge_agent.core.letters import Letter
from edge_agent.core.local_answers import timestamp

_LOG = Log("edge.mqtt")
MAX_UNCONFIRMED: Final = 16
"""Letters that wait for the broker's PUBACK."""
HISTORICAL_AFTER_S: Final = 2.0
"""Real seconds from which a letter is no news any more."""
KEEPALIVE_S: Final = 15
PRESENCE_EVERY_S: Final = 60.0
"""Real seconds between two repeated presence messages: they outlive a late will."""
SESSION_EXPIRY_S: Final = 86_400
COMMANDS: Final = ("status", "rebirth")
_TIMEOUT_S: Final = 10.0
_FLUSH_S: Final = 2.0
_FORMS: Final = {kind: form for form, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Inbox:
    """What others tell or ask the edge.

    `context` takes a context message and raises ValueError for one that says nothing; `status`
    gives the answer to a command that asks for it; `model` takes an offer.
    """

    context: Callable[[Context], None]
    status: Callable[[], dict[str, Any]]
    model: Callable[[ModelOffer], None]


class Mqtt:
    """The edge's one MQTT client.

    Args:
        access: where the broker is and who we are to it.
        state: presence as of now, online; also tells edge and birth.
        mailbox: what goes out.
        inbox: what comes in.
        clock: for ages and instants.
        tally: counts what is not understood.
        backoff: waits between attempts.
    """

    def __init__(  # noqa: PLR0913 (one part each)
        self,
        access: BrokerAccess,
        state: Callable[[], EdgeState],
        mailbox: Mailbox,
        inbox: Inbox,
        clock: Clock,
        tally: Tally,
        backoff: Backoff,
    ) -> None:
        self._access = access
        self._state = state
        self._mailbox = mailbox
        self._inbox = inbox
        self._clock = clock
        self._tally = tally
        self._backoff = backoff
        self._stopping = asyncio.Event()
        self._presence_changed = asyncio.Event()
        self.is_connected = False

    def stop(self) -> None:
        """Ask `run` to deliver what it can, say goodbye and return."""
        self._stopping.set()

    def presence_changed(self) -> None:
        """There is news of the edge itself: tell it now rather than in a minute."""
        self._presence_changed.set()

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
                self._mailbox.disconnected()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._backoff.next_s()):
                    await self._stopping.wait()

    def _client(self) -> aiomqtt.Client:
        state = self._state()
        will = EdgeState(edge=state.edge, online=False, birth=state.birth)
        connect = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]  # paho
        connect.SessionExpiryInterval = SESSION_EXPIRY_S
        access = self._access
        client = aiomqtt.Client(
            access.host,
            access.port,
            username=access.user,
            password=access.password,
            identifier=f"sntry-edge-{state.edge}",
            protocol=aiomqtt.ProtocolVersion.V5,
            clean_start=False,
            properties=connect,
            will=aiomqtt.Will(edge_state_topic(state.edge), encode(will), qos=QOS, retain=True),
            keepalive=KEEPALIVE_S,
            timeout=_TIMEOUT_S,
            tls_context=access.tls,
        )
        client.pending_calls_threshold = 2 * MAX_UNCONFIRMED  # below, it logs a warning each
        return client

    async def _serve(self, client: aiomqtt.Client) -> None:
        state = self._state()
        await self._tell_presence(client, state)
        for topic in (
            CONTEXT_FILTER,
            edge_receipt_topic(state.edge),
            edge_command_topic(state.edge, "+"),
            edge_model_topic(state.edge),
        ):
            await client.subscribe(topic, qos=QOS)
        self.is_connected = True
        self._backoff.succeeded()
        self._mailbox.connected()
        _LOG.info("broker_connected", birth=state.birth)
        slots = asyncio.Semaphore(MAX_UNCONFIRMED)
        async with asyncio.TaskGroup() as tasks:
            helpers = [
                tasks.create_task(self._send(client, slots)),
                tasks.create_task(self._repeat_presence(client)),
                tasks.create_task(self._receive(client)),
            ]
            await self._stopping.wait()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_FLUSH_S):
                    await self._mailbox.is_idle.wait()
                    for _ in range(MAX_UNCONFIRMED):  # the broker has them all
                        await slots.acquire()
            for helper in helpers:
                helper.cancel()
        state = self._state()
        await self._tell_presence(
            client, EdgeState(edge=state.edge, online=False, birth=state.birth, at=state.at)
        )

    async def _tell_presence(self, client: aiomqtt.Client, state: EdgeState) -> None:
        await client.publish(edge_state_topic(state.edge), encode(state), qos=QOS, retain=True)

    async def _repeat_presence(self, client: aiomqtt.Client) -> None:
        # not for ever: wait_for inside of a publish may lose a cancellation (Python below 3.12)
        while not self._stopping.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(PRESENCE_EVERY_S):
                    await self._presence_changed.wait()
            self._presence_changed.clear()
            await self._tell_presence(client, self._state())

    # out

    async def _send(self, client: aiomqtt.Client, slots: asyncio.Semaphore) -> None:
        """Keep several letters open at the broker, in the order in which they came."""
        async with asyncio.TaskGroup() as publishing:
            while True:
                letter = await self._mailbox.next()
                await slots.acquire()
                publishing.create_task(self._publish(client, letter, slots))

    async def _publish(
        self, client: aiomqtt.Client, letter: Letter, slots: asyncio.Semaphore
    ) -> None:
        await client.publish(letter.topic, self._payload(letter), qos=QOS)
        slots.release()

    def _payload(self, letter: Letter) -> bytes:
        now_s = self._clock.now().real_s
        if letter.posted_s is not None and now_s - letter.posted_s <= HISTORICAL_AFTER_S:
            return letter.body
        return encode(replace(decode(letter.body, _FORMS[letter.kind]), historical=True))

    # in

    async def _receive(self, client: aiomqtt.Client) -> None:
        receipts = edge_receipt_topic(self._state().edge)
        commands = edge_command_topic(self._state().edge, "")
        models = edge_model_topic(self._state().edge)
        async for message in client.messages:
            topic = message.topic.value
            try:
                if topic == receipts:
                    await self._mailbox.confirm(decode(message.payload, Receipt))
                elif topic.startswith(commands):
                    await self._obey(client, message, topic.removeprefix(commands))
                elif topic != models:
                    self._inbox.context(decode(message.payload, Context))
                elif message.payload:  # else it was taken away
                    self._inbox.model(decode(message.payload, ModelOffer))
            except (ValueError, RecursionError) as err:
                kinds = {receipts: "bad_receipt", models: "bad_model_offer"}
                kind = kinds.get(topic, "bad_context")
                self._tally.add(kind, topic=topic, reason=str(err)[:200])

    async def _obey(
        self, client: aiomqtt.Client, message: aiomqtt.Message, command_id: str
    ) -> None:
        """Carry out a command and answer; a retained one is an old one and is left alone."""
        if message.retain:
            return
        outcome, payload = await self._carry_out(client, message.payload)
        state = self._state()
        answer = EdgeAnswer(
            command_id=command_id, outcome=outcome, at=self._clock.now().at, payload=payload
        )
        topic = getattr(message.properties, "ResponseTopic", None)
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]  # paho
        correlation = getattr(message.properties, "CorrelationData", None)
        if correlation is not None:
            properties.CorrelationData = correlation
        await client.publish(
            topic or edge_answer_topic(state.edge, command_id),
            encode(answer),
            qos=QOS,
            properties=properties,
        )
        _LOG.info("command", id=command_id[:40], outcome=outcome, at=timestamp(answer.at))

    async def _carry_out(self, client: aiomqtt.Client, payload: Any) -> tuple[str, dict[str, Any]]:
        try:
            kind = decode(payload, EdgeCommand).kind
        except (ValueError, RecursionError) as err:
            return "rejected", {"reason": str(err)[:200]}
        match kind:
            case "status":
                return "accepted", self._inbox.status()
            case "rebirth":
                await self._tell_presence(client, self._state())
                self._mailbox.send_again()
                return "accepted", {}
            case _:
                reason = f"command {kind[:40]!r} is not allowed: {' or '.join(COMMANDS)}"
                return "rejected", {"reason": reason}
