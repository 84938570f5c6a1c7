"""The gateway's ear for commands: takes requests for chargers it holds, and answers each once.

A request that was delivered twice is carried out once. For a charger that nobody here holds the
answer is `offline` where this is the only gateway; else another one answers.
"""

import asyncio
from collections import OrderedDict
from functools import partial
from typing import Any, Final

import structlog

from central.adapters.mqtt.link import Incoming, MqttLink, Request
from central.adapters.ocpp.gateway import Gateway
from central.adapters.ocpp.schemas import check_to_charger
from central.adapters.ocpp.session import Outcome
from central.services.counters import Counters
from central.services.errors import BrokerUnavailableError, InvalidCallError
from central.services.isolation import contained
from central.services.ports import Clock
from contract.messages import ChargerAnswer, ChargerCall, decode, encode
from contract.topics import GATEWAY_COMMAND_FILTER, gateway_command_topic

REMEMBERED: Final = 1024
PARALLEL: Final = 2000
LONGEST_TIMEOUT_S: Final = 300.0

log = structlog.get_logger(__name__)


class GatewayCommands:
    """State its subscription with `subscribe`, then `run`."""

    def __init__(
        self,
        gateway: Gateway,
        link: MqttLink,
        clock: Clock,
        counters: Counters,
        *,
        is_sole_gateway: bool,
    ) -> None:
        self._gateway = gateway
        self._link = link
        self._clock = clock
        self._counters = counters
        self._is_sole_gateway = is_sole_gateway
        self._requests: asyncio.Queue[tuple[ChargerCall, Incoming]] = asyncio.Queue(PARALLEL)
        self._done: OrderedDict[str, None] = OrderedDict()

    def subscribe(self) -> None:
        """Listen for commands from the next connection on."""
        self._link.subscribe(GATEWAY_COMMAND_FILTER, self._take)

    async def run(self) -> None:
        """Carry commands out, those of different chargers side by side, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                call, incoming = await self._requests.get()
                work = partial(self._perform, call, incoming)
                facts = {"charge_point": call.charge_point, "command": call.command_id}
                tasks.create_task(contained(work, self._counters, "command", **facts))

    async def _take(self, incoming: Incoming) -> None:
        incoming.acknowledge()
        try:
            call = _read(incoming)
        except (ValueError, RecursionError, InvalidCallError) as err:
            self._counters.add("commands_refused")
            log.warning("command_refused", topic=incoming.topic, reason=str(err)[:200])
            return
        if call.command_id in self._done or self._requests.full():
            self._counters.add("commands_repeated_or_too_many")
            return
        self._done[call.command_id] = None
        if len(self._done) > REMEMBERED:
            self._done.popitem(last=False)
        self._requests.put_nowait((call, incoming))

    async def _perform(self, call: ChargerCall, incoming: Incoming) -> None:
        session = self._gateway.session(call.charge_point)
        if session is None:
            if not self._is_sole_gateway:
                return
            outcome = _offline("the charger is not connected")
        elif not session.memory.is_accepted:
            outcome = _offline("the charger is not accepted yet")
        else:
            timeout_s = min(max(call.timeout_s, 1.0), LONGEST_TIMEOUT_S)
            outcome = await session.call(call.action, call.payload, timeout_s, call.command_id)
        await self._answer(call, incoming, outcome)

    async def _answer(self, call: ChargerCall, incoming: Incoming, outcome: Outcome) -> None:
        if incoming.response_topic is None:
            return
        answer = ChargerAnswer(
            command_id=call.command_id,
            outcome=outcome.outcome,
            at=self._clock.now(),
            payload=outcome.payload,
        )
        try:
            request = Request(correlation=incoming.correlation)
            await self._link.publish(incoming.response_topic, encode(answer), request)
        except BrokerUnavailableError as err:
            log.warning("answer_not_sent", command=call.command_id, reason=str(err))


def _read(incoming: Incoming) -> ChargerCall:
    call = decode(incoming.payload, ChargerCall)
    check_to_charger(call.action, call.payload)
    if incoming.topic != gateway_command_topic(call.charge_point):
        raise ValueError(f"charge point {call.charge_point!r} is not the topic's")
    return call


def _offline(reason: str) -> Outcome:
    payload: dict[str, Any] = {"description": reason}
    return Outcome("offline", payload)
