"""The way to a charger from any role: a row, an MQTT 5 request to the gateway, its answer.

`ChargerCaller` asks; `gateway_commands` answers. What the charger accepted (price, power) is
written down by the asker together with the outcome.
"""

import asyncio
from typing import Any, Final

import structlog

from central.adapters.mqtt.link import Incoming, MqttLink, Request
from central.adapters.ocpp.schemas import check_to_charger
from central.core.applied import applied
from central.services.applied import record
from central.services.counters import Counters
from central.services.errors import BrokerUnavailableError, UnknownChargePointError
from central.services.ports import Clock, Ids
from central.services.records import CommandRow
from central.services.unit_of_work import UnitsOfWork
from contract.ids import ChargePointId
from contract.messages import OUTCOMES, ChargerAnswer, ChargerCall, decode, encode
from contract.topics import PREFIX, gateway_command_topic

ANSWER_MARGIN_S: Final = 5.0
"""Real seconds that the asker waits beyond what the gateway may take (queue, then answer)."""

log = structlog.get_logger(__name__)


class ChargerCaller:
    """Implements `central.services.ports.ChargerCalls`; one a process, before the link runs."""

    def __init__(
        self, units: UnitsOfWork, link: MqttLink, clock: Clock, ids: Ids, counters: Counters
    ) -> None:
        self._units = units
        self._counters = counters
        self._link = link
        self._clock = clock
        self._ids = ids
        self._reply_topic = f"{PREFIX}/gateway/reply/{ids.new()}"
        self._waiting: dict[str, asyncio.Future[ChargerAnswer]] = {}
        link.subscribe(self._reply_topic, self._take_answer)

    async def call(  # noqa: PLR0913 (as the port)
        self,
        charge_point: ChargePointId,
        action: str,
        payload: dict[str, Any],
        *,
        actor_kind: str,
        actor: str,
        reason: str,
        timeout_s: float = 30.0,
        command_id: str | None = None,
    ) -> ChargerAnswer:
        """See `central.services.ports.ChargerCalls.call`."""
        check_to_charger(action, payload)
        command = CommandRow(
            id=command_id or self._ids.new(),
            charge_point_id=charge_point,
            action=action,
            payload=payload,
            actor_kind=actor_kind,
            actor=actor,
            reason=reason[:500],
            state="queued",
            created_at=self._clock.now(),
        )
        async with self._units.write() as uow:
            if await uow.charge_points.get(charge_point) is None:
                raise UnknownChargePointError(charge_point)
            await uow.commands.add(command)
            await uow.commit()
        answer = await self._ask(command, timeout_s)
        await self._write_down(command, answer)
        return answer

    async def _ask(self, command: CommandRow, timeout_s: float) -> ChargerAnswer:
        message = ChargerCall(
            command_id=command.id,
            charge_point=command.charge_point_id,
            action=command.action,
            payload=command.payload,
            timeout_s=timeout_s,
        )
        future: asyncio.Future[ChargerAnswer] = asyncio.get_running_loop().create_future()
        self._waiting[command.id] = future
        request = Request(self._reply_topic, command.id.encode(), expiry_s=int(timeout_s) + 1)
        try:
            async with asyncio.timeout(2 * timeout_s + ANSWER_MARGIN_S):
                topic = gateway_command_topic(command.charge_point_id)
                await self._link.publish(topic, encode(message), request)
                return await future
        except BrokerUnavailableError as err:
            detail = {"code": "Unavailable", "description": str(err)}
            return self._own_answer(command, "error", detail)
        except TimeoutError:
            reason = {"description": "no gateway answered"}
            return self._own_answer(command, "timeout", reason)
        finally:
            self._waiting.pop(command.id, None)

    def _own_answer(
        self, command: CommandRow, outcome: str, payload: dict[str, Any]
    ) -> ChargerAnswer:
        return ChargerAnswer(
            command_id=command.id, outcome=outcome, at=self._clock.now(), payload=payload
        )

    async def _write_down(self, command: CommandRow, answer: ChargerAnswer) -> None:
        effect = None
        if answer.outcome in {"accepted", "rejected"}:
            effect = applied(command.action, command.payload, answer.payload)
        async with self._units.write() as uow:
            await uow.commands.finish(command.id, answer.outcome, answer.payload, answer.at)
            if effect is not None:
                await record(uow, command.charge_point_id, effect, answer.at)
            await uow.commit()
        log.info(
            "charger_called",
            charge_point=command.charge_point_id,
            action=command.action,
            outcome=answer.outcome,
            actor=command.actor,
        )

    async def _take_answer(self, incoming: Incoming) -> None:
        incoming.acknowledge()
        try:
            answer = decode(incoming.payload, ChargerAnswer)
        except (ValueError, RecursionError) as err:
            self._counters.add("messages_refused")
            log.warning("answer_refused", topic=incoming.topic, reason=str(err)[:200])
            return
        future = self._waiting.get(answer.command_id)
        if future is not None and not future.done() and answer.outcome in OUTCOMES:
            future.set_result(answer)
