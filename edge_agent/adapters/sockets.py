"""What both OCPP legs share: settings of the websockets, and a bounded way out."""

import asyncio
import logging
from typing import Any, Final

from websockets.asyncio.connection import Connection
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

SUBPROTOCOL: Final = Subprotocol("ocpp1.6")
MAX_FRAME_BYTES: Final = 256 * 1024
MAX_UNSENT: Final = 256
"""Frames that a peer may leave unread before its socket is closed."""
CLOSE_S: Final = 2.0
"""Real seconds for a closing handshake."""
POLICY_VIOLATION: Final = 1008
PROTOCOL_ERROR: Final = 1002
NO_UTF_8: Final = 1007
TOO_BIG: Final = 1009
INTERNAL_ERROR: Final = 1011

ODD_ENDS: Final = {
    TOO_BIG: ("oversized_frame", f"a frame of at most {MAX_FRAME_BYTES} bytes is allowed"),
    NO_UTF_8: ("no_utf_8", "a text frame in UTF-8 is allowed"),
    PROTOCOL_ERROR: ("no_websocket_frame", "frames by RFC 6455 are allowed"),
}
"""What the library ends a charger's socket for (RFC 6455, 7.4.1), and what is allowed."""


def _is_bug(record: logging.LogRecord) -> bool:
    """We log state changes ourselves; the library would log every port scan with a traceback."""
    return str(record.msg) != "opening handshake failed"


_LIBRARY = logging.getLogger("edge.websockets")
_LIBRARY.addFilter(_is_bug)

SOCKET_OPTIONS: Final[dict[str, Any]] = {
    # compression costs 35 KB and 10 us a frame and saves little on frames of 200 bytes
    "compression": None,
    "max_size": MAX_FRAME_BYTES,
    # pings are ours: their round trip is a feature, their loss an event
    "ping_interval": None,
    "close_timeout": CLOSE_S,
    "logger": _LIBRARY,
}


class Outbox:
    """Frames on their way to one socket, in order. `put` never waits; `run` sends for ever."""

    def __init__(self, socket: Connection) -> None:
        self.socket = socket
        self._frames: asyncio.Queue[str] = asyncio.Queue(MAX_UNSENT)

    def put(self, text: str) -> bool:
        """Queue a frame; False when the peer left too many unread."""
        try:
            self._frames.put_nowait(text)
        except asyncio.QueueFull:
            return False
        return True

    async def run(self) -> None:
        """Send until the socket is gone."""
        try:
            while True:
                await self.socket.send(await self._frames.get())
        except ConnectionClosed:
            return

    async def flush(self) -> None:
        """Send what is queued, without waiting for more."""
        try:
            while not self._frames.empty():
                await self.socket.send(self._frames.get_nowait())
        except ConnectionClosed:
            return


def closing_words(end: ConnectionClosed) -> str:
    """How a socket ended, for people: by whom, with which code and reason."""
    by_peer = end.rcvd is not None and (end.sent is None or end.rcvd_then_sent)
    close = end.rcvd if by_peer else end.sent
    if close is None:
        return "connection lost"
    words = f"closed by {'the peer' if by_peer else 'the edge'} with {close.code}"
    return f"{words}: {close.reason}" if close.reason else words


async def ping(socket: Connection, timeout_s: float) -> float | None:
    """Round trip in real seconds; None without an answer."""
    try:
        pong = await socket.ping()
        async with asyncio.timeout(timeout_s):
            return float(await pong)
    except (TimeoutError, ConnectionClosed):
        return None


async def close(socket: Connection, code: int, reason: str) -> None:
    """Close, also when the peer is silent (the library gives up after CLOSE_S)."""
    try:
        async with asyncio.timeout(2.0 * CLOSE_S):
            await socket.close(code, reason)
    except TimeoutError:
        socket.transport.abort()


def no_text(frame: bytes) -> str:
    """What to log of a frame that should be text."""
    return f"{frame[:8].hex(' ')} ... ({len(frame)} bytes) is binary; text frames are allowed"
