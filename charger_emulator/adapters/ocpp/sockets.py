"""Opening a charger's websocket in its manner, and leaving one without a word."""

import asyncio
import base64
import ssl
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from typing_extensions import override
from websockets.asyncio.client import ClientConnection, connect
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.typing import Subprotocol
from websockets.uri import WebSocketURI

from charger_emulator.adapters.ocpp import frames
from charger_emulator.core.manner import Manner

CLOSE_TIMEOUT_S: Final = 2.0
MAX_FRAME: Final = 256 * 1024
MAX_LEFT: Final = 8
"""Connections that a charger has left lying; from then on the oldest is reset."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Real seconds that a socket waits."""

    open_s: float
    ping_s: float


async def dial(
    url: str,
    credentials: tuple[str, bytes],
    manner: Manner,
    patience: Patience,
    context: ssl.SSLContext | None,
) -> ClientConnection:
    """Connect.

    Args:
        url: of the central system, without the identity.
        credentials: the charger's identity and the password of HTTP Basic; empty = none is sent.
        manner: how the charger talks.
        patience: where the manner says nothing.
        context: for wss.

    Raises:
        OSError, TimeoutError, WebSocketException: if it does not come about.
    """
    ident, password = credentials
    ping_s = patience.ping_s if manner.ping_s is None else manner.ping_s
    address = manner.path.format(url=url.rstrip("/"), id=quote(ident, safe=""))
    options: dict[str, Any] = {}
    if address.startswith("wss:") and manner.tls == "1.0":
        options["ssl"] = old_tls()
    elif context is not None:
        options["ssl"] = context
    return await connect(
        address,
        subprotocols=[Subprotocol(frames.SUBPROTOCOL)],
        additional_headers=_authorization(ident, password, manner),
        compression="deflate" if manner.compression else None,
        open_timeout=patience.open_s,
        ping_interval=ping_s or None,
        ping_timeout=ping_s or None,
        close_timeout=CLOSE_TIMEOUT_S,
        max_size=MAX_FRAME,
        user_agent_header=None,
        proxy=None,
        **options,
    )


def _authorization(ident: str, password: bytes, manner: Manner) -> dict[str, str]:
    if not password and manner.key_form != "wrong":
        return {}
    token = f"{ident}:".encode() + _key(password, manner)
    return {"Authorization": f"Basic {base64.b64encode(token).decode()}"}


def _key(password: bytes, manner: Manner) -> bytes:
    """The password as sent: real stacks disagree on whether AuthorizationKey is text or hex."""
    match manner.key_form:
        case "text":
            return password
        case "hex":
            return password.hex().encode()
        case "wrong":
            return b"not-" + password
        case "bytes":
            try:
                return bytes.fromhex(password.decode())
            except ValueError:
                return password


def old_tls() -> ssl.SSLContext:
    """TLS 1.0 and nothing newer, as old chargers have it; certificates are not checked."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    return context


class LeftOpen:
    """Connections of one charger that it forgot. They stay open until there are too many."""

    def __init__(self) -> None:
        self._transports: list[asyncio.Transport] = []

    def __len__(self) -> int:
        return len(self._transports)

    def keep(self, transport: asyncio.Transport) -> None:
        """Leave a connection lying as it is."""
        self._transports.append(transport)
        if len(self._transports) > MAX_LEFT:
            self._transports.pop(0).abort()

    def reset(self) -> None:
        """Reset them all."""
        while self._transports:
            self._transports.pop(0).abort()


def forget(socket: ClientConnection, *, answers_pings: bool) -> asyncio.Transport:
    """Part a websocket from its connection: it ends here, and the other side is not told.

    Args:
        socket: is closed afterwards, for its user.
        answers_pings: the other side may think that all is well; else nothing is read any more.

    Returns:
        The connection, open.
    """
    transport = socket.transport
    if answers_pings:
        transport.set_protocol(_Undead(transport, socket.protocol.uri))
    else:
        transport.set_protocol(asyncio.Protocol())
        if transport.is_reading():
            transport.pause_reading()
    socket.connection_lost(None)
    return transport


class _Undead(asyncio.Protocol):
    """A websocket that nobody uses, but that still answers pings and closing."""

    def __init__(self, transport: asyncio.Transport, uri: WebSocketURI) -> None:
        self._transport, self._protocol = transport, ClientProtocol(uri, state=State.OPEN)

    @override
    def data_received(self, data: bytes) -> None:
        """Let the websocket protocol answer."""
        self._protocol.receive_data(data)
        self._protocol.events_received()
        for each in self._protocol.data_to_send():
            if each:
                self._transport.write(each)
            else:
                self._transport.close()


def go_dead(socket: ClientConnection) -> None:
    """Let nothing pass any more, in either direction, and tell nobody: a half-open connection.

    This side finds out when its pings or calls time out.
    """

    def swallow(frame: Frame) -> None:
        del frame

    socket.protocol.send_frame = swallow  # type: ignore[method-assign]
    if socket.transport.is_reading():
        socket.transport.pause_reading()


def ignore_pings(socket: ClientConnection, is_ignoring: Callable[[], bool]) -> None:
    """Answer no ping while `is_ignoring()` (RFC 6455, 5.5.2 forbids that; chargers do it)."""
    send = socket.protocol.send_frame

    def filtered(frame: Frame) -> None:
        if frame.opcode is not Opcode.PONG or not is_ignoring():
            send(frame)

    socket.protocol.send_frame = filtered  # type: ignore[method-assign]
