"""The door for chargers: `/ocpp/{identity}` for websockets, `/health` for people and the launcher.

Central is asked before a charger is let in, so that a charger hears central's own 401 or 404. While
central is out of reach the charger comes in all the same: it must never stand before a closed door
because of a broken uplink.
"""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import Final
from urllib.parse import unquote, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from contract.ids import ChargePointId, charge_point_id
from edge_agent.adapters.bulkhead import contained
from edge_agent.adapters.log import Log
from edge_agent.adapters.session import Session
from edge_agent.adapters.sockets import (
    INTERNAL_ERROR,
    PROTOCOL_ERROR,
    SOCKET_OPTIONS,
    SUBPROTOCOL,
)
from edge_agent.adapters.surroundings import Surroundings
from edge_agent.adapters.uplink import CONNECT_S, Login
from edge_agent.core import frames
from edge_agent.core.errors import LocalError, RefusedError, UnavailableError
from edge_agent.core.site import Charger, Site
from edge_agent.core.traffic import Event

_LOG = Log("edge.gate")
_ROOT: Final = "/ocpp/"
_HANDSHAKE_S: Final = 2.0 * CONNECT_S
_REFUSALS: Final = {
    401: "the password is not the one that central knows",
    404: "central does not know this identity",
    503: "central is away, and this charger shall use its own offline mode",
}


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A charger between its request and its open socket."""

    identity: ChargePointId
    authorization: str | None = field(repr=False)
    login: Login | None


class Gate:
    """Lets chargers in and keeps one session for each.

    Args:
        site: the chargers' machines.
        around: what sessions need.
        health: further fields for `/health`.
        tls: for chargers that come with `wss://`; None = in the clear.
    """

    def __init__(
        self,
        site: Site,
        around: Surroundings,
        health: Callable[[], dict[str, object]],
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._tls = tls
        self._site = site
        self._around = around
        self._health = health
        self._sessions: dict[ChargePointId, Session] = {}
        self._arrivals: dict[ServerConnection, _Arrival] = {}

    @asynccontextmanager
    async def open(self, host: str, port: int) -> AsyncIterator[int]:
        """Serve for the length of the block, which gets the port; then close all sockets.

        Raises:
            LocalError: if the port cannot be listened on.
        """
        async with asyncio.TaskGroup() as self._watchers:
            try:
                server = await serve(
                    self._visit,
                    host,
                    port,
                    process_request=self._ask,
                    select_subprotocol=_select_subprotocol,
                    open_timeout=_HANDSHAKE_S,
                    server_header=None,
                    ssl=self._tls,
                    **SOCKET_OPTIONS,
                )
            except OSError as err:
                raise LocalError(f"cannot listen on {host}:{port}: {err}") from err
            try:
                yield _port(server)
            finally:
                server.close()
                for session in self._sessions.values():
                    session.stop_draining()
                await server.wait_closed()

    async def _ask(self, connection: ServerConnection, request: Request) -> Response | None:
        """Answer a request, or let the handshake go on (None)."""
        if _path(request) == "/health":
            return self._tell_health(connection)
        try:
            identity = _identity(request)
        except ValueError as err:
            self._around.tally.add("bad_path", peer=_peer(connection), reason=str(err))
            return connection.respond(HTTPStatus.NOT_FOUND, f"{err}\n")
        if SUBPROTOCOL not in _offered(request):
            return None  # OCPP-J 3.1.2: finish the handshake, then close
        return await self._admit(connection, identity, _authorization(request))

    async def _admit(
        self, connection: ServerConnection, identity: ChargePointId, authorization: str | None
    ) -> Response | None:
        known = self._site.find(identity)
        if known is None and self._site.is_full:
            words = f"at most {self._site.limit} chargers are allowed here"
            self._around.tally.add("site_is_full", charge_point=identity, reason=words)
            return connection.respond(HTTPStatus.SERVICE_UNAVAILABLE, f"{words}\n")
        try:
            await self._ask_central(connection, identity, authorization)
        except RefusedError as err:
            words = _REFUSALS.get(err.status, "central refused this charge point")
            self._around.tally.add(
                "refused", charge_point=identity, status=err.status, reason=words
            )
            return _refusal(connection, err.status, f"{identity}: {words}\n")
        return None

    async def _ask_central(
        self,
        connection: ServerConnection,
        identity: ChargePointId,
        authorization: str | None,
    ) -> None:
        """Connect to central on the charger's behalf.

        Raises:
            RefusedError: central's verdict; or ours on another password while central is away.
        """
        login: Login | None = None
        try:
            login = await self._around.uplinks.connect(identity, authorization)
        except UnavailableError as err:
            self._around.tally.add("uplink_attempt_failed", reason=str(err))
            if not await self._around.passwords.may_enter_alone(identity, authorization):
                raise RefusedError(HTTPStatus.UNAUTHORIZED) from err
            if self._site.closes_on_loss(identity):
                raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE) from err
        self._arrivals[connection] = _Arrival(identity, authorization, login)
        self._watchers.create_task(self._forget(connection))

    async def _forget(self, connection: ServerConnection) -> None:
        """Close the connection to central of a charger that never finished its handshake."""
        await connection.wait_closed()
        arrival = self._arrivals.pop(connection, None)
        if arrival is not None and arrival.login is not None:
            with contained("session_broke", self._around.tally, arrival.identity):
                await arrival.login.socket.close()

    async def _visit(self, connection: ServerConnection) -> None:
        arrival = self._arrivals.pop(connection, None)
        if arrival is None:
            await self._turn_away(connection)
            return
        older = self._sessions.get(arrival.identity)
        if older is not None:
            older.supersede()
        charger = self._charger(arrival)
        session = Session(
            charger,
            connection,
            arrival.login,
            arrival.authorization,
            self._around,
            partial(self.deliver, arrival.identity),
        )
        self._sessions[arrival.identity] = session
        try:
            with contained("session_broke", self._around.tally, arrival.identity):
                await session.run()
        finally:
            if self._sessions.get(arrival.identity) is session:
                del self._sessions[arrival.identity]
        await connection.close(INTERNAL_ERROR, "a bug of the edge")  # unless it is closed already

    def has_session(self, identity: str) -> bool:
        """The charger is there, or what it left behind is being delivered."""
        return identity in self._sessions

    def deliver(self, identity: str, event: Event) -> None:
        """Hand an event to a charger's machine; what it asks for is done by its newest session."""
        charger = self._site.find(ChargePointId(identity))
        if charger is None:
            return
        effects = charger.proxy.handle(event, self._around.clock.now())
        session = self._sessions.get(charger.id)
        if session is not None:
            with contained("session_broke", self._around.tally, identity):
                session.carry_out(effects)

    def deliver_to_all(self, event: Event) -> None:
        """The same for every charger."""
        for identity in list(self._site.chargers):
            self.deliver(identity, event)

    async def _turn_away(self, connection: ServerConnection) -> None:
        """Close a charger without our subprotocol (OCPP-J 3.1.2).

        What else it sent, be it in a header, may be a secret and is not logged.
        """
        if connection.request is not None:
            offered = [each for each in _offered(connection.request) if each.startswith("ocpp")]
            self._around.tally.add(
                "wrong_subprotocol",
                charge_point=_identity(connection.request),
                offered=frames.shortened(", ".join(offered)),
                reason=f"{SUBPROTOCOL} is allowed",
            )
        await connection.close(PROTOCOL_ERROR, f"{SUBPROTOCOL} only")

    def _charger(self, arrival: _Arrival) -> Charger:
        try:
            charger = self._site.add(arrival.identity, self._around.clock.now().at)
        except ValueError as err:
            _LOG.warning("fault_history_dropped", charge_point=arrival.identity, reason=str(err))
            charger = self._site.chargers[arrival.identity]
        return charger

    def _tell_health(self, connection: ServerConnection) -> Response:
        sessions = self._sessions.values()
        state: dict[str, object] = {
            "status": "ok",
            "chargers": sum(each.is_charger_there for each in sessions),
            "uplinks": sum(each.is_online for each in sessions),
            **self._health(),
        }
        response = connection.respond(HTTPStatus.OK, json.dumps(state))
        del response.headers["Content-Type"]
        response.headers["Content-Type"] = "application/json"
        return response


def _path(request: Request) -> str:
    """Path of a request without its query; empty where there is none to be found."""
    try:
        return urlsplit(request.path).path
    except ValueError:
        return ""


def _identity(request: Request) -> ChargePointId:
    """Identity in a path: its last segment, percent-decoded; stray slashes are forgiven.

    Raises:
        ValueError: naming the path and the form that is allowed.
    """
    path = _path(request)
    segments = [each for each in path.split("/") if each]
    if not path.startswith(_ROOT) or len(segments) != 2:
        raise ValueError(f"path {frames.shortened(path)!r} is not allowed: /ocpp/IDENTITY")
    return charge_point_id(frames.shortened(unquote(segments[-1])))


def _offered(request: Request) -> list[str]:
    offered = ",".join(request.headers.get_all("Sec-WebSocket-Protocol"))
    return [each.strip() for each in offered.split(",")]


def _authorization(request: Request) -> str | None:
    values = request.headers.get_all("Authorization")
    return values[0] if len(values) == 1 else None


def _select_subprotocol(
    _connection: ServerConnection, offered: Sequence[Subprotocol]
) -> Subprotocol | None:
    return SUBPROTOCOL if SUBPROTOCOL in offered else None


def _refusal(connection: ServerConnection, status: int, words: str) -> Response:
    response = connection.respond(HTTPStatus(status), words)
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Basic realm="OCPP"'
    return response


def _peer(connection: ServerConnection) -> str:
    address = connection.remote_address
    return str(address[0]) if address else "unknown"


def _port(server: Server) -> int:
    port: int = next(iter(server.sockets)).getsockname()[1]
    return port
