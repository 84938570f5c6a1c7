"""What becomes of a charger's frame: read, checked, handled, answered.

Frames of one charger are handled in order. Nothing that one charger sends stops another: what
cannot be read is refused, and a defect ends the one call that met it.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final

import structlog

from central.adapters.ocpp import frames, schemas
from central.adapters.ocpp.session import Session
from central.core.ocpp_reading import Repairs
from central.core.secrets import shortened
from central.services import charging, jobs, security, sessions
from central.services.applied import record
from central.services.charger_memory import ChargerMemory
from central.services.charging_parts import ChargingParts, Reply
from central.services.errors import InvalidCallError, InvalidMessageError, UnavailableError
from central.services.follow_up import FollowUp
from central.services.isolation import contained
from central.services.security import CertificateAuthority
from contract.ocpp16 import CallErrorCode

COST_TIMEOUT_S: Final = 30.0
SHOWN_BYTES: Final = 50

Handler = Callable[[ChargingParts, ChargerMemory, dict[str, Any]], Awaitable[Reply]]
HANDLERS: Final[dict[str, Handler]] = {
    "Authorize": charging.authorize,
    "BootNotification": charging.boot,
    "DataTransfer": charging.data_transfer,
    "DiagnosticsStatusNotification": jobs.diagnostics_status,
    "FirmwareStatusNotification": jobs.firmware_status,
    "Heartbeat": charging.heartbeat,
    "LogStatusNotification": jobs.log_status,
    "MeterValues": sessions.meter_values,
    "SecurityEventNotification": security.security_event,
    "SignCertificate": security.refuse_certificate,
    "SignedFirmwareStatusNotification": jobs.signed_firmware_status,
    "StartTransaction": sessions.start,
    "StatusNotification": charging.status,
    "StopTransaction": sessions.stop,
}

log = structlog.get_logger(__name__)


class FrameHandler:
    """Handles the frames of all chargers of a gateway; `take` is called by each one's reader."""

    def __init__(
        self, charging_parts: ChargingParts, authority: CertificateAuthority | None
    ) -> None:
        self._charging = charging_parts
        self._counters = charging_parts.counters
        self._handlers = dict(HANDLERS)
        if authority is not None:
            self._handlers["SignCertificate"] = security.Signing(authority)

    async def take(self, session: Session, text: str | bytes) -> None:
        """Do what a frame asks for, and answer it."""
        match self._parsed(session, text):
            case frames.Call() as call:
                await self._answer(session, call)
            case frames.Result() | frames.Failure() as answer:
                work = partial(self._take_answer, session, answer)
                await contained(work, self._counters, "answer", charge_point=session.memory.id)
            case frames.Malformed() as bad:
                await self._refuse_frame(session, bad, text)
            case frames.Ignored() as other:
                self._counters.add("frames_ignored")
                self._violated(session, "frame:type", f"message type {other.message_type}")
                self._tell(
                    session,
                    "frame_ignored",
                    "type",
                    value=other.message_type,
                    allowed="message types 2, 3 and 4",
                )

    def _parsed(self, session: Session, text: str | bytes) -> frames.Frame:
        plain = frames.plain_call(text)
        if plain is not None:
            return plain
        repairs = Repairs()
        frame = frames.parse(text, repairs)
        if repairs.made:
            self._counters.add("repairs", len(repairs.made))
            self._charging.note_violations(session.memory, "repair", repairs.made)
            self._tell(session, "message_repaired", "frame", repairs=repairs.made)
        return frame

    def _tell(self, session: Session, event: str, kind: str, **facts: object) -> None:
        """One line a kind and charger: one that repeats its mistake does not fill the log."""
        if session.memory.is_news([f"{event}:{kind}"]):
            log.warning(event, charge_point=session.memory.id, **facts)

    def _violated(self, session: Session, kind: str, example: str) -> None:
        self._charging.note_violation(session.memory, kind, example)

    def _known(self, action: str) -> str:
        """An action as a kind of violations names it."""
        return action if action in self._handlers or action in schemas.TO_CHARGER else "unknown"

    async def _take_answer(self, session: Session, answer: frames.Result | frames.Failure) -> None:
        late = session.take_answer(answer)
        if late is None:
            return
        now = self._charging.clock.now()
        try:
            async with self._charging.units.write() as uow:
                if late.effect is not None:
                    await record(uow, session.memory.id, late.effect, now)
                if late.command_id is not None:
                    await uow.commands.finish_late(late.command_id, late.answer, now)
                await uow.commit()
        except UnavailableError as err:
            log.error("late_answer_lost", charge_point=session.memory.id, reason=str(err))  # noqa: TRY400

    async def _refuse_frame(
        self, session: Session, bad: frames.Malformed, text: str | bytes
    ) -> None:
        """A frame that cannot be read ends nothing; a call in it is answered."""
        self._counters.add("frames_malformed")
        shown = shortened(text if isinstance(text, str) else repr(text[:SHOWN_BYTES]))
        self._tell(session, "frame_malformed", bad.kind, value=shown, reason=bad.reason)
        self._violated(session, f"frame:{bad.kind}", shown)
        if bad.message_id is not None:
            code = CallErrorCode.FORMATION_VIOLATION
            await session.send(frames.failure(bad.message_id, code, bad.reason))

    async def _answer(self, session: Session, call: frames.Call) -> None:
        refusal: tuple[CallErrorCode | str, str]
        try:
            reply = await self._handle(session, call)
        except InvalidMessageError as err:
            self._counters.add("calls_refused")
            kind = f"{call.action[:SHOWN_BYTES]}:{err.code}"
            self._tell(session, "call_refused", kind, action=call.action[:50], error=str(err)[:400])
            self._violated(session, f"refused:{self._known(call.action)} {err.code}", str(err))
            refusal = err.code, err.description
        except UnavailableError as err:
            self._counters.add("calls_unavailable")
            log.error("call_unavailable", charge_point=session.memory.id, reason=str(err))  # noqa: TRY400
            refusal = CallErrorCode.INTERNAL_ERROR, "try again later"
        except Exception:
            self._counters.add("defects")
            log.exception(
                "defect", what="call", charge_point=session.memory.id, action=call.action[:50]
            )
            refusal = CallErrorCode.INTERNAL_ERROR, "this call could not be carried out"
        else:
            await self._reply(session, call, reply)
            return
        await session.send(frames.failure(call.message_id, *refusal))

    async def _reply(self, session: Session, call: frames.Call, reply: Reply) -> None:
        if not schemas.is_valid_answer(call.action, reply.payload):
            self._counters.add("own_answers_wrong")
            log.error("own_answer_wrong", action=call.action, payload=reply.payload)
            code = CallErrorCode.INTERNAL_ERROR
            await session.send(frames.failure(call.message_id, code, "our answer was wrong"))
            return
        await session.send(frames.result(call.message_id, reply.payload))
        if call.action == "BootNotification":
            self._after_boot(session)
        else:
            session.note_heard()
        for each in reply.calls:
            self._follow_up(session, each)

    def _follow_up(self, session: Session, call: FollowUp) -> None:
        """Queue our own call, if it is one that the schema allows."""
        try:
            schemas.check_to_charger(call.action, call.payload)
        except InvalidCallError as err:
            self._counters.add("own_calls_wrong")
            log.error("own_call_wrong", action=call.action, reason=str(err))  # noqa: TRY400
            return
        session.post(call, COST_TIMEOUT_S)

    async def _handle(self, session: Session, call: frames.Call) -> Reply:
        handler = self._handlers.get(call.action)
        if handler is None:
            known = call.action in schemas.TO_CHARGER  # known, but not ours to answer
            code = CallErrorCode.NOT_SUPPORTED if known else CallErrorCode.NOT_IMPLEMENTED
            raise InvalidMessageError(
                code,
                f"action {call.action[:50]!r} is not allowed: one of {', '.join(self._handlers)}",
            )
        if not session.memory.is_accepted and call.action != "BootNotification":
            raise InvalidMessageError(
                CallErrorCode.SECURITY_ERROR, "the charge point is not accepted yet"
            )
        try:
            schemas.check_from_charger(call.action, call.payload)
        except InvalidMessageError as err:
            if call.action not in charging.TOLERANT:
                raise
            self._counters.add("schema_broken")
            path = err.description.partition(" ")[0].split(".")
            place = ".".join(part for part in path if not part.isdigit())
            self._tell(session, "schema_broken", f"{call.action}:{place}", error=str(err)[:300])
            self._violated(session, f"schema:{call.action} {place}", err.description)
        return await handler(self._charging, session.memory, call.payload)

    def _after_boot(self, session: Session) -> None:
        if session.memory.is_accepted:
            session.allow_calls()
        else:
            session.forbid_calls()
