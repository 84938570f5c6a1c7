"""The OCPP 1.6J server: one socket a charger, the newest wins.

Each connection has a session of its own; what a session cleans up at its end is its own only, so a
half-open socket that dies late cannot tear down its successor. What a frame leads to is in
`frame_handling`, what silence leads to in `watch`.
"""

import asyncio
import contextlib
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import structlog
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode
from websockets.typing import Subprotocol

from central.adapters.ocpp.connection import ChargerConnection
from central.adapters.ocpp.frame_handling import FrameHandler
from central.adapters.ocpp.handshake import Doorkeeper, Profile, identity_of
from central.adapters.ocpp.session import NoteFrame, Session
from central.adapters.ocpp.watch import Watch
from central.core.message_log import Direction
from central.core.secrets import shortened
from central.services import charging
from central.services.charger_memory import ChargerMemory
from central.services.charging_parts import ChargingParts
from central.services.errors import UnavailableError
from central.services.isolation import contained, kept_running
from central.services.ports import Ids
from central.services.security import CertificateAuthority
from contract.ids import ChargePointId

SUBPROTOCOL: Final = Subprotocol("ocpp1.6")
MAX_FRAME_BYTES: Final = 256 * 1024
MISSED_HEARTBEATS: Final = 3
LEAST_SILENCE_S: Final = 90.0
BACKLOG: Final = 1024

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
        self._frames = FrameHandler(parts.charging, parts.authority)
        self._sessions: dict[ChargePointId, Session] = {}
        self._memories: dict[ChargePointId, ChargerMemory] = {}
        self._generation = 0
        self._closing: asyncio.TaskGroup | None = None
        heartbeat_s = parts.charging.clock.real_s(parts.charging.rules.heartbeat_interval_s)
        silence_s = max(MISSED_HEARTBEATS * heartbeat_s, LEAST_SILENCE_S)
        self._watch = Watch(self._sessions.values, silence_s, self._counters, self._end)

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
            watch = partial(kept_running, self._watch.run, self._counters, "watch")
            self._closing.create_task(watch())
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
            create_connection=ChargerConnection,
            process_request=partial(self._parts.door.admit, listener.profile),
            subprotocols=[SUBPROTOCOL],
            select_subprotocol=_select,
            compression=None,
            max_size=MAX_FRAME_BYTES,
            ping_interval=None,  # the watch pings
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
                charging.close_charger(self._charging, session.memory)

    async def _take_over(self, session: Session, identity: ChargePointId) -> bool:
        """Make a session the charger's one; False where a newer one is there already."""
        before = self._sessions.get(identity)
        if before is not None and before.generation > session.generation:
            await session.connection.close(1001, "a newer connection took over")
            return False
        self._sessions[identity] = session
        if before is not None:
            self._counters.add("replaced_connections")
            log.warning("connection_replaced", charge_point=identity)
            self._end(before, "a newer connection took over")
        return True

    def _end(self, session: Session, reason: str) -> None:
        """Close a session's socket, without waiting for it."""
        if self._closing is not None:
            close = partial(session.close, reason)
            self._closing.create_task(
                contained(close, self._counters, "close", charge_point=session.memory.id)
            )

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
        loop, clock, identity = asyncio.get_running_loop(), self._charging.clock, session.memory.id
        while True:
            text = await session.connection.recv()
            session.heard_at_s = loop.time()
            now = clock.now()
            self._charging.write_behind.note_seen(identity, now)
            if session.note_frame is not None:
                session.note_frame(identity, Direction.FROM_CHARGER, text, now)
            await self._frames.take(session, text)


def _select(_connection: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    return SUBPROTOCOL if SUBPROTOCOL in offered else None


def _closed_with(err: BaseException) -> int | None:
    """The code that we closed a connection with; None = the charger did, or nobody."""
    sent = err.sent if isinstance(err, ConnectionClosed) else None
    return None if sent is None else sent.code


def _port_of(server: Server) -> int:
    port: int = next(iter(server.sockets)).getsockname()[1]
    return port
