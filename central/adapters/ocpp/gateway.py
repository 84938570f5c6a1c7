"""The OCPP 1.6J server: one socket a charger, the newest wins.

Each connection has a session of its own; what a session cleans up at its end is its own only, so a
half-open socket that dies late cannot tear down its successor. Frames of one charger are handled in
order; nothing that one charger sends stops another.
"""

import asyncio
import contextlib
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import structlog
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode
from websockets.typing import Subprotocol

from central.adapters.ocpp import frames, schemas
from central.adapters.ocpp.handshake import Doorkeeper, Profile, identity_of
from central.adapters.ocpp.session import NoteFrame, Session
from central.core.message_log import Direction
from central.core.ocpp_reading import Repairs
from central.core.secrets import shortened
from central.services import charging, jobs, security, sessions
from central.services.applied import record
from central.services.charger_memory import ChargerMemory
from central.services.charging_parts import ChargingParts, Reply
from central.services.errors import InvalidCallError, InvalidMessageError, UnavailableError
from central.services.follow_up import FollowUp
from central.services.isolation import contained
from central.services.ports import Ids
from central.services.security import CertificateAuthority
from contract.ids import ChargePointId
from contract.ocpp16 import CallErrorCode

SUBPROTOCOL: Final = Subprotocol("ocpp1.6")
MAX_FRAME_BYTES: Final = 256 * 1024
PING_INTERVAL_S: Final = 30.0
"""A charger that ignores pings but talks stays: there is no ping time-out, only silence counts."""
MISSED_HEARTBEATS: Final = 3
LEAST_SILENCE_S: Final = 90.0
COST_TIMEOUT_S: Final = 30.0
BACKLOG: Final = 1024
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


@dataclass(frozen=True, slots=True)
class GatewayParts:
    """What a gateway is made of."""

    charging: ChargingParts
    door: Doorkeeper
    ids: Ids
    authority: CertificateAuthority | None = None
    note_frame: NoteFrame | None = None
    """Told every frame that passes."""


@dataclass(frozen=True, slots=True)
class Listener:
    """A port for chargers; `profile` is the security profile that it stands for."""

    name: str
    host: str
    port: int
    profile: Profile = Profile.PLAIN
    tls: ssl.SSLContext | None = None


class Gateway:
    """Holds the chargers' sockets. `run` serves until cancelled."""

    def __init__(self, parts: GatewayParts) -> None:
        self._parts = parts
        self._charging = parts.charging
        self._counters = parts.charging.counters
        self._handlers = dict(HANDLERS)
        if parts.authority is not None:
            self._handlers["SignCertificate"] = security.Signing(parts.authority)
        self._sessions: dict[ChargePointId, Session] = {}
        self._memories: dict[ChargePointId, ChargerMemory] = {}
        self._generation = 0
        self._closing: asyncio.TaskGroup | None = None
        heartbeat_s = parts.charging.clock.real_s(parts.charging.rules.heartbeat_interval_s)
        self._silence_s = max(MISSED_HEARTBEATS * heartbeat_s, LEAST_SILENCE_S)

    @property
    def connected(self) -> int:
        """Chargers on the line."""
        return len(self._sessions)

    def session(self, charge_point: ChargePointId) -> Session | None:
        """The socket of a charger that is on the line and may be called."""
        return self._sessions.get(charge_point)

    async def run(
        self, listeners: Sequence[Listener], on_listening: Callable[[str, int], None]
    ) -> None:
        """Listen until cancelled.

        Args:
            listeners: at least one; port 0 = any free one.
            on_listening: told name and port of each when chargers may connect there.
        """
        async with contextlib.AsyncExitStack() as stack:
            self._closing = await stack.enter_async_context(asyncio.TaskGroup())
            servers = [await self._open(stack, each) for each in listeners]
            for listener, server in zip(listeners, servers, strict=True):
                on_listening(listener.name, _port_of(server))
            await asyncio.gather(*(server.serve_forever() for server in servers))

    async def _open(self, stack: contextlib.AsyncExitStack, listener: Listener) -> Server:
        server = serve(
            self._serve,
            listener.host,
            listener.port,
            ssl=listener.tls,
            process_request=partial(self._parts.door.admit, listener.profile),
            subprotocols=[SUBPROTOCOL],
            select_subprotocol=_select,
            compression=None,
            max_size=MAX_FRAME_BYTES,
            ping_interval=PING_INTERVAL_S,
            ping_timeout=None,
            close_timeout=2,
            server_header=None,
            backlog=BACKLOG,
        )
        return await stack.enter_async_context(server)

    # --- a connection ---

    async def _serve(self, connection: ServerConnection) -> None:
        request = connection.request
        identity = identity_of(request.path if request is not None else "")
        if connection.subprotocol is None:  # OCPP-J 1.6, 3.1.2: shake hands, then close
            offered = [] if request is None else request.headers.get_all("Sec-WebSocket-Protocol")
            shown = shortened(", ".join(offered))
            self._counters.add("wrong_subprotocol")
            log.warning(
                "wrong_subprotocol", charge_point=identity, value=shown, allowed=SUBPROTOCOL
            )
            await connection.close(1002, f"subprotocol {SUBPROTOCOL} is needed")
            return
        self._generation += 1
        generation = self._generation
        before = self._memories.get(identity)
        try:
            memory = await charging.open_charger(self._charging, identity, before)
        except UnavailableError as err:
            self._counters.add("connections_unavailable")
            log.error("connection_unavailable", charge_point=identity, reason=str(err))  # noqa: TRY400
            await connection.close(CloseCode.TRY_AGAIN_LATER, "try again later")
            return
        if memory is None:
            await connection.close(1008, "this charge point was removed")
            return
        self._memories[identity] = memory
        parts = self._parts
        session = Session(
            connection, memory, parts.ids, self._counters, generation, parts.note_frame
        )
        if not await self._take_over(session, identity):
            return
        try:
            await self._talk(session)
        finally:
            session.end("the charger disconnected")
            if self._sessions.get(identity) is session:
                del self._sessions[identity]
                session.memory.offline_since = self._charging.clock.now()
                charging.close_charger(self._charging, identity)

    async def _take_over(self, session: Session, identity: ChargePointId) -> bool:
        """Make a session the charger's one; False where a newer one is there already."""
        before = self._sessions.get(identity)
        if before is not None and before.generation > session.generation:
            await session.connection.close(1001, "a newer connection took over")
            return False
        self._sessions[identity] = session
        if before is not None and self._closing is not None:
            self._counters.add("replaced_connections")
            log.warning("connection_replaced", charge_point=identity)
            close = partial(before.close, "a newer connection took over")
            self._closing.create_task(
                contained(close, self._counters, "close", charge_point=identity)
            )
        return True

    async def _talk(self, session: Session) -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                sender = tasks.create_task(session.send_calls())
                await self._receive(session)
                sender.cancel()
        except* ConnectionClosed as closed:
            if any(_closed_with(err) == CloseCode.MESSAGE_TOO_BIG for err in closed.exceptions):
                self._counters.add("frames_too_big")
                allowed = f"at most {MAX_FRAME_BYTES} bytes"
                log.warning("frame_too_big", charge_point=session.memory.id, allowed=allowed)

    async def _receive(self, session: Session) -> None:
        while True:
            try:
                async with asyncio.timeout(self._silence_s):
                    text = await session.connection.recv()
            except TimeoutError:
                self._counters.add("silent_closed")
                log.warning("charger_silent", charge_point=session.memory.id)
                await session.close("silent for too long")
                return
            self._charging.write_behind.note_seen(session.memory.id, self._charging.clock.now())
            if session.note_frame is not None:
                session.note_frame(session.memory.id, Direction.FROM_CHARGER, text)
            await self._take_frame(session, text)

    async def _take_frame(self, session: Session, text: str | bytes) -> None:
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
                self._tell(
                    session,
                    "frame_ignored",
                    "type",
                    value=other.message_type,
                    allowed="message types 2, 3 and 4",
                )

    def _parsed(self, session: Session, text: str | bytes) -> frames.Frame:
        repairs = Repairs()
        frame = frames.parse(text, repairs)
        if repairs.made:
            self._counters.add("repairs", len(repairs.made))
            self._tell(session, "message_repaired", "frame", repairs=repairs.made)
        return frame

    def _tell(self, session: Session, event: str, kind: str, **facts: object) -> None:
        """One line a kind and charger: one that repeats its mistake does not fill the log."""
        if session.memory.is_news([f"{event}:{kind}"]):
            log.warning(event, charge_point=session.memory.id, **facts)

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
            kind = f"{call.action}:{err.description.split(' ', 1)[0]}"
            self._tell(session, "schema_broken", kind, error=err.description[:300])
        return await handler(self._charging, session.memory, call.payload)

    def _after_boot(self, session: Session) -> None:
        if session.memory.is_accepted:
            session.allow_calls()
        else:
            session.forbid_calls()


def _select(_connection: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    return SUBPROTOCOL if SUBPROTOCOL in offered else None


def _closed_with(err: BaseException) -> int | None:
    """The code that we closed a connection with; None = the charger did, or nobody."""
    sent = err.sent if isinstance(err, ConnectionClosed) else None
    return None if sent is None else sent.code


def _port_of(server: Server) -> int:
    port: int = next(iter(server.sockets)).getsockname()[1]
    return port
